// The client against services that answer, err, stall and break the protocol.

import Foundation
import Testing

@testable import Varlink

@MainActor @Suite(.serialized) struct ClientTests {
    @Test func `calls, errors and streams share one connection`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            try await offTheLoop {
                let client = try Client(path: path)
                let text: JSON = ["text": "督办", "number": 7]
                #expect(try client.call("org.example.test.Echo", text) == text)
                #expect(
                    throws: ClientError.refused(
                        VarlinkError("org.example.test.Refused", ["reason": "I would not"]))
                ) { try client.call("org.example.test.Refuse") }
                #expect(throws: ClientError.refused(.expectedMore)) {
                    try client.call("org.example.test.List", ["count": 1])
                }
                var replies = try client.callMore("org.example.test.List", ["count": 3])
                for position in 1...3 {
                    let reply = try replies.next()
                    #expect(reply == ["position": JSON(position)])
                }
                let end = try replies.next()
                #expect(end == nil)
                try client.callOneway("org.example.test.Refuse")
                #expect(try client.call("org.example.test.Echo", text) == text)
            }
        }
    }

    @Test func `nobody at the socket means unreachable`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let stale = try newUnixSocket(for: path)
        #expect(try withUnixAddress(path) { bind(stale, $0, $1) } == 0)
        close(stale)
        #expect(
            throws: ClientError.unreachable(
                .system(call: "connect", path: path, errno: ECONNREFUSED))
        ) { try Client(path: path) }
    }

    /// What a client makes of a server that sends `bytes` and closes.
    @Test(arguments: [
        ("", ClientError.disconnected), ("{", .disconnected),
        ("x\0", .malformed(.syntax(.init(reason: .expectedValue, offset: 0)))),
        ("[]\0", .malformed(.notAnObject)), ("{\"x\":1}\0", .malformed(.unknownMember("x"))),
        ("{\"continues\":true}\0", .malformed(.unexpectedContinues)),
        ("{\"error\":\"a.E\"}\0", .refused(VarlinkError("a.E"))),
    ])
    func `a bad answer is told apart`(bytes: String, error: ClientError) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let server = try newUnixSocket(for: path)
        #expect(try withUnixAddress(path) { bind(server, $0, $1) } == 0)
        #expect(listen(server, 1) == 0)
        Thread.detachNewThread {
            let connection = accept(server, nil, nil)
            var call = [UInt8](repeating: 0, count: 4096)
            _ = recv(connection, &call, call.count, 0)
            let reply = Array(bytes.utf8)
            _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
            close(connection)
            close(server)
        }
        let result = await Task { () -> ClientError? in
            do throws(ClientError) {
                _ = try Client(path: path).call("a.B")
                return nil
            } catch {
                return error
            }
        }.value
        #expect(result == error)
    }

    @Test func `a service that does not answer is not waited for for ever`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            try await offTheLoop {
                let client = try Client(path: path, timeoutSeconds: 0)
                #expect(throws: ClientError.timedOut) { try client.call("org.example.test.Later") }
            }
        }
    }
}

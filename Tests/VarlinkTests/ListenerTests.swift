// The library on real sockets: order, ends, limits, and what one peer can do to the others.

import Foundation
import Testing

@testable import Varlink

@MainActor @Suite(.serialized) struct ListenerTests {
    private func exchange(_ fixture: Fixture, _ text: String, endInput: Bool = true) async throws
        -> [String]?
    {
        let path = fixture.path
        return try await offTheLoop {
            let peer = try RawPeer(path)
            peer.send(text)
            if endInput { peer.endInput() }
            return peer.receiveAll()
        }
    }

    private func echo(_ text: String) -> String {
        "{\"method\":\"org.example.test.Echo\",\"parameters\":{\"text\":\"\(text)\"}}\0"
    }

    /// The tables say `@S` for the interface that every service has, and `@T` for the test's own.
    private func spelledOut(_ text: String) -> String {
        text.replacingOccurrences(of: "@S", with: "org.varlink.service")
            .replacingOccurrences(of: "@T", with: "org.example.test")
    }

    @Test(arguments: [
        (
            #"{"method":"org.nope.X"}"#,
            #"{"error":"@S.InterfaceNotFound","parameters":{"interface":"org.nope"}}"#
        ),
        (
            #"{"method":"Echo"}"#,
            #"{"error":"@S.InterfaceNotFound","parameters":{"interface":""}}"#
        ),
        (
            #"{"method":"@T.Nope"}"#,
            #"{"error":"@S.MethodNotFound","parameters":{"method":"@T.Nope"}}"#
        ),
        (
            #"{"method":"@T.Missing"}"#,
            #"{"error":"@S.MethodNotImplemented","parameters":{"method":"@T.Missing"}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":"a"},"upgrade":true}"#,
            #"{"error":"@S.MethodNotImplemented","parameters":{"method":"@T.Echo"}}"#
        ),
        (
            #"{"method":"@T.Echo"}"#,
            #"{"error":"@S.InvalidParameter","parameters":{"parameter":"text"}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":1}}"#,
            #"{"error":"@S.InvalidParameter","parameters":{"parameter":"text"}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":"a","idx":1}}"#,
            #"{"error":"@S.InvalidParameter","parameters":{"parameter":"idx"}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":"a","thing":{"size":1}}}"#,
            #"{"error":"@S.InvalidParameter","parameters":{"parameter":"thing.id"}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":"督办","number":null},"more":false}"#,
            #"{"parameters":{"text":"督办","number":null}}"#
        ),
        (
            #"{"method":"@T.Echo","parameters":{"text":"a"},"more":true}"#,
            #"{"parameters":{"text":"a"}}"#
        ),
        (
            #"{"method":"@T.List","parameters":{"count":2}}"#,
            #"{"error":"@S.ExpectedMore"}"#
        ),
        (
            #"{"method":"@T.List","parameters":{"count":2},"more":true}"#,
            #"{"parameters":{"position":1},"continues":true}|{"parameters":{"position":2}}"#
        ),
        (#"{"method":"@T.List","parameters":{"count":0},"more":true}"#, "{}"),
        (
            #"{"method":"@T.Refuse"}"#,
            #"{"error":"@T.Refused","parameters":{"reason":"I would not"}}"#
        ),
        (#"{"method":"@T.Refuse","oneway":true}"#, ""),
        (#"{"method":"org.nope.X","oneway":true}"#, ""),
        (
            #"{"method":"@S.GetInfo","parameters":{}}"#,
            #"{"parameters":{"vendor":"Example","product":"Test","version":"1","#
                + #""url":"https://example.org","interfaces":["@S","@T"]}}"#
        ),
        (
            #"{"method":"@S.GetInterfaceDescription","parameters":{"interface":"org.nope"}}"#,
            #"{"error":"@S.InterfaceNotFound","parameters":{"interface":"org.nope"}}"#
        ),
    ])
    func `a call is answered on the wire`(call: String, answer: String) async throws {
        try await Fixture.run { fixture in
            let replies = try await exchange(fixture, spelledOut(call) + "\0")
            #expect(replies == answer.split(separator: "|").map { spelledOut(String($0)) })
            #expect(fixture.troubles == [])
        }
    }

    @Test(arguments: [
        "{}", "[]", "nonsense", #"{"method":"a.B","more":1}"#, #"{"method":"a.B","x":1}"#,
    ])
    func `a malformed message ends the connection, after the answers before it`(text: String)
        async throws
    {
        try await Fixture.run { fixture in
            let replies = try await exchange(
                fixture, echo("1") + text + "\0" + echo("2"), endInput: false)
            #expect(replies == [#"{"parameters":{"text":"1"}}"#])
            #expect(fixture.troubles.count == 1)
        }
    }

    @Test func `the peer is who the kernel says`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let me = try await offTheLoop {
                try Client(path: path).call("org.example.test.WhoAmI")
            }
            #expect(me == ["pid": JSON(getpid()), "uid": JSON(getuid())])
        }
    }

    @Test func `a message may come byte by byte`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let text = echo("督办")
            let replies = try await offTheLoop {
                let peer = try RawPeer(path)
                for byte in text.utf8 {
                    _ = withUnsafeBytes(of: byte) {
                        send(peer.fileDescriptor, $0.baseAddress, 1, 0)
                    }
                }
                return peer.receive(1)
            }
            #expect(replies == [#"{"parameters":{"text":"督办"}}"#])
        }
    }

    @Test func `ten thousand pipelined calls are answered in order`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let calls = (0..<10_000).map { echo("\($0)") }.joined()
            let replies = try await offTheLoop {
                let peer = try RawPeer(path)
                Thread.detachNewThread {
                    peer.send(calls)
                    peer.endInput()
                }
                return peer.receiveAll()
            }
            #expect(replies == (0..<10_000).map { "{\"parameters\":{\"text\":\"\($0)\"}}" })
        }
    }

    @Test func `an answer that comes later keeps the order`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let later = "{\"method\":\"org.example.test.Later\"}\0"
            let calls = echo("1") + later + echo("2") + later + echo("3")
            async let replies = offTheLoop {
                let peer = try RawPeer(path)
                peer.send(calls)
                peer.endInput()
                return peer.receiveAll()
            }
            for count in 1...2 {
                await fixture.service.wait { $0.later.count == count }
                fixture.service.later[count - 1].reply(["text": "later \(count)"])
            }
            let received = try await replies
            #expect(
                received
                    == ["1", "later 1", "2", "later 2", "3"].map {
                        "{\"parameters\":{\"text\":\"\($0)\"}}"
                    })
        }
    }

    @Test func `a service is not entered from within its own answer`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let later = "{\"method\":\"org.example.test.Later\"}\0"
            async let replies = offTheLoop {
                let peer = try RawPeer(path)
                peer.send(later + later)
                return peer.receive(2)
            }
            await fixture.service.wait { $0.later.count == 1 }
            fixture.service.later[0].reply()
            #expect(fixture.service.later.count == 1)
            await fixture.service.wait { $0.later.count == 2 }
            fixture.service.later[1].reply()
            let received = try await replies
            #expect(received == ["{}", "{}"])
        }
    }

    @Test func `whoever hangs up is not answered, and the service learns of it`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let peer = try await offTheLoop { () -> RawPeer in
                let peer = try RawPeer(path)
                peer.send("{\"method\":\"org.example.test.Later\"}\0")
                return peer
            }
            await fixture.service.wait { $0.later.count == 1 }
            shutdown(peer.fileDescriptor, Int32(SHUT_RDWR))
            await fixture.service.wait { $0.gone == 1 }
            #expect(!fixture.service.later[0].isOpen)
            fixture.service.later[0].reply()
        }
    }

    @Test func `oneway calls are carried out although the caller has gone`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            try await offTheLoop {
                let client = try Client(path: path)
                for number in 0..<500 {
                    try client.callOneway("org.example.test.Note", ["text": "\(number)"])
                }
            }
            await fixture.service.wait { $0.notes.count == 500 }
            #expect(fixture.service.notes == (0..<500).map { "\($0)" })
        }
    }

    @Test func `half a message is not waited for`() async throws {
        try await Fixture.run({ $0.halfMessageSeconds = 1 }) { fixture in
            let replies = try await exchange(fixture, "{\"method\":", endInput: false)
            #expect(replies == [])
            #expect(fixture.troubles.count == 1)
            #expect(fixture.troubles.first?.contains("never ended") == true)
        }
    }

    @Test func `a call that is too long ends the connection`() async throws {
        try await Fixture.run({ $0.messageBytesMax = 1000 }) { fixture in
            let long = String(repeating: "x", count: 2000)
            let tooLong = try await exchange(fixture, echo("1") + echo(long))
            #expect(tooLong == [#"{"parameters":{"text":"1"}}"#])
            let fits = try await exchange(fixture, echo(String(repeating: "x", count: 900)))
            #expect(fits?.count == 1)
        }
    }
}

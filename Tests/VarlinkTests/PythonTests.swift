// PyPI's varlink, an implementation that nobody here wrote, as a client, and the certification with
// it on either side.

import Foundation
import TestSupport
import Testing

@testable import Varlink

@MainActor @Suite(.serialized) struct PythonTests {
    private func cli(_ arguments: String...) async throws -> Oracle.Answer {
        let python = try Oracle.python()
        return try await offTheLoop { try Oracle.run(python, ["-m", "varlink.cli"] + arguments) }
    }

    @Test func `info shows who serves what`() async throws {
        try await Fixture.run { fixture in
            let answer = try await cli("info", "unix:\(fixture.path)")
            #expect(answer.status == 0, "\(answer.complaint)")
            #expect(
                answer.output == """
                    Vendor: Example
                    Product: Test
                    Version: 1
                    URL: https://example.org
                    Interfaces:
                       org.varlink.service
                       org.example.test

                    """)
        }
    }

    @Test func `help shows the description as it was written`() async throws {
        try await Fixture.run { fixture in
            let answer = try await cli("help", "unix:\(fixture.path)/org.example.test")
            #expect(answer.status == 0, "\(answer.complaint)")
            #expect(answer.output.contains(TestService.text))
        }
    }

    @Test func `call prints the reply`() async throws {
        try await Fixture.run { fixture in
            let answer = try await cli(
                "call", "unix:\(fixture.path)/org.example.test.Echo",
                #"{"text":"督办","number":9007199254740993}"#)
            #expect(answer.status == 0, "\(answer.complaint)")
            #expect(
                try JSON(parsing: answer.output) == ["text": "督办", "number": 9_007_199_254_740_993])
        }
    }

    @Test func `call prints an error`() async throws {
        try await Fixture.run { fixture in
            let refused = try await cli("call", "unix:\(fixture.path)/org.example.test.Refuse")
            #expect(refused.complaint.contains("org.example.test.Refused"))
            #expect(refused.complaint.contains("I would not"))
            let invalid = try await cli(
                "call", "unix:\(fixture.path)/org.example.test.Echo", #"{"text":1}"#)
            #expect(invalid.complaint.contains("org.varlink.service.InvalidParameter"))
            let expected = try await cli(
                "call", "unix:\(fixture.path)/org.example.test.List", #"{"count":1}"#)
            #expect(expected.complaint.contains("org.varlink.service.ExpectedMore"))
        }
    }

    @Test func `call -m prints every reply`() async throws {
        try await Fixture.run { fixture in
            let answer = try await cli(
                "call", "-m", "unix:\(fixture.path)/org.example.test.List", #"{"count":100}"#)
            #expect(answer.status == 0, "\(answer.complaint)")
            let positions = answer.output.split { !$0.isNumber }.compactMap { Int($0) }
            #expect(positions == Array(1...100))
        }
    }

    // MARK: The certification

    /// Runs `server` until `client` has ended, and answers how that ended.
    private func certify(
        server: (program: String, arguments: [String]),
        client: (program: String, arguments: [String]),
        in folder: TemporaryFolder
    ) async throws -> Oracle.Answer {
        let path = folder.path("socket")
        try Data().write(to: folder.url("log"))
        let log = try FileHandle(forWritingTo: folder.url("log"))
        let process = try ChildProcess(
            [server.program] + server.arguments, output: log, complaint: log)
        return try await offTheLoop {
            defer { process.end() }
            // Connecting is the only sign that the other program gives of being ready.
            while process.isRunning, (try? RawPeer(path)) == nil { sched_yield() }
            return try Oracle.run(client.program, client.arguments)
        }
    }

    private static let script = ["-m", "varlink.tests.test_certification"]

    @Test func `Python's client certifies this server`() async throws {
        let folder = try TemporaryFolder()
        let address = "--varlink=unix:\(folder.path("socket"))"
        let answer = try await certify(
            server: (Oracle.product("varlink-certify"), ["server", address]),
            client: (Oracle.python(), Self.script + ["--client", address]), in: folder)
        #expect(answer.status == 0, "\(answer.complaint)")
        #expect(answer.output.contains("Certification passed"))
    }

    @Test func `Python's server certifies this client`() async throws {
        let folder = try TemporaryFolder()
        let address = "--varlink=unix:\(folder.path("socket"))"
        let answer = try await certify(
            server: (Oracle.python(), Self.script + [address]),
            client: (Oracle.product("varlink-certify"), ["client", address]), in: folder)
        #expect(answer.status == 0, "\(answer.complaint)")
        #expect(answer.output.contains("Certification passed"))
    }

    @Test func `this client certifies this server`() async throws {
        let folder = try TemporaryFolder()
        let address = "--varlink=unix:\(folder.path("socket"))"
        let program = try Oracle.product("varlink-certify")
        let answer = try await certify(
            server: (program, ["server", address]), client: (program, ["client", address]),
            in: folder)
        #expect(answer.status == 0, "\(answer.complaint)")
        #expect(answer.output.contains("Certification passed"))
    }
}

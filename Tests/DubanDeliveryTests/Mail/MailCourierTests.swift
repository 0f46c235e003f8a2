// The courier: whatever happens to the program that writes mailboxes, the answer is an outcome.

import Foundation
import Glibc
import TestSupport
import Testing
import Varlink

@testable import DubanDelivery

@Suite struct MailCourierTests {
    private let chen: TestAccount
    private let spool: TestSpool

    init() throws {
        chen = try TestAccount.chen.get()
        spool = try TestSpool()
    }

    private func child(_ program: String) -> MailCourier {
        MailCourier(
            .child(
                program: program, spool: spool.path, socket: spool.folder + "/child.sock",
                servesRoot: true))
    }

    @Test func `without a service manager the program is run as a child, again and again`() throws {
        let courier = child(try Oracle.product("duban-mail"))
        for round in 1...3 {
            #expect(courier.prepare(["root"]).count == 1)
            #expect(
                courier.deliver([firstRequest(sampleMail("\(round)"))], to: "root") == [
                    .success(.written)
                ])
            courier.disconnect()
            #expect(!FileManager.default.fileExists(atPath: spool.folder + "/child.sock"))
        }
        #expect(try ReadMail.all(inBoxAt: spool.path + "/root").count == 3)
    }

    @Test func `a child that was killed is replaced at the next call`() throws {
        let courier = child(try Oracle.product("duban-mail"))
        #expect(courier.prepare([chen.name]).count == 1)
        let killed = try Oracle.run("pkill", ["-KILL", "-f", spool.folder + "/child.sock"])
        try #require(killed.status == 0)
        #expect(
            courier.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .failure(.retry("duban-mail: the service closed the connection", untouched: false))
            ])
        let again = MailRequest(entry: sampleMail().entry, attempt: nil, wasAttempted: true)
        #expect(courier.deliver([again], to: chen.name) == [.success(.repeated)])
    }

    @Test func `a child does not outlive its courier`() throws {
        var courier: MailCourier? = child(try Oracle.product("duban-mail"))
        #expect(courier?.prepare([chen.name]).count == 1)
        courier = nil
        #expect(try Oracle.run("pgrep", ["-f", spool.folder + "/child.sock"]).status == 1)
    }

    @Test func `a program that does not start is something to try again after`() throws {
        #expect(
            child("/nonexistent/duban-mail").prepare([chen.name]) == [
                .failure(.retry("cannot run /nonexistent/duban-mail: No such file or directory"))
            ])
        guard
            case .failure(.retry(let why, untouched: true)) =
                child("/bin/false").deliver([firstRequest(sampleMail())], to: chen.name)[0]
        else {
            Issue.record("a program that does not start has written nothing")
            return
        }
        #expect(why.hasPrefix("cannot start /bin/false"))
    }

    @Test func `a service that nobody serves is something to try again after`() throws {
        let courier = MailCourier(.socket(path: spool.folder + "/nobody"))
        guard
            case .failure(.retry(_, untouched: true)) =
                courier.deliver([firstRequest(sampleMail())], to: chen.name)[0]
        else {
            Issue.record("nobody has written anything")
            return
        }
    }

    @Test func `a program that hangs is given up, and nothing is said of what it did`() throws {
        let program = try MailProgram(spool: spool)
        let courier = MailCourier(.socket(path: program.socket), timeoutSeconds: 1)
        #expect(courier.prepare([chen.name]).count == 1)
        program.process.signal(SIGSTOP)
        #expect(
            courier.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .failure(.retry("duban-mail: the service does not answer", untouched: false))
            ])
        program.process.signal(SIGCONT)
        let attempted = MailRequest(
            entry: sampleMail().entry, attempt: MailAttempt(inode: 0, length: 0, modified: 0),
            wasAttempted: true)
        #expect(program.courier.deliver([attempted], to: chen.name) == [.success(.found)])
    }

    @Test func `the program takes no message's word for being one`() throws {
        let program = try MailProgram(spool: spool)
        _ = program.courier.prepare([chen.name])
        let client = try Client(path: program.socket)
        var message = firstRequest(sampleMail()).json.object ?? JSONObject()
        message["entry"] = .string("From x\n")
        #expect(throws: ClientError.refused(.invalidParameter("messages"))) {
            try client.call(
                "\(MailInterface.name).Deliver",
                ["account": .string(chen.name), "messages": .array([.object(message)])])
        }
        #expect(try spool.content(chen) == [])
    }

    @Test func `the service manager's socket starts the program when it is asked`() throws {
        let path = spool.folder + "/activated"
        let complaints = Pipe()
        let manager = try ChildProcess(
            [
                "systemd-socket-activate", "--listen=\(path)", "--fdname=varlink",
                Oracle.product("duban-mail"), "--spool", spool.path, "--allow-uid", "\(getuid())",
            ], complaint: complaints.fileHandleForWriting)
        defer { manager.end() }
        // It says so when it listens.
        _ = complaints.firstWords()
        let courier = MailCourier(.socket(path: path))
        #expect(
            courier.deliver([firstRequest(sampleMail())], to: chen.name) == [.success(.written)])
        #expect(try spool.identifiers(chen) == ["<claim-1@duban.example>"])
    }

    @Test func `a wrong command line is explained`() throws {
        let program = try Oracle.product("duban-mail")
        let none = try Oracle.run(program, ["--spool", spool.path, "--allow-uid", "0"])
        #expect(none.status == 2)
        #expect(
            none.complaint
                == "duban-mail: no socket named varlink was passed, and no --socket given\n")
        let wrong = try Oracle.run(program, ["--spool"])
        #expect(wrong.status == 2 && wrong.complaint == "duban-mail: --spool needs a value\n")
        let unknown = try Oracle.run(program, ["--mail"])
        #expect(unknown.status == 2 && unknown.complaint == "duban-mail: unknown argument --mail\n")
        let help = try Oracle.run(program, ["--help"])
        #expect(help.status == 0 && help.output.hasPrefix("Usage: duban-mail"))
    }

    /// Sockets that a service manager may pass by mistake: how Python makes them, and the
    /// complaint.
    private static let wrongSockets: [(sockets: String, complaint: String)] = [
        (
            "listening(), listening()",
            "cannot choose among several sockets named varlink: File exists"
        ),
        (
            "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
            "cannot use the passed socket varlink: Socket operation on non-socket"
        ),
        (
            "socket.socket(socket.AF_UNIX)",
            "cannot use the passed socket varlink: Socket operation on non-socket"
        ),
        (
            "open('/dev/null')",
            "cannot use the passed socket varlink: Socket operation on non-socket"
        ),
    ]

    @Test(arguments: wrongSockets)
    func `a passed socket that is not the one is refused`(
        _ sockets: String, complaint: String
    ) throws {
        let answer = try Oracle.run(
            "/usr/bin/python3",
            [
                "-c",
                """
                import os, socket, sys
                def listening():
                    one = socket.socket(socket.AF_UNIX)
                    one.bind("")
                    one.listen()
                    return one
                passed = [\(sockets)]
                for index, one in enumerate(passed): os.dup2(one.fileno(), 100 + index)
                for index in range(len(passed)): os.dup2(100 + index, 3 + index)
                os.environ["LISTEN_PID"] = str(os.getpid())
                os.environ["LISTEN_FDS"] = str(len(passed))
                os.environ["LISTEN_FDNAMES"] = ":".join(["varlink"] * len(passed))
                os.execv(sys.argv[1], sys.argv[1:])
                """, try Oracle.product("duban-mail"), "--spool", spool.path, "--allow-uid", "0",
            ])
        #expect(answer.status == 1)
        #expect(answer.complaint == "duban-mail: \(complaint)\n")
    }
}

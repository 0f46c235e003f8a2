// The real duban-mail, started as a test needs it.

import Foundation
import Glibc
import TestSupport
import Testing

@testable import DubanDelivery

/// A running duban-mail that listens at a path of its own.
final class MailProgram {
    let socket: String
    let process: ChildProcess

    /// Starts the program under `wrapper` and waits until it listens.
    init(
        spool: TestSpool, client: uid_t = getuid(), wrapper: [String] = []
    ) throws {
        socket = spool.folder + "/s\(UUID().uuidString.prefix(8))"
        try #require(chmod(spool.folder, 0o777) == 0)
        let output = Pipe()
        process = try ChildProcess(
            wrapper + [
                Oracle.product("duban-mail"), "--spool", spool.path, "--socket", socket,
                "--allow-uid", "\(client)",
            ], output: output.fileHandleForWriting)
        try #require(output.firstWords() == "listening\n", "duban-mail did not start")
    }

    deinit { process.end() }

    var courier: MailCourier { MailCourier(.socket(path: socket), timeoutSeconds: 20) }
}

extension Pipe {
    /// The first that the other end writes; empty if it ends without a word. A program must have
    /// been given that end before.
    func firstWords() -> String {
        try? fileHandleForWriting.close()
        return String(decoding: fileHandleForReading.availableData, as: UTF8.self)
    }
}

/// strace on a running program.
final class Tracer {
    private let process: ChildProcess
    private let complaints = Pipe()

    /// Attaches and waits until that is done.
    init(_ program: MailProgram, _ arguments: [String]) throws {
        process = try ChildProcess(
            ["strace", "-f", "-p", "\(program.process.identifier)"] + arguments,
            complaint: complaints.fileHandleForWriting)
        let said = complaints.firstWords()
        try #require(said.contains("attached"), "strace: \(said)")
    }

    /// A tracer that kills the program when it enters a system call: `CALL`, or `CALL:when=N` for
    /// the Nth, if a file is given one on that file.
    convenience init(
        killing program: MailProgram, at step: String, of file: String? = nil
    ) throws {
        let call = step.prefix { $0 != ":" }
        let when = step.contains(":") ? step.dropFirst(call.count) : ":when=1"
        let filter = file.map { ["-P", $0] } ?? []
        try self.init(
            program,
            filter + ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL\(when)"])
    }

    /// Waits until the program has ended, and the tracer with it.
    func waitUntilOver() {
        process.wait()
    }
}

/// What systemd gives the service: the account's uid, the group of mailboxes, and one capability.
func asService(_ account: TestAccount, group: String) -> [String] {
    [
        "setpriv", "--reuid=\(account.uid)", "--regid=\(account.uid)", "--groups=\(group)",
        "--inh-caps=-all,+setuid", "--ambient-caps=+setuid", "--bounding-set=-all,+setuid",
        "--no-new-privs",
    ]
}

/// What a user's own shell gives: nothing.
func asUser(_ account: TestAccount) -> [String] {
    [
        "setpriv", "--reuid=\(account.uid)", "--regid=\(account.uid)", "--clear-groups",
        "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs",
    ]
}

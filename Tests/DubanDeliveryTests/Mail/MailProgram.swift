// The real duban-mail, started as a test needs it.

import Foundation
import Glibc
import Testing

@testable import DubanDelivery

/// A running duban-mail that listens at a path of its own.
final class MailProgram {
    let socket: String
    private let process = Process()

    /// Where the program is: beside the test program.
    static func path() throws -> String {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appending(path: "duban-mail").path
        try #require(
            FileManager.default.isExecutableFile(atPath: program),
            "\(program) is not built: swift build --build-tests")
        return program
    }

    /// Starts the program under `wrapper` and waits until it listens.
    init(
        spool: TestSpool, client: uid_t = getuid(), wrapper: [String] = []
    ) throws {
        socket = spool.folder + "/s\(UUID().uuidString.prefix(8))"
        try #require(chmod(spool.folder, 0o777) == 0)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            wrapper + [
                try Self.path(), "--spool", spool.path, "--socket", socket, "--allow-uid",
                "\(client)",
            ]
        try #require(try process.firstOutput() == "listening\n", "duban-mail did not start")
    }

    deinit {
        if process.isRunning { end() }
    }

    /// A courier to the program.
    var courier: MailCourier { MailCourier(.socket(path: socket), timeoutSeconds: 20) }

    /// The program's process id.
    var identifier: pid_t { process.processIdentifier }

    /// Ends the program in order, and answers how it ended.
    @discardableResult
    func end() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Sends it a signal.
    func signal(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for a program that somebody killed, and answers by which signal.
    func waitUntilKilled() -> Int32? {
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
    }
}

extension Process {
    /// Starts the program with its output going into a socket, of which our end is answered.
    ///
    /// Not into a `Pipe`: other children, started at the same time, would inherit its ends, and an
    /// end that somebody holds is never the end of file.
    func start() throws -> FileHandle {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        let ours = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let theirs = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        standardInput = FileHandle.nullDevice
        standardOutput = theirs
        try run()
        return ours
    }

    /// Ends the program. Nothing gentler is sure to: a child inherits the signal mask of the thread
    /// that started it, and the threads of a test block most signals.
    func kill() {
        Glibc.kill(processIdentifier, SIGKILL)
        waitUntilExit()
    }

    /// Starts the program and waits for the first that it prints; empty if it ends without a word.
    func firstOutput() throws -> String {
        let output = try start()
        try (standardOutput as? FileHandle)?.close()
        return String(decoding: output.availableData, as: UTF8.self)
    }
}

/// strace on a running program.
final class Tracer {
    private let process = Process()
    private let complaints: FileHandle

    /// Attaches and waits until that is done.
    init(_ program: MailProgram, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        let command = ["strace", "-f", "-p", "\(program.identifier)"] + arguments
        process.arguments = ["sh", "-c", "exec \"$@\" 2>&1", "sh"] + command
        complaints = try process.start()
        let said = String(decoding: complaints.availableData, as: UTF8.self)
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
        process.waitUntilExit()
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

// A real duband in a directory of its own, started and killed like any process, and waited for by
// the readiness that it reports to its supervisor.

import Foundation
import TestSupport
import Testing

/// One installation: configuration, state, mail spool and socket below one directory.
final class LiveDaemon {
    let directory: URL
    private(set) var process: ChildProcess?
    private let supervisor: Int32

    var socket: String { directory.appending(path: "run/status.sock").path }
    var spool: String { directory.appending(path: "mail").path }
    var state: String { directory.appending(path: "state").path }
    var config: String { directory.appending(path: "etc/duban.yaml").path }
    var log: String { directory.appending(path: "log").path }

    /// A directory with this main file; short, because a socket's name is.
    init(_ yaml: String) throws {
        directory = URL(filePath: "/tmp/duban-\(UUID().uuidString.prefix(8))")
        for folder in ["etc", "mail", "run"] {
            try FileManager.default.createDirectory(
                at: directory.appending(path: folder), withIntermediateDirectories: true)
        }
        // As Debian's spool for root without the group mail: everybody makes a box, nobody removes
        // another's.
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o1777], ofItemAtPath: directory.appending(path: "mail").path)
        supervisor = try Self.notifySocket(directory.appending(path: "run/notify").path)
        try Data().write(to: directory.appending(path: "log"))
        try write(yaml)
    }

    deinit {
        process?.end(SIGKILL)
        close(supervisor)
        try? FileManager.default.removeItem(at: directory)
    }

    func write(_ yaml: String) throws {
        try yaml.write(toFile: config, atomically: true, encoding: .utf8)
    }

    /// Starts the program without waiting for it.
    func launch() throws {
        let log = try FileHandle(forWritingTo: directory.appending(path: "log"))
        try log.seekToEnd()
        drainNotifications()
        process = try ChildProcess(
            [
                Programs.path("duband"), "--config", config, "--state", state, "--mail-spool",
                spool,
                "--socket", socket, "--mail-helper", Programs.path("duban-mail"),
            ],
            environment: ProcessInfo.processInfo.environment.merging(
                ["NOTIFY_SOCKET": directory.appending(path: "run/notify").path],
                uniquingKeysWith: { $1 }),
            output: log, complaint: log)
    }

    /// Starts the program and returns when it says that it is ready.
    func start() throws {
        try launch()
        let isReady = waitForNotification("READY=1")
        let log = try String(contentsOfFile: log, encoding: .utf8)
        try #require(isReady, "duband did not start: \(log)")
    }

    func stop() throws {
        #expect(try #require(process).end() == .exit(0))
    }

    /// Ends it as a power cut would.
    func kill() throws {
        try #require(process).end(SIGKILL)
    }

    func ctl(_ arguments: String..., user: String? = nil) throws
        -> Oracle.Answer
    {
        let command = [try Programs.path("dubanctl"), "--socket", socket] + arguments
        guard let user else {
            return try Oracle.run(
                command[0], Array(command[1...]), environment: ["LC_ALL": "C.UTF-8"])
        }
        return try Oracle.run(
            "/usr/sbin/runuser", ["-u", user, "--"] + command, environment: ["LC_ALL": "C.UTF-8"])
    }

    /// Whether a message with this assignment arrives within half a minute.
    func waitForNotification(_ assignment: String) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(supervisor, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            if text.split(separator: "\n").contains(Substring(assignment)) { return true }
        }
    }

    private func drainNotifications() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while recv(supervisor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
    }

    private static func notifySocket(_ path: String) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(descriptor >= 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }
}

/// Local accounts that exist while a test runs.
final class Accounts {
    let names: [String]

    /// Makes `count` accounts with new names; root only.
    init(_ count: Int) throws {
        let stem = "dbn" + String(UInt32.random(in: 0..<1_000_000))
        names = (0..<count).map { "\(stem)x\($0)" }
        for name in names {
            let made = try Oracle.run(
                "/usr/sbin/useradd", ["--no-create-home", "--no-log-init", name])
            try #require(made.status == 0, "an account cannot be made: \(made.complaint)")
        }
    }

    deinit {
        for name in names { _ = try? Oracle.run("/usr/sbin/userdel", [name]) }
    }
}

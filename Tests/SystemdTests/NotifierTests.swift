// What a supervisor receives, on a real datagram socket. The environment is a process's own, so
// each message is sent by a child (an exit test).

import Foundation
import Systemd
import Testing

@Suite struct NotifierTests {
    @Test func `readiness is a state and a status`() async throws {
        let supervisor = try Supervisor()
        await #expect(processExitsWith: .success) {
            [path = supervisor.path as String] in
            setenv("NOTIFY_SOCKET", path, 1)
            try ServiceNotifier().ready(status: "90 单位\nREADY=0")
        }
        #expect(supervisor.receive() == "READY=1\nSTATUS=90 单位 READY=0")
    }

    @Test func `a reload and its time are one datagram`() async throws {
        let supervisor = try Supervisor()
        let before = SystemClock.monotonicMicroseconds()
        await #expect(processExitsWith: .success) {
            [path = supervisor.path as String] in
            setenv("NOTIFY_SOCKET", path, 1)
            try ServiceNotifier().reloading(status: "reading")
        }
        let lines = supervisor.receive().split(separator: "\n")
        #expect(lines.count == 3 && lines.first == "RELOADING=1" && lines.last == "STATUS=reading")
        let time = try #require(lines[1].wholeMatch(of: /MONOTONIC_USEC=(\d+)/)?.output.1)
        let sent = try #require(Int64(time))
        #expect(sent > before && sent < SystemClock.monotonicMicroseconds())
    }

    @Test func `the other messages are what sd_notify(3) lists`() async throws {
        let supervisor = try Supervisor()
        await #expect(processExitsWith: .success) {
            [path = supervisor.path as String] in
            setenv("NOTIFY_SOCKET", path, 1)
            let notifier = ServiceNotifier()
            try notifier.stopping(status: "bye")
            try notifier.watchdog()
        }
        let messages = (0..<2).map { _ in supervisor.receive() }
        #expect(messages == ["STOPPING=1\nSTATUS=bye", "WATCHDOG=1"])
    }

    @Test func `without a supervisor nothing is sent, and that is no error`() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            try ServiceNotifier().watchdog()
        }
    }

    @Test func `a supervisor that is gone is an error`() async {
        await #expect(processExitsWith: .success) {
            setenv("NOTIFY_SOCKET", "/nonexistent/notify", 1)
            do throws(SystemError) {
                try ServiceNotifier().watchdog()
                preconditionFailure("nobody can have heard that")
            } catch {
                precondition(error == SystemError("notify the supervisor", code: ENOENT))
            }
        }
    }

    @Test func `the watchdog's limit is read only by the process it is meant for`() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "30000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            try expectLimit(30_000_000)
            setenv("WATCHDOG_PID", "1", 1)
            try expectLimit(nil)
            unsetenv("WATCHDOG_PID")
            unsetenv("WATCHDOG_USEC")
            try expectLimit(nil)
        }
    }
}

/// Ends the process if the supervisor's limit is another one.
private func expectLimit(_ expected: Int64?) throws {
    let limit = try Watchdog.limitMicroseconds()
    precondition(limit == expected, "\(limit, default: "none")")
}

/// A datagram socket as a service manager holds it.
private struct Supervisor: ~Copyable {
    let path = NSTemporaryDirectory() + "notify-\(UUID().uuidString.prefix(8))"
    private let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

    init() throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// The next message; empty if none was sent.
    func receive() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

// What a service tells the manager that supervises it: sd_notify(3).

import CSystemd

/// Messages to the supervisor. Every method answers true if one listens and was sent the message,
/// false if the process runs unsupervised (`NOTIFY_SOCKET` is not set).
package struct ServiceNotifier: Sendable {
    /// A notifier for the supervisor that the environment names.
    package init() {}

    /// The service is up, or has finished reloading.
    @discardableResult
    package func ready(status: String) throws(SystemError) -> Bool {
        try send(["READY=1", Self.line(status: status)])
    }

    /// The service begins to reload its configuration; `ready` ends that, also after a refused one.
    ///
    /// One datagram with the time, which `Type=notify-reload` demands and `Type=notify` accepts.
    @discardableResult
    package func reloading(status: String) throws(SystemError) -> Bool {
        try send([
            "RELOADING=1", "MONOTONIC_USEC=\(SystemClock.monotonicMicroseconds())",
            Self.line(status: status),
        ])
    }

    /// The service begins to shut down.
    @discardableResult
    package func stopping(status: String) throws(SystemError) -> Bool {
        try send(["STOPPING=1", Self.line(status: status)])
    }

    @discardableResult
    package func status(_ text: String) throws(SystemError) -> Bool {
        try send([Self.line(status: text)])
    }

    /// The service is alive; see `Watchdog` for how often this is due.
    @discardableResult
    package func watchdog() throws(SystemError) -> Bool {
        try send(["WATCHDOG=1"])
    }

    private func send(_ assignments: [String]) throws(SystemError) -> Bool {
        let message = assignments.joined(separator: "\n")
        return try checked("notify the supervisor", sd_notify(0, message)) > 0
    }

    /// A line break would end the value and begin another assignment.
    private static func line(status text: String) -> String {
        "STATUS=" + String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }
}

/// What the supervisor expects of a service with `WatchdogSec=`: sd_watchdog_enabled(3).
package enum Watchdog {
    /// The longest silence in microseconds after which the supervisor acts, or nil if it does not
    /// watch this very process (`WATCHDOG_PID` is checked). A third of it is a good time between
    /// two signs of life.
    package static func limitMicroseconds() throws(SystemError) -> Int64? {
        var limit: UInt64 = 0
        let enabled = try checked("read WATCHDOG_USEC", sd_watchdog_enabled(0, &limit))
        return enabled > 0 ? Int64(clamping: limit) : nil
    }
}

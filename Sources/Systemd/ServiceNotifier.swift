// What a service tells the manager that supervises it: sd_notify(3).

import CSystemd

/// Messages to the supervisor. Nothing is sent, and that is no error, if the process runs
/// unsupervised (`NOTIFY_SOCKET` is not set).
package struct ServiceNotifier: Sendable {
    /// A notifier for the supervisor that the environment names.
    package init() {}

    /// The service is up, or has finished reloading.
    package func ready(status: String) throws(SystemError) {
        try send(["READY=1", Self.line(status: status)])
    }

    /// The service begins to reload its configuration; `ready` ends that, also after a refused one.
    ///
    /// One datagram with the time, which `Type=notify-reload` demands and `Type=notify` accepts.
    package func reloading(status: String) throws(SystemError) {
        try send([
            "RELOADING=1", "MONOTONIC_USEC=\(SystemClock.monotonicMicroseconds())",
            Self.line(status: status),
        ])
    }

    /// The service begins to shut down.
    package func stopping(status: String) throws(SystemError) {
        try send(["STOPPING=1", Self.line(status: status)])
    }

    /// The service is alive; see `Watchdog` for how often this is due.
    package func watchdog() throws(SystemError) {
        try send(["WATCHDOG=1"])
    }

    private func send(_ assignments: [String]) throws(SystemError) {
        let message = assignments.joined(separator: "\n")
        _ = try checked("notify the supervisor", sd_notify(0, message))
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

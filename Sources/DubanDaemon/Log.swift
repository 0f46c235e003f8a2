// The daemon's own log, not to be confused with notices: one line a message on standard error, with
// the priority in front as sd-daemon(3) has it when the journal reads it.

import Dispatch
import Glibc

/// How much a message matters: syslog(3).
package enum Severity: Int, Sendable, CaseIterable {
    case error = 3
    case warning, notice, info, debug

    /// What is logged: as asked for, or everything where systemd starts a service again to find out
    /// why it failed (DEBUG_INVOCATION of systemd.exec(5)).
    package static func wanted(_ asked: Severity?, debugInvocation: String?) -> Severity {
        debugInvocation == "1" ? .debug : asked ?? .notice
    }
}

/// Where the daemon says what happens to itself.
struct Log: Sendable {
    /// Takes one message; its lines become lines of the log.
    private let take: @Sendable (Severity, String) -> Void
    /// What matters less is not even put into words.
    private let least: Severity

    init(least: Severity = .notice, _ take: @escaping @Sendable (Severity, String) -> Void) {
        (self.least, self.take) = (least, take)
    }

    func write(_ severity: Severity, _ text: @autoclosure () -> String) {
        if severity.rawValue <= least.rawValue { take(severity, text()) }
    }

    /// Warnings of the configuration, each in one line: `dubanctl check` shows the places.
    func warn(of diagnostics: [String]) {
        for text in diagnostics.compactMap({ $0.split(separator: "\n").first }) {
            write(.warning, String(text))
        }
    }

    /// Writing happens on a queue of its own: a reader that hangs must not hold the loop.
    static func standardError(_ least: Severity) -> Log {
        let queue = DispatchQueue(label: "duban.log")
        let isJournal = getenv("JOURNAL_STREAM") != nil
        return Log(least: least) { severity, text in
            let head = isJournal ? "<\(severity.rawValue)>" : "duband: "
            let lines = text.split(separator: "\n").map { head + $0 + "\n" }.joined()
            queue.async {
                // What cannot be written cannot be complained of either.
                _ = Array(lines.utf8).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            }
        }
    }
}

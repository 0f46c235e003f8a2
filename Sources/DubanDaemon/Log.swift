// The daemon's own log, not to be confused with notices: one line a message on standard error, with
// the priority in front as sd-daemon(3) has it when the journal reads it.

import Dispatch
import Glibc

/// How much a message matters: syslog(3).
enum Severity: Int, Sendable {
    case error = 3
    case warning = 4
    case notice = 5
}

/// Where the daemon says what happens to itself.
struct Log: Sendable {
    /// Takes one message; its lines become lines of the log.
    let write: @Sendable (Severity, String) -> Void

    /// Warnings of the configuration, each in one line: `dubanctl check` shows the places.
    func warn(of diagnostics: [String]) {
        for text in diagnostics.compactMap({ $0.split(separator: "\n").first }) {
            write(.warning, String(text))
        }
    }

    /// Writing happens on a queue of its own: a reader that hangs must not hold the loop.
    static let standardError: Log = {
        let queue = DispatchQueue(label: "duban.log")
        let isJournal = getenv("JOURNAL_STREAM") != nil
        return Log { severity, text in
            let head = isJournal ? "<\(severity.rawValue)>" : "duband: "
            let lines = text.split(separator: "\n").map { head + $0 + "\n" }.joined()
            queue.async {
                // What cannot be written cannot be complained of either.
                _ = Array(lines.utf8).withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            }
        }
    }()
}

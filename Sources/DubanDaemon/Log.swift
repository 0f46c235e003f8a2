// The daemon's own log, not to be confused with notices: one line a message on standard error, with
// the priority in front as sd-daemon(3) has it when the journal reads it.

import Dispatch
import Glibc
import Synchronization

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

    static func standardError(_ least: Severity) -> Log {
        Log(to: 2, isJournal: getenv("JOURNAL_STREAM") != nil, least: least)
    }
}

extension Log {
    /// Writes on a queue of its own: a reader that hangs must not hold the loop, nor what was to be
    /// said to it fill the memory. `isJournal`: the reader understands priorities.
    init(to descriptor: Int32, isJournal: Bool, least: Severity = .notice) {
        let queue = DispatchQueue(label: "duban.log")
        let backlog = Backlog()
        self.init(least: least) { severity, text in
            let head = isJournal ? "<\(severity.rawValue)>" : "duband: "
            let lines = text.split(separator: "\n").map { head + $0 + "\n" }.joined()
            let bytes = Array(lines.utf8)
            guard backlog.takes(bytes.count, severity) else { return }
            queue.async {
                bytes.written(to: descriptor)
                let dropped = backlog.wrote(bytes.count)
                guard dropped > 0 else { return }
                let head = isJournal ? "<\(Severity.warning.rawValue)>" : "duband: "
                Array("\(head)the log was not read: \(dropped) messages were dropped\n".utf8)
                    .written(to: descriptor)
            }
        }
    }
}

/// What waits for the log's reader, in bytes, and how many messages found no room.
private final class Backlog: Sendable {
    private let state = Mutex((bytes: 0, dropped: 0))

    private static let bytesMax = 256 << 10

    /// False when there is no room. The second half of it is for errors.
    func takes(_ bytes: Int, _ severity: Severity) -> Bool {
        let room = severity == .error ? Self.bytesMax : Self.bytesMax / 2
        return state.withLock { state in
            guard state.bytes == 0 || state.bytes + bytes <= room else {
                state.dropped += 1
                return false
            }
            state.bytes += bytes
            return true
        }
    }

    /// These bytes are gone. Answers how many messages were dropped, once.
    func wrote(_ bytes: Int) -> Int {
        state.withLock { state in
            state.bytes -= bytes
            defer { state.dropped = 0 }
            return state.dropped
        }
    }
}

extension [UInt8] {
    /// What cannot be written cannot be complained of either.
    fileprivate func written(to descriptor: Int32) {
        var rest = self[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

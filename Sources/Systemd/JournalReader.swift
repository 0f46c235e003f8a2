// Reading the journal: sd_journal_open(3) and its kin, as one owned value.

import CSystemd
import Glibc

/// Which journal files are read.
package enum JournalSource: Sendable, Hashable {
    /// Those of this machine that the process may read.
    case machine
    /// Those in one directory, whatever machine they came from.
    case directory(String)
}

/// The journal, open for reading at one place, by one thread at a time.
///
/// Without the right to read, opening succeeds and nothing is found.
package final class JournalReader {
    private let journal: OpaquePointer

    /// Opens the journal, before its first entry.
    package init(_ source: JournalSource = .machine) throws(SystemError) {
        var opened: OpaquePointer?
        let answer =
            switch source {
            case .machine: sd_journal_open(&opened, Int32(SD_JOURNAL_LOCAL_ONLY))
            case .directory(let path): sd_journal_open_directory(&opened, path, 0)
            }
        _ = try checked("open the journal", answer)
        guard let opened else { throw SystemError("open the journal", code: 0) }
        journal = opened
    }

    deinit {
        sd_journal_close(journal)
    }

    /// Restricts what `next` finds to entries with this field. Matches of different fields must all
    /// hold, of several matches of one field any.
    func match(_ field: JournalField) throws(SystemError) {
        let match = field.assignment
        _ = try checked(
            "match a field of the journal", sd_journal_add_match(journal, match, match.count))
    }

    /// Lifts the restrictions.
    func matchAnything() {
        sd_journal_flush_matches(journal)
    }

    package func seekStart() throws(SystemError) {
        _ = try checked("seek in the journal", sd_journal_seek_head(journal))
    }

    /// Goes to the next entry. False at the end; called again later it finds what has come since.
    package func next() throws(SystemError) -> Bool {
        try checked("read the journal", sd_journal_next(journal)) > 0
    }

    /// When journald received the present entry, in microseconds since 1970.
    func received() throws(SystemError) -> Int64 {
        var received: UInt64 = 0
        _ = try checked(
            "read the journal", sd_journal_get_realtime_usec(journal, &received))
        return Int64(clamping: received)
    }

    /// Waits until the journal may hold more than before, at most `microseconds`. The first call
    /// answers at once, because it only then begins to watch.
    func wait(atMost microseconds: Int64) throws(SystemError) {
        let change = sd_journal_wait(journal, UInt64(clamping: microseconds))
        _ = try checked("wait for the journal", change)
    }
}

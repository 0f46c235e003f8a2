// What can go wrong with the store, sorted by what the reader of the message can do about it.

import GRDB

/// Why the ledger could not do what it was asked. The transaction that failed left nothing behind.
package enum LedgerError: Error, Hashable, Sendable {
    /// Another program holds the database for longer than the busy timeout.
    case busy
    /// The file system has no room; what was asked can be asked again when it has.
    case full(path: String)
    /// The operating system refused to read or write.
    case inputOutput(String)
    /// The file is damaged, or holds what no version of duban has written.
    case corrupt(String)
    /// The state was written by a later version of duban.
    case newerSchema(found: Int, known: Int)
    /// The file is an SQLite database of some other program.
    case foreign(path: String)
    /// Another process works on this state directory; `pid` is nil when it did not say who it is.
    case locked(directory: String, pid: Int32?)
    /// The state directory, or a file in it, cannot be used as it is.
    case unusable(path: String, why: String)
    /// A rule of the schema or of SQLite's language was broken: a mistake of duban's own.
    case violated(String)
}

extension LedgerError: CustomStringConvertible {
    /// What happened and what to do about it, in one line.
    package var description: String {
        switch self {
        case .busy:
            "the ledger is held by another program (a backup, or sqlite3); end it, or try again"
        case .full(let path):
            "no room left for the ledger in \(path); nothing is lost: free some space"
        case .inputOutput(let why):
            "the ledger cannot be read or written: \(why); see the kernel's log for the disk"
        case .corrupt(let why):
            "the ledger is damaged: \(why); keep the file and restore the last backup"
        case .newerSchema(let found, let known):
            "the ledger was written by a later duban (schema \(found), this one knows \(known)); "
                + "install that version"
        case .foreign(let path):
            "\(path) is a database of another program; give another --state"
        case .locked(let directory, let pid):
            "\(directory) is in use by another duband" + (pid.map { " (process \($0))" } ?? "")
                + "; stop it first, or give another --state"
        case .unusable(let path, let why):
            "\(path) cannot be used: \(why)"
        case .violated(let rule):
            "the ledger refused a change: \(rule); this is a mistake in duban, please report it"
        }
    }
}

extension LedgerError {
    /// Sorts whatever a transaction threw. `path` is the database's file, for messages.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = error as? LedgerError ?? .corrupt(String(describing: error))
            return
        }
        let why = error.message ?? error.resultCode.description
        self =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_FULL: .full(path: path)
            // A full file system, where the shared-memory file of the WAL cannot grow.
            case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
                .full(path: path)
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(why)
            case .SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_MISUSE: .violated(why)
            default: .inputOutput(why)
            }
    }
}

// The store: what was recorded, what was decided to be told, and how far each notice has come.
// Every method is one transaction, or a row of them where the row can be resumed; the rules live in
// the schema.

import GRDB

/// The ledger of one installation.
///
/// Calls block until the disk has what they wrote. They may come from any thread: each transaction
/// waits its turn, and a method of several lets others in between them.
///
/// It is one connection and not a pool of them: the daemon asks from one queue, its queries are
/// answered from memory, and a second page cache would cost more than it gives.
package final class Ledger: Sendable {
    /// The rows after which a transaction ends, so that a person's record never waits long behind a
    /// burst.
    static let rowsPerTransaction = 1000
    static let fileName = "ledger.sqlite"
    static let busySeconds = 5.0

    private let database: DatabaseQueue
    private let directory: StateDirectory

    /// Opens the ledger in a state directory, which is made (mode 0700, files 0600) if it is
    /// missing, and brings an older one to the newest schema, with a copy of the old file left
    /// beside it.
    ///
    /// - Throws: `LedgerError.locked` while another process has it open, `.newerSchema`,
    ///   `.foreign`,
    ///   `.corrupt`, `.full`, `.unusable`, `.inputOutput`.
    package init(directory path: String) throws(LedgerError) {
        let directory = try StateDirectory(path: path)
        let file = try directory.file(Ledger.fileName)
        self.directory = directory
        do {
            database = try DatabaseQueue(path: file, configuration: Ledger.configuration(file))
            try Ledger.prepare(database) { version in
                let copy = "\(Ledger.fileName).schema\(version)"
                try directory.remove(copy)
                return try directory.file(copy)
            }
        } catch {
            throw LedgerError(error, path: file)
        }
    }

    deinit {
        // The database before the lock. A failure here leaves a WAL that the next opening reads.
        do { try database.close() } catch {}
    }

    /// Closes the database; every call after it fails. The directory stays locked while the value
    /// lives.
    package func close() throws(LedgerError) {
        do { try database.close() } catch { throw LedgerError(error, path: database.path) }
    }

    /// One transaction that may write. What it throws undoes it.
    func write<T>(_ body: (Database) throws -> T) throws(LedgerError) -> T {
        do { return try database.write(body) } catch {
            throw LedgerError(error, path: database.path)
        }
    }

    /// One transaction that sees one state; `body` changes nothing. Not GRDB's `read`, whose
    /// `PRAGMA query_only` expires every prepared statement of the connection.
    func read<T>(_ body: (Database) throws -> T) throws(LedgerError) -> T {
        do {
            return try database.inDatabase { db in
                var answer: T?
                try db.inTransaction(.deferred) {
                    answer = try body(db)
                    return .commit
                }
                return answer!
            }
        } catch {
            throw LedgerError(error, path: database.path)
        }
    }

    /// Takes the elements in order, in transactions that end with the element that brings them to
    /// `rowsPerTransaction`. `take` answers how many rows it wrote; `finish` ends each transaction.
    func write<Element>(
        each elements: [Element], _ take: (Database, Element) throws -> Int,
        finish: (Database) throws -> Void = { _ in }
    ) throws(LedgerError) {
        var next = 0
        while next < elements.count {
            next = try write { db in
                var (index, rows) = (next, 0)
                while index < elements.count, rows < Ledger.rowsPerTransaction {
                    rows += try take(db, elements[index])
                    index += 1
                }
                try finish(db)
                return index
            }
        }
    }

    private static func configuration(_ path: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = "duban.ledger"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in
            // Before the change to WAL, so that a file that is not ours is left as it was.
            _ = try Schema.version(of: db, path: path)
            try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
        }
        return configuration
    }

    private static func prepare(
        _ database: DatabaseQueue, copy: (_ version: Int) throws -> String
    ) throws {
        let version = try database.inDatabase { db in
            // GRDB sets NORMAL when it enters WAL mode; a recorded entry must survive a loss of
            // power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try Schema.version(of: db, path: database.path)
        }
        guard version < Schema.steps.count else { return }
        if version > 0 {
            try database.backup(to: DatabaseQueue(path: copy(version)))
        }
        try database.write { try Schema.upgrade($0, from: version) }
    }
}

extension Database {
    /// Runs a statement that is compiled once.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The rows of a query that is compiled once; a row is valid until the next one.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> RowCursor {
        try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    }

    /// What `read` makes of each row of a query that is compiled once.
    func all<Element>(
        _ sql: String, _ arguments: StatementArguments = [], _ read: (Row) throws -> Element
    ) throws -> [Element] {
        let rows = try rows(sql, arguments)
        var elements: [Element] = []
        while let row = try rows.next() { elements.append(try read(row)) }
        return elements
    }

    /// The first row of a query that is compiled once.
    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}

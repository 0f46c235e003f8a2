// The versions of the schema and how an older one becomes the newest: all steps in one transaction,
// after a copy of the old file, so that a crash in the middle leaves the old one usable.

import GRDB

/// The schema of the ledger. Its version is SQLite's `user_version`; a step, once released, never
/// changes.
enum Schema {
    /// `dubn`: tells our databases from those of other programs (PRAGMA application_id).
    static let application: Int32 = 0x6475_626e
    /// What each version adds to the one before; version 1 is the first.
    static let steps = [entries, outbox, events]

    /// The version of a database that this program may open; 0 for an empty one. Changes nothing.
    ///
    /// - Throws: `LedgerError.foreign` or `.newerSchema`.
    static func version(of db: Database, path: String) throws -> Int {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        let isEmpty = application == 0 && version == 0 && tables == 0
        guard isEmpty || application == Schema.application else {
            throw LedgerError.foreign(path: path)
        }
        guard version <= steps.count else {
            throw LedgerError.newerSchema(found: version, known: steps.count)
        }
        return version
    }

    /// Takes the steps after `version`. Runs inside the caller's transaction.
    static func upgrade(_ db: Database, from version: Int) throws {
        for step in steps[version...] { try db.execute(sql: step) }
        try db.execute(sql: "PRAGMA application_id = \(application)")
        try db.execute(sql: "PRAGMA user_version = \(steps.count)")
    }
}

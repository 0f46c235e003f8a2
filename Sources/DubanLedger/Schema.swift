// The versions of the schema and how an older one becomes the newest: all steps in one transaction,
// after a copy of the old file, so that a crash in the middle leaves the old one usable.

import DubanKernel
import GRDB

/// The schema of the ledger. Its version is SQLite's `user_version`; a step, once released, never
/// changes.
enum Schema {
    /// `dubn`: tells our databases from those of other programs (PRAGMA application_id).
    static let application: Int32 = 0x6475_626e
    /// What each version adds to the one before; version 1 is the first. Behind the steps that are
    /// written here stands one for each channel that version 2 does not know yet; once it is
    /// released, it is written out in its place.
    static let steps =
        [entries, outbox, events, refusals, history]
        + ChannelName.allCases.dropFirst(3).map { admitting($0.rawValue) }

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

    /// Lets claims and the outbox hold one more channel. A CHECK that is only widened may be
    /// written anew in its place (sqlite.org/lang_altertable.html §8): no row is looked at.
    static func admitting(_ channel: String) -> String {
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'channel = ''socket''',
            'channel = ''socket'' OR channel = ''\(channel)''')
        WHERE type = 'table' AND name IN ('claims', 'outbox');
        PRAGMA writable_schema = RESET;
        """
    }
}

extension Schema {
    /// Version 1: the chain of entries, and small facts that are not part of it.
    ///
    /// `entries.body` is the canonical JSON that was hashed (see Chain.swift); the other columns
    /// only repeat what it says. Instants are microseconds since 1970 here and in all tables, dates
    /// are days since 1970.
    static let entries = """
        CREATE TABLE entries (
            sequence INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
            body TEXT NOT NULL
                CHECK (json_extract(body, '$.sequence') IS sequence)
                CHECK (json_type(body, '$.event.' || kind) IS 'object')
        ) STRICT;

        CREATE TRIGGER entries_follow BEFORE INSERT ON entries
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entries)
        BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;

        CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

        CREATE TRIGGER entries_remain BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

        CREATE TABLE notes (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Version 4: which entries are about one obligation, found by an index, and which are about
    /// many.
    static let history = """
        CREATE INDEX entries_of_one
        ON entries (json_extract(body, '$.event.' || kind || '.obligation'))
        WHERE kind IN ('submitted', 'withdrawn', 'closed', 'reopened', 'resumed', 'extended');

        CREATE INDEX entries_of_many ON entries (kind)
        WHERE kind IN ('cancelled', 'transferred', 'amended');
        """

    /// Version 3: what subscribers of the status socket are sent, numbered without gaps and kept
    /// for replay.
    ///
    /// A notice becomes an event once. AUTOINCREMENT, because a number is never given twice even
    /// when all events are gone. The last 100,000 are kept: a busy day of a city, in some 100 MB at
    /// most.
    static let events = """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            notice INTEGER UNIQUE REFERENCES notices (number)
                CHECK ((notice IS NOT NULL) = (kind = 'notice')),
            payload TEXT NOT NULL CHECK (json_valid(payload))
        ) STRICT;

        CREATE TRIGGER events_stay BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

        CREATE TRIGGER events_bounded AFTER INSERT ON events
        BEGIN DELETE FROM events WHERE sequence <= NEW.sequence - 100000; END;
        """
}

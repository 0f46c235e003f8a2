// Version 1: the chain of entries, and small facts that are not part of it.

extension Schema {
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
}

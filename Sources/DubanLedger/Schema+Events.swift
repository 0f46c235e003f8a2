// Version 3: what subscribers of the status socket are sent, numbered without gaps and kept for
// replay.

extension Schema {
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

// Version 2: what was decided to be told, and its way out of the house. That nothing is told twice
// is decided here, by keys and triggers, and not by what the program remembers.

extension Schema {
    // Choices are written with OR: SQLite builds a temporary table for every row that is checked by
    // an IN with more than two values, which was half of all the time.

    /// `tellings.persons` and `notices.supersedes` are lists, one element a line; their elements
    /// have no control characters.
    private static let decided = """
        CREATE TABLE tellings (
            number INTEGER PRIMARY KEY,
            obligation TEXT NOT NULL,
            episode INTEGER NOT NULL CHECK (episode >= 0),
            due INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind <> ''),
            rung TEXT NOT NULL,
            occurrence INTEGER NOT NULL CHECK (occurrence >= 0),
            at INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome = 'told' OR outcome = 'joined'
                OR outcome = 'superseded' OR outcome = 'dropped' OR outcome = 'unreachable'),
            light TEXT CHECK (light IN ('yellow', 'red')),
            persons TEXT NOT NULL CHECK (persons = '' OR outcome = 'told'),
            UNIQUE (obligation, due, kind, rung, occurrence, episode)
        ) STRICT;

        CREATE TRIGGER tellings_stay BEFORE UPDATE ON tellings
        BEGIN SELECT RAISE(ABORT, 'a telling is decided once'); END;

        CREATE TRIGGER tellings_remain BEFORE DELETE ON tellings
        WHEN OLD.outcome <> 'superseded'
        BEGIN SELECT RAISE(ABORT, 'only a supersession can be void'); END;

        CREATE TABLE notices (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
            telling INTEGER NOT NULL REFERENCES tellings (number),
            person TEXT NOT NULL,
            unit TEXT NOT NULL,
            title TEXT NOT NULL,
            at INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            light TEXT CHECK (light IN ('yellow', 'red')),
            is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
            is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
            as_post TEXT NOT NULL,
            done INTEGER,
            least INTEGER CHECK ((done IS NULL) = (least IS NULL)),
            supersedes TEXT NOT NULL,
            rule TEXT NOT NULL,
            UNIQUE (telling, person)
        ) STRICT;

        CREATE TRIGGER notices_stay BEFORE UPDATE ON notices
        BEGIN SELECT RAISE(ABORT, 'a notice is never changed'); END;

        CREATE TRIGGER notices_remain BEFORE DELETE ON notices
        BEGIN SELECT RAISE(ABORT, 'a notice is never removed'); END;
        """

    /// A claim is live until it is settled; `retry_at` is null while its message is on the way.
    /// Messages have a table of their own so that they are written once and leave when the claim is
    /// settled.
    private static let claimed = """
        CREATE TABLE claims (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
            channel TEXT NOT NULL
                CHECK (channel = 'journal' OR channel = 'mail' OR channel = 'socket'),
            person TEXT NOT NULL,
            claimed_at INTEGER NOT NULL,
            retries INTEGER NOT NULL DEFAULT 0,
            retry_at INTEGER,
            trouble TEXT,
            mark BLOB,
            settled_at INTEGER CHECK (settled_at IS NULL OR retry_at IS NULL)
        ) STRICT;

        CREATE INDEX claims_live ON claims (channel, retry_at) WHERE settled_at IS NULL;
        CREATE INDEX claims_troubled ON claims (settled_at IS NOT NULL, number DESC)
        WHERE trouble IS NOT NULL;

        CREATE TRIGGER claims_stay BEFORE UPDATE ON claims
        WHEN OLD.settled_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.channel <> OLD.channel
            OR NEW.person <> OLD.person OR NEW.claimed_at <> OLD.claimed_at
        BEGIN SELECT RAISE(ABORT, 'a claim is settled once'); END;

        CREATE TRIGGER claims_remain BEFORE DELETE ON claims
        BEGIN SELECT RAISE(ABORT, 'a claim is never removed'); END;

        CREATE TABLE messages (
            claim INTEGER PRIMARY KEY REFERENCES claims (number),
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TRIGGER messages_stay BEFORE UPDATE ON messages
        BEGIN SELECT RAISE(ABORT, 'a claimed message is frozen'); END;

        CREATE TRIGGER messages_remain BEFORE DELETE ON messages
        WHEN (SELECT settled_at FROM claims WHERE number = OLD.claim) IS NULL
        BEGIN SELECT RAISE(ABORT, 'a message stays until its claim is settled'); END;
        """

    /// `digest` is the person whose digest the notice goes into, and empty where every notice goes
    /// alone. The primary key is what makes delivery idempotent: one row for a notice and a
    /// channel.
    private static let sent = """
        CREATE TABLE outbox (
            channel TEXT NOT NULL
                CHECK (channel = 'journal' OR channel = 'mail' OR channel = 'socket'),
            notice INTEGER NOT NULL REFERENCES notices (number),
            digest TEXT NOT NULL,
            queued_at INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'claimed'
                OR state = 'delivered' OR state = 'unproven' OR state = 'refused'
                OR state = 'dropped'),
            claim INTEGER REFERENCES claims (number)
                CHECK (CASE state WHEN 'waiting' THEN claim IS NULL WHEN 'dropped' THEN 1
                    ELSE claim IS NOT NULL END),
            settled_at INTEGER CHECK ((settled_at IS NULL) = (state IN ('waiting', 'claimed'))),
            why TEXT CHECK (state NOT IN ('refused', 'dropped') OR why IS NOT NULL),
            PRIMARY KEY (channel, notice)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX outbox_waiting ON outbox (channel, digest, notice, state, queued_at)
        WHERE state = 'waiting';
        CREATE INDEX outbox_claimed ON outbox (claim) WHERE claim IS NOT NULL;
        CREATE INDEX outbox_failed ON outbox (channel, state, queued_at)
        WHERE settled_at IS NOT NULL AND state <> 'delivered';

        CREATE TRIGGER outbox_forward BEFORE UPDATE ON outbox
        WHEN NEW.channel <> OLD.channel OR NEW.notice <> OLD.notice OR NOT (
            OLD.state = 'waiting' AND NEW.state IN ('claimed', 'dropped')
            OR OLD.state = 'claimed' AND NEW.claim IS OLD.claim
                AND NEW.state NOT IN ('waiting', 'claimed'))
        BEGIN SELECT RAISE(ABORT, 'a delivery is settled once'); END;

        CREATE TRIGGER outbox_remain BEFORE DELETE ON outbox
        BEGIN SELECT RAISE(ABORT, 'a delivery is never removed'); END;
        """

    /// Tellings, notices, claims, messages and the outbox.
    static let outbox = [decided, claimed, sent].joined(separator: "\n")

    /// Version 4: a refusal, or what cannot be proven, is told and tried again. `outbox.failed_at`
    /// is when the chain first said so, over all claims of the notice. `claims.told` is what it
    /// said last: `resent` is an unproven entry that was found absent and sent once more. What the
    /// first house has settled stays settled.
    ///
    /// A refused claim that was never attempted may dissolve: its notices wait again, and are
    /// composed anew.
    static let refusals = """
        ALTER TABLE claims ADD COLUMN told TEXT
            CHECK (told = 'refused' OR told = 'unproven' OR told = 'resent');
        ALTER TABLE outbox ADD COLUMN failed_at INTEGER;

        CREATE INDEX claims_told ON claims (channel, told, retry_at)
        WHERE settled_at IS NULL AND told IS NOT NULL;
        CREATE INDEX outbox_undelivered ON outbox (channel, notice)
        WHERE failed_at IS NOT NULL AND settled_at IS NULL;

        DROP TRIGGER claims_remain;
        CREATE TRIGGER claims_remain BEFORE DELETE ON claims
        WHEN OLD.settled_at IS NOT NULL OR OLD.told IS NOT 'refused' OR OLD.mark IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a claim is never removed'); END;

        DROP TRIGGER messages_remain;
        CREATE TRIGGER messages_remain BEFORE DELETE ON messages
        WHEN EXISTS (SELECT 1 FROM claims WHERE number = OLD.claim AND settled_at IS NULL
            AND (told IS NOT 'refused' OR mark IS NOT NULL))
        BEGIN SELECT RAISE(ABORT, 'a message stays until its claim is settled'); END;

        DROP TRIGGER outbox_forward;
        CREATE TRIGGER outbox_forward BEFORE UPDATE ON outbox
        WHEN NEW.channel <> OLD.channel OR NEW.notice <> OLD.notice OR NOT (
            OLD.state = 'waiting' AND NEW.state IN ('claimed', 'dropped')
            OR OLD.state = 'claimed' AND NEW.claim IS OLD.claim
                AND NEW.state NOT IN ('waiting', 'claimed')
            OR OLD.state = 'claimed' AND NEW.state = 'claimed' AND NEW.claim IS OLD.claim
                AND OLD.failed_at IS NULL AND NEW.failed_at IS NOT NULL
            OR OLD.state = 'claimed' AND NEW.state = 'waiting' AND NEW.failed_at IS NOT NULL
                AND EXISTS (SELECT 1 FROM claims WHERE number = OLD.claim
                    AND told = 'refused' AND mark IS NULL))
        BEGIN SELECT RAISE(ABORT, 'a delivery is settled once'); END;
        """
}

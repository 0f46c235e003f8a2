-- A ledger as schema 1 left it: two entries and a note. Never changed, as no released schema is.

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

INSERT INTO entries VALUES (1, 'firstSeen',
    '648a7431cfbd5085b0831defaa520d5ded313f7ccc1278df592b2b2acfcc11d0',
    '{"actor":{},"at":1795132801000000,"event":{"firstSeen":{"subjects":["task:zg-001","info/jiaoyu"]}},"sequence":1}');
INSERT INTO entries VALUES (2, 'submitted',
    'a3a8e45ad40b6888f754ae5b39b31468b731e2379f06874fecd721d598a5b697',
    '{"actor":{"person":"陈明","uid":1000},"at":1795132802000000,"event":{"submitted":{"evidence":["minutes"],"held":"2026-11-13","note":"第1期","obligation":"info/jiaoyu/2026-11"}},"sequence":2}');
INSERT INTO notes VALUES ('lastPass', '1795132800000000');

PRAGMA application_id = 1685414510;
PRAGMA user_version = 1;

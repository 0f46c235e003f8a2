// The invariants hold in SQL, whoever writes: each deed is refused with the rule it breaks.

import DubanKernel
import GRDB
import Testing

@testable import DubanLedger

@Suite struct SchemaTests {
    @Test(arguments: [
        ("UPDATE entries SET kind = 'told'", "an entry is never changed"),
        ("DELETE FROM entries", "an entry is never removed"),
        (
            "INSERT INTO entries SELECT 9, kind, hash, body FROM entries LIMIT 1",
            "an entry follows the last one"
        ),
        (
            "INSERT OR REPLACE INTO entries SELECT 1, kind, hash, body FROM entries LIMIT 1",
            "an entry follows the last one"
        ),
        (
            "INSERT INTO entries SELECT sequence + 1, kind, hash, body FROM entries ORDER BY 1 "
                + "DESC",
            "CHECK constraint failed: json_extract(body, '$.sequence') IS sequence"
        ),
        ("UPDATE tellings SET persons = ''", "a telling is decided once"),
        ("DELETE FROM tellings WHERE outcome = 'told'", "only a supersession can be void"),
        (
            """
            INSERT INTO tellings
            SELECT 99, obligation, episode, due, kind, rung, occurrence, at, decided_at, outcome,
                light, persons FROM tellings LIMIT 1
            """, "UNIQUE constraint failed"
        ),
        ("UPDATE notices SET title = ''", "a notice is never changed"),
        ("DELETE FROM notices", "a notice is never removed"),
        ("DELETE FROM outbox", "a delivery is never removed"),
        ("UPDATE outbox SET state = 'waiting', claim = NULL", "a delivery is settled once"),
        (
            "UPDATE outbox SET state = 'delivered', settled_at = 1 WHERE state = 'waiting'",
            "a delivery is settled once"
        ),
        (
            "UPDATE outbox SET state = 'refused' WHERE state = 'delivered'",
            "a delivery is settled once"
        ),
        (
            "UPDATE outbox SET claim = 1 WHERE state = 'claimed' AND claim <> 1",
            "a delivery is settled once"
        ),
        (
            "INSERT INTO outbox (channel, notice, digest, queued_at) VALUES ('mail', 1, '', 0)",
            "UNIQUE constraint failed"
        ),
        (
            "INSERT INTO outbox (channel, notice, digest, queued_at) VALUES ('mail', 77, '', 0)",
            "FOREIGN KEY constraint failed"
        ),
        (
            "INSERT INTO outbox (channel, notice, digest, queued_at) VALUES ('post', 1, '', 0)",
            "CHECK constraint failed: channel"
        ),
        (
            "UPDATE claims SET retry_at = 1 WHERE settled_at IS NOT NULL",
            "a claim is settled once"
        ),
        ("UPDATE claims SET person = 'x'", "a claim is settled once"),
        ("DELETE FROM claims", "a claim is never removed"),
        ("UPDATE messages SET bytes = x''", "a claimed message is frozen"),
        ("DELETE FROM messages", "a message stays until its claim is settled"),
        ("UPDATE events SET payload = '{}'", "an event is never changed"),
        (
            "INSERT INTO events (at, kind, notice, payload) SELECT at, kind, notice, payload FROM "
                + "events",
            "UNIQUE constraint failed: events.notice"
        ),
    ])
    func `the schema refuses`(_ deed: String, _ rule: String) throws {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        try ledger.record([.submission(1)])
        try ledger.enqueue(
            .sample([
                .sample(), .sample(occurrence: 1), .sample(occurrence: 2, outcome: .superseded),
            ]), channels: [.socket, .mail], now: .second(2))
        let delivered = try ledger.claimAll(on: .socket)
        try ledger.deliverToSocket([delivered[0]], now: .second(3))
        try ledger.enqueue(
            .sample([.sample(occurrence: 3)]), channels: [.socket], now: .second(4))
        _ = try ledger.claimAll(on: .mail)
        try ledger.close()

        let error = #expect(throws: DatabaseError.self) { try folder.tamper(deed) }
        #expect(try #require(error?.message).hasPrefix(rule))
    }

    @Test func `a further channel is admitted in the place where it would be refused`() throws {
        let database = try DatabaseQueue()
        try database.write { try Schema.upgrade($0, from: 0) }
        func claim(through channel: String) throws {
            try database.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO claims (id, channel, person, claimed_at)
                        VALUES (lower(hex(randomblob(16))), ?, 'a', 0)
                        """, arguments: [channel])
            }
        }
        #expect(throws: DatabaseError.self) { try claim(through: "post") }
        for channel in ["post", "fax"] {
            try database.write { try $0.execute(sql: Schema.admitting(channel)) }
        }
        for channel in ["mail", "post", "fax"] { try claim(through: channel) }
        #expect(throws: DatabaseError.self) { try claim(through: "telex") }
    }
}

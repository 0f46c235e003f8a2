// What subscribers of the status socket are sent, numbered for replay.

import Civil
package import DubanKernel
import GRDB

/// Something that subscribers are to learn and that is not a notice.
package struct Announcement: Hashable, Sendable {
    /// What sort of event; `notice` is taken.
    package let kind: String
    /// A JSON text.
    package let payload: String

    package init(kind: String, payload: String) {
        self.kind = kind
        self.payload = payload
    }
}

/// An event of the ledger.
package struct StoredEvent: Hashable, Sendable {
    /// 1 for the first; without gaps, never given twice.
    package let sequence: Int64
    /// A JSON text; of a notice, the message that was claimed for the socket.
    package let payload: String
}

extension Ledger {
    /// Publishes the notices of frozen messages; a notice becomes an event once, so the same
    /// messages may come again.
    package func publish(_ messages: [Message<Marked>]) throws(LedgerError) {
        try write(each: messages) { db, message in
            try db.publish(message)
            return 1
        }
    }

    /// At most `limit` events behind `sequence`, in order. When the first is not `sequence` + 1,
    /// those between are no longer kept: the reader has a gap.
    package func events(after sequence: Int64, limit: Int) throws(LedgerError) -> [StoredEvent] {
        try read { db in
            try db.all(
                "SELECT sequence, payload FROM events WHERE sequence > ? ORDER BY 1 LIMIT ?",
                [sequence, limit]
            ) { StoredEvent(sequence: $0[0], payload: $0[1]) }
        }
    }

    /// The number of the last event ever published; 0 for none.
    package func lastEventSequence() throws(LedgerError) -> Int64 {
        try read { db in
            try Int64.fetchOne(db, sql: "SELECT coalesce(max(sequence), 0) FROM events") ?? 0
        }
    }
}

extension Database {
    /// Appends an event that carries no notice.
    func publish(_ announcement: Announcement, at: Instant) throws {
        try run(
            "INSERT INTO events (at, kind, payload) VALUES (?, ?, ?)",
            [at.microseconds, announcement.kind, announcement.payload])
    }

    /// Appends the event of the notice that a message tells, as of its claim, unless it is there.
    fileprivate func publish(_ message: Message<Marked>) throws {
        // Not ON CONFLICT: a row that is refused would use up a number all the same.
        try run(
            """
            INSERT INTO events (at, kind, notice, payload)
            SELECT c.claimed_at, 'notice', n.number, ? FROM notices AS n, claims AS c
            WHERE n.id = ? AND c.id = ?
                AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.notice = n.number)
            """,
            [String(decoding: message.bytes, as: UTF8.self), message.notices.first, message.claim])
    }
}

// What subscribers of the status socket are sent, numbered for replay.

package import Civil
package import DubanKernel
import GRDB

/// Something that subscribers are to learn and that is not a notice.
package struct Announcement: Hashable, Sendable {
    /// What sort of event; `notice` is taken.
    package let kind: String
    /// A JSON text.
    package let payload: String

    /// An event of the daemon's own.
    package init(kind: String, payload: String) {
        self.kind = kind
        self.payload = payload
    }
}

/// An event as it is sent.
package struct PublishedEvent: Hashable, Sendable {
    /// The kind of events that notices become.
    package static let noticeKind = "notice"

    /// 1 for the first; without gaps, never given twice.
    package let sequence: Int64
    /// When it was published.
    package let at: Instant
    /// What sort of event.
    package let kind: String
    /// The notice it carries.
    package let notice: NoticeID?
    /// A JSON text; of a notice, the message that was claimed for the socket.
    package let payload: String
}

extension Ledger {
    /// Publishes what is neither a notice nor an entry.
    package func publish(_ announcements: [Announcement], now: Instant) throws(LedgerError) {
        try write { db in
            for announcement in announcements { try db.publish(announcement, at: now) }
        }
    }

    /// At most `limit` events behind `sequence`, in order. When the first is not `sequence` + 1,
    /// those between are no longer kept: the reader has a gap.
    package func events(after sequence: Int64, limit: Int) throws(LedgerError) -> [PublishedEvent] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT e.sequence, e.at, e.kind, n.id, e.payload
                FROM events AS e LEFT JOIN notices AS n ON n.number = e.notice
                WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?
                """, [sequence, limit])
            var events: [PublishedEvent] = []
            while let row = try rows.next() {
                events.append(
                    PublishedEvent(
                        sequence: row[0], at: Instant(microseconds: row[1]), kind: row[2],
                        notice: row[3], payload: row[4]))
            }
            return events
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

    /// Appends the event of a notice that a claim has delivered; the claim's message is the
    /// payload.
    func publish(notice: Int64, claim: Int64, at: Instant) throws {
        try run(
            """
            INSERT INTO events (at, kind, notice, payload) VALUES (?, 'notice', ?,
                (SELECT CAST(bytes AS TEXT) FROM messages WHERE claim = ?))
            """, [at.microseconds, notice, claim])
    }
}

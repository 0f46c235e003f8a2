// What stands in the tables, read back for the tests as the program wrote it.

import Civil
import DubanKernel
import GRDB

@testable import DubanLedger

/// What became of a notice.
struct NoticeHistory: Hashable {
    let notice: Notice
    let deliveries: [Delivery]

    /// How far it has come on one channel.
    struct Delivery: Hashable {
        let channel: ChannelName
        let state: DeliveryState
        let claim: ClaimID?
        let why: Reason?
        let settledAt: Instant?
    }
}

extension Ledger {
    /// At most `limit` entries behind the one numbered `sequence`, in order.
    func entries(after sequence: Int64, limit: Int) throws -> [Entry] {
        try read { db in
            try db.all(
                "SELECT body, hash FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?",
                [sequence, limit]
            ) { try Link.read(body: $0[0], hash: $0[1]) }
        }
    }

    /// The notices that events tell, in the order of events.
    func published() throws -> [NoticeID] {
        try read { db in
            try db.all(
                """
                SELECT n.id FROM events AS e JOIN notices AS n ON n.number = e.notice
                ORDER BY e.sequence
                """
            ) { $0[0] }
        }
    }

    /// Every notice about an obligation and what became of it, in the order of deciding.
    func notices(of obligation: ObligationKey) throws -> [NoticeHistory] {
        try read { db in
            let rows = try db.all(
                """
                SELECT \(Notice.selected), n.number AS number FROM tellings AS t
                JOIN notices AS n ON n.telling = t.number
                WHERE t.obligation = ? ORDER BY n.number
                """, [obligation.text]
            ) { (number: $0["number"] as Int64, notice: try Notice($0)) }
            return try rows.map {
                NoticeHistory(notice: $0.notice, deliveries: try db.deliveries(of: $0.number))
            }
        }
    }
}

extension Database {
    fileprivate func deliveries(of notice: Int64) throws -> [NoticeHistory.Delivery] {
        try all(
            """
            SELECT o.channel, CASE WHEN o.state <> 'claimed' THEN o.state
                WHEN c.told = 'resent' THEN 'unproven' WHEN c.told IS NOT NULL THEN c.told
                WHEN c.trouble IS NULL THEN 'sending' ELSE 'retrying' END,
                c.id, coalesce(o.why, c.trouble), o.settled_at
            FROM outbox AS o LEFT JOIN claims AS c ON c.number = o.claim
            WHERE o.notice = ? ORDER BY 1
            """, [notice]
        ) { row in
            NoticeHistory.Delivery(
                channel: try word(row[0]), state: try word(row[1]), claim: row[2],
                why: (row[3] as String?).map { Reason($0) },
                settledAt: (row[4] as Int64?).map { Instant(microseconds: $0) })
        }
    }
}

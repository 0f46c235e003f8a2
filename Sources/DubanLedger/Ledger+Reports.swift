// What the status shows of deliveries: how many wait, what is wrong, and what became of each
// notice.

package import Civil
package import DubanKernel
import GRDB

/// How many notices are in a state.
package struct OutboxCount: Hashable, Sendable {
    package let channel: ChannelName
    package let state: DeliveryState
    /// How many, at least 1.
    package let notices: Int
    package let oldest: Instant
}

/// Something that could not be delivered, yet or at all.
package struct Trouble: Hashable, Sendable {
    package let claim: ClaimID
    package let channel: ChannelName
    package let person: PersonID
    package let notices: Int
    package let why: Reason
    /// When it was first tried.
    package let since: Instant
    /// How often it was tried in vain.
    package let retries: Int
    /// When it is tried again; nil while it is being tried, and for ever when it was refused.
    package let retryAt: Instant?
    /// `retrying`, or ended as `refused`.
    package let state: DeliveryState
}

/// What became of a notice.
package struct NoticeHistory: Hashable, Sendable {
    package let notice: Notice
    package let deliveries: [Delivery]

    /// How far it has come on one channel.
    package struct Delivery: Hashable, Sendable {
        package let channel: ChannelName
        package let state: DeliveryState
        package let claim: ClaimID?
        package let why: Reason?
        package let settledAt: Instant?
    }
}

/// The state of the outbox row `o` with its claim `c`, as a `DeliveryState`.
private let shownState = """
    CASE WHEN o.state <> 'claimed' THEN o.state
        WHEN c.trouble IS NULL THEN 'sending' ELSE 'retrying' END
    """

extension Ledger {
    /// How many notices are in each state. Those delivered are not counted: they are the whole
    /// past.
    package func outboxSummary() throws(LedgerError) -> [OutboxCount] {
        try read { db in
            // Each of the three is read off an index that holds no more than it counts; CROSS JOIN
            // is SQLite's word for "in this order".
            try db.all(
                """
                SELECT channel, 'waiting', count(*), min(queued_at)
                FROM outbox WHERE state = 'waiting' GROUP BY 1
                UNION ALL
                SELECT o.channel, \(shownState), count(*), min(o.queued_at)
                FROM claims AS c CROSS JOIN outbox AS o ON o.claim = c.number
                WHERE c.settled_at IS NULL GROUP BY 1, 2
                UNION ALL
                SELECT channel, state, count(*), min(queued_at)
                FROM outbox WHERE settled_at IS NOT NULL AND state <> 'delivered' GROUP BY 1, 2
                ORDER BY 1, 2
                """
            ) { row in
                OutboxCount(
                    channel: try word(row[0]), state: try word(row[1]), notices: row[2],
                    oldest: Instant(microseconds: row[3]))
            }
        }
    }

    /// At most `limit` messages that are retried or were refused: those retried first, the latest
    /// first.
    package func troubles(limit: Int) throws(LedgerError) -> [Trouble] {
        try read { db in
            try db.all(
                """
                SELECT c.id, c.channel, c.person,
                    (SELECT count(*) FROM outbox AS o WHERE o.claim = c.number),
                    c.trouble, c.claimed_at, c.retries, c.retry_at,
                    iif(c.settled_at IS NULL, 'retrying', 'refused')
                FROM claims AS c WHERE c.trouble IS NOT NULL
                ORDER BY c.settled_at IS NOT NULL, c.number DESC LIMIT ?
                """, [limit]
            ) { row in
                Trouble(
                    claim: row[0], channel: try word(row[1]), person: PersonID(row[2]),
                    notices: row[3], why: Reason(row[4]), since: Instant(microseconds: row[5]),
                    retries: row[6], retryAt: instant(row[7]), state: try word(row[8]))
            }
        }
    }

    /// Every notice about an obligation and what became of it, in the order of deciding.
    package func notices(of obligation: ObligationKey) throws(LedgerError) -> [NoticeHistory] {
        try read { db in
            try db.all(
                """
                SELECT n.number, \(Notice.selected) FROM tellings AS t
                JOIN notices AS n ON n.telling = t.number
                WHERE t.obligation = ? ORDER BY n.number
                """, [obligation.text]
            ) { row in
                NoticeHistory(
                    notice: try Notice(row, at: 1), deliveries: try db.deliveries(of: row[0]))
            }
        }
    }
}

private func instant(_ microseconds: Int64?) -> Instant? {
    microseconds.map { Instant(microseconds: $0) }
}

extension Database {
    fileprivate func deliveries(of notice: Int64) throws -> [NoticeHistory.Delivery] {
        // The channels are named so that the primary key can be used.
        try all(
            """
            SELECT o.channel, \(shownState), c.id, coalesce(o.why, c.trouble), o.settled_at
            FROM outbox AS o LEFT JOIN claims AS c ON c.number = o.claim
            WHERE o.channel IN ('journal', 'mail', 'socket') AND o.notice = ? ORDER BY 1
            """, [notice]
        ) { row in
            NoticeHistory.Delivery(
                channel: try word(row[0]), state: try word(row[1]), claim: row[2],
                why: (row[3] as String?).map { Reason($0) }, settledAt: instant(row[4]))
        }
    }
}

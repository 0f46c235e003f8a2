// What the status shows of deliveries: how many wait, and what is wrong.

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
    package let channel: ChannelName
    package let person: PersonID
    package let why: Reason
    /// How often it was tried in vain.
    package let retries: Int
    /// When it is tried again; nil while it is being tried, and for ever when it was refused.
    package let retryAt: Instant?
    /// `retrying`, or ended as `refused`.
    package let state: DeliveryState
}

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
                SELECT o.channel, iif(c.trouble IS NULL, 'sending', 'retrying'), count(*),
                    min(o.queued_at)
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
                SELECT channel, person, trouble, retries, retry_at,
                    iif(settled_at IS NULL, 'retrying', 'refused')
                FROM claims WHERE trouble IS NOT NULL
                ORDER BY settled_at IS NOT NULL, number DESC LIMIT ?
                """, [limit]
            ) { row in
                let retryAt: Int64? = row[4]
                return Trouble(
                    channel: try word(row[0]), person: PersonID(row[1]), why: Reason(row[2]),
                    retries: row[3], retryAt: retryAt.map { Instant(microseconds: $0) },
                    state: try word(row[5]))
            }
        }
    }
}

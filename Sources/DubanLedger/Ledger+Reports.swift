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
    /// When it is tried again; nil while it is being tried, and for ever when it is settled.
    package let retryAt: Instant?
    /// `retrying`, `unproven` or `refused`.
    package let state: DeliveryState
    package let claim: ClaimID
    /// How many notices it tells, at least 1.
    package let notices: Int
    /// When the oldest of them was queued.
    package let since: Instant
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
                SELECT o.channel, \(Self.liveState), count(*), min(o.queued_at)
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

    /// At most `limit` messages that are tried again or were refused for good: those tried again
    /// first, the refused before the others, the latest first.
    package func troubles(limit: Int) throws(LedgerError) -> [Trouble] {
        try read { db in
            try db.all(
                """
                SELECT c.channel, c.person, c.trouble, c.retries, c.retry_at,
                    iif(c.settled_at IS NULL, \(Self.liveState), 'refused'), c.id,
                    (SELECT count(*) FROM outbox AS o WHERE o.claim = c.number),
                    (SELECT min(o.queued_at) FROM outbox AS o WHERE o.claim = c.number)
                FROM claims AS c WHERE c.trouble IS NOT NULL
                ORDER BY c.settled_at IS NOT NULL, c.told IS NOT 'refused', c.number DESC LIMIT ?
                """, [limit]
            ) { row in
                let retryAt: Int64? = row[4]
                return Trouble(
                    channel: try word(row[0]), person: PersonID(row[1]), why: Reason(row[2]),
                    retries: row[3], retryAt: retryAt.map { Instant(microseconds: $0) },
                    state: try word(row[5]), claim: row[6], notices: row[7],
                    since: Instant(microseconds: row[8]))
            }
        }
    }

    /// How many messages need a person: those that are refused, and those of the last day of which
    /// it is not known whether they arrived.
    package func undeliverable(now: Instant) throws(LedgerError) -> Int {
        try read { db in
            let row = try db.row(
                """
                SELECT count(*) FROM claims AS c WHERE c.settled_at IS NULL
                    AND c.told IS NOT NULL AND (c.told = 'refused' OR EXISTS (
                        SELECT 1 FROM outbox AS o WHERE o.claim = c.number AND o.failed_at > ?))
                """, [now.adding(seconds: -86_400).microseconds])
            let count: Int? = row?[0]
            return count ?? 0
        }
    }

    /// The state of a notice whose claim `c` is not settled.
    private static let liveState = """
        CASE c.told WHEN 'refused' THEN 'refused' WHEN 'unproven' THEN 'unproven'
            WHEN 'resent' THEN 'unproven' ELSE iif(c.trouble IS NULL, 'sending', 'retrying') END
        """
}

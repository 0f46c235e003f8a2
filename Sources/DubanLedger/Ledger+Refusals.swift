// What could not be delivered as things stood: it is tried again in time or at somebody's word, and
// given up at last.

package import Civil
package import DubanKernel
import GRDB

/// Which undelivered messages are meant.
package enum OutboxSelection: Hashable, Sendable {
    case all
    case persons([PersonID])
    /// Those whose claim's name begins so.
    case claim(String)
}

extension Ledger {
    /// Dissolves refused claims that were never attempted and whose retry has come: their notices
    /// wait again, to be composed anew from what is still true. Those that were first refused
    /// thirty days ago are given up.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    package func unfreeze(
        on channel: ChannelName, now: Instant
    ) throws(LedgerError) -> [Entry] {
        let due: [Int64] = try read { db in
            try db.all(
                """
                SELECT number FROM claims
                WHERE channel = ? AND told = 'refused' AND retry_at <= ? AND mark IS NULL
                    AND settled_at IS NULL ORDER BY number
                """, [channel.rawValue, now.microseconds]
            ) { $0[0] }
        }
        return try tell(due, now: now) { db, claim in
            try db.dissolve(claim, channel, now: now)
        }
    }

    /// Whose messages are refused on a channel at present.
    package func refusedPersons(on channel: ChannelName) throws(LedgerError) -> [PersonID] {
        try read { db in
            try db.all(
                """
                SELECT DISTINCT person FROM claims
                WHERE channel = ? AND told = 'refused' AND settled_at IS NULL
                """, [channel.rawValue]
            ) { PersonID($0[0]) }
        }
    }

    /// Brings the next attempt of undelivered messages forward to now.
    ///
    /// - Returns: how many messages.
    @discardableResult
    package func retry(
        _ selection: OutboxSelection, on channel: ChannelName? = nil, now: Instant
    ) throws(LedgerError) -> Int {
        try write { db in
            try db.undelivered(selection, on: channel).reduce(0) { count, message in
                try db.run(
                    "UPDATE claims SET retry_at = ?1 WHERE number = ?2 AND retry_at > ?1",
                    [now.microseconds, message.claim])
                return count + db.changesCount
            }
        }
    }

    /// Gives undelivered messages up by somebody's word; one that is being tried just now is passed
    /// over.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    package func giveUp(
        _ selection: OutboxSelection, on channel: ChannelName? = nil, why: Reason,
        by actor: Actor, now: Instant
    ) throws(LedgerError) -> [Entry] {
        let messages = try read { try $0.undelivered(selection, on: channel) }
        return try tell(messages, by: actor, now: now) { db, message in
            try db.end(message.claim, message.channel, .dropped, why: why, now: now)
        }
    }
}

extension Database {
    /// Brings forward to `instant` the retry of claims that were told of and for which `condition`
    /// holds.
    func hasten(_ condition: String, _ channel: ChannelName, at instant: Instant) throws {
        try run(
            """
            UPDATE claims SET retry_at = ?1
            WHERE settled_at IS NULL AND told IS NOT NULL AND retry_at > ?1 AND \(condition)
            """, [instant.microseconds, channel.rawValue])
    }

    /// The live claims of a selection that have failed and are not being tried.
    fileprivate func undelivered(
        _ selection: OutboxSelection, on channel: ChannelName?
    ) throws -> [(claim: Int64, channel: ChannelName)] {
        try all(
            """
            SELECT number, channel, person, id FROM claims
            WHERE settled_at IS NULL AND retry_at IS NOT NULL ORDER BY number
            """
        ) { row in
            (
                claim: row[0] as Int64, channel: try word(row[1]) as ChannelName,
                person: PersonID(row[2]), id: row[3] as String
            )
        }.filter { message in
            guard channel.map({ $0 == message.channel }) ?? true else { return false }
            return switch selection {
            case .all: true
            case .persons(let persons): persons.contains(message.person)
            case .claim(let name): message.id.hasPrefix(name)
            }
        }.map { ($0.claim, $0.channel) }
    }

    fileprivate func dissolve(
        _ claim: Int64, _ channel: ChannelName, now: Instant
    ) throws -> [Delivered] {
        let notices = try notices(claim: claim)
        let why: String? = try row("SELECT trouble FROM claims WHERE number = ?", [claim])?[0]
        for notice in notices {
            try run(
                """
                UPDATE outbox SET state = 'waiting', claim = NULL WHERE channel = ? AND notice = ?
                """, [channel.rawValue, notice.number])
        }
        try run("DELETE FROM messages WHERE claim = ?", [claim])
        try run("DELETE FROM claims WHERE number = ?", [claim])
        return try notices.compactMap { notice in
            let since = notice.failedAt ?? now
            guard Backoff.next(afterFailingSince: since, at: now) == nil else { return nil }
            try run(
                """
                UPDATE outbox SET state = 'dropped', settled_at = ?, why = ?
                WHERE channel = ? AND notice = ?
                """, [now.microseconds, why ?? "", channel.rawValue, notice.number])
            return Delivered(notice: notice.id, channel: channel, outcome: .dropped, why: why)
        }
    }
}

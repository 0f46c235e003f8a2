// How a delivery ends: in the outbox and in the chain.

package import Civil
package import DubanKernel
import GRDB

extension Ledger {
    /// Records what became of frozen messages, and, in the same transaction, one chained entry a
    /// batch that says who was told. A claim that is settled already is passed over, so the same
    /// outcomes may come again.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    @discardableResult
    package func settle(
        _ messages: [Message<Outcome>], now: Instant
    ) throws(LedgerError) -> [Entry] {
        try tell(messages, now: now) { db, message in try db.settle(message, now: now) }
    }

    /// Records that notices ceased to be true before a channel claimed them; those it has claimed,
    /// or that never waited for it, are passed over.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    @discardableResult
    package func drop(
        _ notices: [(id: NoticeID, why: Reason)], on channel: ChannelName, now: Instant
    ) throws(LedgerError) -> [Entry] {
        try tell(notices, now: now) { db, notice in
            try db.run(
                """
                UPDATE outbox SET state = ?, settled_at = ?, why = ?
                WHERE channel = ? AND state = 'waiting'
                    AND notice = (SELECT number FROM notices WHERE id = ?)
                """,
                [
                    Ending.dropped.rawValue, now.microseconds, notice.why.text, channel.rawValue,
                    notice.id,
                ])
            guard db.changesCount == 1 else { return [] }
            return [Delivered(notice: notice.id, channel: channel, outcome: .dropped)]
        }
    }

    /// Ends what `end` ends of each element, with one entry a batch that says so.
    private func tell<Element>(
        _ elements: [Element], now: Instant,
        _ end: (Database, Element) throws -> [Delivered]
    ) throws(LedgerError) -> [Entry] {
        var entries: [Entry] = []
        var told: [Delivered] = []
        try write(each: elements) { db, element in
            let ended = try end(db, element)
            told += ended
            return 1 + ended.count
        } finish: { db in
            guard !told.isEmpty else { return }
            let event = Event.told(deliveries: told)
            entries.append(try db.append(NewEntry(at: now, actor: .daemon, event: event)))
            told = []
        }
        return entries
    }
}

extension Database {
    /// Settles one claim, or notes its retry; answers what the chain has to say about it.
    fileprivate func settle(_ message: Message<Outcome>, now: Instant) throws -> [Delivered] {
        let row = try row(
            "SELECT number, settled_at IS NOT NULL, retries FROM claims WHERE id = ?",
            [message.claim])
        guard let row else { throw LedgerError.unknown(message.claim) }
        let (claim, isSettled): (Int64, Bool) = (row[0], row[1])
        if isSettled { return [] }
        switch message.stage {
        case .delivered: return try end(claim, message.channel, .delivered, now: now)
        // Why nothing can be proven is the channel's weather, not the message's.
        case .unproven: return try end(claim, message.channel, .unproven, now: now)
        case .refused(let why):
            return try end(claim, message.channel, .refused, why: why, now: now)
        case .retry(let why, let untouched):
            let retries: Int = row[2] + 1
            let next = Backoff.next(after: retries, claim: message.claim, at: now)
            try run(
                """
                UPDATE claims SET retries = ?, retry_at = ?, trouble = ?,
                    mark = CASE WHEN ? THEN NULL ELSE mark END
                WHERE number = ?
                """, [retries, next.microseconds, why.text, untouched, claim])
            return []
        }
    }

    /// The claim ends and its message leaves; why it was refused stays to be shown.
    private func end(
        _ claim: Int64, _ channel: ChannelName, _ ending: Ending, why: Reason? = nil, now: Instant
    ) throws -> [Delivered] {
        let notices = try notices(claim: claim)
        for notice in notices {
            // By its key: an update by claim would gather its rows in a temporary table first.
            try run(
                """
                UPDATE outbox SET state = ?, settled_at = ?, why = ?
                WHERE channel = ? AND notice = ?
                """,
                [
                    ending.rawValue, now.microseconds, why?.text, channel.rawValue, notice.number,
                ])
        }
        try run(
            "UPDATE claims SET settled_at = ?, retry_at = NULL, trouble = ? WHERE number = ?",
            [now.microseconds, why?.text, claim])
        try run("DELETE FROM messages WHERE claim = ?", [claim])
        return notices.map { Delivered(notice: $0.id, channel: channel, outcome: ending) }
    }
}

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
        let entries = try tell(messages, now: now) { db, message in
            try db.settle(message, now: now)
        }
        // What got through where every message goes the same way can be looked for again.
        for channel in Set(messages.filter { $0.stage == .delivered }.map(\.channel))
        where !channel.sendsDigests {
            try write { try $0.hasten("told = 'unproven' AND channel = ?2", channel, at: now) }
        }
        return entries
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
    func tell<Element>(
        _ elements: [Element], by actor: Actor = .daemon, now: Instant,
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
            entries.append(try db.append(NewEntry(at: now, actor: actor, event: event)))
            told = []
        }
        return entries
    }
}

extension Database {
    /// Settles one claim, or notes its retry; answers what the chain has to say about it.
    fileprivate func settle(_ message: Message<Outcome>, now: Instant) throws -> [Delivered] {
        let row = try row(
            """
            SELECT number, settled_at IS NOT NULL, retries, told, claimed_at FROM claims
            WHERE id = ?
            """, [message.claim])
        guard let row else { throw LedgerError.unknown(message.claim) }
        let (claim, isSettled, retries): (Int64, Bool, Int) = (row[0], row[1], row[2])
        let told: String? = row[3]
        if isSettled { return [] }
        switch message.stage {
        case .delivered: return try end(claim, message.channel, .delivered, now: now)
        case .unproven(let why, let isFinal):
            if isFinal || told == "resent" {
                let news = try news(claim, told: told, .unproven)
                return try end(claim, message.channel, .unproven, now: now)
                    .filter { news.contains($0.notice) }
            }
            // Why nothing can be proven is the channel's weather, not the message's.
            return try fail(
                claim, message.channel, told: told, .unproven, why, retries + 1, now: now)
        case .refused(let why, let untouched):
            if untouched { try run("UPDATE claims SET mark = NULL WHERE number = ?", [claim]) }
            return try fail(
                claim, message.channel, told: told, .refused, why, retries + 1, now: now)
        case .retry(let why, let untouched):
            let next = Backoff.next(after: retries + 1, claim: message.claim, at: now)
            try retry(claim, at: next, why, retries: retries + 1, isUntouched: untouched)
        case .postponed(let why, let untouched):
            let since = Instant(microseconds: row[4])
            let next = Backoff.next(afterPostponingSince: since, at: now)
            try retry(claim, at: next, why, retries: retries, isUntouched: untouched)
        }
        return []
    }

    private func retry(
        _ claim: Int64, at next: Instant, _ why: Reason, retries: Int, isUntouched: Bool
    ) throws {
        try run(
            """
            UPDATE claims SET retries = ?, retry_at = ?, trouble = ?,
                mark = CASE WHEN ? THEN NULL ELSE mark END
            WHERE number = ?
            """, [retries, next.microseconds, why.text, isUntouched, claim])
    }

    /// The notices of a claim of which the chain did not say `ending` last. Only what was refused
    /// comes to another claim than the one that the chain spoke of.
    private func news(_ claim: Int64, told: String?, _ ending: Ending) throws -> Set<NoticeID> {
        let said = told.map { $0 == "resent" ? Ending.unproven.rawValue : $0 }
        let fresh = try notices(claim: claim).filter { notice in
            let last = said ?? (notice.failedAt == nil ? nil : Ending.refused.rawValue)
            return last != ending.rawValue
        }
        return Set(fresh.map(\.id))
    }

    /// The chain says that a claim is refused or unproven, and it goes on being tried until its
    /// latest notice has failed for thirty days.
    private func fail(
        _ claim: Int64, _ channel: ChannelName, told: String?, _ ending: Ending, _ why: Reason,
        _ retries: Int, now: Instant
    ) throws -> [Delivered] {
        let news = try news(claim, told: told, ending)
        for notice in try notices(claim: claim) where notice.failedAt == nil {
            try run(
                "UPDATE outbox SET failed_at = ? WHERE channel = ? AND notice = ?",
                [now.microseconds, channel.rawValue, notice.number])
        }
        let all = try notices(claim: claim)
        let since = all.compactMap(\.failedAt).max() ?? now
        let isRefused = ending == .refused
        guard let next = Backoff.next(afterFailingSince: since, at: now) else {
            let lines = try end(
                claim, channel, isRefused ? .dropped : .unproven, why: isRefused ? why : nil,
                now: now)
            return isRefused ? lines : []
        }
        try run(
            "UPDATE claims SET told = ?, retries = ?, retry_at = ?, trouble = ? WHERE number = ?",
            [ending.rawValue, retries, next.microseconds, why.text, claim])
        return all.filter { news.contains($0.id) }.map {
            Delivered(
                notice: $0.id, channel: channel, outcome: ending, why: isRefused ? why.text : nil)
        }
    }

    /// The claim ends and its message leaves; why it was given up stays to be shown.
    func end(
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
            "UPDATE claims SET settled_at = ?, retry_at = NULL, trouble = NULL WHERE number = ?",
            [now.microseconds, claim])
        try run("DELETE FROM messages WHERE claim = ?", [claim])
        return notices.map {
            Delivered(notice: $0.id, channel: channel, outcome: ending, why: why?.text)
        }
    }
}

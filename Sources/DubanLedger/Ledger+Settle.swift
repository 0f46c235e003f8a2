// How a delivery ends: in the outbox, in the chain, and, for the socket, in the events.

package import Civil
package import DubanKernel
import GRDB

extension Ledger {
    /// Records what became of claims, and, in the same transaction, one chained entry a batch that
    /// says who was told; a delivery to the socket becomes an event. A claim that is settled
    /// already is passed over, so the same settlements may come again.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    @discardableResult
    package func settle(
        _ settlements: [Settlement], now: Instant
    ) throws(LedgerError) -> [Entry] {
        var entries: [Entry] = []
        var delivered: [Delivered] = []
        try write(each: settlements) { db, settlement in
            let settled = try db.settle(settlement, now: now)
            delivered += settled
            return 1 + settled.count
        } finish: { db in
            if !delivered.isEmpty { entries.append(try db.append(.told(delivered, at: now))) }
            delivered = []
        }
        return entries
    }

    /// Records that notices ceased to be true before a channel claimed them; those it has claimed,
    /// or that never waited for it, are passed over.
    ///
    /// - Returns: the entries that were chained, to be applied to the standing in this order.
    @discardableResult
    package func drop(
        _ notices: [NoticeID], on channel: ChannelName, why: String, now: Instant
    ) throws(LedgerError) -> [Entry] {
        var entries: [Entry] = []
        var dropped: [Delivered] = []
        try write(each: notices) { db, notice in
            try db.run(
                """
                UPDATE outbox SET state = 'dropped', settled_at = ?, why = ?
                WHERE channel = ? AND state = 'waiting'
                    AND notice = (SELECT number FROM notices WHERE id = ?)
                """, [now.microseconds, why, channel.rawValue, notice])
            if db.changesCount == 1 {
                dropped.append(Delivered(notice: notice, channel: channel, outcome: "dropped"))
            }
            return 1
        } finish: { db in
            if !dropped.isEmpty { entries.append(try db.append(.told(dropped, at: now))) }
            dropped = []
        }
        return entries
    }
}

extension NewEntry {
    /// The entry that says who was told.
    fileprivate static func told(_ deliveries: [Delivered], at: Instant) -> NewEntry {
        NewEntry(at: at, actor: .daemon, event: .told(deliveries: deliveries))
    }
}

extension Settlement.Outcome {
    /// The state of the outbox that ends a delivery; nil for a retry.
    fileprivate var finalState: String? {
        switch self {
        case .delivered: "delivered"
        case .unproven: "unproven"
        case .refused: "refused"
        case .dropped: "dropped"
        case .retry: nil
        }
    }

    /// The reason, where there is one.
    fileprivate var why: String? {
        switch self {
        case .delivered, .unproven: nil
        case .retry(let why, _), .refused(let why), .dropped(let why): why
        }
    }
}

extension Database {
    /// Settles one claim, or notes its retry; answers what the chain has to say about it.
    fileprivate func settle(_ settlement: Settlement, now: Instant) throws -> [Delivered] {
        let row = try row(
            "SELECT number, channel, settled_at IS NOT NULL FROM claims WHERE id = ?",
            [settlement.claim])
        guard let row, let channel = ChannelName(rawValue: row[1]) else {
            throw LedgerError.unknown(settlement.claim)
        }
        let (number, isSettled): (Int64, Bool) = (row[0], row[2])
        if isSettled { return [] }
        guard let state = settlement.outcome.finalState else {
            try retry(number, settlement.outcome)
            return []
        }
        let notices = try notices(claim: number)
        for notice in notices {
            if channel == .socket, settlement.outcome == .delivered {
                try publish(notice: notice.number, claim: number, at: now)
            }
            // By its key: an update by claim would gather its rows in a temporary table first.
            try run(
                """
                UPDATE outbox SET state = ?, settled_at = ?, why = ?
                WHERE channel = ? AND notice = ?
                """,
                [
                    state, now.microseconds, settlement.outcome.why, channel.rawValue,
                    notice.number,
                ])
        }
        try finish(number, isRefused: state == "refused", why: settlement.outcome.why, now: now)
        return notices.map { Delivered(notice: $0.id, channel: channel, outcome: state) }
    }

    /// The claim lives on until an instant.
    private func retry(_ claim: Int64, _ outcome: Settlement.Outcome) throws {
        guard case .retry(let why, let at) = outcome else { return }
        try run(
            "UPDATE claims SET retries = retries + 1, retry_at = ?, trouble = ? WHERE number = ?",
            [at.microseconds, why, claim])
    }

    /// The claim ends and its message leaves; why it was refused stays to be shown.
    private func finish(_ claim: Int64, isRefused: Bool, why: String?, now: Instant) throws {
        try run(
            "UPDATE claims SET settled_at = ?, retry_at = NULL, trouble = ? WHERE number = ?",
            [now.microseconds, isRefused ? why : nil, claim])
        try run("DELETE FROM messages WHERE claim = ?", [claim])
    }
}

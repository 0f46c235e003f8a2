// From decisions to rows: what was decided to be told, and to whom it must go.

package import Civil
package import DubanKernel
import GRDB

extension Ledger {
    /// Stores decisions and queues their notices for every channel. A telling and its notices are
    /// stored together. What is stored already is kept as it is, so the same decisions may come
    /// again after a crash.
    ///
    /// More than 1,000 rows take several transactions; when a later one fails, the earlier ones
    /// stay.
    ///
    /// - Precondition: every notice belongs to one of the tellings.
    package func enqueue(
        _ decisions: Decisions, channels: [ChannelName], now: Instant
    ) throws(LedgerError) {
        let notices = Dictionary(grouping: decisions.notices, by: \.telling)
        let known = Set(decisions.tellings.map(\.key))
        precondition(notices.keys.allSatisfy(known.contains), "a notice without its telling")
        let steps =
            decisions.voided.map(Step.void)
            + decisions.tellings.map { .tell($0, notices[$0.key, default: []]) }
        try write(each: steps) { db, step in
            switch step {
            case .void(let key):
                try db.void(key)
                return 1
            case .tell(let telling, let notices):
                guard let number = try db.insert(telling) else { return 1 }
                for notice in notices {
                    try db.insert(notice, telling: number, channels: channels, now: now)
                }
                return 1 + notices.count * (1 + channels.count)
            }
        }
    }

    private enum Step {
        case void(TellingKey)
        case tell(Telling, [Notice])
    }
}

extension Database {
    /// Forgets a supersession. One that was decided otherwise since, by these same decisions,
    /// stays.
    fileprivate func void(_ key: TellingKey) throws {
        try run(
            "DELETE FROM tellings WHERE \(TellingKey.condition) AND outcome = 'superseded'",
            key.arguments)
    }

    /// Stores a telling; nil when it was there, and then its notices are too.
    fileprivate func insert(_ telling: Telling) throws -> Int64? {
        try run(Telling.insertion, telling.arguments)
        return changesCount == 1 ? lastInsertedRowID : nil
    }

    /// Stores a notice of a new telling and queues it; one that is there already is queued already.
    fileprivate func insert(
        _ notice: Notice, telling: Int64, channels: [ChannelName], now: Instant
    ) throws {
        try run(Notice.insertion, notice.arguments + [telling])
        guard changesCount == 1 else { return }
        let number = lastInsertedRowID
        for channel in channels {
            try run(
                "INSERT INTO outbox (channel, notice, digest, queued_at) VALUES (?, ?, ?, ?)",
                [
                    channel.rawValue, number, channel.sendsDigests ? notice.person.text : "",
                    now.microseconds,
                ])
        }
    }
}

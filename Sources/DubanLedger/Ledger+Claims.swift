// What is to be sent: notices nobody has claimed yet, frozen messages, and those whose retry has
// come.

package import Civil
package import DubanKernel
import FoundationEssentials
import GRDB

extension Ledger {
    /// Notices that wait for a channel in the order of deciding, where the channel sends digests by
    /// person.
    ///
    /// - Parameter limit: the most notices; those of a digest are not torn apart unless they alone
    ///   are more.
    package func waiting(on channel: ChannelName, limit: Int) throws(LedgerError) -> [Notice] {
        try read { db in
            var notices = try db.all(
                """
                SELECT \(Notice.selected) FROM outbox AS o
                JOIN notices AS n ON n.number = o.notice
                JOIN tellings AS t ON t.number = n.telling
                WHERE o.channel = ? AND o.state = 'waiting'
                ORDER BY o.digest, o.notice LIMIT ?
                """, [channel.rawValue, limit + 1]
            ) { try Notice($0) }
            guard notices.count > limit, let last = notices.popLast() else { return notices }
            guard channel.sendsDigests else { return notices }
            let whole = notices.prefix { $0.person != last.person }
            return whole.isEmpty ? notices : Array(whole)
        }
    }

    /// Freezes messages, all or none: give a thousand notices at most, so that others get their
    /// turn. A message of whose notices one is not waiting any more is left out: it was claimed or
    /// dropped.
    ///
    /// - Returns: the claims that were made, to be attempted and settled by the caller alone.
    package func claim(
        _ messages: [Message<Composed>], now: Instant
    ) throws(LedgerError) -> [Message<Frozen>] {
        try write { db in
            try messages.filter { try db.insert($0, now: now) }
                .map { $0.with(Frozen(retries: 0, mark: nil)) }
        }
    }

    /// Makes every claim that was handed out, on one channel or on all, ready to be retried now.
    /// For the start, before anything is delivered, and for a channel whose round a failure of the
    /// ledger has interrupted: nobody may be working on them.
    package func resume(on channel: ChannelName? = nil, now: Instant) throws(LedgerError) {
        try write { db in
            for channel in channel.map({ [$0] }) ?? ChannelName.allCases {
                try db.run(
                    """
                    UPDATE claims SET retry_at = ?
                    WHERE channel = ? AND settled_at IS NULL AND retry_at IS NULL
                    """, [now.microseconds, channel.rawValue])
            }
        }
    }

    /// Claims whose retry has come, the longest waiting first, without those that `unfreeze` is
    /// for. Each is handed out once: the caller attempts and settles it, or loses it until the next
    /// `resume`.
    package func retries(
        on channel: ChannelName, now: Instant, limit: Int
    ) throws(LedgerError) -> [Message<Frozen>] {
        let numbers: [Int64] = try read { db in
            try db.all(
                """
                SELECT number FROM claims
                WHERE channel = ? AND settled_at IS NULL AND retry_at <= ?
                    AND (told IS NOT 'refused' OR mark IS NOT NULL)
                ORDER BY retry_at, number LIMIT ?
                """, [channel.rawValue, now.microseconds, limit]
            ) { $0[0] }
        }
        guard !numbers.isEmpty else { return [] }
        return try write { db in
            try numbers.map { number in
                try db.run("UPDATE claims SET retry_at = NULL WHERE number = ?", [number])
                return try db.claim(number)
            }
        }
    }

    /// When the first claim is to be retried; nil when none waits for it.
    package func nextRetry(on channel: ChannelName) throws(LedgerError) -> Instant? {
        try read { db in
            let row = try db.row(
                "SELECT min(retry_at) FROM claims WHERE channel = ? AND settled_at IS NULL",
                [channel.rawValue])
            return (row?[0] as Int64?).map { Instant(microseconds: $0) }
        }
    }

    /// Notes what is about to be tried; on the disk when this returns, which is before the attempt.
    package func mark(_ messages: [Message<Marked>]) throws(LedgerError) {
        try write(each: messages) { db, message in
            try db.run(
                """
                UPDATE claims SET mark = ?, told = iif(told = 'unproven', 'resent', told)
                WHERE id = ?
                """, [Data(message.stage.mark), message.claim])
            guard db.changesCount == 1 else { throw LedgerError.unknown(message.claim) }
            return 1
        }
    }
}

extension LedgerError {
    static func unknown(_ claim: ClaimID) -> LedgerError {
        .violated("there is no claim \(claim)")
    }
}

extension Database {
    /// Stores a claim and its message, and takes its notices; false, and nothing done, when one of
    /// them is not waiting.
    fileprivate func insert(_ message: Message<Composed>, now: Instant) throws -> Bool {
        let channel = message.channel.rawValue
        var notices: [Int64] = []
        for id in message.notices {
            let row = try row(
                """
                SELECT o.notice FROM notices AS n JOIN outbox AS o ON o.notice = n.number
                WHERE n.id = ? AND o.channel = ? AND o.state = 'waiting'
                """, [id, channel])
            guard let row else { return false }
            notices.append(row[0])
        }
        try run(
            "INSERT INTO claims (id, channel, person, claimed_at) VALUES (?, ?, ?, ?)",
            [message.claim, channel, message.person.text, now.microseconds])
        let number = lastInsertedRowID
        try run(
            "INSERT INTO messages (claim, bytes) VALUES (?, ?)", [number, Data(message.bytes)])
        for notice in notices {
            try run(
                """
                UPDATE outbox SET state = 'claimed', claim = ? WHERE channel = ? AND notice = ?
                """, [number, channel, notice])
        }
        return true
    }

    /// A live claim with its message and notices.
    fileprivate func claim(_ number: Int64) throws -> Message<Frozen> {
        let row = try row(
            """
            SELECT c.id, c.channel, c.person, c.retries, c.mark, m.bytes
            FROM claims AS c JOIN messages AS m ON m.claim = c.number WHERE c.number = ?
            """, [number])
        guard let row else { throw LedgerError.corrupt("claim \(number) has no message") }
        // An empty mark is how the first release voided one.
        let mark = (row[4] as Data?).flatMap { $0.isEmpty ? nil : Array($0) }
        return Message(
            claim: row[0], channel: try word(row[1]), person: PersonID(row[2]),
            notices: try notices(claim: number).map(\.id), bytes: Array(row[5] as Data),
            stage: Frozen(retries: row[3], mark: mark))
    }

    /// The notices of a claim, in the order of deciding.
    func notices(
        claim: Int64
    ) throws -> [(number: Int64, id: NoticeID, failedAt: Instant?)] {
        try all(
            """
            SELECT o.notice, n.id, o.failed_at
            FROM outbox AS o JOIN notices AS n ON n.number = o.notice
            WHERE o.claim = ? ORDER BY o.channel, o.notice
            """, [claim]
        ) { row in
            let failedAt: Int64? = row[2]
            return (row[0], row[1], failedAt.map { Instant(microseconds: $0) })
        }
    }
}

// What is to be sent: notices nobody has claimed yet, frozen messages, and those whose retry has
// come.

package import Civil
package import DubanKernel
import FoundationEssentials
import GRDB

extension Ledger {
    /// Notices that wait for a channel, as they go into messages: by person where the channel sends
    /// digests, else each alone, in the order of deciding.
    ///
    /// - Parameter limit: the most notices; a person's are not torn apart unless they alone are
    ///   more.
    package func waiting(on channel: ChannelName, limit: Int) throws(LedgerError) -> [Group] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT \(Notice.columns) FROM outbox AS o
                JOIN notices AS n ON n.number = o.notice
                JOIN tellings AS t ON t.number = n.telling
                WHERE o.channel = ? AND o.state = 'waiting'
                ORDER BY o.digest, o.notice LIMIT ?
                """, [channel.rawValue, limit + 1])
            var notices: [Notice] = []
            while let row = try rows.next() { notices.append(try Notice(row)) }
            return Ledger.groups(notices, on: channel, limit: limit)
        }
    }

    /// `notices` are sorted by person, and one more than `limit` when there are more.
    private static func groups(
        _ notices: [Notice], on channel: ChannelName, limit: Int
    ) -> [Group] {
        guard channel.sendsDigests else {
            return notices.prefix(limit).map { Group(person: $0.person, notices: [$0]) }
        }
        var whole = notices
        if notices.count > limit, let last = notices.last {
            let complete = notices.prefix { $0.person != last.person }
            whole = Array(complete.isEmpty ? notices.prefix(limit) : complete)
        }
        return whole.chunked { $0.person == $1.person }.map {
            Group(person: $0[0].person, notices: $0)
        }
    }

    /// Freezes messages, all or none: give a thousand notices at most, so that others get their
    /// turn. A message of whose notices one is not waiting any more is left out: it was claimed or
    /// dropped.
    ///
    /// - Returns: the claims that were made, to be attempted and settled by the caller alone.
    package func claim(_ claims: [NewClaim], now: Instant) throws(LedgerError) -> [Claim] {
        try write { db in
            try claims.filter { try db.insert($0, now: now) }.map(Claim.init)
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

    /// Claims whose retry has come, the longest waiting first. Each is handed out once: the caller
    /// attempts and settles it, or loses it until the next `resume`.
    package func retries(
        on channel: ChannelName, now: Instant, limit: Int
    ) throws(LedgerError) -> [Claim] {
        try write { db in
            let numbers = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number FROM claims
                        WHERE channel = ? AND settled_at IS NULL AND retry_at <= ?
                        ORDER BY retry_at, number LIMIT ?
                        """), arguments: [channel.rawValue, now.microseconds, limit])
            return try numbers.map { number in
                try db.run("UPDATE claims SET retry_at = NULL WHERE number = ?", [number])
                return try db.claim(number)
            }
        }
    }

    /// When the first claim is to be retried, on one channel or on any; nil when none waits for it.
    package func nextRetry(on channel: ChannelName? = nil) throws(LedgerError) -> Instant? {
        try read { db in
            let channels = channel.map { [$0] } ?? ChannelName.allCases
            let instants = try channels.compactMap { channel in
                try Int64.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT min(retry_at) FROM claims
                            WHERE channel = ? AND settled_at IS NULL
                            """), arguments: [channel.rawValue])
            }
            return instants.min().map { Instant(microseconds: $0) }
        }
    }

    /// Notes what is about to be tried; on the disk when this returns, which is before the attempt.
    package func markAttempts(_ attempts: [Attempt]) throws(LedgerError) {
        try write(each: attempts) { db, attempt in
            try db.run(
                "UPDATE claims SET mark = ? WHERE id = ?", [Data(attempt.mark), attempt.claim])
            guard db.changesCount == 1 else { throw LedgerError.unknown(attempt.claim) }
            return 1
        }
    }
}

extension LedgerError {
    /// There is no such claim.
    static func unknown(_ claim: ClaimID) -> LedgerError {
        .violated("there is no claim \(claim)")
    }
}

extension Database {
    /// Stores a claim and its message, and takes its notices; false, and nothing done, when one of
    /// them is not waiting.
    fileprivate func insert(_ claim: NewClaim, now: Instant) throws -> Bool {
        let channel = claim.channel.rawValue
        var notices: [Int64] = []
        for id in claim.notices {
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
            [claim.id, channel, claim.person.text, now.microseconds])
        let number = lastInsertedRowID
        try run(
            "INSERT INTO messages (claim, bytes) VALUES (?, ?)", [number, Data(claim.message)])
        for notice in notices {
            try run(
                """
                UPDATE outbox SET state = 'claimed', claim = ? WHERE channel = ? AND notice = ?
                """, [number, channel, notice])
        }
        return true
    }

    /// A live claim with its message and notices.
    fileprivate func claim(_ number: Int64) throws -> Claim {
        let row = try row(
            """
            SELECT c.id, c.channel, c.person, c.retries, c.mark, m.bytes
            FROM claims AS c JOIN messages AS m ON m.claim = c.number WHERE c.number = ?
            """, [number])
        guard let row, let channel = ChannelName(rawValue: row[1]) else {
            throw LedgerError.corrupt("claim \(number) has no message")
        }
        return Claim(
            id: row[0], channel: channel, person: PersonID(row[2]),
            notices: try notices(claim: number).map(\.id), message: Array(row[5] as Data),
            retries: row[3], mark: (row[4] as Data?).map(Array.init))
    }

    /// The notices of a claim, in the order of deciding.
    func notices(claim: Int64) throws -> [(number: Int64, id: NoticeID)] {
        let rows = try rows(
            """
            SELECT o.notice, n.id FROM outbox AS o JOIN notices AS n ON n.number = o.notice
            WHERE o.claim = ? ORDER BY o.channel, o.notice
            """, [claim])
        var notices: [(number: Int64, id: NoticeID)] = []
        while let row = try rows.next() { notices.append((number: row[0], id: row[1])) }
        return notices
    }
}

extension Array {
    /// Runs of neighbours that belong together.
    fileprivate func chunked(by together: (Element, Element) -> Bool) -> [[Element]] {
        var runs: [[Element]] = []
        for element in self {
            if let last = runs.last?.last, together(last, element) {
                runs[runs.count - 1].append(element)
            } else {
                runs.append([element])
            }
        }
        return runs
    }
}

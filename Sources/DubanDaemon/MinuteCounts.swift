// How often each account did something within a minute, so that none does it without end.

import Civil

struct MinuteCounts {
    private struct Count {
        let since: Instant
        var number = 0

        var end: Instant { since.adding(seconds: 60) }

        /// Ends too when the clock is set back.
        func goesOn(at now: Instant) -> Bool { (since..<end).contains(now) }
    }

    /// So many accounts are counted each for itself, the rest together as nobody in particular.
    private let accountsMax: Int
    private var counts: [UInt32?: Count] = [:]

    init(accountsMax: Int) { self.accountsMax = accountsMax }

    /// Counts once more. Answers the number within the minute that goes on.
    mutating func count(_ uid: UInt32, at now: Instant) -> Int {
        if counts.count >= accountsMax { _ = takeEnded(at: now) }
        let who = counts[uid] != nil || counts.count < accountsMax ? uid : nil
        var count = counts[who].flatMap { $0.goesOn(at: now) ? $0 : nil } ?? Count(since: now)
        count.number += 1
        counts[who] = count
        return count.number
    }

    /// Forgets the minutes that are over, and answers who had counted how much in them.
    mutating func takeEnded(at now: Instant) -> [(uid: UInt32?, number: Int)] {
        let ended = counts.filter { !$0.value.goesOn(at: now) }
        for who in ended.keys { counts[who] = nil }
        return ended.map { ($0.key, $0.value.number) }
    }

    /// When the first minute is over in which somebody counted more than `number`.
    func firstEnd(above number: Int) -> Instant? {
        counts.values.filter { $0.number > number }.map(\.end).min()
    }
}

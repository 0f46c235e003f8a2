// A week that repeats for ever, by arithmetic alone: what a working calendar falls back on outside
// its lists, however far away.

/// Working days of a week without exceptions. Days are counted from 1970-01-01.
struct WeekRule {
    /// Monday is the lowest of seven bits.
    let bits: UInt8

    /// Working days in a week, 0…7.
    var daysInWeek: Int { bits.nonzeroBitCount }

    func isWorking(_ day: Int) -> Bool {
        bits >> UInt8(weeks(to: day).remainder) & 1 == 1
    }

    /// Working days in the half-open range; 0 for an empty or reversed one.
    func count(in days: Range<Int>) -> Int {
        rank(days.upperBound) - rank(days.lowerBound)
    }

    /// The working day that has `rank` working days between itself and 1970-01-01, negative before
    /// it; nil for a week without any.
    func day(ofRank rank: Int) -> Int? {
        guard daysInWeek > 0 else { return nil }
        let (weeks, place) = rank.dividedDown(by: daysInWeek)
        var remaining = bits
        for _ in 0..<place { remaining &= remaining - 1 }
        return weeks * 7 + remaining.trailingZeroBitCount - WeekRule.epochFromMonday
    }

    /// Working days from the Monday of 1970-01-01's week up to and not including `day`.
    func rank(_ day: Int) -> Int {
        let (weeks, weekday) = weeks(to: day)
        return weeks * daysInWeek + (bits & (1 << UInt8(weekday) - 1)).nonzeroBitCount
    }

    /// 1970-01-01 was a Thursday, three days after its Monday.
    private static let epochFromMonday = 3

    private func weeks(to day: Int) -> (quotient: Int, remainder: Int) {
        (day + WeekRule.epochFromMonday).dividedDown(by: 7)
    }
}

extension BinaryInteger {
    /// Division by a positive number, rounded towards negative infinity.
    func dividedDown(by divisor: Self) -> (quotient: Self, remainder: Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

// Which days are working days: a base week and two lists of days that differ from it, as the State
// Council's yearly notices give them. Held as a bitmap, because every rung of every ladder asks it.

/// A calendar of working days.
///
/// Memory: one bit for each day from the first listed day to the last, at most 457 kB (years 1 to
/// 9999).
package struct WorkingCalendar: Hashable, Sendable {
    /// The days of the week that are working days where no list says otherwise. May be empty.
    package let week: Set<Weekday>
    package let rest: Set<CivilDate>
    /// Listed working days (make-up days 调休).
    package let work: Set<CivilDate>
    /// The years whose official days are all listed; in others a result is provisional.
    package let knownYears: Set<Int>
    /// Days that texts name (春节), which are worked or not by the lists alone.
    package let named: [String: Set<CivilDate>]

    /// `week` as bits, Monday the lowest.
    let weekBits: UInt8
    /// The day number of the lowest bit of `bits`.
    let firstDay: Int
    /// One bit a day, set for a working day, whole words.
    let bits: [UInt64]

    /// A calendar of `week` and its exceptions, which lie in the years 1 to 9999. A day in both
    /// lists is a working day. Without `knownYears` a year is known when any of its days is listed.
    package init(
        week: Set<Weekday>, rest: Set<CivilDate>, work: Set<CivilDate>,
        knownYears: Set<Int>? = nil, named: [String: Set<CivilDate>] = [:]
    ) {
        self.named = named
        self.week = week
        self.rest = rest
        self.work = work
        let listed = rest.union(work)
        self.knownYears = knownYears ?? Set(listed.map(\.year))
        weekBits = week.reduce(0) { $0 | 1 << ($1.rawValue - 1) }
        guard let first = listed.min(), let last = listed.max() else {
            (firstDay, bits) = (0, [])
            return
        }
        precondition(
            first >= CivilDate.first && last <= CivilDate.last,
            "listed days are in the years 1 to 9999")
        firstDay = Int(first.dayNumber)
        var bits = [UInt64](repeating: 0, count: first.days(to: last) / 64 + 1)
        let base = WeekRule(bits: weekBits)
        for offset in 0..<bits.count * 64 where base.isWorking(firstDay + offset) {
            bits[offset / 64] |= 1 << UInt64(offset % 64)
        }
        for date in rest {
            let offset = first.days(to: date)
            bits[offset / 64] &= ~(1 << UInt64(offset % 64))
        }
        for date in work {
            let offset = first.days(to: date)
            bits[offset / 64] |= 1 << UInt64(offset % 64)
        }
        self.bits = bits
    }

    /// Monday to Friday and no list at all; every year is provisional.
    package static let mondayToFriday = WorkingCalendar(
        week: [.monday, .tuesday, .wednesday, .thursday, .friday], rest: [], work: [])

    /// This calendar with a unit's own exceptions laid over it: what the overlay lists wins over
    /// what this calendar lists, and `week`, if given, replaces the base week. An overlay makes no
    /// year known.
    package func overlaid(
        rest overlayRest: Set<CivilDate>, work overlayWork: Set<CivilDate>,
        week overlayWeek: Set<Weekday>? = nil
    ) -> WorkingCalendar {
        WorkingCalendar(
            week: overlayWeek ?? week,
            rest: rest.subtracting(overlayWork).union(overlayRest),
            work: work.subtracting(overlayRest).union(overlayWork),
            knownYears: knownYears, named: named)
    }

    /// Whether the year of `date` has no official days yet: only the base week speaks for it, and
    /// whoever is told of a result must hear when it moves.
    package func isProvisional(_ date: CivilDate) -> Bool {
        !knownYears.contains(date.year)
    }

    /// The years without official days that the dates `from` to `through` (in either order) touch,
    /// ascending, within the years 1 to 9999. A count between two dates is provisional when this is
    /// not empty.
    package func provisionalYears(from: CivilDate, through: CivilDate) -> [Int] {
        let years = [from, through].map { min(max($0, .first), .last).year }
        return (min(years[0], years[1])...max(years[0], years[1])).filter {
            !knownYears.contains($0)
        }
    }

    /// Whether `date` is a working day.
    package func isWorking(_ date: CivilDate) -> Bool {
        let offset = Int(date.dayNumber) - firstDay
        guard offset >= 0, offset < bits.count * 64 else {
            return WeekRule(bits: weekBits).isWorking(Int(date.dayNumber))
        }
        return bits[offset / 64] >> UInt64(offset % 64) & 1 == 1
    }
}

extension CivilDate {
    /// 0001-01-01, the first date that can be written.
    static let first = CivilDate(dayNumber: -719_162)
    /// 9999-12-31, the last date that can be written.
    static let last = CivilDate(dayNumber: 2_932_896)
}

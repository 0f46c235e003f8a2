// The pattern as pure civil arithmetic, towards the future and the past: what elapses where no
// clock changes.

extension CalendarExpression {
    /// The first match from `start` on, both being civil times written as if they were UTC; nil
    /// when there is none before 2200.
    func firstMatch(from start: Instant) -> Instant? {
        let (date, time) = CalendarExpression.split(start)
        let (year, month, day) = date.components
        if allows(year, month, day), let time = firstTime(from: time) {
            return CalendarExpression.joined(date, time)
        }
        guard let date = firstDate(from: year, month, day + 1), let time = firstTime(from: 0) else {
            return nil
        }
        return CalendarExpression.joined(date, time)
    }

    /// The last match up to `limit`, both being civil times written as if they were UTC; nil when
    /// there is none since 1969.
    func lastMatch(upTo limit: Instant) -> Instant? {
        let (date, time) = CalendarExpression.split(limit)
        let (year, month, day) = date.components
        if allows(year, month, day), let time = lastTime(upTo: time) {
            return CalendarExpression.joined(date, time)
        }
        guard let date = lastDate(upTo: year, month, day - 1),
            let time = lastTime(upTo: CalendarExpression.lastMicrosecondOfDay)
        else { return nil }
        return CalendarExpression.joined(date, time)
    }

    private static let lastMicrosecondOfDay = 86_399_999_999

    private static func split(_ civil: Instant) -> (CivilDate, microsecondOfDay: Int) {
        let second = civil.secondsFloor
        let dayNumber = floorDivide(second, 86_400)
        return (
            CivilDate(dayNumber: Int32(clamping: dayNumber)),
            Int(civil.microseconds - dayNumber * 86_400_000_000)
        )
    }

    private static func joined(_ date: CivilDate, _ microsecondOfDay: Int) -> Instant {
        Instant(microseconds: Int64(date.dayNumber) * 86_400_000_000 + Int64(microsecondOfDay))
    }

    private func allows(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        years.first(atLeast: year) == year && months.first(atLeast: month) == month
            && dayBits(year, month) >> UInt64(day) & 1 == 1
    }

    /// The allowed days of a month, 1…31, as bits.
    private func dayBits(_ year: Int, _ month: Int) -> UInt64 {
        let length = CivilDate.lengthOfMonth(year: year, month: month)
        let field = monthEnds.map { $0[length - 28] } ?? days
        let allowed = field.bits & ((2 << UInt64(length)) - 2)
        guard weekdays != CalendarExpression.everyWeekday,
            let first = CivilDate(year: year, month: month, day: 1)
        else { return allowed }
        // The week, turned to begin with the month's first weekday, five times over.
        let turn = UInt64(first.weekday.rawValue - 1)
        let week = (UInt64(weekdays) >> turn | UInt64(weekdays) << (7 - turn)) & 0x7F
        return allowed & (week * 0x1020_4081 << 1)
    }

    /// The first allowed date from a day on, which may be the one after a month's last.
    private func firstDate(from year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        var (year, month, day) = (year, month, day)
        while let nextYear = years.first(atLeast: year) {
            if nextYear != year { (year, month, day) = (nextYear, 1, 1) }
            while let nextMonth = months.first(atLeast: month) {
                if nextMonth != month { (month, day) = (nextMonth, 1) }
                let rest = dayBits(year, month) >> UInt64(day)
                if rest != 0 {
                    return CivilDate(
                        year: year, month: month, day: day + rest.trailingZeroBitCount)
                }
                (month, day) = (month + 1, 1)
            }
            (year, month, day) = (year + 1, 1, 1)
        }
        return nil
    }

    /// The last allowed date up to a day, which may be the one before a month's first.
    private func lastDate(upTo year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        var (year, month, day) = (year, month, day)
        while let earlierYear = years.last(atMost: year), earlierYear >= 1969 {
            if earlierYear != year { (year, month, day) = (earlierYear, 12, 31) }
            while let earlierMonth = months.last(atMost: month), earlierMonth >= 1 {
                if earlierMonth != month { (month, day) = (earlierMonth, 31) }
                let rest = dayBits(year, month) << UInt64(63 - day)
                if rest != 0 {
                    return CivilDate(year: year, month: month, day: day - rest.leadingZeroBitCount)
                }
                (month, day) = (month - 1, 31)
            }
            (year, month, day) = (year - 1, 12, 31)
        }
        return nil
    }

    /// The first allowed time of a day, in microseconds since midnight.
    private func firstTime(from start: Int) -> Int? {
        let (hour, minute) = (start / 3_600_000_000, start / 60_000_000 % 60)
        guard let nextHour = hours.first(atLeast: hour) else { return nil }
        if nextHour == hour, let nextMinute = minutes.first(atLeast: minute) {
            if nextMinute == minute, let second = seconds.first(atLeast: start % 60_000_000) {
                return time(hour, minute, second)
            }
            let later = nextMinute == minute ? minutes.first(atLeast: minute + 1) : nextMinute
            if let later { return time(hour, later, seconds.first(atLeast: 0)) }
        }
        let later = nextHour == hour ? hours.first(atLeast: hour + 1) : nextHour
        return later.flatMap { time($0, minutes.first(atLeast: 0), seconds.first(atLeast: 0)) }
    }

    /// The last allowed time of a day, in microseconds since midnight.
    private func lastTime(upTo limit: Int) -> Int? {
        let (hour, minute) = (limit / 3_600_000_000, limit / 60_000_000 % 60)
        guard let earlierHour = hours.last(atMost: hour) else { return nil }
        if earlierHour == hour, let earlierMinute = minutes.last(atMost: minute) {
            if earlierMinute == minute, let second = seconds.last(atMost: limit % 60_000_000) {
                return time(hour, minute, second)
            }
            let earlier = earlierMinute == minute ? minutes.last(atMost: minute - 1) : earlierMinute
            if let earlier { return time(hour, earlier, seconds.last(atMost: .max)) }
        }
        let earlier = earlierHour == hour ? hours.last(atMost: hour - 1) : earlierHour
        return earlier.flatMap { time($0, minutes.last(atMost: .max), seconds.last(atMost: .max)) }
    }

    /// Every field allows some value; nil only to spare the callers the proof.
    private func time(_ hour: Int, _ minute: Int?, _ second: Int?) -> Int? {
        guard let minute, let second else { return nil }
        return hour * 3_600_000_000 + minute * 60_000_000 + second
    }
}

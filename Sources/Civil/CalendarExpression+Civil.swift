// The pattern as pure civil arithmetic: what elapses where no clock changes.

extension CalendarExpression {
    /// The first match from `start` on, both being civil times written as if they were UTC; nil
    /// when there is none before 2200.
    func firstMatch(from start: Instant) -> Instant? {
        let (dayNumber, microsecond) = start.microseconds.dividedDown(by: 86_400_000_000)
        let date = CivilDate(dayNumber: Int32(clamping: dayNumber))
        let (year, month, day) = date.components
        var found = firstDate(from: year, month, day)
        var time = found == date ? firstTime(from: Int(microsecond)) : firstTime(from: 0)
        if time == nil {
            found = firstDate(from: year, month, day + 1)
            time = firstTime(from: 0)
        }
        guard let found, let time else { return nil }
        return Instant(microseconds: Int64(found.dayNumber) * 86_400_000_000 + Int64(time))
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

    /// The first allowed time of a day, in microseconds since midnight.
    private func firstTime(from start: Int) -> Int? {
        var (hour, minute) = (start / 3_600_000_000, start / 60_000_000 % 60)
        var second = start % 60_000_000
        while let nextHour = hours.first(atLeast: hour) {
            if nextHour != hour { (hour, minute, second) = (nextHour, 0, 0) }
            while let nextMinute = minutes.first(atLeast: minute) {
                if nextMinute != minute { (minute, second) = (nextMinute, 0) }
                if let second = seconds.first(atLeast: second) {
                    return hour * 3_600_000_000 + minute * 60_000_000 + second
                }
                (minute, second) = (minute + 1, 0)
            }
            (hour, minute, second) = (hour + 1, 0, 0)
        }
        return nil
    }
}

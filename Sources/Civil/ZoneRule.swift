// The rule in a TZif footer: a POSIX TZ string with the extensions of RFC 9636 §3.3.1, valid for
// every year after the last change that the file lists.

/// Standard time, and the two yearly changes when there is daylight saving time.
struct ZoneRule: Sendable {
    /// What holds outside of daylight saving time, or always.
    let standard: ZoneOffset
    /// Daylight saving time; nil when there is none.
    let daylight: Daylight?

    /// Daylight saving time and when it holds.
    struct Daylight: Sendable {
        let offset: ZoneOffset
        let start: YearlyChange
        let end: YearlyChange
    }

    /// The segment around `second`, given that the rule holds from `since` on.
    func segment(at second: Int64, since: Int64) -> ZoneSegment {
        guard let daylight else { return ZoneSegment(start: since, end: .max, offset: standard) }
        // The Gregorian calendar repeats after 400 years, which are whole weeks: one such cycle is
        // enough, and its years are within what `CivilDate` takes.
        let cycle = Int64(146_097) * 86_400
        let cycleStart = Int64(10_957) * 86_400
        let shift = (second - cycleStart).dividedDown(by: cycle).quotient * cycle
        let folded = second - shift
        let year = CivilDate(dayNumber: Int32(folded / 86_400)).year
        var (start, end, inForce) = (Int64.min, Int64.max, standard)
        func note(_ change: Int64, _ offset: ZoneOffset) {
            if change > folded {
                end = min(end, change)
            } else if change >= start {
                (start, inForce) = (change, offset)
            }
        }
        // The years next to this one have a change before and one after, unless both are at its
        // very edge: a change is at most eight days away from its own year.
        for reach in 1...2 where start == .min || end == .max {
            for candidate in (year - reach)...(year + reach) {
                let on = daylight.start.second(in: candidate) - Int64(standard.seconds)
                let off = daylight.end.second(in: candidate) - Int64(daylight.offset.seconds)
                if on <= off { note(on, daylight.offset) }
                note(off, standard)
                if on > off { note(on, daylight.offset) }
            }
        }
        return ZoneSegment(
            start: max(start + shift, since), end: end + shift, offset: inForce)
    }
}

/// A yearly change of the clocks: a day and a time of day by the clock before the change.
struct YearlyChange: Sendable {
    enum Day: Sendable {
        /// `Jn`: day 1…365, February 29 never counted.
        case julian(Int)
        /// `n`: day 0…365, February 29 counted.
        case zeroBased(Int)
        /// `Mm.w.d`: weekday 0 (Sunday)…6, in week 1…5 of a month, 5 being the last.
        case weekday(month: Int, week: Int, day: Int)
    }

    let day: Day
    /// Seconds after midnight, −604,799…604,799.
    let seconds: Int

    /// The change in a year 1…9999, in seconds from 1970-01-01 00:00:00 of the clock before it.
    func second(in year: Int) -> Int64 {
        Int64(dayNumber(in: year)) * 86_400 + Int64(seconds)
    }

    private func dayNumber(in year: Int) -> Int {
        switch day {
        case .julian(let number):
            let leapDay = CivilDate.lengthOfMonth(year: year, month: 2) == 29 && number >= 60
            return first(of: 1, year) + number - (leapDay ? 0 : 1)
        case .zeroBased(let number):
            return first(of: 1, year) + number
        case .weekday(let month, let week, let weekday):
            let first = first(of: month, year)
            // 1970-01-01 was a Thursday: day 4 of a week that begins with Sunday.
            let wait = (weekday - (first + 4) % 7 + 14) % 7
            let day = wait + (week - 1) * 7
            let fits = day < CivilDate.lengthOfMonth(year: year, month: month)
            return first + (fits ? day : day - 7)
        }
    }

    private func first(of month: Int, _ year: Int) -> Int {
        Int(CivilDate(year: year, month: month, day: 1)?.dayNumber ?? 0)
    }
}

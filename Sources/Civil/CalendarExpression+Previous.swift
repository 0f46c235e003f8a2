// The search towards the past, which systemd does not have: it tells the period that an instant lies in.

extension CalendarExpression {
    /// The last instant strictly before `base` that matches; nil when there is none since 1970. Times that
    /// the clocks skip do not count, and of an hour that they repeat the first pass does.
    package func previous(before base: Instant, in zone: Zone) -> Instant? {
        let zone = self.zone ?? zone
        var last = min(base, CalendarExpression.limit).adding(microseconds: -1)
        while last >= Instant(microseconds: 0) {
            let stretch = CivilStretch(around: last.secondsFloor, in: zone, daylight: daylight)
            let local = min(last, stretch.last).adding(seconds: stretch.offset)
            guard let match = lastMatch(upTo: local) else { return nil }
            let instant = match.adding(seconds: -stretch.offset)
            if stretch.counts, instant >= stretch.first {
                return instant >= Instant(microseconds: 0) ? instant : nil
            }
            // No offset differs from another by two days: nothing is skipped.
            let beforeStretch = stretch.start.adding(microseconds: -1)
            last = min(beforeStretch, instant.adding(seconds: 2 * 86_400))
        }
        return nil
    }

    /// The last match in civil time, written as if it were UTC.
    private func lastMatch(upTo limit: Instant) -> Instant? {
        let civil = CivilDateTime(seconds: limit.secondsFloor)
        let fraction = limit.microseconds - limit.secondsFloor * 1_000_000
        let ofDay = Int64(civil.time.seconds) * 1_000_000 + fraction
        if allows(civil.date), let time = lastTime(upTo: ofDay) {
            return CalendarExpression.instant(civil.date, time)
        }
        guard let date = lastDate(upTo: civil.date.adding(days: -1)),
            let time = lastTime(upTo: 86_399_999_999)
        else { return nil }
        return CalendarExpression.instant(date, time)
    }

    private static func instant(_ date: CivilDate, _ microsecondsOfDay: Int64) -> Instant {
        Instant(seconds: Int64(date.dayNumber) * 86_400).adding(microseconds: microsecondsOfDay)
    }

    private func allows(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.components
        return years.last(atMost: year) == year && months.last(atMost: month) == month
            && days(year, month).last(atMost: day) == day
            && weekdays >> UInt8(date.weekday.rawValue - 1) & 1 == 1
    }

    /// The allowed days of a month, counted from its beginning.
    private func days(_ year: Int, _ month: Int) -> CalendarField {
        monthEnds.map { $0[CivilDate.lengthOfMonth(year: year, month: month) - 28] } ?? days
    }

    private func lastDate(upTo limit: CivilDate) -> CivilDate? {
        var (year, month, day) = limit.components
        while let found = years.last(atMost: year), found >= CalendarUnit.year.range.lowerBound {
            if found != year { (year, month, day) = (found, 12, 31) }
            while let found = months.last(atMost: month) {
                if found != month { (month, day) = (found, 31) }
                day = min(day, CivilDate.lengthOfMonth(year: year, month: month))
                while let found = days(year, month).last(atMost: day) {
                    if let date = CivilDate(year: year, month: month, day: found), allows(date) {
                        return date
                    }
                    day = found - 1
                }
                (month, day) = (month - 1, 31)
            }
            (year, month, day) = (year - 1, 12, 31)
        }
        return nil
    }

    /// The last allowed time of a day, in microseconds since midnight.
    private func lastTime(upTo limit: Int64) -> Int64? {
        let (hour, minute) = (Int(limit / 3_600_000_000), Int(limit / 60_000_000 % 60))
        let inMinute = Int(limit % 60_000_000)
        func time(_ hour: Int, _ minute: Int, _ micros: Int) -> Int64 {
            Int64(hour) * 3_600_000_000 + Int64(minute) * 60_000_000 + Int64(micros)
        }
        guard let latestSecond = seconds.last(atMost: CalendarUnit.second.range.upperBound),
            let latestMinute = minutes.last(atMost: CalendarUnit.minute.range.upperBound)
        else { return nil }
        if hours.last(atMost: hour) == hour {
            if minutes.last(atMost: minute) == minute,
                let second = seconds.last(atMost: inMinute)
            {
                return time(hour, minute, second)
            }
            if let minute = minutes.last(atMost: minute - 1) {
                return time(hour, minute, latestSecond)
            }
        }
        return hours.last(atMost: hour - 1).map { time($0, latestMinute, latestSecond) }
    }
}

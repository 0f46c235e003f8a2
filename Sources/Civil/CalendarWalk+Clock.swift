// The walk's questions to the clock.

extension CalendarWalk {
    /// Makes the cursor a time that the clock shows, under the flag that is then in force.
    mutating func normalize() {
        if isSettled || isPlain {
            cursor.daylight = clock.isDaylight
            isSettled = true
        } else if let shown = shown(for: cursor) {
            cursor = shown
            isSettled = true
        }
    }

    /// Whether the cursor is a civil time that the clock shows, and no sooner or later than it did
    /// last.
    private var isPlain: Bool {
        cursor.isInRange
            && clock.isPlain(
                cursor.minuteStart + Int64(cursor[.second]), daylight: cursor.daylight)
    }

    /// The instant of the cursor; a second of 60 or more counts from the minute's last, as in
    /// mktime(3). What lies before 1970 systemd takes for a failure.
    mutating func second(showing cursor: CalendarCursor) -> Int64? {
        let inMinute = min(cursor[.second], 59)
        let found = clock.second(
            showing: cursor.minuteStart + Int64(inMinute), daylight: cursor.daylight)
        guard let found, found >= 0 else { return nil }
        return found + Int64(cursor[.second] - inMinute)
    }

    /// What the clock shows when the cursor is asked for.
    mutating func shown(for cursor: CalendarCursor) -> CalendarCursor? {
        guard let second = second(showing: cursor) else { return nil }
        let local = clock.shown(at: second)
        var shown = CalendarCursor(local: local, daylight: clock.isDaylight)
        shown.microsecond = cursor.microsecond
        return shown
    }

    /// Whether the clock shows the cursor's time. When it shows a later one instead, the cursor
    /// becomes that, with the field below the one that changed at its beginning: no match in
    /// between may be missed.
    mutating func judge() -> Verdict {
        if isPlain {
            isSettled = true
            return .fits
        }
        guard var shown = shown(for: cursor) else { return .missing }
        for unit in CalendarUnit.allCases where shown[unit] != cursor[unit] {
            if shown[unit] < cursor[unit] { return .missing }
            if let smaller = unit.smaller { shown[smaller] = smaller.first }
            cursor = shown
            return .moved
        }
        return .fits
    }

    /// The first allowed day from the cursor's on when days count from the month's end.
    mutating func firstFromMonthEnd(_ expression: CalendarExpression) -> Int? {
        guard let monthEnds = expression.monthEnds else { return nil }
        let length = CivilDate.lengthOfMonth(year: cursor[.year], month: cursor[.month])
        // systemd asks the clock for each of these days at the cursor's time of day, and for the
        // second of the next month wherever a component has no end.
        let first =
            cursor.minuteStart + Int64(cursor[.second]) - Int64(cursor[.day] - 1) * 86_400
        if cursor[.year] >= 1970, clock.isPlain(first, daylight: cursor.daylight),
            clock.isPlain(first + Int64(length + 1) * 86_400, daylight: cursor.daylight)
        {
            return monthEnds[length - 28].firstTried(atLeast: cursor[.day])
        }
        isSettled = false
        var found: Int?
        for component in expression.days.components {
            let start = dayShown(fromMonthEnd: component.start)
            let stop = dayShown(fromMonthEnd: component.stop ?? -1)
            let resolved =
                stop > 0
                ? CalendarComponent(start: stop, stop: start, step: component.step)
                : CalendarComponent(start: start, stop: nil, step: component.step)
            guard let next = resolved.first(atLeast: cursor[.day]) else { continue }
            found = min(next, found ?? next)
        }
        return found
    }

    /// The day of the month that the clock shows on the month's `count`-th last day; -1 when that
    /// is in another month.
    private mutating func dayShown(fromMonthEnd count: Int) -> Int {
        var wanted = cursor
        wanted[.month] += 1
        wanted[.day] = 1 - count
        guard let shown = shown(for: wanted), shown[.month] == cursor[.month] else { return -1 }
        return shown[.day]
    }
}

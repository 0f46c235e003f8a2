// The walk from an instant to the next match: field by field from the year down, each set to its
// next allowed value, and after every step the question whether the clocks show such a time at all.
//
// It takes the very steps that systemd's calendarspec.c takes, since what it answers around clock
// changes is decided by their order. Between clock changes no step asks the zone anything.

/// One search for the next match.
struct CalendarWalk {
    private let daylight: Bool?
    private let start: CalendarCursor
    var cursor: CalendarCursor
    var clock: LocalClock
    /// Whether the flag of a time found stays wanted: the way out of a repeated hour.
    private var keepsDaylight = false
    /// Whether the cursor is known to be a time that the clock shows.
    var isSettled = true

    enum Outcome {
        case found(Instant)
        /// There is no match until 2200.
        case never
        case lost
    }

    private enum Step {
        case again, found, never
    }

    enum Verdict {
        /// The clock shows it.
        case fits
        /// The clock does not; the cursor is now the next time that could.
        case moved
        /// There is no such value in the larger unit.
        case missing
    }

    /// A walk that begins at `start`, which may be its result.
    init(from start: Instant, in zone: Zone, daylight: Bool?) {
        self.daylight = daylight
        let second = start.secondsFloor
        clock = LocalClock(zone, at: second)
        cursor = CalendarCursor(local: clock.shown(at: second), daylight: clock.isDaylight)
        cursor.microsecond = Int(start.microseconds - second * 1_000_000)
        self.start = cursor
    }

    /// Walks at most `stepsMax` steps. The expression is passed down and never stored, because
    /// keeping its arrays alive a second time would cost more than the walk.
    mutating func run(_ expression: CalendarExpression, stepsMax: Int) -> Outcome {
        for _ in 0..<stepsMax {
            switch step(expression) {
            case .again: continue
            case .never: return .never
            case .found:
                if cursor.isBefore(start) {
                    // The clocks were put back: one hour on, this time under the flag found there.
                    keepsDaylight = true
                    cursor[.hour] += 1
                    isSettled = false
                    continue
                }
                guard let second = second(showing: cursor) else { return .never }
                let instant = Instant(seconds: second)
                return .found(instant.adding(microseconds: Int64(cursor.microsecond)))
            }
        }
        return .lost
    }

    private mutating func step(_ expression: CalendarExpression) -> Step {
        normalize()
        if !keepsDaylight, cursor.daylight != daylight {
            cursor.daylight = daylight
            isSettled = isSettled && daylight == nil
        }
        var unit = CalendarUnit.year
        while true {
            switch settle(unit, expression) {
            case .fits where unit == .day && !isOnWeekday(expression.weekdays):
                carry(into: .day)
                return .again
            case .fits:
                guard let smaller = unit.smaller else { return .found }
                unit = smaller
            case .moved:
                return unit == .year ? .never : .again
            case .missing:
                guard let larger = unit.larger else { return .never }
                carry(into: larger)
                return .again
            }
        }
    }

    /// Sets one field to its next allowed value.
    private mutating func settle(
        _ unit: CalendarUnit, _ expression: CalendarExpression
    ) -> Verdict {
        let current = unit == .second ? cursor.microsecondsOfMinute : cursor[unit]
        guard let next = firstAllowed(unit, from: current, expression) else { return .missing }
        if next != current {
            isSettled = false
            if unit == .second {
                cursor.microsecondsOfMinute = next
            } else {
                cursor[unit] = next
                cursor.clear(below: unit)
            }
        }
        return isSettled ? .fits : judge()
    }

    private mutating func firstAllowed(
        _ unit: CalendarUnit, from value: Int, _ expression: CalendarExpression
    ) -> Int? {
        switch unit {
        case .year: expression.years.first(atLeast: value)
        case .month: expression.months.firstTried(atLeast: value)
        case .day where expression.monthEnds != nil: firstFromMonthEnd(expression)
        case .day: expression.days.firstTried(atLeast: value)
        case .hour: expression.hours.firstTried(atLeast: value)
        case .minute: expression.minutes.firstTried(atLeast: value)
        case .second: expression.seconds.firstTried(atLeast: value)
        }
    }

    private mutating func carry(into unit: CalendarUnit) {
        cursor[unit] += 1
        cursor.clear(below: unit)
        isSettled = false
    }

    private func isOnWeekday(_ weekdays: UInt8) -> Bool {
        // 1970-01-01 was a Thursday, and the first day asked about is at most one before.
        weekdays >> UInt8((cursor.dayNumber + 10) % 7) & 1 == 1
    }
}

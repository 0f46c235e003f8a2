// The walk from an instant to the next match: field by field from the year down, each set to its next allowed
// value, and after every step the question whether the clocks show such a time at all.
//
// It takes the very steps that systemd's calendarspec.c takes, since what it answers around clock changes is
// decided by their order. Between clock changes no step asks the zone anything.

/// One search for the next match.
struct CalendarWalk {
    let expression: CalendarExpression
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
        /// The steps were used up.
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
    init(
        _ expression: CalendarExpression, from start: Instant, in zone: Zone,
        ignoringDaylight: Bool = false
    ) {
        self.expression = expression
        daylight = ignoringDaylight ? nil : expression.daylight?.isDaylight
        let second = start.secondsFloor
        clock = LocalClock(zone, at: second)
        cursor = CalendarCursor(local: clock.shown(at: second), daylight: clock.isDaylight)
        cursor.microsecond = Int(start.microseconds - second * 1_000_000)
        self.start = cursor
    }

    /// Walks at most `stepsMax` steps.
    mutating func run(stepsMax: Int) -> Outcome {
        for _ in 0..<stepsMax {
            switch step() {
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

    private mutating func step() -> Step {
        normalize()
        if !keepsDaylight, cursor.daylight != daylight {
            cursor.daylight = daylight
            isSettled = isSettled && daylight == nil
        }
        var unit = CalendarUnit.year
        while true {
            switch settle(unit) {
            case .fits where unit == .day && !isOnWeekday:
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
    private mutating func settle(_ unit: CalendarUnit) -> Verdict {
        let current = unit == .second ? cursor.microsecondsOfMinute : cursor[unit]
        guard let next = firstAllowed(unit, from: current) else { return .missing }
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

    private mutating func firstAllowed(_ unit: CalendarUnit, from value: Int) -> Int? {
        switch unit {
        case .year: expression.years.first(atLeast: value)
        case .month: expression.months.first(atLeast: value)
        case .day where expression.monthEnds != nil: firstFromMonthEnd()
        case .day: expression.days.first(atLeast: value)
        case .hour: expression.hours.first(atLeast: value)
        case .minute: expression.minutes.first(atLeast: value)
        case .second: expression.seconds.first(atLeast: value)
        }
    }

    private mutating func carry(into unit: CalendarUnit) {
        cursor[unit] += 1
        cursor.clear(below: unit)
        isSettled = false
    }

    private var isOnWeekday: Bool {
        guard expression.weekdays != CalendarExpression.everyWeekday else { return true }
        let dayNumber = floorDivide(cursor.minuteStart, 86_400)
        // 1970-01-01 was a Thursday.
        return expression.weekdays >> UInt8((dayNumber + 3) % 7) & 1 == 1
    }
}

// When in its period a duty is due: `day 25 17:00`, `last workday`, `next workday 5`, `Fri *-*-*
// 17:00`.

/// A due date relative to a period, or a fixed one.
package struct DueRule: Hashable, Sendable {
    /// Which date of a period.
    package enum Place: Hashable, Sendable {
        /// The Nth day of the period, from its end when negative; its last (first) if it is
        /// shorter.
        case day(Int)
        /// The Nth working day of the period, from its end when negative; its last (first) if it
        /// has fewer.
        case workday(Int)
        case date(CivilDate)
        /// The first elapse of a calendar expression in the period. Its time of day is the rule's,
        /// except midnight, which is what an expression without a time has.
        case expression(CalendarExpression)
    }

    /// The greatest N of a day or working day.
    package static let placeMax = 9999

    package let place: Place
    /// Whether the place is counted in the period that follows (`next day 10`).
    package let inNextPeriod: Bool
    /// The time of day; without one, and without an expression's, the due instant is the end of the
    /// unit's hours.
    package let time: TimeOfDay?

    /// A rule; the number in `place` is 1 to `placeMax` either way.
    package init(_ place: Place, inNextPeriod: Bool = false, time: TimeOfDay? = nil) {
        if case .day(let n) = place { precondition(n != 0 && n.magnitude <= DueRule.placeMax) }
        if case .workday(let n) = place { precondition(n != 0 && n.magnitude <= DueRule.placeMax) }
        self.place = place
        self.inNextPeriod = inNextPeriod
        self.time = time
    }

    /// The due date and time of day for `period`, before any off-day rule. Nil when the period has
    /// no such date: a working day is asked for and it has none, or the expression does not elapse
    /// in it.
    package func date(
        in period: Period, calendar: WorkingCalendar
    ) -> (date: CivilDate, time: TimeOfDay?)? {
        let period = inNextPeriod ? period.next : period
        switch place {
        case .day(let n):
            let day =
                n > 0
                ? min(period.first.adding(days: n - 1), period.last)
                : max(period.last.adding(days: n + 1), period.first)
            return (day, time)
        case .workday(let n):
            let day =
                calendar.nth(n, from: period.first, through: period.last)
                ?? calendar.nth(-n.signum(), from: period.first, through: period.last)
            return day.map { ($0, time) }
        case .date(let date): return (date, time)
        case .expression(let expression):
            // Civil dates and times without a zone are those of UTC.
            let before = CivilDateTime(period.first, .midnight).seconds
            let base = Instant(seconds: before).adding(microseconds: -1)
            guard let elapse = expression.next(after: base, in: .utc).map(Zone.utc.civil),
                elapse.date <= period.last
            else { return nil }
            return (elapse.date, elapse.time == .midnight ? nil : elapse.time)
        }
    }
}

extension DueRule: CustomStringConvertible {
    package var description: String { normalized }

    /// The one text for this rule; `parse` reads it back. The period's last day is `last day`.
    package var normalized: String {
        let placeText =
            switch place {
            case .day(let n): DueRule.text(n, of: "day")
            case .workday(let n): DueRule.text(n, of: "workday")
            case .date(let date): date.description
            case .expression(let expression): DueRule.text(expression)
            }
        return (inNextPeriod ? "next " : "") + placeText + (time.map { " \($0)" } ?? "")
    }

    /// An expression without the midnight that means no time here.
    private static func text(_ expression: CalendarExpression) -> String {
        let (text, midnight) = (expression.normalized, " 00:00:00")
        return text.hasSuffix(midnight) ? String(text.dropLast(midnight.count)) : text
    }

    private static func text(_ n: Int, of unit: String) -> String {
        switch n {
        case -1: "last \(unit)"
        case ..<0: "last \(unit) \(-n)"
        default: "\(unit) \(n)"
        }
    }
}

/// What becomes of a due date that falls on a day off: the charter's `off-day:` rule (DESIGN, exact
/// rule 1).
package enum OffDay: String, CaseIterable, Hashable, Sendable {
    /// To the working day before.
    case previous
    /// To the working day after, as Civil Code art. 203 has it for counted periods.
    case next
    case stay

    package func apply(_ date: CivilDate, calendar: WorkingCalendar) -> CivilDate {
        switch self {
        case .previous: calendar.previous(onOrBefore: date)
        case .next: calendar.next(onOrAfter: date)
        case .stay: date
        }
    }
}

// What becomes of a due date that falls on a day off.

/// The charter's `off-day:` rule (DESIGN, exact rule 1).
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

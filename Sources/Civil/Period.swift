// One period of a cadence: the span of dates in which a recurring duty is to be met once. The
// periods of a cadence cover every date exactly once.

/// A period, from its first to its last date.
///
/// Periods lie in the years 1 to 9999; at either end of that range a period may be cut short.
package struct Period: Hashable, Sendable {
    package let cadence: Cadence
    package let first: CivilDate
    /// Its last date, included.
    package let last: CivilDate

    /// The period of `cadence` that `date` falls in; a date outside the years 1 to 9999 is taken as
    /// the nearest one inside.
    package init(_ cadence: Cadence, containing date: CivilDate) {
        let date = min(max(date, .first), .last)
        let (year, month, day) = date.components
        self.cadence = cadence
        switch cadence {
        case .week:
            first = date.adding(days: 1 - date.weekday.rawValue)
            last = first.adding(days: 6)
        case .tenDays:
            let place = min((day - 1) / 10, 2)
            first = date.adding(days: place * 10 + 1 - day)
            last = place == 2 ? date.endOfMonth : first.adding(days: 9)
        case .month, .quarter, .halfYear, .year:
            let length = cadence.months
            first = date.adding(days: 1 - day).adding(months: -((month - 1) % length))
            last = first.adding(months: length - 1).endOfMonth
        case .years(let count, let start):
            var terms = (year - start.year).dividedDown(by: count).quotient
            if start.adding(months: 12 * count * terms) > date { terms -= 1 }
            let next = start.adding(months: 12 * count * (terms + 1))
            first = start.adding(months: 12 * count * terms)
            last = next > first ? next.adding(days: -1) : .last
        }
    }

    /// The period after this one; at the end of the calendar this one again.
    package var next: Period {
        Period(cadence, containing: last.adding(days: 1))
    }

    /// The period before this one; at the beginning of the calendar this one again.
    package var previous: Period {
        Period(cadence, containing: first.adding(days: -1))
    }

    /// Whether `date` falls in this period.
    package func contains(_ date: CivilDate) -> Bool {
        first <= date && date <= last
    }
}

extension Period: Comparable {
    /// Earlier periods first; of two that begin together, the shorter.
    package static func < (left: Period, right: Period) -> Bool {
        (left.first, left.last) < (right.first, right.last)
    }
}

extension Cadence {
    /// The length in months of a cadence that divides the calendar year; a year for all others.
    fileprivate var months: Int {
        switch self {
        case .month: 1
        case .quarter: 3
        case .halfYear: 6
        case .week, .tenDays, .year, .years: 12
        }
    }
}

extension CivilDate {
    /// The last date of this date's month.
    var endOfMonth: CivilDate {
        let (year, month, day) = components
        return adding(days: CivilDate.lengthOfMonth(year: year, month: month) - day)
    }
}

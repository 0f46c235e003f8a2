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
    fileprivate var endOfMonth: CivilDate {
        let (year, month, day) = components
        return adding(days: CivilDate.lengthOfMonth(year: year, month: month) - day)
    }
}

extension Period: CustomStringConvertible {
    package var description: String { label }

    /// The name of the period, short and unique within its cadence; part of an obligation's key
    /// (`info/jiaoyu/2026-11`), so its form is fixed.
    ///
    /// `2026-W47` (ISO 8601 week), `2026-11-T2` (second 旬), `2026-11`, `2026-Q4`, `2026-H2`,
    /// `2026`, and for a term of years its first day, `2022-03-18`.
    package var label: String {
        let (year, month, day) = first.components
        let yearText = padded(year, 4)
        switch cadence {
        case .week:
            let thursday = first.adding(days: 3)
            let newYear = thursday.adding(days: 1 - thursday.day).adding(months: 1 - thursday.month)
            return "\(padded(thursday.year, 4))-W\(padded(newYear.days(to: thursday) / 7 + 1, 2))"
        case .tenDays: return "\(yearText)-\(padded(month, 2))-T\((day - 1) / 10 + 1)"
        case .month: return "\(yearText)-\(padded(month, 2))"
        case .quarter: return "\(yearText)-Q\((month - 1) / 3 + 1)"
        case .halfYear: return "\(yearText)-H\((month - 1) / 6 + 1)"
        case .year: return yearText
        case .years: return first.description
        }
    }

    /// Reads exactly the labels that `label` writes for `cadence`; nil for anything else, such as a
    /// 53rd week in a year that has 52 or a day on which no term begins.
    package init?(label: String, cadence: Cadence) {
        guard let date = Period.someDate(ofLabel: label, cadence: cadence) else { return nil }
        self.init(cadence, containing: date)
        guard self.label == label else { return nil }
    }

    /// A date in the period that `label` would name if it is well-formed. What is not in the one
    /// right form is left to the comparison with the written label.
    private static func someDate(ofLabel label: String, cadence: Cadence) -> CivilDate? {
        if case .years = cadence { return CivilDate(label) }
        let parts = Array(label.utf8).split(separator: UInt8(ascii: "-"))
        guard let year = parts.first.flatMap(decimal), parts.count <= 3 else { return nil }
        let numbers = parts.dropFirst().map { part in
            decimal(part.first.map { (0x41...0x5A).contains($0) } == true ? part.dropFirst() : part)
        }
        guard let place = numbers.first ?? 1, (1...53).contains(place) else { return nil }
        switch cadence {
        case .week:
            // 4 January is always in week 1.
            return CivilDate(year: year, month: 1, day: 4)?.adding(days: 7 * (place - 1))
        case .tenDays:
            guard numbers.count == 2, let tenDays = numbers[1], (1...3).contains(tenDays) else {
                return nil
            }
            return CivilDate(year: year, month: place, day: 10 * tenDays - 9)
        case .month: return CivilDate(year: year, month: place, day: 1)
        case .quarter: return CivilDate(year: year, month: place * 3, day: 1)
        case .halfYear: return CivilDate(year: year, month: place * 6, day: 1)
        case .year, .years: return CivilDate(year: year, month: 1, day: 1)
        }
    }
}

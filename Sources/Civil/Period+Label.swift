// The name of a period, short and unique within its cadence. It is part of an obligation's key
// (`info/jiaoyu/2026-11`), so its form is fixed.

extension Period: CustomStringConvertible {
    package var description: String { label }

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

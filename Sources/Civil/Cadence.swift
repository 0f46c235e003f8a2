// How often a duty recurs: the lengths of period that offices count in, from the week to a term of
// years.

/// A way of dividing all dates into consecutive periods.
package enum Cadence: Hashable, Sendable {
    /// ISO 8601 weeks, Monday to Sunday.
    case week
    /// 旬: the 1st to the 10th, the 11th to the 20th, and the rest of a month.
    case tenDays
    case month
    case quarter
    case halfYear
    case year
    /// Terms of so many years (1 to `yearsMax`), one of which begins on `start`.
    case years(Int, start: CivilDate)

    package static let yearsMax = 100

    /// Reads `week`, `ten-days`, `month`, `quarter`, `half-year`, `year` or `5 years`. A term
    /// begins on `start`; without one it is refused, since terms begin when a unit's first one did.
    package static func parse(
        _ text: String, start: CivilDate? = nil
    ) throws(NotationError) -> Cadence {
        if let cadence = names[text] { return cadence }
        var scanner = NotationScanner(text)
        let digits = scanner.takeDigits()
        scanner.skipBlanks()
        guard !digits.isEmpty, ["year", "years"].contains(scanner.rest) else {
            throw NotationError(
                column: 1, "\"\(text)\" is not a length of period", "“\(text)”不是周期",
                expected: Wording(
                    "week, ten-days, month, quarter, half-year, year or N years",
                    "week、ten-days、month、quarter、half-year、year 或 N years"))
        }
        guard let years = Int(digits), (1...yearsMax).contains(years) else {
            throw NotationError(
                column: 1, "no term has \(digits) years", "没有 \(digits) 年的任期",
                expected: Wording("1 to \(yearsMax) years", "1 至 \(yearsMax) 年"))
        }
        guard let start else {
            throw NotationError(
                column: 1, "a term of years needs the date of a first day", "若干年的任期须有首日",
                expected: Wording("a start", "起始日"))
        }
        return .years(years, start: start)
    }

    /// The text that `parse` reads; the start of a term is not part of it.
    package var text: String {
        switch self {
        case .week: "week"
        case .tenDays: "ten-days"
        case .month: "month"
        case .quarter: "quarter"
        case .halfYear: "half-year"
        case .year: "year"
        case .years(let count, _): "\(count) years"
        }
    }

    private static let names = Dictionary(
        uniqueKeysWithValues: [Cadence.week, .tenDays, .month, .quarter, .halfYear, .year].map {
            ($0.text, $0)
        })
}

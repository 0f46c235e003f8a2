// Reads time spans as systemd.time(7) writes them. Stricter than systemd in what a charter would
// regret: a number without a unit, `infinity`, a sign inside, and units of different clocks in one
// span are refused.

extension Span {
    /// Reads `+3d`, `-5wd`, `1h 30min`: an optional sign, then numbers each with a unit, blanks
    /// optional.
    ///
    /// Only exact units may have a fraction (`1.5h`). Refused: a bare number, an unknown unit,
    /// units of different clocks together, and what overflows `daysMax`, `monthsMax` or `Int64`
    /// microseconds.
    package static func parse(_ text: String) throws(NotationError) -> Span {
        let (negative, terms) = try SpanTerm.all(in: text)
        let kind = terms[0].unit.kind
        var (days, months, exact) = (0, 0, Int64(0))
        for term in terms {
            guard term.unit.kind == kind else { throw term.mixed(with: terms[0]) }
            switch term.unit {
            case .workingDay, .day: days = try term.adding(to: days, times: 1, most: daysMax)
            case .week: days = try term.adding(to: days, times: 7, most: daysMax)
            case .month: months = try term.adding(to: months, times: 1, most: monthsMax)
            case .year: months = try term.adding(to: months, times: 12, most: monthsMax)
            case .hour, .minute, .second, .millisecond, .microsecond:
                exact = try term.addingDuration(to: exact)
            }
        }
        let sign = negative ? -1 : 1
        switch kind {
        case .workingDays: return .workingDays(sign * days)
        case .civil: return .civil(months: sign * months, days: sign * days)
        case .exact: return .exact(microseconds: Int64(sign) * exact)
        }
    }

    /// Reads a plain duration in microseconds: as `parse`, but a day is 24 h, a month 30.4375 days,
    /// a year 365.25 days, all of these may be mixed and have fractions, and neither `wd` nor `-`
    /// is accepted.
    package static func duration(_ text: String) throws(NotationError) -> Int64 {
        let (negative, terms) = try SpanTerm.all(in: text)
        if negative {
            throw NotationError(
                column: 1, expected: Wording("a length of time", "时长"),
                message: Wording("a duration cannot be negative", "时长不能为负"))
        }
        // systemd reads the sign with the number: nothing but a digit may follow it.
        let signed = text.drop { $0.isWhitespace }
        if signed.first == "+", signed.dropFirst().first?.isNumber != true {
            throw NotationError(
                column: 1, expected: Wording("a digit after the sign", "符号后的数字"),
                message: Wording("the sign stands alone", "只有符号"))
        }
        var sum: Int64 = 0
        for term in terms { sum = try term.addingDuration(to: sum) }
        return sum
    }
}

/// One number with its unit.
private struct SpanTerm {
    let column: Int
    let whole: String
    /// The digits after the point; nil without one.
    let fraction: String?
    let unit: SpanUnit

    /// The sign and at least one term, or what is wrong.
    static func all(in text: String) throws(NotationError) -> (negative: Bool, [SpanTerm]) {
        var scanner = NotationScanner(text)
        scanner.skipBlanks()
        let negative = scanner.take("-")
        if !negative { _ = scanner.take("+") }
        var terms: [SpanTerm] = []
        repeat {
            scanner.skipBlanks()
            terms.append(try SpanTerm(from: &scanner))
            scanner.skipBlanks()
        } while !scanner.isAtEnd
        return (negative, terms)
    }

    private init(from scanner: inout NotationScanner) throws(NotationError) {
        let column = scanner.column
        let whole = scanner.takeDigits()
        let fraction = scanner.take(".") ? scanner.takeDigits() : nil
        guard !whole.isEmpty || fraction?.isEmpty == false else {
            throw NotationError(
                column: column,
                expected: Wording("a number with a unit, such as 3d", "带单位的数，如 3d"),
                message: scanner.isAtEnd
                    ? Wording("the span ends without a number", "末尾缺少数字")
                    : Wording("this is not a number", "此处不是数字"))
        }
        if fraction == "" {
            throw NotationError(
                column: scanner.column, expected: Wording("a digit", "数字"),
                message: Wording("nothing follows the point", "小数点后没有数字"))
        }
        let number = fraction.map { "\(whole).\($0)" } ?? whole
        scanner.skipBlanks()
        let unitColumn = scanner.column
        let name = scanner.take { $0.properties.isAlphabetic || $0 == "\u{B5}" }
        guard !name.isEmpty else {
            throw NotationError(
                column: unitColumn, expected: SpanUnit.offered,
                message: Wording("\(number) needs a unit", "\(number) 缺少单位"))
        }
        guard let unit = SpanUnit(name) else {
            throw NotationError(
                column: unitColumn, expected: SpanUnit.offered,
                message: Wording("\"\(name)\" is not a unit of time", "“\(name)”不是时间单位"))
        }
        (self.column, self.whole, self.fraction, self.unit) = (column, whole, fraction, unit)
    }

    /// `sum` and this term's whole number times `factor`; refuses fractions and what exceeds
    /// `most`.
    func adding(to sum: Int, times factor: Int, most: Int) throws(NotationError) -> Int {
        guard fraction == nil else {
            throw NotationError(
                column: column, expected: Wording("a whole number", "整数"),
                message: Wording(
                    "only h, min, s, ms and us may have a fraction",
                    "只有 h、min、s、ms、us 可以有小数"))
        }
        guard let value = Int(whole) else { throw tooLong }
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow, product <= most - sum else { throw tooLong }
        return sum + product
    }

    /// `sum` microseconds and this term's. Digits beyond a microsecond are dropped one by one, as
    /// systemd does.
    func addingDuration(to sum: Int64) throws(NotationError) -> Int64 {
        guard let length = unit.microseconds else {
            throw NotationError(
                column: column,
                expected: Wording("w, d, h, min, s, ms or us", "w、d、h、min、s、ms 或 us"),
                message: Wording("a working day is not a length of time", "工作日不是固定时长"))
        }
        guard let value = Int64(whole.isEmpty ? "0" : whole) else { throw tooLong }
        let (product, overflow) = value.multipliedReportingOverflow(by: length)
        guard !overflow else { throw tooLong }
        var (part, place) = (Int64(0), length / 10)
        for digit in (fraction ?? "").unicodeScalars {
            part += Int64(digit.value - 0x30) * place
            place /= 10
        }
        let (withPart, partOverflow) = product.addingReportingOverflow(part)
        let (total, sumOverflow) = sum.addingReportingOverflow(withPart)
        guard !partOverflow, !sumOverflow else { throw tooLong }
        return total
    }

    private var tooLong: NotationError {
        NotationError(
            column: column, expected: .smallerNumber,
            message: Wording("the span is too long to count", "时间过长，无法计算"))
    }

    /// The complaint that this term is counted by another clock than the first.
    func mixed(with first: SpanTerm) -> NotationError {
        let days = unit.kind == .workingDays || first.unit.kind == .workingDays
        return NotationError(
            column: column,
            expected: Wording(
                "units of one kind: wd, or d w month y, or h min s ms us",
                "同一类单位：wd；或 d w month y；或 h min s ms us"),
            message: days
                ? Wording("working days are not mixed with other units", "工作日不与其他单位混用")
                : Wording(
                    "calendar days and months are not mixed with exact time",
                    "日历日、月不与时分秒混用"))
    }
}

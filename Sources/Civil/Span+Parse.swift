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
        var scanner = NotationScanner(text)
        scanner.skipBlanks()
        let sign = scanner.take("-") ? -1 : 1
        if sign > 0 { _ = scanner.take("+") }
        scanner.skipBlanks()
        let first = try SpanTerm(from: &scanner)
        var term = first
        var (days, months, exact) = (0, 0, 0)
        while true {
            guard term.unit.kind == first.unit.kind else { throw term.mixed(with: first) }
            switch term.unit {
            case .workingDay: days = try term.added(to: days, times: 1, most: daysMax)
            case .days(let count): days = try term.added(to: days, times: count, most: daysMax)
            case .months(let count):
                months = try term.added(to: months, times: count, most: monthsMax)
            case .microseconds(let count):
                exact = try term.added(to: exact, times: count, most: .max)
            }
            scanner.skipBlanks()
            if scanner.isAtEnd { break }
            term = try SpanTerm(from: &scanner)
        }
        switch first.unit.kind {
        case .workingDays: return .workingDays(sign * days)
        case .civil: return .civil(months: sign * months, days: sign * days)
        case .exact: return .exact(microseconds: Int64(sign * exact))
        }
    }
}

/// A unit of systemd.time(7), "Parsing Time Spans", or the one that duban adds to them.
private enum SpanUnit {
    case workingDay
    /// So many days on the calendar, or months.
    case days(Int), months(Int)
    case microseconds(Int)

    static let offered = Wording(
        "wd, d, w, month, y, h, min, s, ms or us", "wd、d、w、month、y、h、min、s、ms 或 us")

    /// Singular, plural or symbol; case matters: `m` is a minute, `M` a month.
    static let names: [String: SpanUnit] = [
        "wd": .workingDay,
        "years": .months(12), "year": .months(12), "y": .months(12),
        "months": .months(1), "month": .months(1), "M": .months(1),
        "weeks": .days(7), "week": .days(7), "w": .days(7),
        "days": .days(1), "day": .days(1), "d": .days(1),
        "hours": hour, "hour": hour, "hr": hour, "h": hour,
        "minutes": minute, "minute": minute, "min": minute, "m": minute,
        "seconds": second, "second": second, "sec": second, "s": second,
        "msec": .microseconds(1000), "ms": .microseconds(1000),
        "usec": .microseconds(1), "us": .microseconds(1),
        "\u{B5}s": .microseconds(1),  // micro sign
        "\u{3BC}s": .microseconds(1),  // Greek small letter mu
    ]
    private static let hour = SpanUnit.microseconds(3_600_000_000)
    private static let minute = SpanUnit.microseconds(60_000_000)
    private static let second = SpanUnit.microseconds(1_000_000)

    var kind: Span.Kind {
        switch self {
        case .workingDay: .workingDays
        case .days, .months: .civil
        case .microseconds: .exact
        }
    }
}

/// One number with its unit.
private struct SpanTerm {
    let column: Int
    let whole: String
    /// The digits after the point; nil without one.
    let fraction: String?
    let unit: SpanUnit

    init(from scanner: inout NotationScanner) throws(NotationError) {
        column = scanner.column
        whole = scanner.takeDigits()
        fraction = scanner.take(".") ? scanner.takeDigits() : nil
        guard !whole.isEmpty || fraction?.isEmpty == false else {
            let (english, chinese) =
                scanner.isAtEnd
                ? ("the span ends without a number", "末尾缺少数字")
                : ("this is not a number", "此处不是数字")
            throw NotationError(
                column: column, english, chinese,
                expected: Wording("a number with a unit, such as 3d", "带单位的数，如 3d"))
        }
        if fraction == "" {
            throw NotationError(
                column: scanner.column, "nothing follows the point", "小数点后没有数字",
                expected: .digit)
        }
        let number = whole + (fraction.map { "." + $0 } ?? "")
        scanner.skipBlanks()
        let unitColumn = scanner.column
        let name = scanner.take { $0.properties.isAlphabetic || $0 == "\u{B5}" }
        guard !name.isEmpty else {
            throw NotationError(
                column: unitColumn, "\(number) needs a unit", "\(number) 缺少单位",
                expected: SpanUnit.offered)
        }
        guard let unit = SpanUnit.names[name] else {
            throw NotationError(
                column: unitColumn, "\"\(name)\" is not a unit of time", "“\(name)”不是时间单位",
                expected: SpanUnit.offered)
        }
        self.unit = unit
    }

    /// `sum` and this term's number times `factor`. Refuses a fraction of what is not exact, and
    /// what exceeds `most`. Digits beyond a microsecond are dropped one by one, as systemd does.
    func added(to sum: Int, times factor: Int, most: Int) throws(NotationError) -> Int {
        guard fraction == nil || unit.kind == .exact else {
            throw NotationError(
                column: column, "only h, min, s, ms and us may have a fraction",
                "只有 h、min、s、ms、us 可以有小数", expected: Wording("a whole number", "整数"))
        }
        var (part, place) = (0, factor / 10)
        for digit in (fraction ?? "").unicodeScalars {
            part += Int(digit.value - 0x30) * place
            place /= 10
        }
        let value = whole.isEmpty ? 0 : Int(whole)
        guard let (product, overflow) = value?.multipliedReportingOverflow(by: factor), !overflow,
            product <= most - sum - part
        else {
            throw NotationError(
                column: column, "the span is too long to count", "时间过长，无法计算",
                expected: .smallerNumber)
        }
        return sum + product + part
    }

    /// The complaint that this term is counted by another clock than the first.
    func mixed(with first: SpanTerm) -> NotationError {
        let (english, chinese) =
            unit.kind == .workingDays || first.unit.kind == .workingDays
            ? ("working days are not mixed with other units", "工作日不与其他单位混用")
            : ("calendar days and months are not mixed with exact time", "日历日、月不与时分秒混用")
        return NotationError(
            column: column, english, chinese,
            expected: Wording(
                "units of one kind: wd, or d w month y, or h min s ms us",
                "同一类单位：wd；或 d w month y；或 h min s ms us"))
    }
}

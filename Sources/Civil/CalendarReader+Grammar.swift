// The productions of the grammar above the numbers: weekdays, date, time, shorthands and
// `@seconds`.

extension CalendarReader {
    /// The parts that have been read.
    private struct Parts {
        var weekdays = CalendarExpression.everyWeekday
        var years = CalendarField.every(.year)
        var months = CalendarField.every(.month)
        var days = CalendarField.every(.day)
        var monthEnds: [CalendarField]?
        var hours = CalendarField(.hour, [.only(0)])
        var minutes = CalendarField(.minute, [.only(0)])
        var seconds = CalendarField(.second, [.only(0)])

        private var reachesBeyond: Bool {
            ([months, hours, minutes, seconds] + (monthEnds ?? [days])).contains {
                $0.reachesBeyond
            }
        }

        /// Whether no minute can be entered with a fraction of a second.
        private var hasWholeSeconds: Bool {
            seconds.components.allSatisfy { component in
                component.stop != nil || component.step == 0
                    || component.start % 1_000_000 == 0 && component.step % 1_000_000 == 0
            }
        }

        func expression(_ suffix: CalendarSuffix) -> CalendarExpression {
            CalendarExpression(
                weekdays: weekdays, years: years, months: months, days: days,
                monthEnds: monthEnds, hours: hours, minutes: minutes, seconds: seconds,
                zone: suffix.zone, daylight: suffix.daylight, reachesBeyond: reachesBeyond,
                isPlain: hasWholeSeconds && suffix.daylight == nil)
        }
    }

    /// Reads all that stands before the zone.
    mutating func expression(_ suffix: CalendarSuffix) throws(NotationError) -> CalendarExpression {
        guard end > 0 else {
            throw fault(
                Wording("the expression is empty", "表达式为空"), expected: CalendarReader.anything)
        }
        if let parts = shorthand { return parts.expression(suffix) }
        var parts = Parts()
        if let weekdays = try weekdays() { parts.weekdays = weekdays }
        if peek() == UInt8(ascii: "@") {
            try moment(&parts)
            return parts.expression(CalendarSuffix(zone: .utc))
        }
        try date(&parts)
        try time(&parts)
        return parts.expression(suffix)
    }

    private static let anything = Wording(
        "a weekday, a date, a time or a word such as 'daily'", "星期、日期、时刻，或 'daily' 之类的词")

    /// What the whole text means as a shorthand; nil when it is none.
    private var shorthand: Parts? {
        var parts = Parts()
        func months(_ months: Int...) -> CalendarField {
            CalendarField(.month, months.map { .only($0) })
        }
        switch word {
        case "minutely": (parts.hours, parts.minutes) = (.every(.hour), .every(.minute))
        case "hourly": parts.hours = .every(.hour)
        case "daily": break
        case "weekly": parts.weekdays = 1
        case "monthly": parts.days = CalendarField(.day, [.only(1)])
        case "quarterly": parts.months = months(1, 4, 7, 10)
        case "semiannually", "semi-annually", "biannually", "bi-annually":
            parts.months = months(1, 7)
        case "yearly", "annually", "anually": parts.months = months(1)
        default: return nil
        }
        if !parts.months.components.isEmpty { parts.days = CalendarField(.day, [.only(1)]) }
        return parts
    }

    /// `Mon`, `Mon,Wed`, `Mon..Fri`, `Mon-Fri`, each possibly with a comma after it; nil when there
    /// are none.
    private mutating func weekdays() throws(NotationError) -> UInt8? {
        var mask: UInt8 = 0
        var rangeStart: Int?
        while true {
            let start = position
            guard let day = try weekday() else {
                if mask == 0 { return nil }
                throw misplaced("does not begin a weekday", "不是星期的开头", expected: .weekday)
            }
            if let rangeStart, rangeStart > day {
                throw fault(
                    Wording(
                        "a range of weekdays cannot go on into the next week", "星期范围不能跨到下一周"),
                    expected: Wording("a later weekday", "较晚的星期"), at: start)
            }
            for day in (rangeStart ?? day)...day { mask |= 1 << UInt8(day) }
            if isAtBreak { break }
            if skip(",") {
                rangeStart = nil
                if isAtBreak { break }
                continue
            }
            if rangeStart != nil {
                throw fault(
                    Wording("a range of weekdays has two ends", "星期范围只有两端"),
                    expected: Wording("',', a blank or the end", "','、空格或结尾"))
            }
            rangeStart = day
            guard skip("-") || skip(".") && skip(".") else {
                throw fault(
                    Wording("a range is written with two dots", "范围用两个点书写"),
                    expected: Wording(notation: "'..'"))
            }
            if isAtBreak {
                throw fault(
                    Wording("the range of weekdays has no end", "星期范围没有终点"), expected: .weekday)
            }
        }
        skipBlanks()
        return mask
    }

    private static let weekdayNames: [(long: String, short: String)] = [
        ("Monday", "Mon"), ("Tuesday", "Tue"), ("Wednesday", "Wed"), ("Thursday", "Thu"),
        ("Friday", "Fri"), ("Saturday", "Sat"), ("Sunday", "Sun"),
    ]

    /// The number of a weekday, Monday being 0; nil when the text goes on otherwise.
    private mutating func weekday() throws(NotationError) -> Int? {
        for (number, names) in CalendarReader.weekdayNames.enumerated()
        where skip(anyCase: names.long) || skip(anyCase: names.short) {
            if let next = peek(), !"-., ".utf8.contains(next) {
                throw fault(
                    Wording(
                        "a weekday is written '\(names.short)' or '\(names.long)'",
                        "星期写作 '\(names.short)' 或 '\(names.long)'"),
                    expected: Wording("'..', ',', a blank or the end", "'..'、','、空格或结尾"))
            }
            return number
        }
        return nil
    }

    private var isAtBreak: Bool { peek() == nil || peek() == UInt8(ascii: " ") }

    /// `@` and seconds since 1970, with the blanks and the sign that strtoul(3) allows.
    private mutating func moment(_ parts: inout Parts) throws(NotationError) {
        advance()
        while let byte = peek(), byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) {
            advance()
        }
        let start = position
        _ = skip("+")
        guard let seconds = wholeNumber() else {
            throw misplaced(
                "is no number of seconds since 1970", "不是 1970 年以来的秒数", expected: .number)
        }
        guard peek() == nil else {
            throw fault(
                Wording("nothing may follow the seconds", "秒数之后不能再有内容"),
                expected: Wording("the end or a time zone", "结尾或时区"))
        }
        let moment = CivilDateTime(seconds: Int64(seconds))
        let (year, month, day) = moment.date.components
        guard CalendarUnit.year.range.contains(year) else {
            throw fault(
                Wording("the moment is not before 2200", "该时刻不早于 2200 年"),
                expected: .smallerNumber, at: start)
        }
        parts.years = CalendarField(.year, [.only(year)])
        parts.months = CalendarField(.month, [.only(month)])
        parts.days = CalendarField(.day, [.only(day)])
        let ofDay = moment.time.seconds
        parts.hours = CalendarField(.hour, [.only(ofDay / 3600)])
        parts.minutes = CalendarField(.minute, [.only(ofDay / 60 % 60)])
        parts.seconds = CalendarField(.second, [.only(ofDay % 60 * 1_000_000)])
    }

    /// `Y-M-D`, `M-D`, or either with `~` before the day; nothing when the text is a time.
    private mutating func date(_ parts: inout Parts) throws(NotationError) {
        if peek() == nil { return }
        guard let byte = peek(), byte == UInt8(ascii: "*") || isDigit(byte) else {
            throw misplaced(
                "begins neither a date nor a time", "不是日期或时刻的开头",
                expected: CalendarReader.anything)
        }
        let start = position
        let first = try chain(.day)
        guard let separator = peek(), separator != UInt8(ascii: ":") else {
            position = start
            return
        }
        var fromEnd = try dateSeparator()
        let second = try chain(.day)
        if isAtBreak {
            parts.months = try first.field(.month, self)
            (parts.days, parts.monthEnds) = try second.days(fromEnd, self)
        } else {
            if fromEnd {
                throw fault(
                    Wording("after '~' only the day can follow", "'~' 之后只能是日"),
                    expected: .blankOrEnd)
            }
            fromEnd = try dateSeparator()
            let third = try chain(.day)
            guard isAtBreak else {
                throw misplaced("cannot follow a date", "不能跟在日期之后", expected: .blankOrEnd)
            }
            parts.years = try first.field(.year, self)
            parts.months = try second.field(.month, self)
            (parts.days, parts.monthEnds) = try third.days(fromEnd, self)
        }
        skipBlanks()
    }

    /// Whether the separator is the one before days that count from the month's end.
    private mutating func dateSeparator() throws(NotationError) -> Bool {
        if skip("~") { return true }
        if skip("-") { return false }
        throw misplaced(
            "cannot stand here", "不能出现在此处", expected: Wording("'-', '~' or ':'", "'-'、'~' 或 ':'"))
    }

    /// `H:M` or `H:M:S`; nothing at all means midnight.
    private mutating func time(_ parts: inout Parts) throws(NotationError) {
        guard peek() != nil else { return }
        parts.hours = try chain(.hour).field(.hour, self)
        guard skip(":") else {
            throw fault(
                Wording("a number alone is neither a date nor a time", "单独一个数既非日期也非时刻"),
                expected: Wording("':' and minutes", "':' 和分钟"))
        }
        parts.minutes = try chain(.minute).field(.minute, self)
        if peek() == nil { return }
        guard skip(":") else {
            throw misplaced(
                "cannot follow the minutes", "不能跟在分钟之后",
                expected: Wording("':' and seconds, or the end", "':' 和秒，或结尾"))
        }
        parts.seconds = try chain(.second).field(.second, self)
        guard peek() == nil else {
            throw misplaced(
                "cannot follow the time", "不能跟在时刻之后",
                expected: Wording("a time zone or the end", "时区或结尾"))
        }
    }
}

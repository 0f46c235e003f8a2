// The productions of the grammar above the numbers: weekdays, date, time, shorthands and
// `@seconds`.

extension CalendarReader {
    /// The words that stand for an expression, as systemd.time(7) explains them.
    private static let shorthands = [
        "minutely": "*:*", "hourly": "*:00", "daily": "*-*-*", "weekly": "Mon", "monthly": "*-01",
        "quarterly": "01,04,07,10-01", "semiannually": "01,07-01", "semi-annually": "01,07-01",
        "biannually": "01,07-01", "bi-annually": "01,07-01", "yearly": "01-01",
        "annually": "01-01", "anually": "01-01",
    ]

    private static let anything = Wording(
        "a weekday, a date, a time or a word such as 'daily'", "星期、日期、时刻，或 'daily' 之类的词")

    /// Reads all that stands before the zone.
    mutating func expression() throws(NotationError) -> CalendarExpression {
        guard peek() != nil else {
            throw fault("the expression is empty", "表达式为空", expected: CalendarReader.anything)
        }
        if let expression = CalendarReader.shorthands[word] { replace(by: expression) }
        try weekdays()
        if skip("@") {
            try moment()
        } else {
            try date()
            try time()
        }
        return result
    }

    /// `Mon`, `Mon,Wed`, `Mon..Fri`, `Mon-Fri`, each possibly with a comma after it; or nothing.
    private mutating func weekdays() throws(NotationError) {
        var mask: UInt8 = 0
        var rangeStart: Int?
        while true {
            let start = position
            guard let day = try weekday() else {
                if mask == 0 { return }
                throw misplaced("does not begin a weekday", "不是星期的开头", expected: .weekday)
            }
            if let rangeStart, rangeStart > day {
                throw fault(
                    "a range of weekdays cannot go on into the next week", "星期范围不能跨到下一周",
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
                    "a range of weekdays has two ends", "星期范围只有两端",
                    expected: Wording("',', a blank or the end", "','、空格或结尾"))
            }
            rangeStart = day
            guard skip("-") || skip(".") && skip(".") else {
                throw fault(
                    "a range is written with two dots", "范围用两个点书写",
                    expected: Wording(notation: "'..'"))
            }
            if isAtBreak {
                throw fault("the range of weekdays has no end", "星期范围没有终点", expected: .weekday)
            }
        }
        result.weekdays = mask
        skipBlanks()
    }

    private static let weekdayNames: [(long: String, short: String)] = [
        ("Monday", "Mon"), ("Tuesday", "Tue"), ("Wednesday", "Wed"), ("Thursday", "Thu"),
        ("Friday", "Fri"), ("Saturday", "Sat"), ("Sunday", "Sun"),
    ]

    /// The number of a weekday, Monday being 0; nil when the text goes on otherwise.
    private mutating func weekday() throws(NotationError) -> Int? {
        for (number, (long, short)) in CalendarReader.weekdayNames.enumerated()
        where skip(anyCase: long) || skip(anyCase: short) {
            if let next = peek(), !"-., ".unicodeScalars.contains(next) {
                throw fault(
                    "a weekday is written '\(short)' or '\(long)'", "星期写作 '\(short)' 或 '\(long)'",
                    expected: Wording("'..', ',', a blank or the end", "'..'、','、空格或结尾"))
            }
            return number
        }
        return nil
    }

    private var isAtBreak: Bool { peek() == nil || peek() == " " }

    /// Seconds since 1970 in UTC, with the blanks and the sign that strtoul(3) allows.
    private mutating func moment() throws(NotationError) {
        while let scalar = peek(), scalar == " " || ("\t"..."\r").contains(scalar) { position += 1 }
        let start = position
        _ = skip("+")
        guard let seconds = wholeNumber() else {
            throw misplaced(
                "is no number of seconds since 1970", "不是 1970 年以来的秒数", expected: .number)
        }
        guard peek() == nil else {
            throw fault(
                "nothing may follow the seconds", "秒数之后不能再有内容",
                expected: Wording("the end or a time zone", "结尾或时区"))
        }
        let moment = CalendarCursor(local: Int64(seconds), daylight: nil)
        guard CalendarUnit.year.range.contains(moment[.year]) else {
            throw fault(
                "the moment is not before 2200", "该时刻不早于 2200 年", expected: .smallerNumber,
                at: start)
        }
        (result.zone, result.daylight) = (.utc, nil)
        result.years = CalendarField(.year, [.only(moment[.year])])
        result.months = CalendarField(.month, [.only(moment[.month])])
        result.days = CalendarField(.day, [.only(moment[.day])])
        result.hours = CalendarField(.hour, [.only(moment[.hour])])
        result.minutes = CalendarField(.minute, [.only(moment[.minute])])
        result.seconds = CalendarField(.second, [.only(moment.microsecondsOfMinute)])
    }

    /// `Y-M-D`, `M-D`, or either with `~` before the day; nothing when the text is a time.
    private mutating func date() throws(NotationError) {
        guard let next = peek() else { return }
        guard next == "*" || next.isDigit else {
            throw misplaced(
                "begins neither a date nor a time", "不是日期或时刻的开头",
                expected: CalendarReader.anything)
        }
        let start = position
        let first = try chain(.day)
        guard let separator = peek(), separator != ":" else {
            position = start
            return
        }
        var fromEnd = try dateSeparator()
        let second = try chain(.day)
        if isAtBreak {
            result.months = try first.field(.month)
            (result.days, result.monthEnds) = try second.days(fromEnd: fromEnd)
        } else {
            if fromEnd {
                throw fault(
                    "after '~' only the day can follow", "'~' 之后只能是日", expected: .blankOrEnd)
            }
            fromEnd = try dateSeparator()
            let third = try chain(.day)
            guard isAtBreak else {
                throw misplaced("cannot follow a date", "不能跟在日期之后", expected: .blankOrEnd)
            }
            result.years = try first.field(.year)
            result.months = try second.field(.month)
            (result.days, result.monthEnds) = try third.days(fromEnd: fromEnd)
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
    private mutating func time() throws(NotationError) {
        guard peek() != nil else { return }
        result.hours = try chain(.hour).field(.hour)
        guard skip(":") else {
            throw fault(
                "a number alone is neither a date nor a time", "单独一个数既非日期也非时刻",
                expected: Wording("':' and minutes", "':' 和分钟"))
        }
        result.minutes = try chain(.minute).field(.minute)
        if peek() == nil { return }
        guard skip(":") else {
            throw misplaced(
                "cannot follow the minutes", "不能跟在分钟之后",
                expected: Wording("':' and seconds, or the end", "':' 和秒，或结尾"))
        }
        result.seconds = try chain(.second).field(.second)
        guard peek() == nil else {
            throw misplaced(
                "cannot follow the time", "不能跟在时刻之后",
                expected: Wording("a time zone or the end", "时区或结尾"))
        }
    }
}

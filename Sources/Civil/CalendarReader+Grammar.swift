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
            throw fault("the expression is empty", expected: CalendarReader.anything)
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

    private static let anything = "a weekday, a date, a time or a word such as 'daily'"

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
                throw fault("\(found) does not begin a weekday", expected: "a weekday")
            }
            if let rangeStart, rangeStart > day {
                throw fault(
                    "a range of weekdays cannot go on into the next week",
                    expected: "a later weekday",
                    at: start)
            }
            for day in (rangeStart ?? day)...day { mask |= 1 << UInt8(day) }
            if isAtBreak { break }
            if skip(",") {
                rangeStart = nil
                if isAtBreak { break }
                continue
            }
            if rangeStart != nil {
                throw fault("a range of weekdays has two ends", expected: "',', a blank or the end")
            }
            rangeStart = day
            guard skip("-") || skip(".") && skip(".") else {
                throw fault("a range is written with two dots", expected: "'..'")
            }
            if isAtBreak { throw fault("the range of weekdays has no end", expected: "a weekday") }
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
                    "a weekday is written '\(names.short)' or '\(names.long)'",
                    expected: "'..', ',', a blank or the end")
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
            throw fault("\(found) is no number of seconds since 1970", expected: "a number")
        }
        guard peek() == nil else {
            throw fault("nothing may follow the seconds", expected: "the end or a time zone")
        }
        let moment = CivilDateTime(seconds: Int64(seconds))
        let (year, month, day) = moment.date.components
        guard CalendarUnit.year.range.contains(year) else {
            throw fault("the moment is not before 2200", expected: "a smaller number", at: start)
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
            throw fault(
                "\(found) begins neither a date nor a time",
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
                throw fault("after '~' only the day can follow", expected: "a blank or the end")
            }
            fromEnd = try dateSeparator()
            let third = try chain(.day)
            guard isAtBreak else {
                throw fault("\(found) cannot follow a date", expected: "a blank or the end")
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
        throw fault("\(found) cannot stand here", expected: "'-', '~' or ':'")
    }

    /// `H:M` or `H:M:S`; nothing at all means midnight.
    private mutating func time(_ parts: inout Parts) throws(NotationError) {
        guard peek() != nil else { return }
        parts.hours = try chain(.hour).field(.hour, self)
        guard skip(":") else {
            throw fault("a number alone is neither a date nor a time", expected: "':' and minutes")
        }
        parts.minutes = try chain(.minute).field(.minute, self)
        if peek() == nil { return }
        guard skip(":") else {
            throw fault(
                "\(found) cannot follow the minutes", expected: "':' and seconds, or the end")
        }
        parts.seconds = try chain(.second).field(.second, self)
        guard peek() == nil else {
            throw fault("\(found) cannot follow the time", expected: "a time zone or the end")
        }
    }
}

// The grammar of POSIX TZ strings: `CET-1CEST,M3.5.0,M10.5.0/3`, `<-03>3`,
// `IST-1GMT0,M10.5.0,M3.5.0/1`.

extension ZoneRule {
    /// Reads a whole TZ string; nil for anything that POSIX with RFC 9636 §3.3.1 does not allow.
    /// Daylight saving time without its two dates is refused too: POSIX leaves open what that would
    /// mean.
    init?(posix text: String) {
        var reader = NotationScanner(text)
        guard let name = reader.abbreviation(), let west = reader.time(hoursMax: 24) else {
            return nil
        }
        let standard = ZoneOffset(seconds: -west, isDaylight: false, abbreviation: name)
        if reader.isAtEnd {
            self = ZoneRule(standard: standard, daylight: nil)
            return
        }
        guard let name = reader.abbreviation() else { return nil }
        var seconds = standard.seconds + 3600
        if reader.next != "," {
            guard let west = reader.time(hoursMax: 24) else { return nil }
            seconds = -west
        }
        guard reader.take(","), let start = reader.change(), reader.take(","),
            let end = reader.change(), reader.isAtEnd
        else { return nil }
        let offset = ZoneOffset(seconds: seconds, isDaylight: true, abbreviation: name)
        let daylight = Daylight(offset: offset, start: start, end: end)
        guard !daylight.isForEver(besides: standard) else {
            self = ZoneRule(standard: offset, daylight: nil)
            return
        }
        self.standard = standard
        self.daylight = daylight
    }
}

extension ZoneRule.Daylight {
    /// Whether each year's daylight saving time ends when the next one's begins: RFC 9636 §3.3.1
    /// writes permanent daylight saving time so.
    fileprivate func isForEver(besides standard: ZoneOffset) -> Bool {
        // A common year and a leap year.
        [2023, 2024].allSatisfy { year in
            end.second(in: year) - Int64(offset.seconds)
                >= start.second(in: year + 1) - Int64(standard.seconds)
        }
    }
}

// The productions of the grammar.
extension NotationScanner {
    /// Three or more letters, or in angle brackets three or more letters, digits and signs.
    fileprivate mutating func abbreviation() -> String? {
        let quoted = take("<")
        let name = take { scalar in
            scalar.isLetter || quoted && (scalar.isDigit || scalar == "+" || scalar == "-")
        }
        guard (3...32).contains(name.utf8.count), !quoted || take(">") else { return nil }
        return name
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds, with at most `hoursMax` whole hours.
    fileprivate mutating func time(hoursMax: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(in: 0...hoursMax) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let more = number(in: 0...59) else { return nil }
            seconds += more * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `date[/time]`; the time is 02:00:00 unless given.
    fileprivate mutating func change() -> YearlyChange? {
        guard let day = day() else { return nil }
        guard take("/") else { return YearlyChange(day: day, seconds: 7200) }
        return time(hoursMax: 167).map { YearlyChange(day: day, seconds: $0) }
    }

    private mutating func day() -> YearlyChange.Day? {
        if take("J") { return number(in: 1...365).map { .julian($0) } }
        guard take("M") else { return number(in: 0...365).map { .zeroBased($0) } }
        guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
            let day = number(in: 0...6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = takeDigits()
        guard digits.utf8.count <= 3, let value = Int(digits) else { return nil }
        return range.contains(value) ? value : nil
    }
}

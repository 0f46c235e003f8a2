// The grammar of POSIX TZ strings: `CET-1CEST,M3.5.0,M10.5.0/3`, `<-03>3`,
// `IST-1GMT0,M10.5.0,M3.5.0/1`.

extension ZoneRule {
    /// Reads a whole TZ string; nil for anything that POSIX with RFC 9636 §3.3.1 does not allow.
    /// Daylight saving time without its two dates is refused too: POSIX leaves open what that would
    /// mean.
    init?(posix text: ArraySlice<UInt8>) {
        var reader = PosixReader(rest: text)
        guard let name = reader.abbreviation(), let west = reader.time(hoursMax: 24) else {
            return nil
        }
        let standard = ZoneOffset(seconds: -west, isDaylight: false, abbreviation: name)
        if reader.rest.isEmpty {
            self = ZoneRule(standard: standard, daylight: nil)
            return
        }
        guard let name = reader.abbreviation() else { return nil }
        var seconds = standard.seconds + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.time(hoursMax: 24) else { return nil }
            seconds = -west
        }
        guard reader.skip(","), let start = reader.change(), reader.skip(","),
            let end = reader.change(), reader.rest.isEmpty
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

/// A cursor over a TZ string.
private struct PosixReader {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Three or more letters, or in angle brackets three or more letters, digits and signs.
    mutating func abbreviation() -> String? {
        let quoted = skip("<")
        let name = rest.prefix { byte in
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            return isLetter || quoted && (isDigit(byte) || isSign(byte))
        }
        rest = rest[name.endIndex...]
        guard (3...32).contains(name.count), !quoted || skip(">") else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds, with at most `hoursMax` whole hours.
    mutating func time(hoursMax: Int) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(upTo: hoursMax) else { return nil }
        var seconds = hours * 3600
        if skip(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let last = number(upTo: 59) else { return nil }
                seconds += last
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `date[/time]`; the time is 02:00:00 unless given.
    mutating func change() -> YearlyChange? {
        guard let day = day() else { return nil }
        guard skip("/") else { return YearlyChange(day: day, seconds: 7200) }
        guard let seconds = time(hoursMax: 167) else { return nil }
        return YearlyChange(day: day, seconds: seconds)
    }

    private mutating func day() -> YearlyChange.Day? {
        if skip("J") {
            guard let number = number(upTo: 365), number >= 1 else { return nil }
            return .julian(number)
        }
        guard skip("M") else { return number(upTo: 365).map { .zeroBased($0) } }
        guard let month = number(upTo: 12), month >= 1, skip("."), let week = number(upTo: 5),
            week >= 1, skip("."), let day = number(upTo: 6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }

    private mutating func number(upTo limit: Int) -> Int? {
        let digits = rest.prefix(while: isDigit)
        guard digits.count <= 3, let value = decimal(digits), value <= limit else { return nil }
        rest = rest[digits.endIndex...]
        return value
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
}

// Days and periods by their names: 2026-09-30, 9月30日, 9月底, 10月中旬, 一季度末, 本周五.

extension DeadlineReader {
    /// A day or a period, without what follows it.
    mutating func moment() throws(DeadlineRefusal) -> Moment? {
        let start = self
        if let moment = try digits() { return moment }
        rewind(to: start)
        if let moment = try holiday() { return moment }
        rewind(to: start)
        if let moment = try yearAndPart() { return moment }
        rewind(to: start)
        if let moment = try relativeMonth() { return moment }
        rewind(to: start)
        if let moment = try week() { return moment }
        rewind(to: start)
        if let moment = namedDay() { return moment }
        rewind(to: start)
        return try dayOfMonth()
    }

    /// 2026-09-30, 2026/9/30, 20260930, 2026-09, 2026Q3; 9.30, 9/30, 09-30.
    private mutating func digits() throws(DeadlineRefusal) -> Moment? {
        guard let first = text.number() else { return nil }
        if first.digits == 8 {
            let (year, rest) = first.value.quotientAndRemainder(dividingBy: 10_000)
            return try day(year, rest / 100, rest % 100)
        }
        if first.isYear, try attempt({ $0.quarterLetter() }) != nil {
            return text.number().flatMap { quarter($0.value, of: first.value) }
        }
        guard let separator = ["-", "/", "."].first(where: { text.take($0) }),
            let second = text.number()
        else { return nil }
        let third = try attempt { reader throws(DeadlineRefusal) in
            reader.text.take(separator) ? reader.text.number() : nil
        }
        if first.isYear {
            if let third {
                _ = text.take(anyOf: ["日", "号"])
                return try day(first.value, second.value, third.value)
            }
            return Moment(try month(second.value, of: first.value))
        }
        // Without a year two numbers are month and day; three are anything, and so is a range of
        // them.
        guard third == nil || separator == "-" else { throw .ambiguous(.order) }
        guard third == nil, (1...2).contains(first.digits), (1...2).contains(second.digits),
            separator != "-" || first.digits + second.digits == 4
        else { return nil }
        if second.value <= 12, second.value != first.value { assumptions.append(.monthFirst) }
        assumeYear()
        return try day(context.year, first.value, second.value, omission: .year)
    }

    private mutating func quarterLetter() -> Bool? {
        _ = text.take("-")
        return text.take(anyOf: ["Q", "q"]) ? true : nil
    }

    /// A year, written or left out, and a part of it.
    private mutating func yearAndPart() throws(DeadlineRefusal) -> Moment? {
        let written = try attempt { $0.year() }
        let year = written ?? context.year
        if written != nil { _ = text.take("的") }
        guard var moment = try partOfYear(year, isWritten: written != nil) else { return nil }
        moment.omission = written == nil ? .year : nil
        if written == nil { assumeYear() }
        return moment
    }

    /// 2026年, 二〇二六年, 26年, 今年, 明年.
    mutating func year() -> Int? {
        let words: KeyValuePairs = [
            "今年": 0, "本年度": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "后年": 2, "去年": -1,
            "上年": -1,
        ]
        if let offset = text.take(oneOf: words) { return reference.year + offset }
        guard let number = text.number(), text.take("年") else { return nil }
        if number.isYear { return number.value }
        guard number.digits == 2, number.value >= 10 else { return nil }
        assumptions.append(.century(2000 + number.value))
        return 2000 + number.value
    }

    private mutating func partOfYear(
        _ year: Int, isWritten: Bool
    ) throws(DeadlineRefusal) -> Moment? {
        if let half = text.take(oneOf: ["上半年": 6, "下半年": 12]) {
            return named(Period(.halfYear, containing: try month(half, of: year).first))
        }
        if let number = try attempt({ $0.quarterNumber() }) {
            return quarter(number, of: year)
        }
        if let number = try attempt({ $0.monthNumber() }) {
            return try partOfMonth(try month(number, of: year), isNamed: true)
        }
        if text.take(anyOf: ["岁末", "年终"]) {
            return Moment(Period(.year, containing: try month(12, of: year).first), grain: .end)
        }
        let hasYear = text.take("年") || isWritten
        guard hasYear || text.take("全年"),
            let period = Period(label: padded(year, 4), cadence: .year)
        else { return nil }
        if text.take(anyOf: ["初", "中"]) { throw .ambiguous(.vaguePart) }
        if isWritten { _ = text.take("全年") }
        return named(period)
    }

    private mutating func quarterNumber() -> Int? {
        _ = text.take("第")
        guard let number = text.number(), text.take("季度") else { return nil }
        return number.value
    }

    private mutating func monthNumber() -> Int? {
        guard let number = text.number(), text.take("月") else { return nil }
        _ = text.take("份")
        return number.value
    }

    /// What of a month is meant: its end, a 旬, a day, or all of it.
    mutating func partOfMonth(
        _ month: Period, isNamed: Bool
    ) throws(DeadlineRefusal) -> Moment? {
        if text.take(anyOf: ["底", "末"]) { return Moment(month, grain: .end) }
        if let place = text.take(oneOf: ["上旬": 0, "中旬": 1, "下旬": 2]) {
            let first = month.first.adding(days: place * 10)
            return named(Period(.tenDays, containing: first), grain: .tenDays)
        }
        if text.take(anyOf: ["初", "中"]) { throw .ambiguous(.vaguePart) }
        if let number = text.number() {
            _ = text.take(anyOf: ["日", "号"])
            return try day(month.first.year, month.first.month, number.value)
        }
        return isNamed ? Moment(month) : nil
    }

    private mutating func quarter(_ number: Int, of year: Int) -> Moment? {
        Period(label: "\(padded(year, 4))-Q\(number)", cadence: .quarter).map { named($0) }
    }

    /// A period that was named, or its end if that is said.
    mutating func named(_ period: Period, grain: Moment.Grain = .whole) -> Moment {
        Moment(period, grain: text.take(anyOf: ["底", "末"]) ? .end : grain)
    }

    /// A month; one that does not exist is refused.
    func month(_ number: Int, of year: Int) throws(DeadlineRefusal) -> Period {
        guard let first = CivilDate(year: year, month: number, day: 1) else {
            throw .noSuchDate("\(padded(year, 4))-\(padded(number, 2))")
        }
        return Period(.month, containing: first)
    }

    /// One day; a date that does not exist is refused.
    func day(
        _ year: Int, _ month: Int, _ day: Int, omission: DeadlineRefusal.Omission? = nil
    ) throws(DeadlineRefusal) -> Moment {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            throw .noSuchDate("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))")
        }
        return Moment(date: date, omission: omission)
    }

    private mutating func assumeYear() {
        // After 至 the beginning has said or assumed it.
        if context == reference { assumptions.append(.year(context.year)) }
    }
}

extension Moment {
    /// A period, due on its last day.
    init(_ period: Period, grain: Grain = .whole) {
        self.init(date: period.last, grain: grain, period: period)
    }
}

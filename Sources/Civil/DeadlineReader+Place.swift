// The day of a period on which something recurs: 每周五下班前, 每月25日17时前, 每季度末, 每年12月31日前.

/// What is said of the days of a period.
enum PeriodDays {
    case one(DueRule)
    /// 每月10日、20日、30日 is the last day of each 旬, and has a period of its own.
    case everyTenDays(DueRule)
    /// Several days that no one rule names.
    case several(CalendarExpression)
    case hour(TimeOfDay?)

    var rule: DueRule? {
        if case .one(let rule) = self { rule } else { nil }
    }

    var time: TimeOfDay? {
        if case .hour(let time) = self { time } else { nil }
    }
}

extension DeadlineReader {
    /// The days that are named after 每周, 每月, 每季度, 每年.
    mutating func days(of cadence: Cadence) throws(DeadlineRefusal) -> PeriodDays? {
        _ = text.take("的")
        switch cadence {
        case .week: return try weekdays()
        case .month:
            if text.take(anyOf: ["次月", "下个月", "下月"]) {
                return try daysOfMonth(inNext: true)
            }
            _ = text.take(anyOf: ["当月", "本月", "月"])
            return try daysOfMonth(inNext: false)
        case .quarter:
            if let month = quarterMonth() { return try dayOfNamedMonths(month) }
            _ = text.take(anyOf: ["季度", "季"])
        case .year, .years:
            if let number = try attempt({ $0.namedMonth() }) {
                guard CivilDate(year: 2028, month: number, day: 1) != nil else {
                    throw .noSuchDate("\(number)月")
                }
                return try dayOfNamedMonths([number])
            }
            _ = text.take("年")
        case .tenDays, .halfYear: break
        }
        guard let place = try end() else { return nil }
        return try one(place)
    }

    /// 17时前, 下班前: by what hour of each day.
    mutating func hour() throws(DeadlineRefusal) -> PeriodDays? {
        let isSaid = text.take("下班")
        let time = try isSaid ? nil : timeOfDay()
        guard isSaid || time != nil else { return nil }
        _ = text.take(anyOf: DeadlineWords.before)
        return .hour(time)
    }

    /// The hour and 前 behind a day.
    private mutating func hourAndBound() throws(DeadlineRefusal) -> TimeOfDay? {
        let hour = try attempt { reader throws(DeadlineRefusal) in try reader.hour() }
        _ = text.take(anyOf: DeadlineWords.before) || text.take(anyOf: DeadlineWords.within)
        return hour?.time
    }

    private mutating func one(
        _ place: DueRule.Place, inNext: Bool = false
    ) throws(DeadlineRefusal) -> PeriodDays {
        .one(DueRule(place, inNextPeriod: inNext, time: try hourAndBound()))
    }

    /// The last day or working day of a period.
    private mutating func end() throws(DeadlineRefusal) -> DueRule.Place? {
        if text.take(anyOf: ["最后一个工作日", "最后1个工作日", "最后工作日"]) { return .workday(-1) }
        if text.take(anyOf: ["最后一天", "最后一日", "底", "末"]) { return .day(-1) }
        if text.take(anyOf: ["初", "中"]) { throw .ambiguous(.vaguePart) }
        return nil
    }

    // MARK: Weeks and months

    private mutating func weekdays() throws(DeadlineRefusal) -> PeriodDays? {
        if text.take("末") { throw .ambiguous(.weekend) }
        if let place = try end() { return try one(place) }
        _ = text.take(anyOf: ["星期", "周"])
        guard let first = weekday() else { return nil }
        var all = [first]
        while let next = try attempt({ $0.nextWeekday() }) { all.append(next) }
        guard all.count > 1 else { return try one(.day(first.rawValue)) }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let week = all.map { names[$0.rawValue - 1] }.joined(separator: ",")
        return try several("\(week) *-*-*")
    }

    private mutating func nextWeekday() -> Weekday? {
        guard text.take(anyOf: ["、", ",", "和", "及"]) else { return nil }
        _ = text.take(anyOf: ["每周", "星期", "周"])
        return weekday()
    }

    private mutating func daysOfMonth(inNext: Bool) throws(DeadlineRefusal) -> PeriodDays? {
        if let last = text.take(oneOf: ["上旬": 10, "中旬": 20, "下旬": -1]) {
            return try one(.day(try tenDays(endingOn: last)), inNext: inNext)
        }
        if let place = try end() { return try one(place, inNext: inNext) }
        let isOrdinal = text.take(anyOf: ["第", "前"])
        guard let number = text.number() else { return nil }
        if text.take(anyOf: ["个工作日", "工作日"]), (1...31).contains(number.value) {
            return try one(.workday(number.value), inNext: inNext)
        }
        guard !isOrdinal, let days = try dayNumbers(from: number.value) else { return nil }
        if days.count == 1 { return try one(.day(days[0]), inNext: inNext) }
        guard !inNext else { return nil }
        if days.count == 3, days[0] <= 10, days.map({ $0 - days[0] }) == [0, 10, 20] {
            return .everyTenDays(DueRule(.day(days[0]), time: try hourAndBound()))
        }
        return try several("*-*-" + days.map(String.init).joined(separator: ","))
    }

    /// `10日、20日、30日` or `10、20日` from the first number on.
    private mutating func dayNumbers(from first: Int) throws(DeadlineRefusal) -> [Int]? {
        var (days, isNamed) = ([first], text.take(anyOf: ["日", "号"]))
        while let next = try attempt({ $0.nextNumber() }) {
            days.append(next)
            isNamed = text.take(anyOf: ["日", "号"])
        }
        guard isNamed else { return nil }
        for day in days where !(1...31).contains(day) { throw .noSuchDate("\(day)日") }
        return Set(days).count == days.count ? days.sorted() : nil
    }

    private mutating func nextNumber() -> Int? {
        text.take(anyOf: ["、", ",", "和", "及"]) ? text.number()?.value : nil
    }

    /// The day of the month that a 旬 ending on `last` is due on, with 前 or without.
    private mutating func tenDays(endingOn last: Int) throws(DeadlineRefusal) -> Int {
        guard text.take(anyOf: DeadlineWords.before) else { return last }
        if tenDays == .dayBefore, last == 10 { throw .ambiguous(.beforePeriod) }
        assumptions.append(.tenDays(tenDays))
        return tenDays == .lastDay ? last : last == 20 ? 10 : 20
    }

    // MARK: Named months of quarters and years

    private mutating func namedMonth() -> Int? {
        guard let number = text.number(), text.take("月") else { return nil }
        _ = text.take("份")
        return number.value
    }

    private mutating func quarterMonth() -> [Int]? {
        let places: KeyValuePairs = [
            "第一个月": 1, "第1个月": 1, "首月": 1, "第二个月": 2, "第2个月": 2, "第三个月": 3, "第3个月": 3,
            "最后一个月": 3, "末月": 3,
        ]
        return text.take(oneOf: places).map { place in [0, 3, 6, 9].map { $0 + place } }
    }

    /// The day of the first of some months that a period has.
    private mutating func dayOfNamedMonths(
        _ months: [Int]
    ) throws(DeadlineRefusal) -> PeriodDays? {
        let month = "*-" + months.map(String.init).joined(separator: ",")
        if text.take(anyOf: ["底", "末"]) { return try one("\(month)~1") }
        if let last = text.take(oneOf: ["上旬": 10, "中旬": 20, "下旬": -1]) {
            let day = try tenDays(endingOn: last)
            return try one(day < 0 ? "\(month)~1" : "\(month)-\(day)")
        }
        if text.take(anyOf: ["初", "中"]) { throw .ambiguous(.vaguePart) }
        guard let day = text.number() else {
            guard months.count == 1,
                let first = CivilDate(year: reference.year, month: months[0], day: 1)
            else { return nil }
            if text.take(anyOf: DeadlineWords.before) { throw .ambiguous(.beforePeriod) }
            assumptions.append(.lastDay(Period(.month, containing: first).last))
            return try one("\(month)~1")
        }
        guard text.take(anyOf: ["日", "号"]) else { return nil }
        for month in months where CivilDate(year: 2028, month: month, day: day.value) == nil {
            throw .noSuchDate("\(month)月\(day.value)日")
        }
        return try one("\(month)-\(day.value)")
    }

    private mutating func one(_ pattern: String) throws(DeadlineRefusal) -> PeriodDays? {
        guard let expression = try expression(pattern) else { return nil }
        return .one(DueRule(.expression(expression)))
    }

    private mutating func several(_ pattern: String) throws(DeadlineRefusal) -> PeriodDays? {
        guard let expression = try expression(pattern) else { return nil }
        return .several(expression)
    }

    /// The expression of some days and the hour behind them, which is its time. The end of a day
    /// has no such time.
    private mutating func expression(
        _ pattern: String
    ) throws(DeadlineRefusal) -> CalendarExpression? {
        let time = try hourAndBound()
        if time == .endOfDay { return nil }
        return try? CalendarExpression.parse(pattern + (time.map { " \($0)" } ?? ""))
    }
}

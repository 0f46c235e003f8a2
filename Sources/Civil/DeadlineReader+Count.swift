// Counted periods (3个工作日内, 两个月内, 半年内), by Civil Code of the PRC, art. 201 to 203.

extension DeadlineReader {
    /// So many units within which something is due, counted from the reference.
    mutating func counted() throws(DeadlineRefusal) -> Moment? {
        skipLead()
        let start = try attempt { $0.countStart() }
        if start == nil { skipLead() }
        guard let (count, unit) = try countAndUnit() else { return nil }
        guard text.take(anyOf: DeadlineWords.within) else { return nil }
        skipTrail(isBound: true)
        guard text.isAtEnd else { return nil }
        if let event = start?.event { assumptions.append(.event(event, reference)) }
        if unit == .hour { return try due(afterHours: count) }
        guard let span = unit.span(count) else { throw .count }
        return due(after: span)
    }

    /// 自即日起: the reference itself. 收到之日起: what happens then is taken to have happened on it.
    private mutating func countStart() -> CountStart? {
        _ = text.take(anyOf: ["自", "从"])
        if text.take(anyOf: ["即日", "今日", "今天", "本日"]) {
            guard text.take("起") else { return nil }
            _ = text.take(",")
            return CountStart()
        }
        var event = String.UnicodeScalarView()
        while !text.take(anyOf: DeadlineWords.eventEnds) {
            guard let scalar = text.next(), DeadlineWords.isBesideDate(scalar) else { return nil }
            event.append(scalar)
        }
        let words = String(event)
        guard DeadlineWords.events.contains(where: words.contains) else { return nil }
        _ = text.take(",")
        return CountStart(event: words)
    }

    private mutating func countAndUnit() throws(DeadlineRefusal) -> (Int, CountUnit)? {
        if text.take("半年") { return (6, .month) }
        if text.take(anyOf: ["半个月", "半月"]) {
            assumptions.append(.halfMonth)
            return (15, .day)
        }
        guard let number = text.number() else { return nil }
        if text.take(anyOf: DeadlineWords.until) {
            guard text.number() != nil, text.take(oneOf: CountUnit.names) != nil,
                text.take(anyOf: DeadlineWords.within)
            else { return nil }
            throw .ambiguous(.twoCounts)
        }
        guard let unit = text.take(oneOf: CountUnit.names) else {
            // 3月内, as opposed to 3个月内 and 3月份内.
            if text.take("月"), text.take(anyOf: DeadlineWords.within) {
                throw .ambiguous(.countOrName)
            }
            return nil
        }
        if unit == .year, number.value >= 10 {
            if number.isYear || !text.take(anyOf: DeadlineWords.within) { return nil }
            throw .ambiguous(.countOrName)
        }
        return (number.value, unit)
    }

    /// Hours run on days off too. At most a year of them.
    private mutating func due(afterHours count: Int) throws(DeadlineRefusal) -> Moment {
        guard let now else { throw .hours }
        guard (1...8784).contains(count) else { throw .count }
        let start = CivilDateTime(reference, now)
        assumptions.append(.countedFromHour(start))
        let end = CivilDateTime(seconds: start.seconds + Int64(count) * 3600)
        return Moment(date: end.date, time: end.time)
    }

    private mutating func due(after span: Span) -> Moment {
        assumptions.append(.countedFrom(reference))
        var date = span.date(from: reference, calendar: calendar)
        if span.kind == .workingDays {
            for year in calendar.provisionalYears(from: reference, through: date) {
                assumptions.append(.provisional(year: year))
            }
            return Moment(date: date)
        }
        if span.months != 0, date.day != reference.day { assumptions.append(.shortMonth(date)) }
        let working = calendar.next(onOrAfter: date)
        if calendar.isProvisional(date) { assumptions.append(.provisional(year: date.year)) }
        if working != date {
            assumptions.append(.moved(from: date, to: working))
            date = working
        }
        return Moment(date: date)
    }
}

/// What a count begins with; nil: the reference itself.
private struct CountStart {
    var event: String?
}

enum CountUnit {
    case workingDay, day, week, month, quarter, year, hour

    static let names: KeyValuePairs<String, CountUnit> = [
        "个工作日": .workingDay, "工作日": .workingDay, "个自然日": .day, "自然日": .day, "天": .day, "日": .day,
        "个星期": .week, "星期": .week, "个礼拜": .week, "周": .week, "个月": .month, "个季度": .quarter,
        "年": .year, "个小时": .hour, "小时": .hour,
    ]

    /// The span of so many, at least 1 and at most a century; nil beyond, and for hours.
    func span(_ count: Int) -> Span? {
        guard count > 0, count <= 36_500 else { return nil }
        return switch self {
        case .workingDay: .workingDays(count)
        case .day: .civil(days: count)
        case .week where count <= 5200: .civil(days: 7 * count)
        case .month where count <= 1200: .civil(months: count)
        case .quarter where count <= 400: .civil(months: 3 * count)
        case .year where count <= 100: .civil(months: 12 * count)
        case .week, .month, .quarter, .year, .hour: nil
        }
    }
}

// Recurring deadlines: 每月, 每季度至少开展1次, 每月25日前, 每两周一次, 一年两次, 1-2条.

extension DeadlineReader {
    /// How often something is due.
    private enum Rhythm {
        case period(Cadence)
        /// Intervals that no period of the calendar has: 每两周, 每个工作日.
        case interval(Span)
    }

    /// A rhythm, a count, or both.
    mutating func cadence() throws(DeadlineRefusal) -> WrittenDeadline.Meaning? {
        skipLead()
        var rhythm = try attempt { $0.every() }
        if rhythm == nil {
            rhythm = try attempt { reader throws(DeadlineRefusal) in try reader.soOften() }
        }
        var days: PeriodDays?
        switch rhythm {
        case .period(let cadence):
            days = try attempt { reader throws(DeadlineRefusal) in try reader.days(of: cadence) }
        case .interval:
            days = try attempt { reader throws(DeadlineRefusal) in try reader.hour() }
        case nil: break
        }
        _ = text.take(",")
        let count = try amount(mayBePassedOver: rhythm != nil)
        guard text.isAtEnd, rhythm != nil || count != nil else { return nil }
        let (least, most) = (count?.least ?? 1, count?.most)
        switch (rhythm, days) {
        case (.interval(let span), _):
            return .interval(span, least: least, most: most, time: days?.time)
        case (.period, .several(let expression)):
            return .days(expression)
        case (.period, .everyTenDays(let rule)):
            return .cadence(.tenDays, least: least, most: most, due: rule)
        case (.period(let cadence), _):
            return .cadence(cadence, least: least, most: most, due: days?.rule)
        case (nil, _):
            return .cadence(nil, least: least, most: most, due: nil)
        }
    }

    private static let cadences: KeyValuePairs<String, Cadence> = [
        "每个星期": .week, "每星期": .week, "每周": .week, "按周": .week, "逐周": .week,
        "每旬": .tenDays, "按旬": .tenDays, "每个月": .month, "每月": .month, "按月": .month, "逐月": .month,
        "每个季度": .quarter, "每季度": .quarter, "每季": .quarter, "按季度": .quarter, "按季": .quarter,
        "每半年": .halfYear, "每年度": .year, "每年": .year, "按年度": .year, "按年": .year,
    ]
    private static let fillers = [
        "需要", "要", "应当", "应", "须", "需", "报送", "上报", "提交", "开展", "召开", "组织", "信息", "研讨", "研究",
    ]
    private static let measures = ["次", "条", "篇", "份", "个", "件", "场", "期", "项"]

    /// 每月, 每两周, 每五年, 每个工作日.
    private mutating func every() -> Rhythm? {
        if let cadence = text.take(oneOf: DeadlineReader.cadences) { return .period(cadence) }
        guard text.take("每") else { return nil }
        if text.take(anyOf: ["半个月", "半月"]) {
            assumptions.append(.halfMonth)
            return .interval(.civil(days: 15))
        }
        let number = text.number()?.value ?? 1
        return text.take(oneOf: CountUnit.names).flatMap { recurring(number, $0) }
    }

    /// 一年两次, 半年一次: only a count says that it recurs.
    private mutating func soOften() throws(DeadlineRefusal) -> Rhythm? {
        if text.take("半年") { return try isCounted ? .period(.halfYear) : nil }
        guard let number = text.number(), (1...10).contains(number.value) else { return nil }
        let unit = text.take("月") ? .month : text.take(oneOf: CountUnit.names)
        guard let rhythm = unit.flatMap({ recurring(number.value, $0) }), try isCounted else {
            return nil
        }
        return rhythm
    }

    private var isCounted: Bool {
        get throws(DeadlineRefusal) {
            var ahead = self
            return try ahead.itemCount() != nil
        }
    }

    private mutating func recurring(_ count: Int, _ unit: CountUnit) -> Rhythm? {
        switch (unit, count) {
        case (.week, 1): return .period(.week)
        case (.month, 1): return .period(.month)
        case (.month, 3), (.quarter, 1): return .period(.quarter)
        case (.month, 6), (.quarter, 2): return .period(.halfYear)
        case (.month, 12), (.quarter, 4), (.year, 1): return .period(.year)
        case (.year, 2...Cadence.yearsMax):
            assumptions.append(.termFrom(reference))
            return .period(.years(count, start: reference))
        default: return unit.span(count).map(Rhythm.interval)
        }
    }

    /// A count, with what is done so often before it and behind it; where there may be a rhythm
    /// without one, that alone.
    private mutating func amount(
        mayBePassedOver: Bool
    ) throws(DeadlineRefusal) -> (least: Int, most: Int?)? {
        var matter = String.UnicodeScalarView()
        var count: (least: Int, most: Int?)?
        var isInNumeral = false
        while !text.isAtEnd {
            if text.take(anyOf: DeadlineReader.fillers) { continue }
            if !isInNumeral {
                count = try attempt { reader throws(DeadlineRefusal) in try reader.itemCount() }
            }
            if count != nil { break }
            guard mayBePassedOver, let scalar = text.next(),
                DeadlineWords.isBesideCount(scalar)
            else { return nil }
            isInNumeral = ChineseNumeral.isPart(scalar)
            // 三四次 is no count that could be passed over.
            if isInNumeral, text.take(anyOf: DeadlineReader.measures) { return nil }
            matter.append(scalar)
        }
        while text.take(anyOf: DeadlineReader.fillers) {}
        if mayBePassedOver { passOver(DeadlineWords.isBesideCount, behind: String(matter)) }
        return count
    }

    /// 至少1次, 至少开展1次, 1-2条, 不少于2篇.
    private mutating func itemCount() throws(DeadlineRefusal) -> (least: Int, most: Int?)? {
        let isLeast = text.take(anyOf: ["至少", "不少于", "不低于", "最少"])
        if isLeast { while text.take(anyOf: DeadlineReader.fillers) {} }
        guard let least = text.number() else { return nil }
        let most: WrittenNumber? = text.take(anyOf: DeadlineWords.until) ? text.number() : least
        guard let most, text.take(anyOf: DeadlineReader.measures) else { return nil }
        let isRange = most.value != least.value
        if !isRange { _ = text.take("以上") }
        guard (1...1000).contains(least.value), (1...1000).contains(most.value) else {
            throw .count
        }
        if most.value < least.value { throw .reversed }
        return (least.value, isRange ? most.value : nil)
    }
}

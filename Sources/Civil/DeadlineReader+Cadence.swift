// Recurring deadlines: 每月, 每季度至少1次, 每月25日前, 1-2条.

extension DeadlineReader {
    /// A cadence, a count, or both.
    mutating func cadence() throws(DeadlineRefusal) -> WrittenDeadline.Meaning? {
        let cadence = text.take(oneOf: DeadlineReader.cadences)
        var rule: DueRule?
        if let cadence {
            rule = try dueRule(cadence)
            _ = text.take(",")
        }
        while text.take(anyOf: DeadlineReader.fillers) {}
        let count = try attempt { reader throws(DeadlineRefusal) in try reader.itemCount() }
        guard text.isAtEnd, cadence != nil || count != nil else { return nil }
        return .cadence(cadence, least: count?.least ?? 1, most: count?.most, due: rule)
    }

    private static let cadences: KeyValuePairs<String, Cadence> = [
        "每个星期": .week, "每星期": .week, "每周": .week, "按周": .week, "逐周": .week,
        "每旬": .tenDays, "按旬": .tenDays, "每个月": .month, "每月": .month, "按月": .month, "逐月": .month,
        "每个季度": .quarter, "每季度": .quarter, "每季": .quarter, "按季度": .quarter, "按季": .quarter,
        "每半年": .halfYear, "每年度": .year, "每年": .year, "按年度": .year, "按年": .year,
    ]
    private static let fillers = [
        "需要", "要", "应当", "应", "须", "需", "报送", "上报", "提交", "开展", "召开", "组织", "信息", "研讨",
    ]
    private static let measures = ["次", "条", "篇", "份", "个", "件", "场", "期", "项"]

    /// The day of the period that is said after 每周, 每月, 每季度, 每年.
    private mutating func dueRule(_ cadence: Cadence) throws(DeadlineRefusal) -> DueRule? {
        if cadence == .month, let last = text.take(oneOf: ["上旬": 10, "中旬": 20, "下旬": -1]) {
            return DueRule(.day(try tenDays(endingOn: last)))
        }
        let place = try attempt { reader throws(DeadlineRefusal) in
            try reader.place(in: cadence)
        }
        guard let place else { return nil }
        _ = text.take(anyOf: DeadlineWords.before)
        return DueRule(place)
    }

    /// The day of the month that a 旬 ending on `last` is due on, with 前 or without.
    private mutating func tenDays(endingOn last: Int) throws(DeadlineRefusal) -> Int {
        guard text.take(anyOf: DeadlineWords.before) else { return last }
        if tenDays == .dayBefore, last == 10 { throw .ambiguous(.beforePeriod) }
        assumptions.append(.tenDays(tenDays))
        return tenDays == .lastDay ? last : last == 20 ? 10 : 20
    }

    private mutating func place(in cadence: Cadence) throws(DeadlineRefusal) -> DueRule.Place? {
        if cadence == .week { return weekday().map { .day($0.rawValue) } }
        if cadence == .year { _ = text.take("年") }
        if text.take(anyOf: ["最后一个工作日", "最后1个工作日", "最后工作日"]) { return .workday(-1) }
        if text.take(anyOf: ["最后一天", "最后一日", "底", "末"]) { return .day(-1) }
        if text.take(anyOf: ["初", "中"]) { throw .ambiguous(.vaguePart) }
        guard cadence == .month else { return nil }
        let isOrdinal = text.take(anyOf: ["第", "前"])
        guard let number = text.number() else { return nil }
        if text.take(anyOf: ["个工作日", "工作日"]), (1...31).contains(number.value) {
            _ = text.take(anyOf: DeadlineWords.within)
            return .workday(number.value)
        }
        guard !isOrdinal, text.take(anyOf: ["日", "号"]) else { return nil }
        guard (1...31).contains(number.value) else { throw .noSuchDate("\(number.value)日") }
        return .day(number.value)
    }

    /// 至少1次, 1-2条, 不少于2篇.
    private mutating func itemCount() throws(DeadlineRefusal) -> (least: Int, most: Int?)? {
        let isLeast = text.take(anyOf: ["至少", "不少于", "不低于", "最少"])
        guard let least = text.number() else { return nil }
        let most: WrittenNumber? = text.take(anyOf: DeadlineWords.until) ? text.number() : least
        guard let most, text.take(anyOf: DeadlineReader.measures) else { return nil }
        let isRange = most.value != least.value
        if !isRange, !isLeast { _ = text.take("以上") }
        guard (1...1000).contains(least.value), (1...1000).contains(most.value) else {
            throw .count
        }
        if most.value < least.value { throw .reversed }
        return (least.value, isRange ? most.value : nil)
    }
}

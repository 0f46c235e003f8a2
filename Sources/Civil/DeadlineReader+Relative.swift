// Days and periods by their distance from the reference: 下月底, 本周五, 明天, 30日, 本季度.

extension DeadlineReader {
    /// 本月底, 下月10日, 月底, 中旬, 季末, 本季度, 下季度.
    mutating func relativeMonth() throws(DeadlineRefusal) -> Moment? {
        let months: KeyValuePairs = [
            "本月份": 0, "本月": 0, "当月": 0, "这个月": 0, "下个月": 1, "下月": 1, "次月": 1, "上个月": -1, "上月": -1,
        ]
        if let offset = text.take(oneOf: months) {
            let month = Period(.month, containing: reference.adding(months: offset))
            return try partOfMonth(month, isNamed: true)
        }
        let quarters: KeyValuePairs = [
            "本季度": 0, "本季": 0, "这个季度": 0, "下个季度": 1, "下季度": 1, "季度": nil, "季": nil,
        ]
        if let offset: Int? = text.take(oneOf: quarters) {
            let date = (offset == nil ? context : reference).adding(months: 3 * (offset ?? 0))
            var moment = named(Period(.quarter, containing: date))
            guard offset != nil || moment.grain == .end else { return nil }
            if offset == nil {
                moment.omission = .year
                assumptions.append(.year(date.year))
            }
            return moment
        }
        _ = text.take("月")
        let month = Period(.month, containing: context)
        guard var moment = try partOfMonth(month, isNamed: false), moment.period != nil else {
            return nil
        }
        assumeMonth()
        moment.omission = .month
        return moment
    }

    /// 30日, 25号: a day of the month that is not written.
    mutating func dayOfMonth() throws(DeadlineRefusal) -> Moment? {
        guard let number = text.number(), text.take(anyOf: ["日", "号"]) else { return nil }
        assumeMonth()
        return try day(context.year, context.month, number.value, omission: .month)
    }

    /// 本周五, 下周三, 周五, 本周内.
    mutating func week() throws(DeadlineRefusal) -> Moment? {
        let words: KeyValuePairs = [
            "本": 0, "这个": 0, "这": 0, "下个": 1, "下": 1, "上个": -1, "上": -1,
        ]
        let offset = text.take(oneOf: words)
        guard text.take(anyOf: ["星期", "周", "礼拜"]) else { return nil }
        if text.take("末") { throw .ambiguous(.weekend) }
        let date = (offset == nil ? context : reference).adding(days: 7 * (offset ?? 0))
        let period = Period(.week, containing: date)
        guard let weekday = weekday() else {
            guard offset != nil else { return nil }
            // Nobody finishes on a Sunday what is due within the week.
            let last = calendar.nth(-1, from: period.first, through: period.last)
            return Moment(date: last ?? period.last, grain: .week, period: period)
        }
        if offset == nil { assumptions.append(.week(monday: period.first)) }
        return Moment(
            date: period.first.adding(days: weekday.rawValue - 1),
            omission: offset == nil ? .week : nil)
    }

    /// 今天, 明天, 后天.
    mutating func namedDay() -> Moment? {
        let words: KeyValuePairs = [
            "今天": 0, "今日": 0, "当天": 0, "当日": 0, "本日": 0, "明天": 1, "明日": 1, "次日": 1, "大后天": 3,
            "后天": 2,
        ]
        return text.take(oneOf: words).map { Moment(date: reference.adding(days: $0)) }
    }

    private mutating func assumeMonth() {
        if context == reference {
            assumptions.append(.month(year: context.year, month: context.month))
        }
    }
}

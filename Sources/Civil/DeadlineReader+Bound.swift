// What follows a date: a weekday that must agree with it, a time of day, and 前, 内 or 止.

extension DeadlineReader {
    /// Reads what follows the date and settles what the whole of a period or 前 means. Whether
    /// anything has bounded it, so that nothing of the date can follow.
    mutating func bound(_ moment: inout Moment) throws(DeadlineRefusal) -> Bool {
        var (endsWithHours, isIncluded) = (false, Bool?.none)
        if moment.grain == .day {
            try checkWeekday(moment.date)
            isIncluded = try attempt { $0.inclusion() }
            endsWithHours = text.take("下班")
            if !endsWithHours { moment.time = try timeOfDay() }
        }
        let isBefore = text.take(anyOf: DeadlineWords.before)
        let isWithin = !isBefore && text.take(anyOf: DeadlineWords.within)
        let isUntil = !isBefore && !isWithin && text.take(anyOf: ["为止", "止", "截止"])
        if isIncluded == nil { isIncluded = try attempt { $0.inclusion() } }
        switch moment.grain {
        case .end: return true
        case .day:
            if isIncluded == false { moment.date = moment.date.adding(days: -1) }
            if isBefore, !endsWithHours, moment.time == nil, isIncluded == nil {
                assumptions.append(.dayIncluded(moment.date))
            }
            return isBefore || isUntil
        case .week:
            if isBefore { throw .ambiguous(.beforePeriod) }
            assumptions.append(.lastWorkingDay(moment.date))
            if calendar.isProvisional(moment.date) {
                assumptions.append(.provisional(year: moment.date.year))
            }
        case .whole:
            if isBefore { throw .ambiguous(.beforePeriod) }
            if !isUntil { assumptions.append(.lastDay(moment.date)) }
        case .tenDays:
            guard isBefore else {
                assumptions.append(.lastDay(moment.date))
                return isWithin || isUntil
            }
            if tenDays == .dayBefore, let first = moment.period?.first {
                moment.date = first.adding(days: -1)
            }
            assumptions.append(.tenDays(tenDays))
            return true
        }
        return isWithin || isUntil
    }

    /// （含）, （含当日）, （含15日）, （不含）: whether the day itself is meant.
    private mutating func inclusion() -> Bool? {
        let isOpen = text.take("(")
        let isExcluded = text.take("不含")
        guard isExcluded || text.take("含") else { return nil }
        if !text.take(anyOf: ["当日", "当天", "本日", "该日", "本数"]), text.number() != nil,
            !text.take("月") || text.number() != nil
        {
            guard text.take(anyOf: ["日", "号"]) else { return nil }
        }
        return isOpen && !text.take(")") ? nil : !isExcluded
    }

    /// `(星期三)` or `周三` after a date.
    private mutating func checkWeekday(_ date: CivilDate) throws(DeadlineRefusal) {
        let written = try attempt { reader throws(DeadlineRefusal) -> Weekday? in
            let isOpen = reader.text.take("(")
            guard reader.text.take(anyOf: ["星期", "周", "礼拜"]) else { return nil }
            let weekday = reader.weekday()
            if isOpen, !reader.text.take(")") { return nil }
            return weekday
        }
        if let written, written != date.weekday { throw .weekday(date) }
    }

    /// 一 to 六, 1 to 6, 日 or 天.
    mutating func weekday() -> Weekday? {
        if text.take(anyOf: ["日", "天"]) { return .sunday }
        return text.number().flatMap {
            (1...6).contains($0.value) ? Weekday(rawValue: $0.value) : nil
        }
    }

    /// `17:00`, `17:00:30`, 17时, 下午5点半.
    mutating func timeOfDay() throws(DeadlineRefusal) -> TimeOfDay? {
        try attempt { reader throws(DeadlineRefusal) -> TimeOfDay? in
            _ = reader.text.take("T")
            let half = reader.text.take(oneOf: DayHalf.names)
            guard let hour = reader.text.number() else {
                if half != nil { throw .ambiguous(.clock) }
                return nil
            }
            guard let (minute, second, isSpoken) = reader.minutes() else { return nil }
            guard let hour = (half ?? .unsaid(isSpoken: isSpoken)).hour(hour.value) else {
                throw .ambiguous(.clock)
            }
            guard let time = TimeOfDay(hour: hour, minute: minute, second: second) else {
                throw .noSuchTime
            }
            return time
        }
    }

    /// What follows the hour; nil when it was no hour. A spoken time (点) is often of the afternoon
    /// unsaid.
    private mutating func minutes() -> (minute: Int, second: Int, isSpoken: Bool)? {
        if text.take(":") {
            guard let minute = text.number(), minute.digits == 2 else { return nil }
            guard text.take(":") else { return (minute.value, 0, false) }
            return text.number().map { (minute.value, $0.value, false) }
        }
        let isSpoken = text.take(anyOf: ["点", "點"])
        guard isSpoken || text.take("时") else { return nil }
        if text.take("半") { return (30, 0, isSpoken) }
        _ = text.take(anyOf: ["整", "钟"])
        guard let minute = text.number() else { return (0, 0, isSpoken) }
        _ = text.take("分")
        return (minute.value, 0, isSpoken)
    }
}

/// The part of the day that an hour is said in.
private enum DayHalf {
    case morning, noon, afternoon, evening
    case unsaid(isSpoken: Bool)

    static let names: KeyValuePairs<String, DayHalf> = [
        "上午": .morning, "早上": .morning, "凌晨": .morning, "早": .morning, "中午": .noon,
        "下午": .afternoon,
        "傍晚": .evening, "晚上": .evening, "晚": .evening,
    ]

    /// The hour of the day, 0 to 24, or nil when it could be either half's.
    func hour(_ said: Int) -> Int? {
        switch self {
        case .morning: (0...11).contains(said) ? said : nil
        case .noon: said == 1 ? 13 : (11...13).contains(said) ? said : nil
        case .afternoon: (1...11).contains(said) ? said + 12 : (12...18).contains(said) ? said : nil
        case .evening: (5...11).contains(said) ? said + 12 : (17...23).contains(said) ? said : nil
        case .unsaid(let isSpoken): isSpoken && said < 8 ? nil : said
        }
    }
}

// Holidays: 国庆节前, 明年春节前. The calendar names those that move; those that are a date of their
// own need no calendar.

extension DeadlineReader {
    /// The last working day before a holiday.
    mutating func holiday() throws(DeadlineRefusal) -> Moment? {
        let year = try attempt { $0.year() }
        _ = text.take("的")
        guard var name = holidayName() else { return nil }
        // 五一劳动节.
        if let second = holidayName() { name = second }
        let isFeast = text.take("节") || !DeadlineReader.isOrdinaryWord(name)
        guard text.take(anyOf: ["前夕"] + DeadlineWords.before) else {
            if isFeast { throw .holiday(name) }
            return nil
        }
        let day = try nearest(name, year)
        let due = calendar.previous(onOrBefore: day.adding(days: -1))
        assumptions.append(.holiday(name, day))
        if calendar.isProvisional(due) { assumptions.append(.provisional(year: due.year)) }
        return Moment(date: due, grain: .end)
    }

    /// The holiday of `year`; without one that of the reference's year, or, where that has passed,
    /// the next if it comes within half a year.
    private func nearest(
        _ name: String, _ year: Int?
    ) throws(DeadlineRefusal) -> CivilDate {
        let day = holiday(name, in: year ?? reference.year)
        if let day, year != nil || day >= reference { return day }
        let next = year == nil ? holiday(name, in: reference.year + 1) : nil
        guard let next else { throw .unknownHoliday(name) }
        guard let day, reference.days(to: next) > 183 else { return next }
        throw .passed(day, .year)
    }

    /// The names that the calendar gives, and those that everybody knows.
    private mutating func holidayName() -> String? {
        let named = calendar.named.keys.sorted { ($0.count, $0) > ($1.count, $1) }
        if let name = named.first(where: { text.take($0) }) { return name }
        return DeadlineReader.names.first { text.take($0) }
    }

    /// The day of a holiday in a year, with 节 behind its name or without.
    private func holiday(_ name: String, in year: Int) -> CivilDate? {
        let stem = name.hasSuffix("节") ? String(name.dropLast()) : name
        let named = [name, stem, stem + "节"].compactMap { calendar.named[$0] }.flatMap(\.self)
        if let day = named.filter({ $0.year == year }).min() { return day }
        return DeadlineReader.fixed[stem].flatMap {
            CivilDate(year: year, month: $0.month, day: $0.day)
        }
    }

    /// 七一 may also be a number, and 教师 those who teach.
    private static func isOrdinaryWord(_ name: String) -> Bool {
        fixed[name] != nil && !["元旦", "国庆"].contains(name)
    }

    private static let fixed: [String: (month: Int, day: Int)] = [
        "元旦": (1, 1), "三八": (3, 8), "妇女": (3, 8), "五一": (5, 1), "劳动": (5, 1), "五四": (5, 4),
        "六一": (6, 1), "儿童": (6, 1), "七一": (7, 1), "建党": (7, 1), "八一": (8, 1), "建军": (8, 1),
        "教师": (9, 10), "十一": (10, 1), "国庆": (10, 1),
    ]
    private static let names =
        fixed.keys.sorted() + ["除夕", "春节", "元宵", "清明", "端午", "中秋", "重阳", "寒假", "暑假"]
}

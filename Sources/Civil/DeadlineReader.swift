// The order in which readings of a deadline are tried. Each rule either does not apply (nil), or
// reads, or knows enough to refuse.

/// Reads one written deadline.
struct DeadlineReader {
    var text: DeadlineText
    /// The date that 明年, 下月 and 两个月内 are counted from.
    let reference: CivilDate
    /// The date that gives what is left out: the reference, and after 至 the beginning of the range.
    var context: CivilDate
    let calendar: WorkingCalendar
    let tenDays: TenDaysRule
    var assumptions: [DeadlineAssumption] = []

    /// The meaning of the whole text.
    mutating func meaning() throws(DeadlineRefusal) -> WrittenDeadline.Meaning {
        if text.isAtEnd { throw .empty }
        if let category = category() { return .category(category) }
        let cadence = try attempt { reader throws(DeadlineRefusal) in try reader.cadence() }
        if let cadence { return cadence }
        try refuseKnown()
        skipLead()
        _ = try attempt { $0.leadingCategory() }
        guard let moment = try cellOrMoment() else { throw .unreadable }
        if moment.date < reference { assumptions.append(.passed(moment.date)) }
        return .due(moment.date, time: moment.time)
    }

    private mutating func cellOrMoment() throws(DeadlineRefusal) -> Moment? {
        let start = self
        if let moment = try cell() { return moment }
        self = start
        if let moment = try counted() { return moment }
        self = start
        return try dated()
    }

    /// Runs a rule of the grammar; where it does not apply, everything is as before.
    mutating func attempt<Value>(
        _ rule: (inout DeadlineReader) throws(DeadlineRefusal) -> Value?
    ) throws(DeadlineRefusal) -> Value? {
        let before = self
        if let value = try rule(&self) { return value }
        self = before
        return nil
    }

    /// A date or a range of dates, with words around it that add nothing.
    private mutating func dated() throws(DeadlineRefusal) -> Moment? {
        skipLead()
        let openBeginning = try attempt { $0.openBeginning() }
        if openBeginning == true { assumptions.append(.rangeFrom(reference)) }
        guard var moment = try moment() else { return nil }
        if openBeginning == nil, text.take(anyOf: DeadlineWords.until) {
            let first = moment.period?.first ?? moment.date
            context = first
            assumptions.append(.rangeFrom(first))
            guard let end = try self.moment() else { return nil }
            if end.date < first { throw .reversed }
            moment = end
        }
        try bound(&moment)
        try skipTrail()
        guard text.isAtEnd else { return nil }
        if moment.isImplied, moment.date < reference { throw .passed(moment.date) }
        return moment
    }

    /// 即日起至: a range from the reference on.
    private mutating func openBeginning() -> Bool? {
        _ = text.take(anyOf: ["自", "从"])
        guard text.take(anyOf: ["即日", "今日", "今天"]) else { return nil }
        _ = text.take("起")
        return text.take(anyOf: DeadlineWords.until) ? true : nil
    }

    mutating func skipLead() {
        while text.take(anyOf: DeadlineWords.lead) {}
    }

    /// Takes words that add nothing, and a class named at the end.
    mutating func skipTrail() throws(DeadlineRefusal) {
        _ = text.take(",")
        while text.take(anyOf: DeadlineWords.trail) {}
        let category = try attempt { reader throws(DeadlineRefusal) in
            _ = reader.text.take(",")
            _ = reader.text.take("并")
            return reader.namedCategory()
        }
        if let category { assumptions.append(.category(category)) }
    }

    /// A class and a comma before the date.
    private mutating func leadingCategory() -> Bool? {
        guard let category = namedCategory(), text.take(anyOf: [",", "、"]) else { return nil }
        assumptions.append(.category(category))
        return true
    }

    private mutating func namedCategory() -> DeadlineClass? {
        DeadlineWords.categoriesBesideDates.first { text.take($0.word) }?.category
    }

    private mutating func category() -> DeadlineClass? {
        var words = text.whole
        for lead in ["需要", "需", "并", "要"] where words.hasPrefix(lead) {
            words.removeFirst(lead.count)
            break
        }
        guard let category = DeadlineWords.categories[words] else { return nil }
        if words.hasSuffix("日起") { assumptions.append(.noEnd) }
        return category
    }

    private func refuseKnown() throws(DeadlineRefusal) {
        let words = text.whole
        if DeadlineWords.dateless.contains(words) { throw .noDate }
        if DeadlineWords.blanks.contains(where: words.contains) { throw .blank }
        if DeadlineWords.holidays.contains(where: words.hasPrefix) { throw .holiday }
    }
}

/// A date on the way to a due date.
struct Moment {
    /// How much `date` has been said by the text.
    enum Grain {
        /// A day, by number or name.
        case day
        /// The end of a period, said to be it (月底).
        case end
        /// A period as such (9月份).
        case whole
        /// A 旬.
        case tenDays
    }

    /// The day, or the period's last.
    var date: CivilDate
    var time: TimeOfDay?
    var grain = Grain.day
    /// The period that `date` ends, except for single days.
    var period: Period?
    /// The year, month or week is the context's.
    var isImplied = false
}

/// Words that are read as wholes.
enum DeadlineWords {
    static let before = ["之前", "以前", "前"]
    static let within = ["之内", "以内", "内"]
    static let until = ["至", "到", "-", "~"]
    static let lead = [
        "完成时限:", "整改时限:", "办结时限:", "时限:", "期限:", "截止时间:", "截止日期:", "截至", "截止到", "截止",
        "务必于", "务必在", "须于", "须在", "应于", "应在", "拟于", "限于", "限", "确保在", "确保", "于", "在",
    ]
    static let trail = [
        "全部整改到位", "整改到位", "整改完毕", "整改完成", "完成整改", "全部完成", "落实到位", "办理完毕", "完成", "办结", "到位",
        "报送", "上报",
    ]
    static let categories: [String: DeadlineClass] = [
        "立行立改": .immediate, "即知即改": .immediate, "立知立改": .immediate, "立改": .immediate,
        "马上纠正": .atOnce, "马上整改": .atOnce, "及时制止": .atOnce, "及时制止、马上纠正": .atOnce,
        "当场纠正": .atOnce, "当场整改": .atOnce,
        "中长期": .longTerm, "中长期完成": .longTerm, "中长期整改": .longTerm, "中长期任务": .longTerm,
        "长期坚持": .standing, "长期": .standing, "长期推进": .standing, "长期整改": .standing,
        "长期任务": .standing, "持续推进": .standing, "持续整改": .standing, "持续跟进": .standing,
        "持续坚持": .standing, "持续开展": .standing, "常态化": .standing, "常态化推进": .standing,
        "常态化开展": .standing, "常抓不懈": .standing, "即日起": .standing, "自即日起": .standing,
        "从即日起": .standing,
    ]
    /// Classes that may stand beside a date, longer words before their own beginnings.
    static let categoriesBesideDates = categories.filter { !$0.key.hasSuffix("日起") }
        .map { (word: $0.key, category: $0.value) }
        .sorted { ($0.word.count, $0.word) > ($1.word.count, $1.word) }
    static let dateless: Set<String> = [
        "尽快", "尽快完成", "尽早", "尽早完成", "抓紧", "抓紧完成", "近期", "近期完成", "适时", "待定", "暂定", "未定", "按计划",
        "按计划推进", "按要求", "按时", "按期", "视情况", "视情", "另行通知", "分阶段推进", "逐步推进", "立即", "马上", "无", "/", "-",
    ]
    static let blanks = ["*", "×", "_", "□", "X年", "X月", "X日", "x年", "x月", "x日"]
    static let holidays = [
        "元旦", "春节", "清明", "五一", "劳动节", "端午", "中秋", "国庆", "十一前", "节前", "节后", "年前", "年后", "七一前",
    ]
}

// The order in which readings of a deadline are tried. Each rule either does not apply (nil), or
// reads, or knows enough to refuse.

/// Reads one written deadline.
struct DeadlineReader {
    var text: DeadlineText
    /// The date that 明年, 下月 and 两个月内 are counted from.
    let reference: CivilDate
    /// The date that gives what is left out: the reference, and after 至 the beginning of the range.
    var context: CivilDate
    /// The hour of the reference, where it has one, and the end of a day's hours.
    let now: TimeOfDay?
    let closes: TimeOfDay
    let calendar: WorkingCalendar
    let tenDays: TenDaysRule
    var assumptions: [DeadlineAssumption] = []
    /// A class stands before a date in parentheses, which are still open.
    private var isOpen = false

    init(
        _ text: String, reference: CivilDate, at time: TimeOfDay?, closes: TimeOfDay,
        calendar: WorkingCalendar, tenDays: TenDaysRule
    ) {
        self.text = DeadlineText(text)
        (self.reference, context, now, self.closes) = (reference, reference, time, closes)
        (self.calendar, self.tenDays) = (calendar, tenDays)
    }

    /// The meaning of the whole text.
    mutating func meaning() throws(DeadlineRefusal) -> WrittenDeadline.Meaning {
        if text.isAtEnd { throw .empty }
        let category = try attempt { $0.category() }
        if let category { return .category(category) }
        let cadence = try attempt { reader throws(DeadlineRefusal) in try reader.cadence() }
        if let cadence { return cadence }
        try refuseKnown()
        skipLead()
        _ = try attempt { $0.leadingCategory() }
        guard let moment = try cellOrMoment() else { throw .unreadable }
        if hasPassed(moment) { assumptions.append(.passed(moment.date)) }
        return .due(moment.date, time: moment.time)
    }

    private mutating func cellOrMoment() throws(DeadlineRefusal) -> Moment? {
        let start = self
        if let moment = try cell() { return moment }
        rewind(to: start)
        if let moment = try counted() { return moment }
        rewind(to: start)
        return try dated()
    }

    /// Everything as it was, but for how far a reading has come.
    mutating func rewind(to start: DeadlineReader) {
        var text = text
        text.rewind(to: start.text)
        self = start
        self.text = text
    }

    /// Runs a rule of the grammar; where it does not apply, everything is as before.
    mutating func attempt<Value>(
        _ rule: (inout DeadlineReader) throws(DeadlineRefusal) -> Value?
    ) throws(DeadlineRefusal) -> Value? {
        let before = self
        if let value = try rule(&self) { return value }
        rewind(to: before)
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
        let isBound = try bound(&moment)
        skipTrail(isBound: isBound)
        guard text.isAtEnd else { return nil }
        if let omission = moment.omission, hasPassed(moment) {
            throw .passed(moment.date, omission)
        }
        return moment
    }

    /// Whether it lies before the reference, by the hour where both have one.
    private func hasPassed(_ moment: Moment) -> Bool {
        guard moment.date == reference, let now else { return moment.date < reference }
        return (moment.time ?? closes) < now
    }

    /// 即日起至: a range from the reference on.
    private mutating func openBeginning() -> Bool? {
        _ = text.take(anyOf: ["自", "从"])
        guard text.take(anyOf: ["即日", "今日", "今天"]) else { return nil }
        _ = text.take("起")
        return text.take(anyOf: DeadlineWords.until) ? true : nil
    }

    // MARK: Words around a date

    /// Takes words that add nothing, and notes those that only aim at a date.
    mutating func skipLead() {
        while true {
            if text.take(anyOf: DeadlineWords.lead) { continue }
            guard let aim = DeadlineWords.aims.first(where: { text.take($0) }) else { break }
            if !assumptions.contains(.aim(aim)) { assumptions.append(.aim(aim)) }
        }
        let start = self
        guard text.take(anyOf: ["将", "把"]) else { return }
        while !text.take(anyOf: ["于", "在"]) {
            guard let scalar = text.next(), DeadlineWords.isBesideDate(scalar) else {
                return rewind(to: start)
            }
        }
    }

    /// Takes words that add nothing, and a class named at the end. Behind a bound (前, 内) whatever
    /// names no time is passed over, and noted.
    mutating func skipTrail(isBound: Bool) {
        _ = text.take(",")
        while text.take(anyOf: DeadlineWords.trail) {}
        let start = self
        let isInParentheses = text.take("(")
        _ = text.take(",")
        _ = text.take("并")
        if let category = namedCategory(), !isInParentheses || text.take(")") {
            assumptions.append(.category(category))
        } else {
            rewind(to: start)
        }
        if isOpen { isOpen = !text.take(")") }
        if isOpen { return rewind(to: start) }
        if isBound { passOver(DeadlineWords.isBesideDate) }
    }

    /// Takes all that is left, if it says nothing of the time, and notes it behind `matter`.
    mutating func passOver(
        _ isBeside: (Unicode.Scalar) -> Bool, behind matter: String = ""
    ) {
        let isPassedOver = text.ahead.allSatisfy {
            isBeside($0) || ",()".unicodeScalars.contains($0)
        }
        let rest = isPassedOver ? text.takeRest() : ""
        let words = [matter, rest].filter { !$0.isEmpty }.joined(separator: "…")
        if !words.isEmpty { assumptions.append(.beside(words)) }
    }

    // MARK: Classes

    /// A class before a date: 立行立改，9月底前 or 立行立改（9月底前）.
    private mutating func leadingCategory() -> Bool? {
        guard let category = namedCategory() else { return nil }
        isOpen = text.take("(")
        guard isOpen || text.take(anyOf: [",", "、", ":"]) else { return nil }
        assumptions.append(.category(category))
        return true
    }

    private mutating func namedCategory() -> DeadlineClass? {
        DeadlineWords.sortedCategories.first { text.take($0.word) }?.category
    }

    /// One or more classes and nothing else: the first is meant, others are noted.
    private mutating func category() -> DeadlineClass? {
        skipLead()
        _ = text.take(anyOf: ["自即日起", "从即日起", "即日起"]) && text.take(",")
        guard let category = namedCategory() else { return nil }
        while !text.isAtEnd {
            if text.take("的") || text.take(anyOf: DeadlineWords.kinds) { continue }
            let isInParentheses = text.take("(")
            while text.take(anyOf: ["、", ",", "并", "和"]) {}
            guard let other = namedCategory(), !isInParentheses || text.take(")") else {
                return nil
            }
            if other != category { assumptions.append(.category(other)) }
        }
        return category
    }

    private func refuseKnown() throws(DeadlineRefusal) {
        let words = text.whole
        if ["即日起", "自即日起", "从即日起"].contains(words) { throw .noEnd }
        if DeadlineWords.dateless.contains(words) { throw .noDate }
        let feasts = ["节前", "节后", "年前", "年后"]
        if let feast = feasts.first(where: words.hasPrefix) { throw .holiday(feast) }
        if DeadlineWords.blanks.contains(where: words.contains) { throw .blank }
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
        /// A week, as long as it is worked.
        case week
    }

    /// The day, or the period's last.
    var date: CivilDate
    var time: TimeOfDay?
    var grain = Grain.day
    /// The period that `date` ends, except for single days.
    var period: Period?
    /// What is the context's, because the text leaves it out.
    var omission: DeadlineRefusal.Omission?
}

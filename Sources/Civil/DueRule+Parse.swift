// Reads due rules as the charter writes them.

extension DueRule {
    /// Reads `[next] day N`, `[next] workday N`, `[next] last day [N]`, `[next] last workday [N]`,
    /// `[next] period-end` or `YYYY-MM-DD`, each with an optional time of day (`17:00`, up to
    /// `24:00`), or `[next]` and a calendar expression without a zone. `last workday 3` is the
    /// third from the end.
    package static func parse(_ text: String) throws(NotationError) -> DueRule {
        var words = DueWords(text)
        let inNextPeriod = words.take("next")
        if words.isExpression {
            return DueRule(.expression(try words.expression()), inNextPeriod: inNextPeriod)
        }
        let place = try words.place(mayBeDate: !inNextPeriod)
        return DueRule(place, inNextPeriod: inNextPeriod, time: try words.timeAtEnd())
    }
}

/// The words of a due rule with their columns, read one by one.
private struct DueWords {
    private var words: ArraySlice<(text: String, column: Int)> = []
    private let endColumn: Int

    init(_ text: String) {
        var scanner = NotationScanner(text)
        scanner.skipBlanks()
        while !scanner.isAtEnd {
            let column = scanner.column
            words.append((scanner.takeWord(), column))
            scanner.skipBlanks()
        }
        endColumn = scanner.column
    }

    private var column: Int { words.first?.column ?? endColumn }

    /// Whether the next word is one that only a calendar expression has: a weekday or a pattern.
    var isExpression: Bool {
        guard let word = words.first?.text, word != "period-end", CivilDate(word) == nil else {
            return false
        }
        let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        return word.contains { "*:-~".contains($0) }
            || weekdays.contains { word.lowercased().hasPrefix($0) }
    }

    /// All that is left as a calendar expression, which has no zone and elapses.
    func expression() throws(NotationError) -> CalendarExpression {
        let text = words.map(\.text).joined(separator: " ")
        let expression: CalendarExpression
        do throws(NotationError) {
            expression = try CalendarExpression.parse(text)
        } catch {
            throw error.shifted(by: column - 1)
        }
        guard expression.zone == nil else {
            throw NotationError(
                column: endColumn, "a due rule has its unit's time zone", "期限规则用单位自己的时区",
                expected: Wording("no zone", "无时区"))
        }
        if let date = expression.normalized.split(separator: " ").first, CivilDate(date) != nil {
            throw NotationError(
                column: column, "a date is written with all its digits", "日期须写全位数",
                expected: Wording(notation: String(date)))
        }
        guard expression.next(after: .distantPast, in: .utc) != nil else {
            throw NotationError(
                column: column, "\"\(text)\" never comes", "“\(text)”永远不会到来",
                expected: Wording("a date that exists", "存在的日期"))
        }
        return expression
    }

    mutating func take(_ word: String) -> Bool {
        guard words.first?.text == word else { return false }
        words.removeFirst()
        return true
    }

    mutating func place(mayBeDate: Bool) throws(NotationError) -> DueRule.Place {
        if take("period-end") { return .day(-1) }
        let fromEnd = take("last")
        if take("day") { return .day(try number(fromEnd: fromEnd)) }
        if take("workday") { return .workday(try number(fromEnd: fromEnd)) }
        if mayBeDate, !fromEnd, let word = words.first, let date = CivilDate(word.text) {
            words.removeFirst()
            return .date(date)
        }
        let (english, chinese) =
            words.first.map { ("\"\($0.text)\" is not a day of a period", "“\($0.text)”不是周期中的日子") }
            ?? ("the due rule ends too early", "期限规则不完整")
        throw NotationError(
            column: column, english, chinese,
            expected: fromEnd
                ? Wording("day or workday", "day 或 workday") : .places(mayBeDate: mayBeDate))
    }

    private mutating func number(fromEnd: Bool) throws(NotationError) -> Int {
        let word = words.first?.text ?? ""
        // A time may follow `last day` directly.
        if fromEnd, word.isEmpty || word.utf8.contains(UInt8(ascii: ":")) { return -1 }
        guard let value = decimal(word.utf8), (1...DueRule.placeMax).contains(value) else {
            let (english, chinese) =
                word.isEmpty
                ? ("the number is missing", "缺少数字")
                : ("\"\(word)\" is not such a number", "“\(word)”不是这样的数")
            throw NotationError(
                column: column, english, chinese,
                expected: Wording(
                    "a number from 1 to \(DueRule.placeMax)", "1 至 \(DueRule.placeMax) 的数"))
        }
        words.removeFirst()
        return fromEnd ? -value : value
    }

    mutating func timeAtEnd() throws(NotationError) -> TimeOfDay? {
        guard let word = words.popFirst() else { return nil }
        guard let time = TimeOfDay(word.text) else {
            throw NotationError(
                column: word.column, "\"\(word.text)\" is not a time of day", "“\(word.text)”不是时刻",
                expected: Wording("a time of day such as 17:00, or the end", "17:00 之类的时刻，或结尾"))
        }
        guard words.isEmpty else {
            throw NotationError(
                column: column, "nothing may follow the time of day", "时刻之后不能再有内容",
                expected: .end)
        }
        return time
    }
}

extension Wording {
    /// The days of a period that a due rule can name.
    fileprivate static func places(mayBeDate: Bool) -> Wording {
        let places = "day N, workday N, last day, last workday, period-end"
        return mayBeDate
            ? Wording(
                places + ", a date (2026-09-30) or next and one of these",
                places + "、日期（2026-09-30），或 next 加其中之一")
            : Wording(notation: places)
    }
}

// Anchors as people write them (前5个工作日, 到期后1天): a name to the grammar, which a complaint
// turns into the notation.

extension Anchor {
    /// The anchor that a text in words says: `-5wd` for 前5个工作日; nil where it says none.
    package static func near(_ text: String) -> Anchor? {
        var text = DeadlineText(text)
        let ofDue = text.take(anyOf: ["到期", "期限", "截止", "期满"])
        if ofDue && text.take("日") || text.take(anyOf: ["当天", "当日"]), text.isAtEnd {
            return Anchor(.due, offset: .civil(days: 0))
        }
        let directions: KeyValuePairs = ["提前": -1, "前": -1, "逾期": 1, "超期": 1, "后": 1]
        var direction = text.take(oneOf: directions)
        _ = text.take("第")
        guard let number = text.number(), let unit = text.take(oneOf: CountUnit.names) else {
            return nil
        }
        if direction == nil {
            direction = text.take("前") ? -1 : text.take("后") ? 1 : nil
        }
        guard let direction, text.isAtEnd, let span = unit.span(number.value) else { return nil }
        return Anchor(.due, offset: direction < 0 ? span.negated : span)
    }
}

extension Span {
    fileprivate var negated: Span {
        kind == .workingDays
            ? .workingDays(-workingDays) : .civil(months: -months, days: -days)
    }
}

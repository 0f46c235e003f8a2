// Dates, times of day and days of the week.

import Civil

extension Compilation {
    /// A date as `2026-09-30`.
    func date(_ node: SourceNode, _ noun: Wording) -> CivilDate? {
        text(node, noun).flatMap { date($0, at: node.mark) }
    }

    /// A date as `2026-09-30`, with a complaint at a place if it is none.
    func date(_ text: String, at mark: SourceMark) -> CivilDate? {
        if let date = CivilDate(text) { return date }
        let looksLikeDate =
            text.utf8.count == 10 && text.utf8.split(separator: UInt8(ascii: "-")).count == 3
        findings.error(looksLikeDate ? .impossibleDate(text) : .notDate(text), at: mark)
        return nil
    }

    /// A time of day as `17:00`.
    func time(_ node: SourceNode, _ noun: Wording) -> TimeOfDay? {
        guard let text = text(node, noun) else { return nil }
        guard let time = TimeOfDay(text) else {
            findings.error(.notTime(text, noun), at: node.mark)
            return nil
        }
        return time
    }

    /// Days of the week: `mon..fri`, `mon..thu,sat`, or a list.
    func readWeek(_ node: SourceNode) -> Set<Weekday>? {
        var week: Set<Weekday> = []
        for item in node.oneOrMany {
            guard let text = text(item, .key("workweek")) else { return nil }
            var column = 1
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let days = Weekday.range(part) else {
                    findings.error(.badWeekday(String(part)), at: place(column, in: item))
                    return nil
                }
                week.formUnion(days)
                column += part.unicodeScalars.count + 1
            }
        }
        if week.isEmpty { findings.error(.noValue("workweek"), at: node.mark) }
        return week.isEmpty ? nil : week
    }
}

extension Weekday {
    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `mon`, `Mon` or `mon..fri`; nil for anything else.
    fileprivate static func range(_ text: Substring) -> [Weekday]? {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { end in
            names.firstIndex(of: end.trimmingBlanks().lowercased()).map { $0 + 1 }
        }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
            first <= last
        else { return nil }
        return (first...last).compactMap(Weekday.init(rawValue:))
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> Substring {
        let head = drop { $0 == " " }
        return head[..<(head.lastIndex { $0 != " " }.map(head.index(after:)) ?? head.startIndex)]
    }
}

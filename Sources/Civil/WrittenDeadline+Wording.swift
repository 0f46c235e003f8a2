// What a written deadline means, in the words of the configuration and in those of its readers.

extension WrittenDeadline.Meaning {
    /// In the words of the configuration: `2026-12-31 17:00`, `each: month, least: 1`, `immediate`;
    /// what its grammar has no words for as `every: 2w, least: 1` and a calendar expression.
    package var notation: String {
        switch self {
        case .due(let date, let time): time.map { "\(date) \($0)" } ?? "\(date)"
        case .cadence(let cadence, let least, let most, let due):
            [
                cadence.map { "each: \($0.text)" }, "least: \(least)", most.map { "target: \($0)" },
                due.map { "due: \($0.normalized)" },
            ].compactMap(\.self).joined(separator: ", ")
        case .interval(let span, let least, let most, let time):
            [
                "every: \(span.normalized.dropFirst())", "least: \(least)",
                most.map { "target: \($0)" },
                time.map { "time: \($0)" },
            ].compactMap(\.self).joined(separator: ", ")
        case .days(let expression): DueRule(.expression(expression)).normalized
        case .category(let category): category.rawValue
        }
    }

    /// What the configuration can say that comes nearest; nil where it can say the same.
    package var near: Wording? {
        switch self {
        case .due, .cadence, .category: return nil
        case .days:
            return Wording(
                "one duty for each of these days", "每个日期各设一项任务")
        case .interval(let span, let least, _, _):
            let (cadence, count): (Cadence, Int) =
                if span.workingDays > 0 {
                    (.week, max(1, 5 / span.workingDays))
                } else if span.months > 0 {
                    span.months < 12 ? (.year, 12 / span.months) : (.year, 1)
                } else {
                    span.days < 7 ? (.week, 7 / span.days) : (.month, max(1, 30 / span.days))
                }
            let meaning = WrittenDeadline.Meaning.cadence(
                cadence, least: count * least, most: nil, due: nil)
            return Wording(notation: meaning.notation)
        }
    }

    /// For people: the Chinese in the words of the field, the notation in parentheses.
    package var wording: Wording {
        switch self {
        case .due:
            return Wording("due: \(notation)", notation)
        case .category(let category):
            return Wording(
                "class: \(notation)", "\(category.chinese)（class: \(notation)）")
        case .days:
            return Wording("on these days: \(notation)", "每逢 \(notation)")
        case .cadence(let cadence, let least, let most, _):
            return Wording(
                "cadence: \(notation)",
                "\(cadence.map { "每\($0.chinese)" } ?? "")\(times(least, most))（\(notation)）")
        case .interval(let span, let least, let most, _):
            return Wording(
                "cadence: \(notation)", "每\(span.chinese)\(times(least, most))（\(notation)）")
        }
    }

    private func times(_ least: Int, _ most: Int?) -> String {
        most.map { " \(least) 至 \($0) 次" } ?? "至少 \(least) 次"
    }
}

extension Cadence {
    fileprivate var chinese: String {
        switch self {
        case .week: "周"
        case .tenDays: "旬"
        case .month: "月"
        case .quarter: "季度"
        case .halfYear: "半年"
        case .year: "年"
        case .years(let count, _): " \(count) 年"
        }
    }
}

extension Span {
    /// A span that a text has counted: of one unit.
    fileprivate var chinese: String {
        switch kind {
        case .workingDays: workingDays == 1 ? "个工作日" : " \(workingDays) 个工作日"
        case .civil where months > 0: " \(months) 个月"
        case .civil: days == 1 ? "天" : days % 7 == 0 ? " \(days / 7) 周" : " \(days) 天"
        case .exact: normalized
        }
    }
}

// When a task is due: `2026-09-30`, `2026-09-30 17:00`, `start+3wd`, or as people write it.

import Civil
import DubanKernel

extension WorkingDays {
    /// A due date; one in words (`10月中旬前`) is read from the start of its task. Warns of one on
    /// a day off, or before the start.
    func due(
        _ node: SourceNode, start: Given<CivilDate>, _ findings: Findings
    ) -> AssignmentDue? {
        let due = readDue(node, start: start, findings)
        guard case .on(let date, _) = due else { return due }
        if let start = start.value, date < start {
            findings.warning(.dueBeforeStart(date, start), at: node.mark)
        }
        let calendar = rules.calendar
        let (last, next) = (calendar.previous(onOrBefore: date), calendar.next(onOrAfter: date))
        if last != date, !calendar.isProvisional(date) {
            findings.warning(.dueOnDayOff(date, last, next), at: node.mark)
        }
        return due
    }

    private func readDue(
        _ node: SourceNode, start: Given<CivilDate>, _ findings: Findings
    ) -> AssignmentDue? {
        guard let text = findings.text(node, .key("due")) else { return nil }
        if let due = AssignmentDue(text: text), case .on = due { return due }
        let words = text.split(separator: " ", maxSplits: 1)
        if words.count == 2, CivilDate(words[0]) != nil {
            findings.error(
                .notTime(.key("due"), words[1]),
                at: findings.place(words[0].unicodeScalars.count + 2, in: node))
            return nil
        }
        if text.hasPrefix("start") || text.hasPrefix("+") || text.hasPrefix("-") {
            return relativeDue(text, node, findings)
        }
        if findings.looksLikeDate(text), text.utf8.allSatisfy({ $0 < 0x80 }) {
            findings.error(.impossibleDate(text), at: node.mark)
            return nil
        }
        return writtenDue(text, node, start: start, findings)
    }

    /// A deadline in words, seen from the day on which the task began. What is in doubt is a
    /// warning.
    private func writtenDue(
        _ text: String, _ node: SourceNode, start: Given<CivilDate>, _ findings: Findings
    ) -> AssignmentDue? {
        if start.isUnknown { return nil }
        do {
            let deadline = try written(text, from: start.value ?? CivilDate(dayNumber: 0))
            guard case .due(let date, let time) = deadline.meaning else {
                findings.error(noDate(text, deadline.meaning), at: node.mark)
                return nil
            }
            // A text that names its whole date reads the same from any day and needs no start.
            let far = try? written(text, from: CivilDate(dayNumber: 40_000))
            if start.value == nil, far?.meaning != deadline.meaning {
                findings.error(.deadlineNeedsStart(text, deadline.leftOut), at: node.mark)
                return nil
            }
            let doubts = deadline.assumptions.filter(\.isDoubtful).map(\.wording)
            if !doubts.isEmpty {
                let assumed = Wording(
                    doubts.map(\.english).joined(separator: "; "),
                    doubts.map(\.chinese).joined(separator: "；"))
                let read = deadline.meaning.notation
                findings.warning(.deadlineAssumes(text, read, assumed), at: node.mark)
            }
            return .on(date, time)
        } catch {
            let needsStart = start.value == nil && error.reason.dependsOnReference
            let missing = Wording("the day that it is counted from", "起算日期")
            findings.error(
                needsStart ? .deadlineNeedsStart(text, missing) : .badDue(text, error.wording),
                at: error.column > 1 ? findings.place(error.column, in: node) : node.mark)
            return nil
        }
    }

    /// A text as the days and hours of the charter have it, written when the office opens.
    private func written(
        _ text: String, from reference: CivilDate
    ) throws(DeadlineFault) -> WrittenDeadline {
        try WrittenDeadline.read(
            text, reference: reference, at: rules.opens, closes: rules.closes,
            calendar: rules.calendar, tenDays: rules.tenDays)
    }

    private func noDate(_ text: String, _ meaning: WrittenDeadline.Meaning) -> Complaint {
        if case .category(let name) = meaning { return .deadlineIsClass(text, name.rawValue) }
        return .deadlineIsCadence(text, meaning.near ?? Wording(notation: meaning.notation))
    }

    /// The day of a period that is written as people write it, in the words of the charter; nil
    /// where it has none for it.
    func rule(of text: String, in cadence: Cadence) -> String? {
        // A Monday on which a week, a month and a year begin.
        guard let reference = CivilDate(year: 2001, month: 1, day: 1),
            let deadline = try? written(text, from: reference)
        else { return nil }
        switch deadline.meaning {
        case .cadence(let own, _, _, let due): return own == cadence ? due?.normalized : nil
        case .due(let date, let time):
            let isEnd =
                date == Period(cadence, containing: reference).last
                && text.contains { "底末".contains($0) }
            let day: String? =
                switch cadence {
                case .year: "\(padded(date.month, 2))-\(padded(date.day, 2))"
                case _ where isEnd: "last day"
                case .month where date.month == 1: "day \(date.day)"
                case .week where date.day <= 7: "day \(date.weekday.rawValue)"
                default: nil
                }
            return day.map { $0 + (time.map { " \($0)" } ?? "") }
        default: return nil
        }
    }

    private func relativeDue(
        _ text: String, _ node: SourceNode, _ findings: Findings
    ) -> AssignmentDue? {
        guard let anchor = findings.notation(node, .key("due"), Anchor.parse) else { return nil }
        guard anchor.base == .start else {
            findings.error(
                anchor.base == .due
                    ? .dueFromItself(text) : .badDue(text, DeadlineRefusal.unreadable.wording),
                at: node.mark)
            return nil
        }
        guard let span = anchor.offset, span.kind != .exact, !span.isNegative else {
            findings.error(.dueIsNoDate(text), at: node.mark)
            return nil
        }
        return .after(span)
    }
}

extension WrittenDeadline {
    /// What a date that is not whole takes from the day on which it was written.
    fileprivate var leftOut: Wording {
        for assumption in assumptions {
            switch assumption {
            case .year: return Wording("the year", "年份")
            case .month: return Wording("the month", "月份")
            case .week: return Wording("the week", "所在周")
            default: continue
            }
        }
        return Wording("the day that it is counted from", "起算日期")
    }
}

extension DeadlineRefusal {
    /// Whether another day of writing might make it readable.
    fileprivate var dependsOnReference: Bool {
        switch self {
        case .passed, .unknownHoliday, .hours: true
        default: false
        }
    }
}

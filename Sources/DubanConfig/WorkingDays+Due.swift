// When a task is due: `2026-09-30`, `2026-09-30 17:00`, `start+3wd`, or as people write it.

import Civil
import DubanKernel

extension WorkingDays {
    /// A due date; one in words (`10月中旬前`) is read from the start of its task.
    func due(
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

    /// A deadline in words, seen from the day on which the task began. What had to be assumed is a
    /// warning.
    private func writtenDue(
        _ text: String, _ node: SourceNode, start: Given<CivilDate>, _ findings: Findings
    ) -> AssignmentDue? {
        if start.isUnknown { return nil }
        let start = start.value
        func read(from reference: CivilDate) throws(DeadlineRefusal) -> WrittenDeadline {
            try WrittenDeadline.read(
                text, reference: reference, calendar: rules.calendar, tenDays: rules.tenDays)
        }
        do {
            // A text that names its whole date reads the same from any day and needs no start.
            let far = CivilDate(dayNumber: 40_000)
            let deadline = try read(from: start ?? CivilDate(dayNumber: 0))
            if start == nil, try read(from: far).meaning != deadline.meaning {
                findings.error(.deadlineNeedsStart(text), at: node.mark)
                return nil
            }
            guard case .due(let date, let time) = deadline.meaning else {
                if case .category(let name) = deadline.meaning {
                    findings.error(.deadlineIsClass(text, name.rawValue), at: node.mark)
                } else {
                    findings.error(.deadlineIsCadence(text), at: node.mark)
                }
                return nil
            }
            // Years without working days are warned of once for all tasks; that a task is overdue
            // is no mistake.
            let assumptions = deadline.assumptions.filter {
                switch $0 {
                case .provisional, .passed: false
                default: true
                }
            }
            if !assumptions.isEmpty {
                let assumed = Wording(
                    assumptions.map(\.wording.english).joined(separator: "; "),
                    assumptions.map(\.wording.chinese).joined(separator: "；"))
                findings.warning(.deadlineAssumes(text, date, assumed), at: node.mark)
            }
            return .on(date, time)
        } catch {
            let needsStart = start == nil && error != .unreadable
            findings.error(
                needsStart ? .deadlineNeedsStart(text) : badDue(text, error), at: node.mark)
            return nil
        }
    }

    private func badDue(_ text: String, _ refusal: DeadlineRefusal) -> Complaint {
        .badDue(text, refusal.wording)
    }

    private func relativeDue(
        _ text: String, _ node: SourceNode, _ findings: Findings
    ) -> AssignmentDue? {
        guard let anchor = findings.notation(node, .key("due"), Anchor.parse) else { return nil }
        guard anchor.base == .start else {
            findings.error(
                anchor.base == .due ? .dueFromItself(text) : badDue(text, .unreadable),
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

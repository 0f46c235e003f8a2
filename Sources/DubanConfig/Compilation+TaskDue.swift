// When a task is due, and where its milestones fall.

import Civil
import DubanKernel

extension Compilation {
    /// A due date: `2026-09-30`, `2026-09-30 17:00`, `start+3wd`, or as people write it (`10月中旬前`).
    func due(_ node: SourceNode, start: CivilDate?) -> AssignmentDue? {
        guard let text = text(node, .key("due")) else { return nil }
        let words = text.split(separator: " ", maxSplits: 1)
        if let date = words.first.flatMap({ CivilDate($0) }) {
            guard words.count == 2 else { return .on(date, nil) }
            guard let time = TimeOfDay(words[1]) else {
                findings.error(
                    .notTime(String(words[1]), .key("due")),
                    at: place(words[0].unicodeScalars.count + 2, in: node))
                return nil
            }
            return .on(date, time)
        }
        if text.hasPrefix("start") || text.hasPrefix("+") || text.hasPrefix("-") {
            return relativeDue(text, node)
        }
        if text.utf8.count == 10, text.utf8.split(separator: UInt8(ascii: "-")).count == 3,
            text.utf8.allSatisfy({ $0 < 0x80 })
        {
            findings.error(.impossibleDate(text), at: node.mark)
            return nil
        }
        return writtenDue(text, node, start: start)
    }

    /// A deadline in words, seen from the day on which the task began. What had to be assumed is a
    /// warning.
    private func writtenDue(
        _ text: String, _ node: SourceNode, start: CivilDate?
    ) -> AssignmentDue? {
        func read(from reference: CivilDate) throws(DeadlineRefusal) -> WrittenDeadline {
            try WrittenDeadline.read(
                text, reference: reference, calendar: days.calendar, tenDays: days.tenDays)
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
                findings.error(.deadlineIsNoDate(text, deadline.meaning), at: node.mark)
                return nil
            }
            let assumptions = deadline.assumptions.filter { !isSaidElsewhere($0) }
            if !assumptions.isEmpty {
                findings.warning(.deadlineAssumes(text, date, assumptions), at: node.mark)
            }
            return .on(date, time)
        } catch {
            let needsStart = start == nil && error != .unreadable
            findings.error(
                needsStart ? .deadlineNeedsStart(text) : .badDue(text, error), at: node.mark)
            return nil
        }
    }

    /// Years without working days are warned of once for all tasks; that a task is overdue is no
    /// mistake.
    private func isSaidElsewhere(_ assumption: DeadlineAssumption) -> Bool {
        switch assumption {
        case .provisional, .passed: true
        default: false
        }
    }

    private func relativeDue(_ text: String, _ node: SourceNode) -> AssignmentDue? {
        guard let anchor = notation(node, .key("due"), Anchor.parse) else { return nil }
        guard anchor.base == .start else {
            findings.error(
                anchor.base == .due ? .dueFromItself(text) : .badDue(text, .unreadable),
                at: node.mark)
            return nil
        }
        guard let span = anchor.offset, span.kind != .exact, !span.isNegative else {
            findings.error(.dueIsNoDate(text), at: node.mark)
            return nil
        }
        return .after(span)
    }

    /// Checks that all milestones of a task can be placed, and warns of those that fall outside it.
    func check(_ milestones: [PlacedMilestone], due: AssignmentDue, start: CivilDate?) {
        guard !milestones.isEmpty else { return }
        let faults = milestones.filter { !hasBase($0, among: milestones, due: due) }
        guard faults.isEmpty else { return }
        let calendar = days.calendar
        let end: CivilDate? =
            switch due {
            case .on(let date, _): date
            case .after(let span): start.map { span.date(from: $0, calendar: calendar) }
            case .reviewed: nil
            }
        let places = Dictionary(
            milestones.map { ($0.milestone.id, $0.mark) }, uniquingKeysWith: { first, _ in first })
        do {
            let someDay = CivilDate(dayNumber: 20_000)
            let dates = try Backplan.dates(
                due: end ?? someDay, start: start ?? someDay,
                milestones: milestones.map { ($0.milestone.id, $0.milestone.at) },
                calendar: calendar)
            let countsFromStart = milestones.contains { $0.milestone.at.base == .start }
            guard let end, start != nil || !countsFromStart else { return }
            for (id, date) in dates where date > end || start.map({ date < $0 }) ?? false {
                guard let mark = places[id] else { continue }
                findings.warning(
                    .milestoneOutside(id, date, start: start, due: end), at: mark)
            }
        } catch .cycle(let path) {
            guard let mark = path.first.flatMap({ places[$0] }) else { return }
            findings.error(.milestoneCycle(path), at: mark)
        } catch {
            preconditionFailure("milestones were checked for \(error)")
        }
    }

    /// Whether a milestone is one of a kind and counted from something that the task has. Complains
    /// if not.
    private func hasBase(
        _ placed: PlacedMilestone, among milestones: [PlacedMilestone], due: AssignmentDue
    ) -> Bool {
        let (id, at) = (placed.milestone.id, placed.milestone.at)
        if let first = milestones.first(where: { $0.milestone.id == id }), first.mark != placed.mark
        {
            findings.error(.milestoneTwice(id, findings.place(first.mark)), at: placed.mark)
            return false
        }
        if at.offset?.kind == .exact {
            findings.error(.milestoneIsInstant(id), at: placed.mark)
            return false
        }
        switch at.base {
        case .start: return true
        case .due:
            guard case .reviewed = due else { return true }
            findings.error(.milestoneWithoutDue(id), at: placed.mark)
        case .named(let name):
            if milestones.contains(where: { $0.milestone.id == name }) { return true }
            let others = milestones.map(\.milestone.id).filter { $0 != id }
            let near = EditDistance.nearest(to: name, among: others + ["start", "due"])
            findings.error(.milestoneFromNowhere(id, name, near: near), at: placed.mark)
        }
        return false
    }

    /// Notes a date in a year without published working days.
    func noteProvisional(_ due: AssignmentDue, count: Int, at mark: SourceMark) {
        guard case .on(let date, _) = due, days.calendar.isProvisional(date) else {
            return
        }
        provisional[date.year, default: (0, mark)].count += count
    }

    /// Warns once for each year whose working days are not published and in which tasks are due.
    func warnOfProvisionalYears() {
        guard !findings.mayHide("calendar") else { return }
        guard !days.calendar.knownYears.isEmpty else {
            findings.warning(.noWorkingDays, inFile: files.mainName)
            return
        }
        for (year, (count, first)) in provisional {
            findings.warning(.provisionalYear(year, count: count), at: first)
        }
    }
}

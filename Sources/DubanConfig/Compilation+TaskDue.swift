// When a task is due, and where its milestones fall.

import Civil
import DubanKernel

extension Compilation {
    /// A due date: `2026-09-30`, `2026-09-30 17:00`, `start+3wd`.
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
        } else {
            findings.error(.badDue(text), at: node.mark)
        }
        return nil
    }

    private func relativeDue(_ text: String, _ node: SourceNode) -> AssignmentDue? {
        guard let anchor = notation(node, .key("due"), Anchor.parse) else { return nil }
        guard anchor.base == .start else {
            findings.error(
                anchor.base == .due ? .dueFromItself(text) : .badDue(text), at: node.mark)
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
        let days = calendar.days.calendar
        func mark(of id: String) -> SourceMark {
            (milestones.last { $0.milestone.id == id } ?? milestones[0]).mark
        }
        if case .reviewed = due {
            for placed in milestones where placed.milestone.at.base == .due {
                findings.error(.milestoneWithoutDue(placed.milestone.id), at: placed.mark)
            }
        }
        let end: CivilDate? =
            switch due {
            case .on(let date, _): date
            case .after(let span): start.map { span.date(from: $0, calendar: days) }
            case .reviewed: nil
            }
        do {
            let someDay = CivilDate(dayNumber: 20_000)
            let dates = try Backplan.dates(
                due: end ?? someDay, start: start ?? someDay,
                milestones: milestones.map { ($0.milestone.id, $0.milestone.at) }, calendar: days)
            guard let end else { return }
            let needsStart = start == nil && milestones.contains { $0.milestone.at.base == .start }
            for (id, date) in dates
            where !needsStart && (date > end || start.map { date < $0 } ?? false) {
                findings.warning(
                    .milestoneOutside(id, date, start: start, due: end), at: mark(of: id))
            }
        } catch {
            switch error {
            case .unknown(let id, _), .ambiguous(let id), .exact(let id):
                findings.error(.milestoneFault(error), at: mark(of: id))
            case .cycle(let path):
                findings.error(.milestoneFault(error), at: mark(of: path.first ?? ""))
            }
        }
    }

    /// Notes a date in a year without published working days.
    func noteProvisional(_ due: AssignmentDue, count: Int, at mark: SourceMark) {
        guard case .on(let date, _) = due, calendar.days.calendar.isProvisional(date) else {
            return
        }
        provisional[date.year, default: (0, mark)].count += count
    }

    /// Warns once for each year whose working days are not published and in which tasks are due.
    func warnOfProvisionalYears() {
        guard !calendar.days.calendar.knownYears.isEmpty else {
            findings.warning(.noWorkingDays, at: files.mainMark)
            return
        }
        for (year, (count, first)) in provisional {
            findings.warning(.provisionalYear(year, count: count), at: first)
        }
    }
}

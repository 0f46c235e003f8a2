// The steps of a task or a class (节点), and where they fall.

import Civil
import DubanKernel

/// A milestone and the place to complain of.
struct PlacedMilestone {
    let milestone: Milestone
    let mark: SourceMark

    private static let keys = Keys("id at")
    /// The most milestones of a task or class.
    private static let countMax = 100

    /// All of a list; nil when one of them could not be read.
    static func read(_ node: SourceNode, _ symbols: Symbols) -> [PlacedMilestone]? {
        guard let nodes = symbols.findings.list(node, .key("milestones")) else { return nil }
        guard nodes.count <= countMax else {
            symbols.findings.error(.tooMany(.key("milestones"), countMax), at: node.mark)
            return nil
        }
        let milestones = nodes.compactMap { PlacedMilestone($0, symbols) }
        return milestones.count == nodes.count ? milestones : nil
    }

    private init?(_ node: SourceNode, _ symbols: Symbols) {
        let (findings, noun) = (symbols.findings, Wording("milestone", "节点"))
        guard
            let fields = Fields(
                node, Wording("a milestone", "节点"), PlacedMilestone.keys, findings)
        else { return nil }
        let idNode = fields.required("id")
        let id = idNode.flatMap { findings.text($0, .key("id")) }
        let at = fields.required("at").flatMap { findings.anchor($0, .key("at")) }
        guard let id, let idNode else { return nil }
        symbols.check(id, noun, at: idNode.mark)
        if (try? Anchor.parse(id)) != Anchor(.named(id)) {
            findings.error(.milestoneLooksLikeAnchor(id), at: idNode.mark)
            return nil
        }
        if ObligationKey.isReservedStep(id) {
            findings.warning(.milestoneIsReserved(id), at: idNode.mark)
        }
        guard let at else { return nil }
        milestone = Milestone(id: id, at: at)
        mark = fields.mark(of: "at")
    }

    /// Checks that all milestones of a task can be placed, and warns of those that fall outside it;
    /// false when that cannot be told.
    static func check(
        _ milestones: [PlacedMilestone], due: AssignmentDue, start: Given<CivilDate>,
        calendar: WorkingCalendar, _ findings: Findings
    ) -> Bool {
        guard !milestones.isEmpty else { return true }
        let faults = milestones.filter { !$0.hasBase(among: milestones, due: due, findings) }
        guard faults.isEmpty else { return false }
        if case .reviewed = due {
            findings.report(.warning, of: "milestones of a review", at: milestones[0].mark) {
                .milestonesOfReviewed
            }
        }
        let end: CivilDate? =
            switch due {
            case .on(let date, _): date
            case .after(let span): start.value.map { span.date(from: $0, calendar: calendar) }
            case .reviewed: nil
            }
        let places = Dictionary(
            milestones.map { ($0.milestone.id, $0.mark) }, uniquingKeysWith: { first, _ in first })
        do {
            let someDay = CivilDate(dayNumber: 20_000)
            let dates = try Backplan.dates(
                due: end ?? someDay, start: start.value ?? someDay,
                milestones: milestones.map { ($0.milestone.id, $0.milestone.at) },
                calendar: calendar)
            let countsFromStart = milestones.contains { $0.milestone.at.base == .start }
            guard let end, start.value != nil || !countsFromStart else { return true }
            for (id, date) in dates where date > end || start.value.map({ date < $0 }) ?? false {
                guard let mark = places[id] else { continue }
                let isEarly = start.value.map { date < $0 } ?? false
                findings.warning(
                    isEarly
                        ? .milestoneBeforeStart(id, date, start.value ?? date)
                        : .milestoneAfterDue(id, date, end), at: mark)
            }
        } catch .cycle(let path) {
            guard let mark = path.first.flatMap({ places[$0] }) else { return false }
            findings.error(.milestoneCycle(Findings.path(path)), at: mark)
        } catch {
            preconditionFailure("milestones were checked for \(error)")
        }
        return true
    }

    /// Whether it is one of a kind and counted from something that the task has. Complains if not.
    private func hasBase(
        among milestones: [PlacedMilestone], due: AssignmentDue, _ findings: Findings
    ) -> Bool {
        let (id, at) = (milestone.id, milestone.at)
        if let first = milestones.first(where: { $0.milestone.id == id }), first.mark != mark {
            findings.error(.milestoneTwice(id, findings.place(first.mark)), at: mark)
            return false
        }
        if at.offset?.kind == .exact {
            findings.error(.milestoneIsInstant(id), at: mark)
            return false
        }
        switch at.base {
        case .start: return true
        case .due:
            guard case .reviewed = due else { return true }
            findings.error(.milestoneWithoutDue(id), at: mark)
        case .named(let name):
            if milestones.contains(where: { $0.milestone.id == name }) { return true }
            let others = milestones.map(\.milestone.id).filter { $0 != id }
            let near = EditDistance.nearest(to: name, among: others + ["start", "due"])
            findings.report(.error, of: "base \(name) \(milestones[0].mark)", at: mark) {
                .milestoneFromNowhere(id, name, near: near)
            }
        }
        return false
    }
}

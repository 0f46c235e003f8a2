// The stage of recurring duties (常态化任务), whatever their class.

import Civil
import DubanKernel

struct Duties {
    /// The most submissions or sessions that a period may ask for.
    private static let leastMax = 10_000
    private static let pointsKeys = Keys("met extra late extra-most disqualify-after missed")

    /// The keys of every duty, and of its class.
    static func keys(of dutyClass: DutyClass) -> Keys {
        Keys(
            "name for each start least target opens due off-day late-until ladder since until "
                + "office accept" + (dutyClass.hasEvidence ? " evidence" : "")
                + (dutyClass.isHeld ? " counts" : ""),
            idle: "points", later: "restart")
    }

    private(set) var byID: [DutyID: Duty] = [:]
    private(set) var uses: LadderUses

    private let organisation: Organisation
    private let ladders: Ladders
    private var findings: Findings { organisation.findings }

    init(_ organisation: Organisation, _ ladders: Ladders) {
        uses = LadderUses(organisation.roles)
        (self.organisation, self.ladders) = (organisation, ladders)
        for (section, dutyClass) in zip(Section.duties, DutyClass.all) {
            for definition in organisation.symbols.checked(section) {
                guard let fields = organisation.symbols.fields(of: definition, in: section)
                else { continue }
                read(definition, fields, dutyClass)
            }
        }
    }

    private mutating func read(
        _ definition: Definition, _ fields: Fields, _ dutyClass: DutyClass
    ) {
        let name = fields.text("name") ?? definition.id
        let bearers = fields.required("for").flatMap(organisation.sets.bearers)
        let cadence = cadence(fields)
        let (least, target) = amounts(fields)
        let due = fields.required("due").flatMap { rule($0, in: cadence) }
        let opens = fields.notation("opens", DueRule.parse)
        let lateUntil = fields.notation("late-until", DueRule.parse)
        let offDay: OffDay = fields.choice("off-day") ?? .next
        let ladder = fields.required("ladder").flatMap(ladders.ladder)
        if let points = fields["points"] { checkPoints(points) }
        let (since, until) = fields.span()
        let office =
            fields["office"].flatMap { organisation.tree.unit($0, .key("office")) }
            ?? organisation.office
        let evidence = evidence(fields)
        let counts: Counting = fields.choice("counts") ?? (dutyClass.isHeld ? .held : .recorded)
        if let cadence, let due {
            checkOrder(of: fields, in: cadence, due: due, opens: opens, lateUntil: lateUntil)
        }
        guard let bearers, let cadence, let due, let ladder, let office else { return }
        uses.add(
            ladder, of: fields.noun, bearers: bearers, office: office, in: organisation.tree,
            at: fields.mark(of: "ladder"))
        let id = DutyID(definition.id)
        byID[id] = Duty(
            id: id, name: name, kind: dutyClass.kind, evidence: evidence, bearers: bearers,
            cadence: cadence,
            least: least, target: target, opens: opens, due: due, offDay: offDay,
            lateUntil: lateUntil, ladder: ladder, since: since, until: until, office: office,
            origin: findings.origin(definition.mark), counts: counts)
    }

    private func cadence(_ fields: Fields) -> Cadence? {
        let each = fields.required("each")
        let start = fields.given("start") { findings.date($0, .key("start")) }
        guard let each, !start.isUnknown else { return nil }
        let cadence = findings.notation(each, .key("each")) { text throws(NotationError) in
            try Cadence.parse(text, start: start.value)
        }
        if let cadence, let place = fields.pair("start")?.keyMark {
            if case .years = cadence { return cadence }
            findings.warning(.startOfCalendarPeriod(cadence.text), at: place)
        }
        return cadence
    }

    private func rule(_ node: SourceNode, in cadence: Cadence?) -> DueRule? {
        if let cadence, case .scalar(let text, _) = node.content, (try? DueRule.parse(text)) == nil,
            let rule = organisation.days.rule(of: text, in: cadence)
        {
            findings.error(.writtenRule(text, rule), at: node.mark)
            return nil
        }
        return findings.notation(node, .key("due"), DueRule.parse)
    }

    private func amounts(_ fields: Fields) -> (least: Int, target: Int) {
        let range = 1...Duties.leastMax
        let least = fields.integer("least", in: range) ?? 1
        guard let target = fields.integer("target", in: range) else { return (least, least) }
        if target < least {
            findings.error(.targetBelowLeast(target, least), at: fields.mark(of: "target"))
        }
        return (least, max(least, target))
    }

    /// What each submission must name.
    private func evidence(_ fields: Fields) -> [String] {
        guard let node = fields["evidence"] else { return [] }
        if node.oneOrMany.isEmpty { findings.error(.noValue(.key("evidence")), at: node.mark) }
        var seen: Set<String> = []
        return node.oneOrMany.compactMap { node in
            guard let name = findings.items(node, .key("evidence")).first else { return nil }
            if seen.insert(name).inserted { return name }
            findings.error(.twiceInList(.key("evidence"), name), at: node.mark)
            return nil
        }
    }

    /// `opens` ≤ `due` ≤ `late-until`, tried on one period: the rules shift together in all others.
    private func checkOrder(
        of fields: Fields, in cadence: Cadence, due: DueRule, opens: DueRule?, lateUntil: DueRule?
    ) {
        guard let sample = CivilDate(year: 2026, month: 1, day: 15) else { return }
        let period = Period(cadence, containing: sample)
        func date(_ rule: DueRule?) -> CivilDate? {
            rule?.date(in: period, calendar: organisation.days.rules.calendar)?.date
        }
        guard let end = date(due) else { return }
        if let opening = date(opens), end < opening {
            findings.error(
                .opensAfterDue(opening, end, period.label), at: fields.mark(of: "opens"))
        }
        if let last = date(lateUntil), last < end {
            findings.error(
                .lateUntilBeforeDue(last, end, period.label),
                at: fields.mark(of: "late-until"))
        }
    }

    /// Points come later; what is written about them is checked, so that it stays right.
    private func checkPoints(_ node: SourceNode) {
        guard let fields = Fields(node, .key("points"), Duties.pointsKeys, findings) else { return }
        for key in ["met", "extra", "late", "missed"] {
            for node in fields[key]?.oneOrMany ?? [] {
                guard let text = findings.text(node, .key(key)), Double(text) == nil else {
                    continue
                }
                findings.error(.notNumber(.key(key), text), at: node.mark)
            }
        }
        for key in ["extra-most", "disqualify-after"] {
            _ = fields.integer(key, in: 0...Duties.leastMax)
        }
    }
}

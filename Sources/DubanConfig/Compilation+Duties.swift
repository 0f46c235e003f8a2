// Recurring duties (常态化任务): quotas and sessions.

import Civil
import DubanKernel

extension Compilation {
    /// The most submissions or sessions that a period may ask for.
    private static let leastMax = 10_000
    private static let dutyKeys = [
        "name", "for", "each", "start", "least", "target", "opens", "due", "off-day", "late-until",
        "ladder", "points", "since", "until", "office",
    ]

    /// All quotas and sessions.
    func readDuties() {
        for definition in sections["quotas"] ?? [] {
            readDuty(
                definition, Wording("quota", "报送任务"), keys: Compilation.dutyKeys
            ) { _ in .quota }
        }
        for definition in sections["sessions"] ?? [] {
            readDuty(
                definition, Wording("session", "会议任务"), keys: Compilation.dutyKeys + ["evidence"]
            ) { fields in
                .session(evidence: fields["evidence"].map { self.evidence($0) } ?? [])
            }
        }
    }

    private func readDuty(
        _ definition: Definition, _ kind: Wording, keys: [String], form: (Fields) -> DutyForm
    ) {
        let noun = kind.named(definition.id)
        checkName(definition.id, kind, also: ":", at: definition.mark)
        guard
            let fields = fields(
                definition.node, noun, keys: keys, later: ["restart"], at: definition.mark)
        else { return }
        let name = fields["name"].flatMap { text($0, .key("name")) } ?? definition.id
        let bearers = required("for", in: fields).map(bearers)
        let cadence = cadence(fields)
        let (least, target) = amounts(fields)
        let due = required("due", in: fields).flatMap { dueRule($0, "due") }
        let opens = fields["opens"].flatMap { dueRule($0, "opens") }
        let lateUntil = fields["late-until"].flatMap { dueRule($0, "late-until") }
        let offDay = fields["off-day"].flatMap(offDay) ?? OffDay.next
        let ladder = required("ladder", in: fields).flatMap(ladder)
        if let points = fields["points"] { checkPoints(points) }
        let (since, until) = span(fields)
        let office = fields["office"].flatMap { unit($0, .key("office")) } ?? office
        let form = form(fields)
        if let cadence, let due {
            checkOrder(of: fields, in: cadence, due: due, opens: opens, lateUntil: lateUntil)
        }
        guard let bearers, let cadence, let due, let ladder, let office else { return }
        check(
            ladder, of: noun, bearers: bearers, office: office,
            at: fields["ladder"]?.mark ?? fields.mark)
        let id = DutyID(definition.id)
        duties[id] = Duty(
            id: id, name: name, form: form, bearers: bearers, cadence: cadence, least: least,
            target: target, opens: opens, due: due, offDay: offDay, lateUntil: lateUntil,
            ladder: ladder, since: since, until: until, office: office,
            origin: findings.origin(definition.mark))
    }

    private func cadence(_ fields: Fields) -> Cadence? {
        guard let node = required("each", in: fields) else { return nil }
        let start = fields["start"].flatMap { date($0, .key("start")) }
        if fields.has("start"), start == nil { return nil }
        return notation(node, .key("each")) { text throws(NotationError) in
            try Cadence.parse(text, start: start)
        }
    }

    private func amounts(_ fields: Fields) -> (least: Int, target: Int) {
        let range = 1...Compilation.leastMax
        let least = fields["least"].flatMap { integer($0, .key("least"), in: range) } ?? 1
        guard let node = fields["target"], let target = integer(node, .key("target"), in: range)
        else { return (least, least) }
        if target < least { findings.error(.targetBelowLeast(target, least), at: node.mark) }
        return (least, max(least, target))
    }

    private func dueRule(_ node: SourceNode, _ key: String) -> DueRule? {
        notation(node, .key(key), DueRule.parse)
    }

    /// What becomes of a due date on a day off.
    private func offDay(_ node: SourceNode) -> OffDay? {
        choice(
            node, .key("off-day"),
            Dictionary(uniqueKeysWithValues: OffDay.allCases.map { ($0.rawValue, $0) }))
    }

    private func span(_ fields: Fields) -> (since: CivilDate?, until: CivilDate?) {
        let since = fields["since"].flatMap { date($0, .key("since")) }
        let until = fields["until"].flatMap { date($0, .key("until")) }
        checkOrder(since, until, at: fields["until"]?.mark ?? fields.mark)
        return (since, until)
    }

    private func evidence(_ node: SourceNode) -> [String] {
        var seen: Set<String> = []
        if node.oneOrMany.isEmpty { findings.error(.noValue("evidence"), at: node.mark) }
        return node.oneOrMany.compactMap { node in
            guard let name = text(node, .key("evidence")) else { return nil }
            if seen.insert(name).inserted { return name }
            findings.error(.twiceInList(name, .key("evidence")), at: node.mark)
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
            rule?.date(in: period, calendar: days.calendar)?.date
        }
        guard let end = date(due) else { return }
        if let opening = date(opens), end < opening, let mark = fields["opens"]?.mark {
            findings.error(.opensAfterDue(opening, due: end, period.label), at: mark)
        }
        if let last = date(lateUntil), last < end, let mark = fields["late-until"]?.mark {
            findings.error(.lateUntilBeforeDue(last, due: end, period.label), at: mark)
        }
    }

    /// Points come later; what is written about them is checked, so that it stays right.
    private func checkPoints(_ node: SourceNode) {
        let noun = Wording("“points”", "“points”")
        let numbers = ["met", "extra", "late"]
        let counts = ["extra-most", "disqualify-after"]
        guard let fields = fields(node, noun, keys: numbers + counts + ["missed"]) else { return }
        for key in numbers + ["missed"] {
            for node in fields[key]?.oneOrMany ?? [] {
                guard let text = text(node, .key(key)), Double(text) == nil else { continue }
                findings.error(.notNumber(text, .key(key)), at: node.mark)
            }
        }
        for key in counts {
            if let node = fields[key] { _ = integer(node, .key(key), in: 0...Compilation.leastMax) }
        }
    }
}

// The stage of tasks (督办事项) as YAML declares them: each text checked, and nothing that decides by
// itself. One that is for a set becomes one declaration per unit.

import Civil
import DubanKernel

struct Tasks {
    static let keys = Keys(
        "scheme class category source sources name problem cause goal hard quantity measure "
            + "measures "
            + "lead for assist owner leader due start milestones ladder basis office links "
            + "cancelled basis-of-change accept")
    private static let quantityKeys = Keys("target of")
    /// Tasks after those for sets are spread.
    private static let countMax = 1_000_000

    private(set) var declarations: [AssignmentID: Declaration] = [:]
    /// What ladders are used for, also by duties.
    private(set) var uses: LadderUses
    /// Dates in years without published working days: how many, and the first.
    private(set) var provisional: [Int: (count: Int, first: SourceMark)] = [:]

    private let organisation: Organisation
    private let ladders: Ladders
    private let schemes: Schemes
    private var findings: Findings { organisation.findings }
    private var symbols: Symbols { organisation.symbols }

    init(
        _ organisation: Organisation, _ ladders: Ladders, _ schemes: Schemes,
        beside duties: LadderUses
    ) {
        (self.organisation, self.ladders, self.schemes) = (organisation, ladders, schemes)
        uses = duties
        for definition in symbols.checked(.tasks) {
            guard let fields = symbols.fields(of: definition, in: .tasks) else { continue }
            read(definition, fields)
        }
    }

    /// What every unit's copy of a task has in common, and what its ladder is held against.
    private struct Parts {
        var texts: Particulars
        let measures: [Declaration.Measure]
        let owner: PostID
        let due: AssignmentDue
        let ladder: Ladder
        let office: UnitID
        /// The names that rungs may count from; nil where they are unknown.
        let steps: Set<String>?
    }

    private mutating func read(_ definition: Definition, _ fields: Fields) {
        let leads = leads(fields)
        let assistants =
            fields["assist"].map { organisation.tree.units($0, .key("assist")) } ?? []
        guard var parts = parts(fields), let leads else { return }
        parts.texts.set(.assist, to: assistants.map(\.text))
        noteProvisional(parts.due, count: leads.count, at: fields["due"]?.mark ?? definition.mark)
        for lead in leads {
            if assistants.contains(lead) {
                findings.error(.leadAssists(lead.text), at: fields.mark(of: "assist"))
            }
            uses.add(
                parts.ladder, of: fields.noun, lead: lead, owner: parts.owner,
                hasLeader: fields.mayHave("leader"), steps: parts.steps, office: parts.office,
                in: organisation.tree, at: fields.mark(of: "ladder"))
            guard declarations.count < Tasks.countMax else {
                findings.error(.tooManyTasks(Tasks.countMax), at: definition.mark)
                return
            }
            let id = AssignmentID(
                fields.has("for") ? "\(definition.id)@\(lead)" : definition.id)
            parts.texts[.lead] = lead.text
            declarations[id] = Declaration(
                id: id, fields: parts.texts, measures: parts.measures,
                origin: findings.origin(definition.mark))
        }
    }

    /// What a task must have (R2: problem, measure, due, owner); nil when something is missing.
    private func parts(_ fields: Fields) -> Parts? {
        let scheme = schemes.scheme(of: fields)
        let taskClass = schemes.taskClass(of: fields, in: scheme)
        var texts = texts(fields, scheme)
        let measures = Measures.read(fields)
        let owner = fields.required("owner").flatMap { symbols.reference($0, to: .posts) }
        let start = fields.given("start") { findings.date($0, .key("start")) }
        let due = due(fields, taskClass, start: start)
        let ownOffice = fields["office"].flatMap { organisation.tree.unit($0, .key("office")) }
        let office = ownOffice ?? scheme.value?.office ?? organisation.office
        let own = fields.given("milestones") { PlacedMilestone.read($0, symbols) }
        let ladder = fields.given("ladder", ladders.ladder)
            .or(taskClass.flatMap(\.ladder)).or(scheme.flatMap(\.ladder))
        if case .absent = ladder { findings.error(.noLadder(fields.noun), at: fields.mark) }
        guard texts[.problem] != nil, let measures, let owner, let due, let office,
            let ladder = ladder.value
        else { return nil }
        let milestones = milestones(own, taskClass)
        let isPlaced =
            milestones.map {
                PlacedMilestone.check(
                    $0, due: due, start: start, calendar: organisation.days.rules.calendar,
                    findings)
            } ?? false
        texts[.owner] = owner
        texts[.office] = ownOffice?.text
        texts[.start] = start.value?.description
        texts[.due] = fields.has("due") ? due.text : nil
        texts.set(.milestones, to: (own.value ?? []).map(\.milestone.text))
        return Parts(
            texts: texts, measures: measures, owner: PostID(owner), due: due, ladder: ladder,
            office: office, steps: isPlaced ? Set((milestones ?? []).map(\.milestone.id)) : nil)
    }

    /// What is said of a task and decides nothing, and the names of what decides.
    private func texts(_ fields: Fields, _ scheme: Given<SchemeReading>) -> Particulars {
        var texts = Particulars()
        for field: TaskField in [
            .displayName, .cause, .goal, .basis, .cancelled, .changeBasis,
        ] {
            texts[field] = fields.text(field.name)
        }
        for field: TaskField in [.scheme, .className, .ladder] {
            texts[field] = fields.word(field.name)
        }
        texts[.problem] = fields.requiredText("problem")
        texts[.category] = schemes.category(of: fields, in: scheme)
        texts[.leader] = fields["leader"].flatMap { symbols.reference($0, to: .people) }
        texts[.hard] = fields.flag("hard") ?? false ? "yes" : nil
        texts[.quantity] = fields["quantity"].flatMap(quantity)
        texts.set(.links, to: fields.items("links"))
        fields.exclude("source", "sources")
        texts.set(.sources, to: fields.texts(fields.has("source") ? "source" : "sources"))
        return texts
    }

    /// `{ target: 4, of: 次 }`, in the register `4 次`.
    private func quantity(_ node: SourceNode) -> String? {
        guard let fields = Fields(node, .key("quantity"), Tasks.quantityKeys, findings) else {
            return nil
        }
        let target = fields.required("target").flatMap {
            findings.integer($0, .key("target"), in: 1...1_000_000_000)
        }
        guard let unit = fields.requiredText("of"), let target else { return nil }
        return "\(target) \(unit)"
    }

    /// A task's own milestones, and those of its class whose names it does not take; nil where
    /// some could not be read.
    private func milestones(
        _ own: Given<[PlacedMilestone]>, _ taskClass: Given<ClassReading>
    ) -> [PlacedMilestone]? {
        let inherited = taskClass.flatMap(\.milestones)
        if own.isUnknown || inherited.isUnknown { return nil }
        let names = Set((own.value ?? []).map(\.milestone.id))
        return (inherited.value ?? []).filter { !names.contains($0.milestone.id) }
            + (own.value ?? [])
    }

    private func due(
        _ fields: Fields, _ taskClass: Given<ClassReading>, start: Given<CivilDate>
    ) -> AssignmentDue? {
        if let node = fields["due"], taskClass.value?.isReviewed == true {
            findings.error(.dueOfReviewed(fields.word("class") ?? ""), at: node.mark)
            return nil
        }
        let due = fields.given("due") { organisation.days.due($0, start: start, findings) }
            .or(taskClass.flatMap(\.due))
        if case .absent = due { findings.error(.noDue(fields.noun), at: fields.mark) }
        return due.value
    }

    /// The units that lead: one, or every unit of a set.
    private func leads(_ fields: Fields) -> [UnitID]? {
        switch (fields["lead"], fields["for"]) {
        case (let lead?, nil):
            if case .sequence = lead.content {
                findings.error(.severalLeads, at: lead.mark)
                return nil
            }
            return organisation.tree.unit(lead, .key("lead")).map { [$0] }
        case (nil, let set?):
            return organisation.sets.bearers(set)?.map { bearer in
                if case .holders(let unit, _) = bearer {
                    findings.error(.setOfHolders(fields.word("for") ?? unit.text), at: set.mark)
                }
                return bearer.unit
            }
        case (_?, _?): fields.exclude("lead", "for")
        case (nil, nil):
            if !fields.mayHave("lead"), !fields.mayHave("for") {
                findings.error(.neitherKey(fields.noun, "lead", "for"), at: fields.mark)
            }
        }
        return nil
    }

    /// Notes a date in a year without published working days.
    private mutating func noteProvisional(_ due: AssignmentDue, count: Int, at mark: SourceMark) {
        guard count > 0, case .on(let date, _) = due,
            organisation.days.rules.calendar.isProvisional(date)
        else { return }
        provisional[date.year, default: (0, mark)].count += count
    }
}

/// The measures of a task (整改措施): a text, or several with numbers that are given once and for
/// ever.
private enum Measures {
    /// What stands beside a measure comes with its life of its own.
    private static let keys = Keys("no what", idle: "horizon kind due owner")
    private static let numberMax = 10_000

    /// `measure:` or `measures:`, which a task must have; nil when they cannot be read.
    static func read(_ fields: Fields) -> [Declaration.Measure]? {
        fields.exclude("measure", "measures")
        guard let node = fields["measure"] ?? fields["measures"] else {
            if !fields.mayHave("measure"), !fields.mayHave("measures") {
                fields.findings.error(.missing(fields.noun, "measure"), at: fields.mark)
            }
            return nil
        }
        let nodes = node.oneOrMany
        if nodes.isEmpty { fields.findings.error(.noValue(.key("measure")), at: node.mark) }
        var numbers: Set<Int> = []
        return nodes.compactMap { node in
            guard let measure = measure(node, fields.findings) else { return nil }
            if let number = measure.number, !numbers.insert(number).inserted {
                fields.findings.error(.twiceInList(.key("measures"), number), at: node.mark)
            }
            return measure
        }
    }

    private static func measure(
        _ node: SourceNode, _ findings: Findings
    ) -> Declaration.Measure? {
        guard case .mapping = node.content else {
            return findings.text(node, .key("measure")).map { Declaration.Measure(what: $0) }
        }
        let noun = Wording("a measure", "整改措施")
        guard let fields = Fields(node, noun, keys, findings) else { return nil }
        let number = fields.integer("no", in: 1...numberMax)
        return fields.requiredText("what").map { Declaration.Measure(number: number, what: $0) }
    }
}

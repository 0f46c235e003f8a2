// Tasks (督办事项). One that is for a set becomes one task per unit.

import Civil
import DubanKernel

extension Compilation {
    /// Tasks after those for sets are spread.
    private static let assignmentsMax = 1_000_000
    private static let taskKeys = [
        "scheme", "class", "category", "source", "sources", "problem", "measure", "measures",
        "lead", "for", "assist", "owner", "leader", "due", "start", "milestones", "ladder",
        "basis", "office",
    ]

    /// What every unit's copy of a task has in common.
    private struct TaskParts {
        let problem: String
        let measures: [String]
        let owner: PostID
        let due: AssignmentDue
        let ladder: Ladder
        let office: UnitID
        let milestones: [PlacedMilestone]
        let own: Particulars
    }

    /// All tasks.
    func readTasks() {
        for definition in sections["tasks"] ?? [] {
            let kind = Wording("task", "事项")
            checkName(definition.id, kind, also: ":", at: definition.mark)
            let noun = kind.named(definition.id)
            guard
                let fields = fields(
                    definition.node, noun, keys: Compilation.taskKeys, at: definition.mark)
            else { continue }
            readTask(definition, fields)
        }
    }

    private func readTask(_ definition: Definition, _ fields: Fields) {
        let scheme = fields["scheme"].flatMap { reference($0, .scheme, to: "schemes") }
            .flatMap { schemes[$0] }
        let taskClass = taskClass(fields, scheme)
        let leads = leads(fields)
        let assisting = fields["assist"].map { units($0, .key("assist")) } ?? []
        let leader = fields["leader"].flatMap { reference($0, .person, to: "people") }
        let start = fields["start"].flatMap { date($0, .key("start")) }
        let sources = oneOf("source", "sources", fields) ?? []
        let category = category(fields, scheme)
        guard let parts = parts(fields, scheme, taskClass, start: start), let leads else { return }
        check(parts.milestones, due: parts.due, start: start)
        noteProvisional(
            parts.due, count: leads.count, at: fields["due"]?.mark ?? definition.mark)
        let steps = Set(parts.milestones.map(\.milestone.id))
        let assistants = Set(assisting)
        for lead in leads {
            if assistants.contains(lead) {
                findings.error(.leadAssists(lead.text), at: fields["assist"]?.mark ?? fields.mark)
            }
            check(
                parts.ladder, of: fields.noun, lead: lead, owner: parts.owner,
                hasLeader: leader != nil, steps: steps, office: parts.office,
                at: fields["ladder"]?.mark ?? fields.mark)
            guard declarations.count < Compilation.assignmentsMax else {
                findings.error(
                    .tooManyTasks(most: Compilation.assignmentsMax), at: definition.mark)
                return
            }
            let id = AssignmentID(
                fields.has("for") ? "\(definition.id)@\(lead)" : definition.id)
            var particulars = parts.own
            particulars[.lead] = lead.text
            particulars.set(.assist, to: assisting.map(\.text))
            particulars[.leader] = leader
            particulars[.start] = start?.description
            particulars.set(.sources, to: sources)
            particulars[.category] = category
            declarations[id] = Declaration(
                id: id, fields: particulars, measures: parts.measures.map { .init(what: $0) },
                origin: findings.origin(definition.mark))
        }
    }

    /// What a task must have (R2: problem, measure, due, owner); nil when something is missing.
    private func parts(
        _ fields: Fields, _ scheme: Scheme?, _ taskClass: TaskClass?, start: CivilDate?
    ) -> TaskParts? {
        let problem = required("problem", in: fields).flatMap { text($0, .key("problem")) }
        let measures = oneOf("measure", "measures", fields)
        if measures == nil { findings.error(.missing("measure", fields.noun), at: fields.mark) }
        let owner = required("owner", in: fields).flatMap { reference($0, .post, to: "posts") }
        let due = due(fields, scheme, taskClass, start: start)
        let office =
            fields["office"].flatMap { unit($0, .key("office")) } ?? scheme?.office ?? office
        let own = fields["milestones"].map(milestones) ?? []
        let ownIDs = Set(own.map(\.milestone.id))
        // A task's own milestone replaces the one of its class that has the same name.
        let inherited = (taskClass?.milestones ?? []).filter { !ownIDs.contains($0.milestone.id) }
        let ladder =
            fields.has("ladder")
            ? fields["ladder"].flatMap(ladder) : taskClass?.ladder ?? scheme?.ladder
        if ladder == nil, !fields.has("ladder"), !fields.has("scheme") || scheme != nil {
            findings.error(.noLadder(fields.noun), at: fields.mark)
        }
        guard let problem, let measures, let owner, let due, let ladder, let office else {
            return nil
        }
        return TaskParts(
            problem: problem, measures: measures, owner: PostID(owner), due: due, ladder: ladder,
            office: office, milestones: inherited + own,
            own: particulars(fields, problem: problem, owner: owner, due: due, own))
    }

    /// What the task says itself, in the register's texts.
    private func particulars(
        _ fields: Fields, problem: String, owner: String, due: AssignmentDue,
        _ milestones: [PlacedMilestone]
    ) -> Particulars {
        var own = Particulars()
        for field: TaskField in [.scheme, .className, .ladder, .basis] {
            own[field] = fields[field.name].flatMap(plainText)
        }
        own[.office] = fields["office"].flatMap { unit($0, .key("office"))?.text }
        own[.problem] = problem
        own[.owner] = owner
        own[.due] = fields.has("due") ? due.text : nil
        own.set(.milestones, to: milestones.map(\.milestone.text))
        return own
    }

    private func due(
        _ fields: Fields, _ scheme: Scheme?, _ taskClass: TaskClass?, start: CivilDate?
    ) -> AssignmentDue? {
        if let node = fields["due"] {
            if taskClass?.isReviewed == true {
                let name = fields["class"].flatMap(plainText) ?? ""
                findings.error(.dueOfReviewed(name), at: node.mark)
                return nil
            }
            return due(node, start: start)
        }
        if let due = taskClass?.due { return due }
        // Where the class is unknown or broken, that was said already.
        let isClassKnown = !fields.has("class") || taskClass != nil
        if !fields.has("due"), isClassKnown {
            findings.error(.noDue(fields.noun), at: fields.mark)
        }
        return nil
    }

    private func taskClass(_ fields: Fields, _ scheme: Scheme?) -> TaskClass? {
        guard let node = fields["class"], let name = text(node, .key("class")) else { return nil }
        guard let scheme else {
            if !fields.has("scheme") { findings.error(.classWithoutScheme(name), at: node.mark) }
            return nil
        }
        if let taskClass = scheme.classes[name] { return taskClass }
        if !scheme.brokenClasses.contains(name) {
            complain(of: name, Wording("class", "类别"), scheme, scheme.classes.keys, at: node.mark)
        }
        return nil
    }

    private func category(_ fields: Fields, _ scheme: Scheme?) -> String? {
        guard let node = fields["category"], let name = text(node, .key("category")) else {
            return nil
        }
        if let scheme, !scheme.categories.isEmpty, !scheme.categories.contains(name) {
            complain(
                of: name, Wording("category", "分类"), scheme, scheme.categories, at: node.mark)
        }
        return name
    }

    private func complain(
        of name: String, _ noun: Wording, _ scheme: Scheme, _ known: some Collection<String>,
        at mark: SourceMark
    ) {
        let near = EditDistance.nearest(to: name, among: known)
        findings.error(
            .unknownIn(name, noun, scheme.name, near: near, known: Array(known)), at: mark)
    }

    /// The units that lead: one, or every unit of a set.
    private func leads(_ fields: Fields) -> [UnitID]? {
        switch (fields["lead"], fields["for"]) {
        case (let lead?, nil): return unit(lead, .key("lead")).map { [$0] }
        case (nil, let set?):
            return bearers(set).map { bearer in
                if case .holders(let unit, _) = bearer {
                    findings.error(.setOfHolders(plainText(set) ?? unit.text), at: set.mark)
                }
                return bearer.unit
            }
        case (_?, _?):
            findings.error(.bothKeys("lead", "for", fields.noun), at: fields.mark)
        case (nil, nil):
            if !fields.has("lead"), !fields.has("for") {
                findings.error(.neitherKey("lead", "for", fields.noun), at: fields.mark)
            }
        }
        return nil
    }

    /// Texts under a key that has a plural; nil when neither is there.
    private func oneOf(_ key: String, _ plural: String, _ fields: Fields) -> [String]? {
        if fields.has(key), fields.has(plural) {
            findings.error(.bothKeys(key, plural, fields.noun), at: fields.mark)
        }
        guard fields.has(key) || fields.has(plural) else { return nil }
        return (fields[key] ?? fields[plural]).map { texts($0, .key(key)) } ?? []
    }

    private func plainText(_ node: SourceNode) -> String? {
        if case .scalar(let text, _) = node.content { text } else { nil }
    }
}

// A registered task as evaluation takes it: its own words, and what its scheme, class and ladder
// say in the charter now.

import Civil

extension RegisteredAssignment {
    /// A charter without what an open task names is refused; a closed one is shown without its
    /// ladder. Nil when nothing says any more when it is due.
    package func assignment(in charter: Charter) -> Assignment? {
        let scheme = particulars[.scheme].flatMap { charter.schemes[$0] }
        let taskClass = particulars[.className].flatMap { scheme?.classes[$0] }
        let origin = charter.declarations[id]?.origin ?? Origin(ledgerEntry: revision)
        let ladder =
            particulars[.ladder].map { charter.ladders[$0] }
            ?? taskClass?.ladder ?? scheme?.ladder
        guard let due = due(in: taskClass), let lead = particulars[.lead] else {
            return nil
        }
        let own = particulars.list(.milestones).compactMap(Milestone.init(text:))
        let ownIDs = Set(own.map(\.id))
        // A task's own milestone replaces the one of its class that has the same name.
        let inherited = (taskClass?.milestones ?? []).filter { !ownIDs.contains($0.id) }
        let office = particulars[.office].map { UnitID($0) } ?? scheme?.office ?? charter.office
        return Assignment(
            id: id, problem: particulars[.problem] ?? id.text, lead: UnitID(lead),
            owner: PostID(particulars[.owner] ?? ""),
            leader: particulars[.leader].map { PersonID($0) }, due: due,
            start: particulars[.start].flatMap { CivilDate($0) },
            milestones: inherited + own, ladder: ladder ?? .none, office: office, origin: origin)
    }

    private func due(in taskClass: TaskClass?) -> AssignmentDue? {
        if let taskClass, taskClass.isReviewed { return taskClass.due }
        return particulars[.due].flatMap { AssignmentDue(text: $0) }
    }

    /// What the task names and the charter does not have: each as `kind name`.
    func missing(in charter: Charter) -> [MissingReference] {
        var missing: [MissingReference] = []
        func require(_ kind: MissingReference.Kind, _ name: String?, _ isThere: (String) -> Bool) {
            guard let name, !isThere(name) else { return }
            missing.append(MissingReference(kind: kind, name: name))
        }
        require(.unit, particulars[.lead]) { charter.units[UnitID($0)] != nil }
        for unit in particulars.list(.assist) {
            require(.unit, unit) { charter.units[UnitID($0)] != nil }
        }
        require(.unit, particulars[.office]) { charter.units[UnitID($0)] != nil }
        require(.post, particulars[.owner]) { charter.posts[PostID($0)] != nil }
        require(.person, particulars[.leader]) { charter.people[PersonID($0)] != nil }
        require(.ladder, particulars[.ladder]) { charter.ladders[$0] != nil }
        require(.scheme, particulars[.scheme]) { charter.schemes[$0] != nil }
        if let scheme = particulars[.scheme].flatMap({ charter.schemes[$0] }) {
            require(.taskClass, particulars[.className]) { scheme.classes[$0] != nil }
        }
        let milestones = assignment(in: charter)?.milestones ?? []
        for case .named(let base) in milestones.map(\.at.base) {
            require(.milestone, base) { name in milestones.contains { $0.id == name } }
        }
        return missing
    }
}

/// Something that an open task names and a charter does not have.
package struct MissingReference: Hashable, Sendable {
    /// What sort of thing it is; the coded word is the one for readers.
    package enum Kind: String, Hashable, Sendable {
        case unit, post, person, scheme, taskClass = "class", ladder, milestone
    }
    package let kind: Kind
    package let name: String
}

extension Origin {
    /// What no file says: the entry of the ledger that does.
    package init(ledgerEntry number: Int64) {
        self.init(file: "ledger", line: Int(number), column: 1)
    }
}

// Who is reached: posts resolved to people along the tree of units (exact rule 8).

package import Civil

/// A person whom a rung reaches, and through which post or relation.
package struct Reached: Hashable, Sendable {
    package let person: PersonID
    package let asPost: Capacity
}

extension Charter {
    /// Who holds a post of a unit on a date, in the charter's order. Holders without a way to
    /// receive anything do not count: their post is as good as vacant.
    package func holders(of post: PostID, in unit: UnitID, on date: CivilDate) -> [PersonID] {
        (units[unit]?.posts[post] ?? []).filter {
            $0.covers(date) && receiver(of: $0.person) != nil
        }
        .map(\.person)
    }

    /// Who receives what is meant for a person: the person, or along relays the first one with an
    /// account.
    package func receiver(of person: PersonID) -> Person? {
        sequence(first: person) { people[$0]?.relay }.prefix(Charter.relaysMax).lazy
            .compactMap { people[$0] }.first { $0.account != nil }
    }

    /// A person by its id, account or whole name; nil where two bear it.
    package func person(named text: String) -> PersonID? {
        if people[PersonID(text)] != nil { return PersonID(text) }
        let named = people.values.filter { $0.name == text || $0.account == text }
        return named.count == 1 ? named[0].id : nil
    }

    /// Relays behind one another that are followed.
    package static let relaysMax = 8

    /// A unit and all above it, up to the root.
    private func lineage(of unit: UnitID) -> UnfoldFirstSequence<UnitID> {
        sequence(first: unit) { units[$0]?.parent }
    }

    /// The unit `levels` above; nil above a root.
    package func ancestor(of unit: UnitID, levels: Int) -> UnitID? {
        lineage(of: unit).dropFirst(levels).first { _ in true }
    }

    /// Whether `unit` is `root` or lies below it.
    package func isUnit(_ unit: UnitID, inSubtreeOf root: UnitID) -> Bool {
        lineage(of: unit).contains(root)
    }

    /// Everybody whom `recipients` name for an obligation on a date, each once, in the order named.
    /// A vacant post climbs to the unit above until somebody holds it there; an empty result means
    /// that nobody is reachable.
    func reached(
        by recipients: [Recipient], for obligation: Obligation, on date: CivilDate
    ) -> [Reached] {
        var seen: Set<PersonID> = []
        return recipients.flatMap { reached(by: $0, for: obligation, on: date) }
            .filter { seen.insert($0.person).inserted }
    }

    /// Whom a rung names; a repeat only the side that owes it (exact rule 4).
    func named(by rung: Rung, isRepeat: Bool, for obligation: Obligation) -> [Recipient] {
        isRepeat ? rung.tell.filter { isOwing($0, obligation) } : rung.tell
    }

    private func isOwing(_ recipient: Recipient, _ obligation: Obligation) -> Bool {
        switch recipient {
        case .bearer, .owner, .person: true
        case .post(_, let levels): levels == 0 || units[obligation.unit]?.parent == nil
        case .office: obligation.office == obligation.unit
        case .leader:
            obligation.owner == "leader"
                || units[obligation.unit]?.posts["leader"]?
                    .contains { $0.person == obligation.person } ?? false
        }
    }

    private func reached(
        by recipient: Recipient, for obligation: Obligation, on date: CivilDate
    ) -> [Reached] {
        switch recipient {
        case .post(let post, let up):
            return climbing(post, from: obligation.unit, up: up, on: date)
        case .office(let post):
            return climbing(post, from: obligation.office, up: 0, on: date)
                .map { Reached(person: $0.person, asPost: .office(post)) }
        case .bearer, .owner:
            if let person = obligation.person, receiver(of: person) != nil {
                return [Reached(person: person, asPost: .bearer)]
            }
            guard let post = obligation.owner else { return [] }
            return climbing(post, from: obligation.unit, up: 0, on: date)
        case .leader:
            if let leader = obligation.leader, receiver(of: leader) != nil {
                return [Reached(person: leader, asPost: .leader)]
            }
            return climbing(roles.leader, from: obligation.unit, up: 0, on: date)
        case .person(let person):
            guard receiver(of: person) != nil else { return [] }
            return [Reached(person: person, asPost: .person(person))]
        }
    }

    private func climbing(
        _ post: PostID, from unit: UnitID, up levels: Int, on date: CivilDate
    ) -> [Reached] {
        let line = Array(lineage(of: unit))
        // Above the root stands nobody: what is addressed there stays with the root.
        for (climbed, unit) in line.dropFirst(min(levels, line.count - 1)).enumerated() {
            let found = holders(of: post, in: unit, on: date)
            if !found.isEmpty {
                return found.map { Reached(person: $0, asPost: .post(post, up: levels + climbed)) }
            }
        }
        return []
    }
}

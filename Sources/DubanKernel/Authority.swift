// As whom somebody records something, for whom, and whose word it is: nobody says that their own
// work is done, and who writes down another's paper or signature is its scribe, not its author.

package import Civil

/// Whether whoever submitted something may close it.
package enum SecondPerson: String, Sendable, CaseIterable {
    case required
    /// An office of one may, and every list shows it.
    case shown
}

/// The standing that a request gives its caller.
struct Authority {
    let roles: [Role: PersonID]
    let onBehalfOf: UnitID?
    let signedBy: PostID?
}

extension Actor {
    /// Whose word it is; nil where that person only wrote it down.
    var author: PersonID? { paper == nil && signedBy == nil ? person : nil }
}

extension Charter {
    /// As whom these people act for an obligation on a date, and who of them. `submission` is what
    /// waits to be verified.
    package func roles(
        of persons: Set<PersonID>, for obligation: Obligation, submission: Submission? = nil,
        on date: CivilDate
    ) -> [Role: PersonID] {
        var roles: [Role: PersonID] = [:]
        let colleague = poster(persons, in: obligation.unit, on: date)
        let holder = obligation.person
        roles[.unit] =
            holder == nil ? colleague : holder.flatMap { persons.contains($0) ? $0 : nil }
        roles[.office] = poster(persons, in: obligation.office, on: date)
        let isOwnUnits = obligation.unit != obligation.office && colleague != nil
        let authors = submission.map { self.authors(of: $0, in: obligation.unit, on: date) } ?? []
        if !isOwnUnits && authors.isDisjoint(with: persons) || isOfOne(obligation.office, on: date)
        {
            roles[.verifier] = roles[.office]
        }
        return roles
    }

    /// Whether any of these people holds a post in a unit on a date.
    package func holdsPost(_ persons: Set<PersonID>, in unit: UnitID, on date: CivilDate) -> Bool {
        poster(persons, in: unit, on: date) != nil
    }

    private func poster(
        _ persons: Set<PersonID>, in unit: UnitID, on date: CivilDate
    ) -> PersonID? {
        holders(in: unit, on: date).filter(persons.contains).min()
    }

    private func holders(
        of post: PostID? = nil, in unit: UnitID, on date: CivilDate
    ) -> [PersonID] {
        let posts = units[unit]?.posts ?? [:]
        return posts.filter { post == nil || $0.key == post }.values.joined()
            .filter { $0.covers(date) }.map(\.person)
    }

    private func authors(
        of submission: Submission, in unit: UnitID, on date: CivilDate
    ) -> Set<PersonID> {
        if let post = submission.by.signedBy { return Set(holders(of: post, in: unit, on: date)) }
        return submission.by.author.map { [$0] } ?? []
    }

    /// Whether one person alone makes the office, where the charter lets that show.
    private func isOfOne(_ office: UnitID, on date: CivilDate) -> Bool {
        let accounts = holders(in: office, on: date).map { receiver(of: $0)?.account ?? $0.text }
        return secondPerson == .shown && Set(accounts).count <= 1
    }

    /// What a request makes of its caller's `own` roles: `--for`, `--paper`, `--signed-by`.
    func authority(
        of command: Command, as own: [Role: PersonID], over situation: Situation,
        on date: CivilDate
    ) throws(Refusal) -> Authority {
        let obligation = situation.obligation
        var roles = own
        let unit = try bearer(named: command, as: own, of: obligation, on: date)
        if unit != nil { roles[.unit] = nil }
        guard command.paper == nil || unit != nil else { throw .paperOfNobody }
        guard let name = command.signedBy else {
            return Authority(roles: roles, onBehalfOf: unit, signedBy: nil)
        }
        let isUnits = command.verb == .submit || command.verb == .withdraw
        let side = isUnits ? obligation.unit : obligation.office
        let post = posts.keys.sorted().first { $0.text == name || posts[$0] == name }
        let signers = post.map { Set(holders(of: $0, in: side, on: date)) } ?? []
        guard !signers.isEmpty else { throw .unsigned(name, in: side) }
        if !isUnits {
            let signed = self.roles(
                of: signers, for: obligation, submission: situation.record.submissions.last,
                on: date)
            roles[.verifier] = signed[.verifier] == nil ? nil : own[.office]
        }
        return Authority(roles: roles, onBehalfOf: unit, signedBy: post)
    }

    /// The unit that `--for` names: the one that owes it, and only the office needs to say so.
    private func bearer(
        named command: Command, as own: [Role: PersonID], of obligation: Obligation,
        on date: CivilDate
    ) throws(Refusal) -> UnitID? {
        let key = obligation.key
        if own.isEmpty {
            if let holder = obligation.person,
                holdsPost(command.persons, in: obligation.unit, on: date)
            {
                throw .personsOwn(key, holder, of: obligation.unit)
            }
            throw .notYours(unit: obligation.unit)
        }
        guard let name = command.onBehalfOf else {
            if let holder = obligation.person, own[.unit] == nil, command.verb == .submit {
                throw .personsOwn(key, holder, of: obligation.unit)
            }
            return nil
        }
        guard let unit = unit(named: name) else {
            let names = units.values.flatMap { [$0.id.text, $0.name] + $0.aliases }
            throw .noUnit(name, near: EditDistance.nearest(to: name, among: names))
        }
        guard unit == obligation.unit else { throw .notBearer(unit, of: key, obligation.unit) }
        guard own[.office] != nil else { throw .needlessUnit(unit) }
        return unit
    }
}

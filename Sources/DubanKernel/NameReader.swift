// What people call a thing, read as the key that it has: one reader for every verb and question.

/// Reads names for one who asks: ids, aliases and names of units, duties and tasks; of a duty
/// without a unit the one of whoever asks is meant.
package struct NameReader {
    private let charter: Charter
    private let register: Register
    /// The units in which whoever asks holds a post.
    private let own: Set<UnitID>
    /// Whether whoever asks may know what a unit owes.
    private let mayKnow: (UnitID) -> Bool

    package init(
        charter: Charter, register: Register, own: Set<UnitID>, mayKnow: @escaping (UnitID) -> Bool
    ) {
        (self.charter, self.register, self.own, self.mayKnow) = (charter, register, own, mayKnow)
    }

    /// Names that are given as advice.
    private static let namesMax = 20

    /// The key of what `text` names; whether it is owed now is for others to say.
    ///
    /// - Throws: `.unknown` with a near name, or `.several` with the keys that may be meant.
    package func key(of text: String) throws(Refusal) -> ObligationKey {
        let key = ObligationKey(text)
        if let id = key.taskID, isKnown(id) { return key }
        let (first, rest) = text.cut(at: "/")
        if let duty = duty(named: first) { return try self.key(of: duty, rest, in: text) }
        let tasks = tasks(named: text)
        if tasks.count == 1 { return ObligationKey(task: tasks[0]) }
        if tasks.count > 1 { throw .several(text, tasks.map { ObligationKey(task: $0).text }) }
        let wholes = rest == nil ? [] : self.tasks(named: first)
        if wholes.count == 1, let rest { return ObligationKey(task: wholes[0], step: rest) }
        throw .unknown(text, near: near(text, first, rest))
    }

    // MARK: Duties

    private func duty(named text: String) -> Duty? {
        if let duty = charter.duties[DutyID(text)] { return duty }
        let named = charter.duties.values.filter { $0.name == text }
        return named.count == 1 ? named[0] : nil
    }

    private func key(
        of duty: Duty, _ rest: String?, in text: String
    ) throws(Refusal) -> ObligationKey {
        let known = duty.bearers.map(\.unit).filter(mayKnow)
        let mine = Set(known).intersection(own)
        guard let rest else {
            if mine.count == 1, let unit = mine.first { return written(duty, unit) }
            let choice = (mine.isEmpty ? known : Array(mine)).map { written(duty, $0).text }
            guard !choice.isEmpty else { throw .unknown(text, near: []) }
            throw .several(text, Array(Set(choice).sorted().prefix(Self.namesMax)))
        }
        let (bearer, period) = rest.cut(at: "/")
        if let (unit, person) = read(bearer: bearer) { return written(duty, unit, person, period) }
        // `信息报送/2026-11`: the own unit's.
        let isLabel = bearer.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? false
        if period == nil, isLabel, mine.count == 1, let unit = mine.first {
            return written(duty, unit, nil, bearer)
        }
        let names = known.flatMap { id in
            [id.text] + (charter.units[id].map { [$0.name] + $0.aliases } ?? [])
        }
        let near = EditDistance.nearest(to: bearer, among: names).map {
            duty.id.text + "/" + $0 + (period.map { "/" + $0 } ?? "")
        }
        throw .unknown(text, near: [near].compactMap(\.self))
    }

    private func read(bearer text: String) -> (UnitID, String?)? {
        if let unit = charter.unit(named: text) { return (unit, nil) }
        let (unit, person) = text.cut(at: ".")
        guard let person, let id = charter.unit(named: unit) else { return nil }
        return (id, charter.person(named: person)?.text ?? person)
    }

    private func written(
        _ duty: Duty, _ unit: UnitID, _ person: String? = nil, _ period: String? = nil
    ) -> ObligationKey {
        let holder = person.map { "." + $0 } ?? ""
        return ObligationKey(
            duty.id.text + "/" + unit.text + holder + (period.map { "/" + $0 } ?? ""))
    }

    // MARK: Tasks

    /// A task by its bare id, its name or its problem, as far as it may be known.
    private func tasks(named text: String) -> [AssignmentID] {
        if isKnown(AssignmentID(text)) { return [AssignmentID(text)] }
        return register.tasks.values.filter { task in
            (task.particulars[.displayName] == text || task.particulars[.problem] == text)
                && isKnown(task)
        }.map(\.id).sorted().prefix(Self.namesMax).map(\.self)
    }

    /// What one may not know of is as if it were not there.
    private func isKnown(_ id: AssignmentID) -> Bool { register[id].map(isKnown) ?? false }

    private func isKnown(_ task: RegisteredAssignment) -> Bool {
        task.particulars[.lead].map { mayKnow(UnitID($0)) } ?? false
    }

    // MARK: Near names

    private func near(_ text: String, _ first: String, _ rest: String?) -> [String] {
        let duties = charter.duties.values
            .filter { $0.bearers.contains { mayKnow($0.unit) } }.flatMap { [$0.id.text, $0.name] }
        let tail = rest.map { "/" + $0 } ?? ""
        let duty = EditDistance.nearest(to: first, among: duties).map { $0 + tail }
        let tasks = register.tasks.values.filter(isKnown).map { ObligationKey(task: $0.id).text }
        let written = first.hasPrefix("task:") ? first : "task:" + first
        let task = EditDistance.nearest(to: written, among: tasks).map { $0 + tail }
        return [task, duty].compactMap(\.self)
    }
}

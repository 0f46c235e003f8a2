// What List was asked for: every word is known, or the call is refused by its name.

import Civil
import DubanKernel
import Varlink

/// The filters of one List call; all of them must hold.
struct Selection {
    private var filters: [(Situation, RegisteredAssignment?) -> Bool] = []

    init(
        _ parameters: JSONObject, in charter: Charter, of caller: Caller, at now: Instant
    ) throws(VarlinkError) {
        let today = charter.zone.civil(now).date
        if let kind = try parameters.word("kind", Obligation.Kind.self) {
            filters.append { situation, _ in situation.obligation.kind == kind }
        }
        let state = try parameters.word("state", ObligationState.self)
        if let state { filters.append { situation, _ in situation.state(at: now) == state } }
        if let light = try parameters.word("light", Light.self) {
            filters.append { situation, _ in situation.light(at: now) == light }
        }
        try addBearers(parameters, in: charter, of: caller, on: today)
        if let end = parameters["dueBeforeUSec"]?.integer {
            let end = Instant(microseconds: end)
            filters.append { situation, _ in situation.obligation.due.instant < end }
        }
        if parameters["overdue"]?.bool == true {
            filters.append { situation, _ in situation.isOverdue(at: now) }
        }
        for (name, field) in [
            ("category", TaskField.category), ("source", .sources), ("class", .className),
        ] {
            guard let wanted = parameters[name]?.string else { continue }
            filters.append { _, task in
                task?.particulars.list(field).contains(wanted) ?? false
            }
        }
        if parameters["current"]?.bool == true, !(state?.isOver ?? false) {
            filters.append { situation, _ in situation.isCurrent(at: now, on: today) }
        }
    }

    private mutating func addBearers(
        _ parameters: JSONObject, in charter: Charter, of caller: Caller, on today: CivilDate
    ) throws(VarlinkError) {
        if let name = parameters["unit"]?.string {
            guard let root = charter.unit(named: name), caller.mayName(root, in: charter) else {
                throw .noSuchUnit(name, in: charter, for: caller)
            }
            filters.append { situation, _ in
                charter.isUnit(situation.obligation.unit, inSubtreeOf: root)
            }
        }
        if let name = parameters["person"]?.string {
            guard let person = charter.person(named: name) else {
                throw VarlinkError("io.duban.Status.NoSuchPerson", ["person": .string(name)])
            }
            filters.append { situation, _ in
                situation.obligation.concerns(person, in: charter, on: today)
            }
        }
    }

    func wants(_ situation: Situation, _ task: RegisteredAssignment?) -> Bool {
        filters.allSatisfy { $0(situation, task) }
    }
}

extension JSONObject {
    /// A word of a parameter, which must be one that is known.
    fileprivate func word<Word: RawRepresentable>(
        _ name: String, _ type: Word.Type
    ) throws(VarlinkError) -> Word? where Word.RawValue == String {
        guard let text = self[name]?.string else { return nil }
        guard let word = Word(rawValue: text) else { throw .invalidParameter(name) }
        return word
    }
}

extension ObligationState {
    /// Nothing more is to come of it.
    fileprivate var isOver: Bool {
        switch self {
        case .open, .partial, .submitted: false
        case .met, .metLate, .missed, .cancelled, .excused: true
        }
    }
}

extension Situation {
    /// Neither met nor reported as done when its time had come.
    fileprivate func isOverdue(at now: Instant) -> Bool {
        [.open, .partial, .missed].contains(state(at: now)) && obligation.due.instant < now
    }

    /// Open, or owed in the current period; of what is still to open only what is due by the end of
    /// next month.
    fileprivate func isCurrent(at now: Instant, on today: CivilDate) -> Bool {
        guard let period = obligation.period else { return !state(at: now).isOver }
        if period.contains(today) { return true }
        if period.first <= today { return !state(at: now).isOver }
        return obligation.due.date <= Period(.month, containing: today).next.last
    }
}

extension Obligation {
    /// Whose it is: who owes it, its owner or leader; what a unit owes as a whole is everybody's
    /// who holds a post there.
    fileprivate func concerns(_ someone: PersonID, in charter: Charter, on date: CivilDate) -> Bool
    {
        if let person { return person == someone }
        if leader == someone { return true }
        if let owner { return charter.holders(of: owner, in: unit, on: date).contains(someone) }
        return charter.holdsPost([someone], in: unit, on: date)
    }
}

extension VarlinkError {
    /// The charter has no unit of that name that the caller may know of, with a near one.
    fileprivate static func noSuchUnit(
        _ name: String, in charter: Charter, for caller: Caller
    ) -> VarlinkError {
        let names = charter.units.values.filter { caller.mayName($0.id, in: charter) }
            .flatMap { [$0.id.text, $0.name] + $0.aliases }
        let near = [EditDistance.nearest(to: name, among: names)].compactMap(\.self)
        return VarlinkError(
            "io.duban.Status.NoSuchUnit",
            ["unit": .string(name), "near": .array(near.map(JSON.string))])
    }
}

// What a charter's YAML asks of the register: compared field by field with what YAML said last,
// which stands in the register itself. Pure; the ledger records the events, or the reload is
// refused with every conflict.

package import Civil

/// What a charter does to the register.
package struct Reconciliation: Sendable {
    /// To be recorded in this order, in the transaction that brings the charter into force.
    package fileprivate(set) var events: [Event] = []
    /// Why the charter cannot come into force.
    package fileprivate(set) var conflicts: [RegisterConflict] = []
    package fileprivate(set) var registered: [AssignmentID] = []
    package fileprivate(set) var amended: [AssignmentID] = []
    package fileprivate(set) var cancelled: [AssignmentID] = []
    /// Declared until now, and no more; nothing ends by that.
    package fileprivate(set) var undeclared: [AssignmentID] = []

    /// What of the files is believed.
    package enum Reading: Sendable {
        case files
        /// The same, where YAML's word goes before a verb's.
        case filesOverVerbs
        /// The kept charter, because the files are bad: it registers what an older version has
        /// seen, and nothing else.
        case kept
    }

    /// What somebody wants of a charter that comes into force, beside its files.
    package struct Wish: Hashable, Sendable {
        package let actor: Actor
        /// YAML's word goes before a verb's, and what YAML drops may end.
        package let overVerbs: Bool
        /// Why open tasks that are declared no more are cancelled; nil: they go on.
        package let cancelGone: String?

        package init(by actor: Actor, overVerbs: Bool = false, cancelGone: String? = nil) {
            (self.actor, self.overVerbs, self.cancelGone) = (actor, overVerbs, cancelGone)
        }

        package static let none = Wish(by: .daemon)

        /// What all of them want; who asked, where it was one alone.
        package static func common(_ wishes: [Wish]) -> Wish {
            guard let first = wishes.first, wishes.count > 1 else { return wishes.first ?? .none }
            return Wish(
                by: .daemon, overVerbs: wishes.allSatisfy(\.overVerbs),
                cancelGone: wishes.allSatisfy { $0.cancelGone == first.cancelGone }
                    ? first.cancelGone : nil)
        }
    }

    /// The most bytes of texts in one entry; with names and quotes they stay below 1 MiB.
    static let bytesPerEntry = 400_000
    static let tasksPerEntry = 1000
}

extension Standing {
    /// What `charter` asks of the register at `now`.
    package func reconciled(
        with charter: Charter, reading: Reconciliation.Reading, cancelGone: String? = nil,
        now: Instant
    ) -> Reconciliation {
        var comparison = Comparison(
            register: register, charter: charter, reading: reading, seen: firstSeen, now: now)
        for id in charter.declarations.keys.sorted() {
            guard let declaration = charter.declarations[id] else { continue }
            comparison.compare(declaration, isClosed: isClosed(id))
        }
        if reading != .kept {
            for task in register.tasks.values.sorted(by: { $0.id < $1.id })
            where charter.declarations[task.id] == nil && task.declared != nil
                && task.cancelled == nil && !isClosed(task.id)
            {
                if !task.isUndeclared {
                    comparison.declared.append(DeclaredTask(task: task.id, fields: nil))
                }
                if let cancelGone {
                    comparison.cancellations.append((task.id, cancelGone))
                } else if !task.isUndeclared {
                    comparison.result.undeclared.append(task.id)
                }
            }
        }
        return comparison.finish { !isClosed($0) }
    }

    /// Open tasks that YAML declared once and does no more, sorted.
    package var undeclared: [AssignmentID] {
        register.undeclared.filter { register[$0]?.cancelled == nil && !isClosed($0) }.sorted()
    }

    private func isClosed(_ id: AssignmentID) -> Bool {
        records[ObligationKey(task: id)]?.closing != nil
    }
}

/// One comparison on its way.
private struct Comparison {
    let register: Register
    let charter: Charter
    let reading: Reconciliation.Reading
    let seen: [String: Instant]
    let now: Instant
    var result = Reconciliation()
    var registered: [Registration] = []
    var declared: [DeclaredTask] = []
    /// By the paper they rest on, which may be none.
    var changes: [String: [Amendment]] = [:]
    var cancellations: [(task: AssignmentID, reason: String)] = []

    mutating func compare(_ declaration: Declaration, isClosed: Bool) {
        guard let task = register[declaration.id] else { return register(declaration) }
        guard reading != .kept else { return }
        let fields = declaration.numbered(after: task)
        guard task.isUndeclared || fields != task.declared else { return }
        guard let before = task.declared else {
            return conflict(declaration, .takenByVerb)
        }
        if task.cancelled != nil, fields[.cancelled] == nil,
            task.isUndeclared || before[.cancelled] != nil
        {
            return conflict(declaration, .cancelled)
        }
        declared.append(DeclaredTask(task: task.id, fields: fields))
        if let reason = fields[.cancelled] {
            if task.cancelled == nil, !isClosed { cancellations.append((task.id, reason)) }
            return
        }
        let amendments = amendments(of: task, from: before, to: fields, declaration)
        guard !amendments.isEmpty else { return }
        let basis = fields[.changeBasis] == before[.changeBasis] ? nil : fields[.changeBasis]
        changes[basis ?? "", default: []] += amendments
        result.amended.append(task.id)
    }

    private mutating func register(_ declaration: Declaration) {
        let seenBefore = seen[Subject.assignment(declaration.id).text]
        guard reading != .kept || seenBefore != nil else { return }
        var fields = declaration.numbered(after: nil)
        // What was over before it was ever registered is nothing to supervise.
        guard fields[.cancelled] == nil || seenBefore != nil else { return }
        let reason = fields[.cancelled]
        fields[.cancelled] = nil
        let due = fields[.due] == nil ? charter.due(ofClassIn: fields) : nil
        fields[.due] = fields[.due] ?? due
        registered.append(
            Registration(
                task: declaration.id, fields: fields, by: .yaml, seen: seenBefore ?? now,
                taken: due == nil ? nil : [TaskField.due.name]))
        result.registered.append(declaration.id)
        guard let reason else { return }
        declared.append(
            DeclaredTask(task: declaration.id, fields: declaration.numbered(after: nil)))
        cancellations.append((declaration.id, reason))
    }

    /// The field-by-field rules: what YAML did not change is never touched.
    private mutating func amendments(
        of task: RegisteredAssignment, from before: Particulars, to fields: Particulars,
        _ declaration: Declaration
    ) -> [Amendment] {
        var amendments: [Amendment] = []
        var after = task.particulars
        for field in Set(before.fields + fields.fields).sorted() where !field.isYAMLsOwn {
            let (old, new) = (before[field], fields[field])
            // A measure that YAML has dropped stays, undeclared; a new one is written by being
            // declared.
            let isMeasure = field.measureNumber != nil
            guard old != new, !(isMeasure && (new == nil || task.particulars[field] == nil)) else {
                continue
            }
            let holds = task.particulars[field]
            let wanted = field == .due ? new ?? charter.due(ofClassIn: fields) : new
            guard wanted != holds else { continue }
            if holds != old, let entry = task.changedBy[field], reading != .filesOverVerbs {
                conflict(
                    declaration,
                    .changedTwice(field, was: old, holds: holds, wanted: wanted, entry: entry))
                continue
            }
            amendments.append(Amendment(task: task.id, field: field, from: holds, to: wanted))
            after[field] = wanted
        }
        // A task that leaves a reviewed class needs a due.
        if after[.due] == nil, let due = charter.due(ofClassIn: after) {
            amendments.append(Amendment(task: task.id, field: .due, from: nil, to: due))
        }
        return amendments
    }

    private mutating func conflict(
        _ declaration: Declaration, _ why: RegisterConflict.Why
    ) {
        result.conflicts.append(
            RegisterConflict(task: declaration.id, why: why, place: declaration.origin))
    }

    /// The events of all that was found, and what open tasks would lose.
    mutating func finish(isOpen: (AssignmentID) -> Bool) -> Reconciliation {
        var after = register
        func add(_ event: Event) {
            after.apply(event, number: 0, at: now)
            result.events.append(event)
        }
        for batch in registered.batches(by: \.fields.size) { add(.registered(tasks: batch)) }
        for batch in declared.batches(by: { $0.fields?.size ?? 0 }) {
            add(.declared(charter: charter.hash, tasks: batch))
        }
        for (basis, changes) in changes.sorted(by: { $0.key < $1.key }) {
            for batch in changes.batches { add(.amended(changes: batch, basis: basis, reason: "")) }
        }
        for (reason, tasks) in Dictionary(grouping: cancellations, by: \.reason)
            .sorted(by: { $0.key < $1.key })
        {
            for batch in tasks.map({ ObligationKey(task: $0.task) }).batches {
                add(.cancelled(obligations: batch, reason: reason))
            }
        }
        result.cancelled = cancellations.map(\.task)
        for task in after.tasks.values.sorted(by: { $0.id < $1.id })
        where task.cancelled == nil && isOpen(task.id) {
            let missing = task.missing(in: charter)
            guard !missing.isEmpty else { continue }
            result.conflicts.append(
                RegisterConflict(
                    task: task.id, why: .wouldLose(missing),
                    place: charter.declarations[task.id]?.origin))
        }
        return result
    }
}

extension Declaration {
    /// All fields, the measures with the numbers that they have in the register, or with the next
    /// ones.
    fileprivate func numbered(after task: RegisteredAssignment?) -> Particulars {
        var fields = fields
        var most = task?.measuresMost ?? 0
        var known = (task?.declared?.measures ?? []) + (task?.particulars.measures ?? [])
        // Numbers that YAML gives are taken, whatever stands before them.
        let taken = Set(measures.compactMap(\.number))
        most = max(most, taken.max() ?? 0)
        known.removeAll { taken.contains($0.number) }
        for measure in measures {
            let same = known.first { $0.what == measure.what }?.number
            let given = measure.number ?? same ?? most + 1
            known.removeAll { $0.number == given }
            most = max(most, given)
            fields[.measure(given)] = measure.what
        }
        return fields
    }
}

extension TaskField {
    /// It says something of the declaration and nothing of the task.
    fileprivate var isYAMLsOwn: Bool { self == .cancelled || self == .changeBasis }
}

extension Charter {
    /// The due that a task's class gives, in the register's text.
    fileprivate func due(ofClassIn fields: Particulars) -> String? {
        fields[.scheme].flatMap { schemes[$0] }
            .flatMap { scheme in fields[.className].flatMap { scheme.classes[$0] } }?.due?.text
    }
}

extension Array {
    /// As many as go into one entry, by their number and the bytes of their texts.
    fileprivate func batches(by size: (Element) -> Int) -> [[Element]] {
        var (batches, bytes): ([[Element]], Int) = ([], .max)
        for element in self {
            let own = size(element)
            let isFull =
                bytes > Reconciliation.bytesPerEntry - own
                || batches[batches.count - 1].count == Reconciliation.tasksPerEntry
            if isFull { (bytes, batches) = (0, batches + [[]]) }
            batches[batches.count - 1].append(element)
            bytes += own
        }
        return batches
    }

    var batches: [[Element]] {
        stride(from: 0, to: count, by: Reconciliation.tasksPerEntry).map {
            Array(self[$0..<Swift.min($0 + Reconciliation.tasksPerEntry, count)])
        }
    }
}

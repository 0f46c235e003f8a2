// The register (登记簿): all tasks with all their particulars, as the entries say. YAML, verbs and
// sheets are hands that write into it; nothing else does.

package import Civil

/// Which hand registered a task.
package enum RegisteredBy: String, Hashable, Sendable, Codable {
    case yaml, verb, sheet
}

/// A task in the register.
package struct RegisteredAssignment: Sendable {
    package let id: AssignmentID
    package let by: RegisteredBy
    package let seen: Instant
    package internal(set) var particulars: Particulars
    /// What YAML said last; nil when it never said anything.
    package internal(set) var declared: Particulars?
    /// YAML declared it once and does no more.
    package internal(set) var isUndeclared = false
    /// Why it was cancelled, and when.
    package internal(set) var cancelled: Cancellation?
    /// The entries of verbs that changed a field, where YAML has not had the last word since.
    package internal(set) var changedBy: [TaskField: Int64] = [:]
    /// The number of the last entry that touched it: what was made of an earlier one is stale.
    package internal(set) var revision: Int64
    package internal(set) var measuresMost: Int

    /// The office's word that nothing more is to come of it.
    package struct Cancellation: Hashable, Sendable {
        package let at: Instant
        package let reason: String
    }
}

/// All tasks that were ever registered.
package struct Register: Sendable {
    package private(set) var tasks: [AssignmentID: RegisteredAssignment] = [:]
    /// Those that YAML declared once and does no more.
    private(set) var undeclared: Set<AssignmentID> = []

    package init() {}

    package subscript(id: AssignmentID) -> RegisteredAssignment? { tasks[id] }

    /// Takes in what an entry says of tasks.
    mutating func apply(_ event: Event, number: Int64, at instant: Instant) {
        switch event {
        case .registered(let all):
            for one in all { register(one, number: number) }
        case .declared(_, let all):
            for one in all { declare(one, number: number) }
        case .amended(let changes, _, let reason):
            // A verb always has a reason; YAML's own changes are none against it.
            for change in changes {
                set(
                    change.field, of: change.task, to: change.to, number,
                    isVerbs: !reason.isEmpty)
            }
        case .extended(let key, _, let to, _):
            if let id = key.taskID { set(.due, of: id, to: to, number) }
        case .transferred(let moves, _):
            for move in moves {
                if let id = move.obligation.taskID { set(.lead, of: id, to: move.to.text, number) }
            }
        case .cancelled(let obligations, let reason):
            for id in obligations.compactMap(\.wholeTaskID) {
                change(id, number) {
                    $0.cancelled = RegisteredAssignment.Cancellation(at: instant, reason: reason)
                }
            }
        case .resumed(let key, let due, _):
            guard let id = key.wholeTaskID else { return }
            change(id, number) { $0.cancelled = nil }
            if let due { set(.due, of: id, to: due, number) }
        // What these say is no particular of a task.
        case .firstSeen, .submitted, .withdrawn, .closed, .reopened, .duesMoved, .charterAccepted,
            .told, .over, .held, .released:
            break
        }
    }

    private mutating func register(_ one: Registration, number: Int64) {
        guard tasks[one.task] == nil else { return }
        var declared = one.by == .yaml ? one.fields : nil
        for field in one.taken ?? [] { declared?[TaskField(field)] = nil }
        tasks[one.task] = RegisteredAssignment(
            id: one.task, by: one.by, seen: one.seen, particulars: one.fields, declared: declared,
            revision: number, measuresMost: one.fields.measures.last?.number ?? 0)
    }

    private mutating func declare(_ one: DeclaredTask, number: Int64) {
        guard tasks[one.task] != nil else { return }
        if one.fields == nil { undeclared.insert(one.task) } else { undeclared.remove(one.task) }
        change(one.task, number) {
            $0.isUndeclared = one.fields == nil
            guard let fields = one.fields else { return }
            $0.declared = fields
            $0.measuresMost = max($0.measuresMost, fields.measures.last?.number ?? 0)
            // A measure that only YAML has written is new; every other change is an amendment.
            for (measure, what) in fields.measures where $0.particulars[.measure(measure)] == nil {
                $0.particulars[.measure(measure)] = what
            }
        }
    }

    private mutating func set(
        _ field: TaskField, of id: AssignmentID, to text: String?, _ number: Int64,
        isVerbs: Bool = true
    ) {
        change(id, number) {
            $0.particulars[field] = text
            $0.changedBy[field] = isVerbs ? number : nil
            $0.measuresMost = max($0.measuresMost, field.measureNumber ?? 0)
        }
    }

    private mutating func change(
        _ id: AssignmentID, _ number: Int64, _ change: (inout RegisteredAssignment) -> Void
    ) {
        guard tasks[id] != nil else { return }
        change(&tasks[id]!)
        tasks[id]!.revision = number
    }
}

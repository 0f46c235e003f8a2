// What units owe: recurring duties (常态化任务) and one-off tasks (督办事项), as the charter states them.

package import Civil

/// Who owes a duty.
package enum Bearer: Hashable, Sendable {
    case unit(UnitID)
    /// Each holder of a post in a unit, those who hold it on the due date.
    case holders(UnitID, PostID)

    package var unit: UnitID {
        switch self {
        case .unit(let unit), .holders(let unit, _): unit
        }
    }
}

/// A recurring obligation of every bearer in a set, once per period.
package struct Duty: Sendable {
    /// The key in the section of its class.
    package var id: DutyID
    package var name: String
    /// The kind of its obligations, which says its class.
    package var kind: Obligation.Kind
    /// What each submission must name (佐证).
    package var evidence: [String]
    package var bearers: [Bearer]
    package var cadence: Cadence
    /// How many are owed, at least 1.
    package var least: Int
    /// How many are wished for; at least `least`.
    package var target: Int
    /// Which date of what is held decides whether it was in time.
    package var counts: Counting
    /// The first day of the period on which something counts; nil: the period's first day.
    package var opens: DueRule?
    package var due: DueRule
    /// What happens to a due date that is a day off.
    package var offDay: OffDay
    /// Until when a late one still counts; nil: the next period's due instant.
    package var lateUntil: DueRule?
    package var ladder: Ladder
    /// The first day on which the duty exists; nil: since it was first seen.
    package var since: CivilDate?
    /// The last day on which the duty exists.
    package var until: CivilDate?
    package var office: UnitID
    package var origin: Origin

    package init(
        id: DutyID, name: String, kind: Obligation.Kind, evidence: [String] = [],
        bearers: [Bearer], cadence: Cadence, least: Int, target: Int, opens: DueRule?,
        due: DueRule, offDay: OffDay, lateUntil: DueRule?, ladder: Ladder, since: CivilDate?,
        until: CivilDate?, office: UnitID, origin: Origin, counts: Counting = .recorded
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.evidence = evidence
        self.bearers = bearers
        self.cadence = cadence
        self.least = least
        self.target = target
        self.counts = counts
        self.opens = opens
        self.due = due
        self.offDay = offDay
        self.lateUntil = lateUntil
        self.ladder = ladder
        self.since = since
        self.until = until
        self.office = office
        self.origin = origin
    }
}

/// When a task is due.
package enum AssignmentDue: Hashable, Sendable {
    /// A date, and a time where the charter gives one.
    case on(CivilDate, TimeOfDay?)
    /// That long after the task began (`start+3wd`).
    case after(Span)
    /// Never closes by itself: looked at once in each period, by its last working day (standing
    /// tasks).
    case reviewed(Cadence)
}

/// A dated step of a task (节点).
package struct Milestone: Hashable, Sendable {
    /// The name, which other milestones and rungs may be counted from.
    package var id: String
    /// Where it stands: from the due date, from the start, or from another milestone.
    package var at: Anchor

    package init(id: String, at: Anchor) {
        self.id = id
        self.at = at
    }
}

/// A one-off matter under supervision. Concurrency owns the name `Task`.
package struct Assignment: Sendable {
    /// The key in `tasks`, with `@unit` behind it when the task is for a set.
    package var id: AssignmentID
    package var problem: String
    /// 牵头.
    package var lead: UnitID
    /// The post of the lead unit that answers for it.
    package var owner: PostID
    /// 分管领导: who supervises; nil: the lead unit's `leader` post.
    package var leader: PersonID?
    package var due: AssignmentDue
    /// The day it began; nil: when it was first seen.
    package var start: CivilDate?
    package var milestones: [Milestone]
    package var ladder: Ladder
    package var office: UnitID
    package var origin: Origin
}

// An obligation (应办事项): one thing one bearer must meet by one due instant. It is resolved from the
// charter for a period or a task, and thrown away after evaluation.

package import Civil

/// What one agenda entry is about: everything that one task or one bearer of one duty owes. Its
/// text is a prefix of the keys of its obligations.
package enum Subject: Hashable, Sendable {
    case assignment(AssignmentID)
    /// A duty of one bearer in all its periods.
    case duty(DutyID, Bearer)

    /// A stable text: `task:zg-001`, `info/jiaoyu`, `study-report/jiaoyu:members`.
    package var text: String {
        switch self {
        case .assignment(let id): "task:\(id)"
        case .duty(let duty, .unit(let unit)): "\(duty)/\(unit)"
        case .duty(let duty, .holders(let unit, let post)): "\(duty)/\(unit):\(post)"
        }
    }
}

/// A due date and the instant it ends at.
package struct Due: Hashable, Sendable {
    /// The civil date, after the off-day rule (exact rule 1).
    package let date: CivilDate
    package let instant: Instant
    /// The date was computed with a year for which no working days are published yet.
    package let isProvisional: Bool
}

/// What meets an obligation.
package enum Requirement: Hashable, Sendable {
    case closing
    /// So many submissions, each with all the evidence named.
    case count(least: Int, target: Int, evidence: [String])
}

/// One thing one bearer must meet by one due instant. It never changes; an object, because it is
/// passed on much more often than made and a copy of so many members would cost more than most
/// questions about it.
package final class Obligation: Sendable {
    /// What sort of thing.
    package enum Kind: String, Sendable, CaseIterable {
        case task, milestone, review, quota, session
    }

    package let key: ObligationKey
    package let kind: Kind
    /// What readers call it: the duty's name, or the task's problem with the step.
    package let title: String
    package let unit: UnitID
    /// The holder who owes it, where a post bears the duty.
    package let person: PersonID?
    package let owner: PostID?
    package let leader: PersonID?
    package let office: UnitID
    package let period: Period?
    /// When who is told, placed around the due date.
    package let schedule: Schedule
    package let requirement: Requirement
    package let origin: Origin

    init(
        key: ObligationKey, kind: Kind, title: String, unit: UnitID, person: PersonID?,
        owner: PostID?, leader: PersonID?, office: UnitID, period: Period?, schedule: Schedule,
        requirement: Requirement, origin: Origin
    ) {
        self.key = key
        self.kind = kind
        self.title = title
        self.unit = unit
        self.person = person
        self.owner = owner
        self.leader = leader
        self.office = office
        self.period = period
        self.schedule = schedule
        self.requirement = requirement
        self.origin = origin
    }

    /// When it was handed over, or when its period opened.
    package var opens: Instant { schedule.opens }
    package var due: Due { schedule.due }
    /// The last instant at which a late one still counts; nil: for ever.
    package var lateUntil: Instant? { schedule.lateUntil }
}

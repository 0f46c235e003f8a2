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
    /// So many submissions.
    case count(least: Int, target: Int)
}

/// One thing one bearer must meet by one due instant. It never changes; an object, because it is
/// passed on much more often than made and a copy of so many members would cost more than most
/// questions about it.
package final class Obligation: Sendable {
    /// What sort of thing.
    package enum Kind: String, Sendable, CaseIterable {
        case task, milestone, review, quota, session
        /// Something on a task's way that its office owes.
        case step
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
    /// What each submission must name to count.
    package let evidence: [String]
    /// Of the step that verifies: the task or milestone that was submitted.
    package let verifies: ObligationKey?
    /// Which date of what is held decides whether it was in time.
    package let counts: Counting
    package let origin: Origin

    /// A duty of `bearer` in a period; `unit` owes it, by one of its people or as a whole.
    init(
        _ duty: Duty, of bearer: UnitID, owedBy unit: UnitID, _ person: PersonID?,
        in period: Period, schedule: Schedule
    ) {
        key = ObligationKey(duty: duty.id, unit: bearer, person: person, period: period)
        title = duty.name
        (self.unit, self.person, self.period, self.schedule) = (unit, person, period, schedule)
        (owner, leader, office, origin) = (nil, nil, duty.office, duty.origin)
        (kind, evidence, counts) = (duty.kind, duty.evidence, duty.counts)
        requirement = .count(least: duty.least, target: duty.target)
        verifies = nil
    }

    /// A task, or a step of it.
    init(
        _ task: Assignment, _ kind: Kind, step: String? = nil, in period: Period? = nil,
        schedule: Schedule
    ) {
        key = ObligationKey(task: task.id, step: step)
        title = task.problem + (step.map { "·\($0)" } ?? "")
        (self.kind, self.period, self.schedule) = (kind, period, schedule)
        (unit, person, owner, leader) = (task.lead, nil, task.owner, task.leader)
        (office, origin, evidence, counts) = (task.office, task.origin, [], .recorded)
        requirement = kind == .review ? .count(least: 1, target: 1) : .closing
        verifies = nil
    }

    /// The step of a task by which its office verifies a submitted `part`; holders of `post` do it.
    init(
        verifying part: Obligation, of task: Assignment, by post: PostID, called name: String,
        schedule: Schedule
    ) {
        key = ObligationKey(.task(task.id, .walk(.verify)))
        (kind, title, verifies) = (.step, "\(part.title)·\(name)", part.key)
        (unit, office, owner, self.schedule) = (task.office, task.office, post, schedule)
        (person, leader, period, origin) = (nil, nil, nil, task.origin)
        (requirement, evidence, counts) = (.closing, [], .recorded)
    }

    /// When it was handed over, or when its period opened.
    package var opens: Instant { schedule.opens }
    package var due: Due { schedule.due }
    /// The last instant at which a late one still counts; nil: for ever.
    package var lateUntil: Instant? { schedule.lateUntil }
}

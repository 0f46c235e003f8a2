// How an obligation stands at an instant: everything here is derived from the record and the
// schedule, and nothing of it is ever stored.

package import Civil

/// Where an obligation is on its way.
package enum ObligationState: String, Sendable, CaseIterable {
    case open
    /// Some counted, or something came without all its evidence.
    case partial
    /// Reported as done, not yet verified.
    case submitted
    case met
    case metLate
    /// Not met when even a late one counted no more.
    case missed
    /// Ended by the office before it was met.
    case cancelled
    /// Not to be met: the unit in which somebody owed it has ended.
    case excused
}

/// An obligation with what was recorded about it.
package struct Situation: Sendable {
    package let obligation: Obligation
    package let record: Record
    /// What was handed in, put together, in the order of recording.
    package let handed: [Handed]
    /// What of that counts, in the order of the instants that count; the last instant is included
    /// (exact rule 6).
    package let counting: [Handed]
    /// The instant at which it counts as met, and when that was recorded; nil while it is not met.
    package let met: (at: Instant, recorded: Instant)?
    /// Since when rungs and lights rest, because it is reported as done or cancelled.
    package let restingSince: Instant?
    private let isCancelled: Bool
    /// When the unit in which somebody owes it ends.
    package let excusedAt: Instant?
    /// The task that this milestone belongs to is closed.
    package let isClosedAbove: Bool
    /// It is cancelled by its task's being so, and not by itself.
    let isCancelledAbove: Bool

    /// `whole` is the record of the task that a milestone belongs to.
    package init(
        _ obligation: Obligation, record: Record, whole: Record? = nil,
        excusedAt: Instant? = nil
    ) {
        self.obligation = obligation
        self.record = record
        handed = record.handed(for: obligation)
        counting = handed.filter { $0.isComplete && $0.effective <= obligation.schedule.end }
            .map { (at: $0.counts(for: obligation), $0) }
            .sorted { ($0.at, $0.1.last.entry) < ($1.at, $1.1.last.entry) }.map(\.1)
        self.excusedAt = excusedAt
        let above = obligation.kind == .milestone ? whole?.closing : nil
        isClosedAbove = above != nil
        isCancelledAbove = obligation.kind != .task && whole?.cancelledAt != nil
        // Closing one thing closes no other: what a task was closed over is done no more.
        let passedOver = above.flatMap { $0.closesMilestones ? nil : $0.recorded }
        let cancelledAt = record.cancelledAt ?? whole?.cancelledAt ?? passedOver
        isCancelled = cancelledAt != nil
        switch obligation.requirement {
        case .closing:
            let closing = record.closing ?? above.flatMap { $0.closesMilestones ? $0 : nil }
            met = closing.map { ($0.met, $0.recorded) }
            let submitted = (record.submissions.last ?? whole?.submissions.last)?.effective
            restingSince = closing == nil ? cancelledAt ?? submitted : nil
        case .count(let least, _):
            let last = counting.count < least ? nil : counting[least - 1]
            met = last.map { ($0.counts(for: obligation), $0.last.recorded) }
            restingSince = met == nil ? cancelledAt : nil
        }
    }

    /// Whoever submitted it has closed it too.
    package var isByOnePerson: Bool {
        guard let closer = record.closing?.by.author else { return false }
        return record.submissions.last?.by.author == closer
    }

    /// When it was met, for what is told: what counts as held was still open until it was recorded.
    var settledAt: Instant? {
        obligation.requirement == .closing ? met?.at : met?.recorded
    }

    /// The session that met it: held in time, and recorded after the due instant.
    package var recordedLate: (held: CivilDate, recorded: Instant)? {
        guard obligation.counts == .held, let met, met.at <= obligation.due.instant,
            case .count(let least, _) = obligation.requirement,
            let held = counting[least - 1].held,
            counting[least - 1].effective > obligation.due.instant
        else { return nil }
        return (held, met.recorded)
    }

    /// Even a late one counts no more.
    func isPast(at now: Instant) -> Bool { now > obligation.schedule.end }

    package func state(at now: Instant) -> ObligationState {
        if let met { return met.at <= obligation.due.instant ? .met : .metLate }
        if isCancelled { return .cancelled }
        if let excusedAt, excusedAt <= min(now, obligation.lateUntil ?? now) { return .excused }
        if isPast(at: now) { return .missed }
        if restingSince != nil { return .submitted }
        return record.submissions.isEmpty ? .open : .partial
    }

    /// Exact rule 10: the light of the latest rung reached that has one.
    package func light(at now: Instant) -> Light? {
        guard met == nil, restingSince == nil, excusedAt.map({ now < $0 }) ?? true,
            !isPast(at: now)
        else { return nil }
        // Repeats bring no other light than their rung.
        return obligation.schedule.steps.last { $0.at <= now && $0.rung.light != nil }?.rung.light
    }

    /// How many count of how many; nil where it is not a count.
    package var progress: Notice.Progress? {
        guard case .count(let least, _) = obligation.requirement else { return nil }
        return Notice.Progress(done: counting.count, least: least)
    }

    /// When somebody is told next, if nothing is recorded until then; nil when nobody is.
    package func nextTelling(after now: Instant) -> Instant? {
        guard met == nil, restingSince == nil,
            let next = obligation.schedule.points(through: now).next
        else { return nil }
        return excusedAt.map { next < $0 } ?? true ? next : nil
    }
}

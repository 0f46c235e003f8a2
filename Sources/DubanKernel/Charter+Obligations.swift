// The charter asked what exists: which subjects there are, and which obligations one of them has at
// an instant.

package import Civil

extension Charter {
    /// The duties of all bearers, in a fixed order.
    package var dutySubjects: [Subject] {
        duties.values.sorted { $0.id < $1.id }.flatMap { duty in
            duty.bearers.map { .duty(duty.id, $0) }
        }
    }

    package func placement(of unit: UnitID) -> Placement {
        Placement(zone: zone, days: days(of: unit))
    }
}

/// Resolves subjects to obligations, keeping the schedules that bearers share.
package struct Resolver: Sendable {
    package let charter: Charter
    private var shared: [SharedSchedule: Schedule] = [:]
    /// Registered tasks as this charter reads them, by the entry that changed them last.
    private var assignments: [AssignmentID: (revision: Int64, assignment: Assignment?)] = [:]

    package init(charter: Charter) {
        self.charter = charter
    }

    private struct SharedSchedule: Hashable {
        let duty: DutyID
        let period: CivilDate
        /// The unit whose overlay the dates follow; nil for the charter's own days.
        let overlay: UnitID?
    }

    /// What a subject owes: for a task itself, its milestones or its reviews; for a duty its
    /// periods from the one in which it was first seen (exact rule 12) to the first one whose
    /// ladder begins after `now`.
    package mutating func obligations(
        of subject: Subject, standing: Standing, lookBackDays: Int, now: Instant
    ) -> [Obligation] {
        resolve(subject, standing: standing, lookBackDays: lookBackDays, now: now).obligations
    }

    /// `obligations`, and what is behind them.
    ///
    /// - Parameter lookBackDays: periods that ended longer ago are left out.
    mutating func resolve(
        _ subject: Subject, standing: Standing, lookBackDays: Int, now: Instant
    ) -> Resolved {
        let nothing = Resolved(obligations: [], end: nil)
        guard let seen = standing.firstSight(of: subject) else { return nothing }
        switch subject {
        case .duty(let id, let bearer):
            guard let duty = charter.duties[id] else { return nothing }
            let first = charter.zone.civil(seen).date
            return resolve(
                Recurrence(
                    matter: .duty(duty, bearer), cadence: duty.cadence,
                    beginning: max(duty.since ?? first, first),
                    until: [duty.until, charter.units[bearer.unit]?.end?.last].compactMap(\.self)
                        .min()),
                lookBackDays, now)
        case .assignment(let id):
            guard let task = assignment(id, in: standing.register) else { return nothing }
            let opens = charter.placement(of: task.lead).opening(of: task, firstSeen: seen)
            guard case .reviewed(let cadence) = task.due else {
                return Resolved(obligations: obligations(of: task, opens: opens), end: nil)
            }
            return resolve(
                Recurrence(
                    matter: .review(task, opens: opens), cadence: cadence,
                    beginning: charter.zone.civil(opens).date, until: nil),
                lookBackDays, now)
        }
    }

    private mutating func resolve(
        _ recurrence: Recurrence, _ lookBackDays: Int, _ now: Instant
    ) -> Resolved {
        let periods = periods(of: recurrence, lookBackDays, now)
        return Resolved(
            obligations: periods.flatMap { obligations(of: recurrence, in: $0, now: now) },
            end: periods.last.map { (recurrence, $0) })
    }

    /// A task of the register, read by this charter; nil when the charter no longer has what it
    /// names.
    package mutating func assignment(
        _ id: AssignmentID, in register: Register
    ) -> Assignment? {
        guard let task = register[id] else { return nil }
        if let known = assignments[id], known.revision == task.revision { return known.assignment }
        let assignment = task.assignment(in: charter)
        assignments[id] = (task.revision, assignment)
        return assignment
    }

    /// What a subject owes, as far as one has to look.
    struct Resolved {
        let obligations: [Obligation]
        /// What goes on behind the last period among them.
        fileprivate let end: (recurrence: Recurrence, last: Period)?
    }

    // MARK: What recurs

    /// Something owed once in each period, from the one in which `beginning` lies to the one in
    /// which `until` does.
    fileprivate struct Recurrence {
        enum Matter {
            case duty(Duty, Bearer)
            case review(Assignment, opens: Instant)
        }
        let matter: Matter
        let cadence: Cadence
        let beginning: CivilDate
        let until: CivilDate?
    }

    /// The periods from the beginning to the first one that lies ahead with all its rungs.
    private mutating func periods(
        of recurrence: Recurrence, _ lookBackDays: Int, _ now: Instant
    ) -> [Period] {
        let today = charter.zone.civil(now).date
        let horizon = today.adding(days: -lookBackDays)
        var period = Period(
            recurrence.cadence, containing: max(recurrence.beginning, min(horizon, today)))
        var result: [Period] = []
        while recurrence.includes(period) {
            result.append(period)
            let isAhead =
                period.first > today && schedule(of: recurrence, in: period).earliest > now
            if isAhead || period.next == period { break }
            period = period.next
        }
        return result
    }

    /// Exact rule 13: when a subject is to be looked at, if the obligations that it has now want to
    /// be looked at when `found` says. What comes after them may come first, because a holiday
    /// leaves no room for the rungs of one period, or because it was met early.
    ///
    /// - Returns: nil when no period follows any more.
    mutating func nextLook(behind resolved: Resolved, now: Instant, found: Instant?) -> Instant? {
        guard case (let recurrence, var period)? = resolved.end else { return found }
        var look = found
        for _ in 0..<Self.periodsAheadMax {
            guard period.next != period, recurrence.includes(period.next) else { return look }
            period = period.next
            let schedule = schedule(of: recurrence, in: period)
            if let look, schedule.earliest > look { return look }
            look = [look, schedule.points(through: now).next].compactMap(\.self).min()
        }
        return look ?? charter.zone.instant(CivilDateTime(period.first, .midnight))
    }

    /// Periods without room for a rung that are searched at once; then the look is passed on to the
    /// last of them.
    private static let periodsAheadMax = 12

    private mutating func obligations(
        of recurrence: Recurrence, in period: Period, now: Instant
    ) -> [Obligation] {
        let schedule = schedule(of: recurrence, in: period)
        switch recurrence.matter {
        case .duty(let duty, let bearer):
            // What could be met no more when the unit ended was owed by nobody else.
            let date = min(charter.zone.civil(now).date, charter.zone.civil(schedule.end).date)
            let owing = charter.successor(of: bearer.unit, on: date)
            return persons(of: bearer, on: schedule.due.date).map {
                let unit = $0 == nil ? owing : bearer.unit
                return obligation(duty, bearer, owedBy: unit, $0, period, schedule)
            }
        case .review(let task, _):
            return [obligation(task, step: period.label, .review, period, schedule)]
        }
    }

    private func persons(of bearer: Bearer, on date: CivilDate) -> [PersonID?] {
        switch bearer {
        case .unit: [nil]
        case .holders(let unit, let post): charter.holders(of: post, in: unit, on: date)
        }
    }

    private func obligation(
        _ duty: Duty, _ bearer: Bearer, owedBy unit: UnitID, _ person: PersonID?,
        _ period: Period, _ schedule: Schedule
    ) -> Obligation {
        Obligation(
            key: ObligationKey(duty: duty.id, unit: bearer.unit, person: person, period: period),
            kind: duty.kind, title: duty.name, unit: unit, person: person, owner: nil,
            leader: nil, office: duty.office, period: period, schedule: schedule,
            requirement: .count(
                least: duty.least, target: duty.target, evidence: duty.evidence),
            origin: duty.origin)
    }

    private mutating func schedule(of recurrence: Recurrence, in period: Period) -> Schedule {
        switch recurrence.matter {
        case .duty(let duty, let bearer):
            let overlay = charter.unitDays[bearer.unit] == nil ? nil : bearer.unit
            let key = SharedSchedule(duty: duty.id, period: period.first, overlay: overlay)
            if let known = shared[key] { return known }
            let made = charter.placement(of: bearer.unit).schedule(of: duty, in: period)
            shared[key] = made
            return made
        case .review(let task, let opens):
            return charter.placement(of: task.lead).schedule(ofReviewing: task, opens, in: period)
        }
    }

    // MARK: Tasks

    private func obligations(of task: Assignment, opens: Instant) -> [Obligation] {
        let placement = charter.placement(of: task.lead)
        let start = charter.zone.civil(opens).date
        let due = placement.due(of: task, from: opens)
        let named = milestones(of: task, due: due.date, start: start, placement)
        let whole = Schedule(
            ladder: task.ladder, due: due, opens: opens, lateUntil: nil,
            named: Dictionary(named, uniquingKeysWith: { first, _ in first }),
            placement: placement)
        let steps = zip(task.milestones, named).map { milestone, dated in
            let schedule = Schedule(
                ladder: task.ladder,
                due: placement.due(on: dated.1, at: nil, countedFrom: start), opens: opens,
                lateUntil: nil, placement: placement)
            return obligation(task, step: milestone.id, .milestone, nil, schedule)
        }
        return [obligation(task, step: nil, .task, nil, whole)] + steps
    }

    private func milestones(
        of task: Assignment, due: CivilDate, start: CivilDate, _ placement: Placement
    ) -> [(String, CivilDate)] {
        let calendar = placement.days.calendar
        do {
            return try Backplan.dates(
                due: due, start: start, milestones: task.milestones.map { ($0.id, $0.at) },
                calendar: calendar
            ).map { ($0.id, calendar.next(onOrAfter: $0.date)) }
        } catch {
            preconditionFailure("the charter was compiled with a plan that has no dates: \(error)")
        }
    }

    private func obligation(
        _ task: Assignment, step: String?, _ kind: Obligation.Kind, _ period: Period?,
        _ schedule: Schedule
    ) -> Obligation {
        Obligation(
            key: ObligationKey(task: task.id, step: step), kind: kind,
            title: task.problem + (step.map { "·\($0)" } ?? ""), unit: task.lead, person: nil,
            owner: task.owner, leader: task.leader, office: task.office, period: period,
            schedule: schedule,
            requirement: kind == .review
                ? .count(least: 1, target: 1, evidence: []) : .closing,
            origin: task.origin)
    }
}

extension Resolver.Recurrence {
    fileprivate func includes(_ period: Period) -> Bool {
        until.map { period.first <= $0 } ?? true
    }
}

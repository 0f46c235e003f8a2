// The charter asked what exists: which subjects there are, and which obligations one of them has at an
// instant.

package import Civil

extension Charter {
    /// Everything that the agenda keeps a next look for, in a fixed order.
    package var subjects: [Subject] {
        let tasks = assignments.keys.sorted().map { Subject.assignment($0) }
        let recurring = duties.values.sorted { $0.id < $1.id }.flatMap { duty in
            duty.bearers.map { Subject.duty(duty.id, $0) }
        }
        return tasks + recurring
    }

    /// Periods that ended longer ago than this are not looked at again: after a longer stop of the service
    /// nobody is told of them any more.
    static let lookBackDays = 400

    /// The dates and hours of a unit.
    package func placement(of unit: UnitID) -> Placement {
        Placement(zone: zone, days: days(of: unit))
    }
}

/// Resolves subjects to obligations, keeping the schedules that bearers share.
package struct Resolver: Sendable {
    /// What it resolves against.
    package let charter: Charter
    private var shared: [SharedSchedule: Schedule] = [:]

    /// A resolver with nothing kept yet.
    package init(charter: Charter) {
        self.charter = charter
    }

    private struct SharedSchedule: Hashable {
        let duty: DutyID
        let period: CivilDate
        /// The unit whose overlay the dates follow; nil for the charter's own days.
        let overlay: UnitID?
    }

    /// What a subject owes: for a task itself, its milestones or its reviews; for a duty its periods from the
    /// one in which it was first seen (exact rule 12) to the first one whose ladder begins after `now`.
    package mutating func obligations(
        of subject: Subject, firstSeen: Instant, now: Instant
    ) -> [Obligation] {
        switch subject {
        case .assignment(let id):
            return charter.assignments[id].map {
                obligations(of: $0, firstSeen: firstSeen, now: now)
            } ?? []
        case .duty(let id, let bearer):
            guard let duty = charter.duties[id] else { return [] }
            return obligations(of: duty, bearer: bearer, firstSeen: firstSeen, now: now)
        }
    }

    // MARK: Duties

    private mutating func obligations(
        of duty: Duty, bearer: Bearer, firstSeen: Instant, now: Instant
    ) -> [Obligation] {
        let seen = charter.zone.civil(firstSeen).date
        var result: [Obligation] = []
        periods(of: duty.cadence, from: max(duty.since ?? seen, seen), now: now) { period in
            if let until = duty.until, period.first > until { return nil }
            let schedule = schedule(of: duty, bearer: bearer, period: period)
            for person in persons(of: bearer, on: schedule.due.date) {
                result.append(obligation(duty, bearer, person, period, schedule))
            }
            return schedule.firstInstant ?? schedule.opens
        }
        return result
    }

    /// Walks the periods from the one that `beginning` falls in, as long as `visit` answers with an instant and
    /// either the period or that instant is not in the future.
    private func periods(
        of cadence: Cadence, from beginning: CivilDate, now: Instant,
        visit: (Period) -> Instant?
    ) {
        let today = charter.zone.civil(now).date
        let horizon = today.adding(days: -Charter.lookBackDays)
        var period = Period(cadence, containing: max(beginning, min(horizon, today)))
        while let first = visit(period), period.first <= today || first <= now {
            let next = period.next
            if next == period { return }
            period = next
        }
    }

    private func persons(of bearer: Bearer, on date: CivilDate) -> [PersonID?] {
        switch bearer {
        case .unit: [nil]
        case .holders(let unit, let post): charter.holders(of: post, in: unit, on: date)
        }
    }

    private func obligation(
        _ duty: Duty, _ bearer: Bearer, _ person: PersonID?, _ period: Period, _ schedule: Schedule
    ) -> Obligation {
        let kind: Obligation.Kind
        var evidence: [String] = []
        switch duty.form {
        case .quota: kind = .quota
        case .session(let needed): (kind, evidence) = (.session, needed)
        }
        return Obligation(
            key: ObligationKey(duty: duty.id, unit: bearer.unit, person: person, period: period),
            kind: kind, title: duty.name, unit: bearer.unit, person: person, owner: nil,
            leader: nil, office: duty.office, period: period, schedule: schedule,
            requirement: .count(least: duty.least, target: duty.target, evidence: evidence),
            origin: duty.origin)
    }

    private mutating func schedule(of duty: Duty, bearer: Bearer, period: Period) -> Schedule {
        let overlay = charter.unitDays[bearer.unit] == nil ? nil : bearer.unit
        let key = SharedSchedule(duty: duty.id, period: period.first, overlay: overlay)
        if let known = shared[key] { return known }
        let placement = charter.placement(of: bearer.unit)
        let opening = (duty.opens ?? DueRule(.day(1)))
            .date(in: period, calendar: placement.days.calendar)
        let made = Schedule(
            ladder: duty.ladder, due: placement.due(of: duty, in: period),
            opens: placement.instant(
                opening?.date ?? period.first, opening?.time ?? placement.days.opens),
            lateUntil: placement.lateUntil(of: duty, in: period), placement: placement)
        shared[key] = made
        return made
    }

    // MARK: Tasks

    private func obligations(
        of task: Assignment, firstSeen: Instant, now: Instant
    ) -> [Obligation] {
        let placement = charter.placement(of: task.lead)
        let opens = task.start.map { placement.instant($0, placement.days.opens) } ?? firstSeen
        if case .reviewed(let cadence) = task.due {
            return reviews(of: task, cadence: cadence, opens: opens, now: now, placement)
        }
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

    private func reviews(
        of task: Assignment, cadence: Cadence, opens: Instant, now: Instant,
        _ placement: Placement
    ) -> [Obligation] {
        var result: [Obligation] = []
        periods(of: cadence, from: charter.zone.civil(opens).date, now: now) { period in
            let calendar = placement.days.calendar
            let last = calendar.previous(onOrBefore: period.last)
            let following = calendar.previous(onOrBefore: period.next.last)
            let schedule = Schedule(
                ladder: task.ladder,
                due: placement.due(on: last, at: nil, countedFrom: period.first),
                opens: max(opens, placement.instant(period.first, placement.days.opens)),
                lateUntil: placement.instant(following, placement.days.closes),
                placement: placement)
            result.append(obligation(task, step: period.label, .review, period, schedule))
            return schedule.firstInstant ?? schedule.opens
        }
        return result
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

extension Placement {
    /// Exact rule 1 for a duty: the off-day rule first, then the time or the end of the hours.
    func due(of duty: Duty, in period: Period) -> Due {
        let placed = duty.due.date(in: period, calendar: days.calendar)
        let date = duty.offDay.apply(placed?.date ?? period.last, calendar: days.calendar)
        return due(on: date, at: placed?.time, countedFrom: date)
    }

    /// Until when a late one counts: the charter's date, else the due instant of the period after.
    func lateUntil(of duty: Duty, in period: Period) -> Instant {
        let due = due(of: duty, in: period).instant
        guard let rule = duty.lateUntil, let end = rule.date(in: period, calendar: days.calendar)
        else { return max(due, self.due(of: duty, in: period.next).instant) }
        return max(due, instant(end.date, end.time ?? days.closes))
    }

    /// When a task that is not reviewed for ever is due. A date counted in months or days that is a day off
    /// moves to the next working day (Civil Code of the PRC, art. 203); a date in the charter stays.
    func due(of task: Assignment, from opens: Instant) -> Due {
        let start = zone.civil(opens).date
        switch task.due {
        case .on(let date, let time):
            return due(on: date, at: time, countedFrom: date)
        case .after(let span) where span.kind == .exact:
            let end = opens.adding(microseconds: span.microseconds)
            return Due(date: zone.civil(end).date, instant: end, isProvisional: false)
        case .after(let span):
            let date = days.calendar.next(
                onOrAfter: span.date(from: start, calendar: days.calendar))
            return due(on: date, at: nil, countedFrom: start)
        case .reviewed:
            preconditionFailure("a reviewed task has a due date in each period only")
        }
    }
}

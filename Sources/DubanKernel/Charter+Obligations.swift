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
        resolve(subject, firstSeen: firstSeen, now: now).obligations
    }

    /// `obligations`, and what is behind them.
    mutating func resolve(_ subject: Subject, firstSeen: Instant, now: Instant) -> Resolved {
        if let recurrence = recurrence(of: subject, firstSeen: firstSeen) {
            let periods = periods(of: recurrence, now: now)
            return Resolved(
                obligations: periods.flatMap { obligations(of: recurrence, in: $0) },
                end: periods.last.map { (recurrence, $0) })
        }
        guard case .assignment(let id) = subject, let task = charter.assignments[id] else {
            return Resolved(obligations: [], end: nil)
        }
        return Resolved(obligations: obligations(of: task, firstSeen: firstSeen), end: nil)
    }

    /// What a subject owes, as far as one has to look.
    struct Resolved {
        let obligations: [Obligation]
        /// What goes on behind the last period among them.
        fileprivate let end: (recurrence: Recurrence, last: Period)?
    }

    // MARK: What recurs

    /// Something owed once in each period, from the one in which `beginning` lies to the one in which `until` does.
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

    private func recurrence(of subject: Subject, firstSeen: Instant) -> Recurrence? {
        switch subject {
        case .assignment(let id):
            guard let task = charter.assignments[id], case .reviewed(let cadence) = task.due else {
                return nil
            }
            let opens = charter.placement(of: task.lead).opening(of: task, firstSeen: firstSeen)
            return Recurrence(
                matter: .review(task, opens: opens), cadence: cadence,
                beginning: charter.zone.civil(opens).date, until: nil)
        case .duty(let id, let bearer):
            guard let duty = charter.duties[id] else { return nil }
            let seen = charter.zone.civil(firstSeen).date
            return Recurrence(
                matter: .duty(duty, bearer), cadence: duty.cadence,
                beginning: max(duty.since ?? seen, seen), until: duty.until)
        }
    }

    /// The periods from the beginning to the first one that lies ahead with all its rungs.
    private mutating func periods(of recurrence: Recurrence, now: Instant) -> [Period] {
        let today = charter.zone.civil(now).date
        let horizon = today.adding(days: -Charter.lookBackDays)
        var period = Period(
            recurrence.cadence, containing: max(recurrence.beginning, min(horizon, today)))
        var result: [Period] = []
        while recurrence.includes(period) {
            result.append(period)
            let isAhead = period.first > today && schedule(of: recurrence, in: period).earliest > now
            if isAhead || period.next == period { break }
            period = period.next
        }
        return result
    }

    /// Exact rule 13: when a subject is to be looked at, if the obligations that it has now want to be looked at when
    /// `found` says. What comes after them may come first, because a holiday leaves no room for the rungs of one
    /// period, or because it was met early.
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

    /// Periods without room for a rung that are searched at once; then the look is passed on to the last of them.
    private static let periodsAheadMax = 12

    private mutating func obligations(
        of recurrence: Recurrence, in period: Period
    ) -> [Obligation] {
        let schedule = schedule(of: recurrence, in: period)
        switch recurrence.matter {
        case .duty(let duty, let bearer):
            return persons(of: bearer, on: schedule.due.date).map {
                obligation(duty, bearer, $0, period, schedule)
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

    private func obligations(of task: Assignment, firstSeen: Instant) -> [Obligation] {
        let placement = charter.placement(of: task.lead)
        let opens = placement.opening(of: task, firstSeen: firstSeen)
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

extension Placement {
    /// When a task began: the opening of its declared start, else when it was first seen.
    func opening(of task: Assignment, firstSeen: Instant) -> Instant {
        task.start.map { instant($0, days.opens) } ?? firstSeen
    }

    /// The rungs of a duty in one of its periods.
    func schedule(of duty: Duty, in period: Period) -> Schedule {
        let opening = (duty.opens ?? DueRule(.day(1))).date(in: period, calendar: days.calendar)
        return Schedule(
            ladder: duty.ladder, due: due(of: duty, in: period),
            opens: instant(opening?.date ?? period.first, opening?.time ?? days.opens),
            lateUntil: lateUntil(of: duty, in: period), placement: self)
    }

    /// The rungs of one review of a task that began at `opens`.
    func schedule(ofReviewing task: Assignment, _ opens: Instant, in period: Period) -> Schedule {
        let calendar = days.calendar
        let last = calendar.previous(onOrBefore: period.last)
        let following = calendar.previous(onOrBefore: period.next.last)
        return Schedule(
            ladder: task.ladder, due: due(on: last, at: nil, countedFrom: period.first),
            opens: max(opens, instant(period.first, days.opens)),
            lateUntil: instant(following, days.closes), placement: self)
    }

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

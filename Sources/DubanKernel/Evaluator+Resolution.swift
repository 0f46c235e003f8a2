// What a subject owes, as far as one has to look: a task with its milestones or its reviews, a duty
// in its periods.

import Civil

extension Evaluator {
    /// For a duty the periods from the one in which it was first seen (exact rule 12) to the first
    /// one whose ladder begins after `now`.
    ///
    /// - Parameter behind: periods before this date are left out.
    mutating func resolve(
        _ subject: Subject, standing: Standing, now: Instant, behind: CivilDate? = nil
    ) -> Resolved {
        let nothing = Resolved(obligations: [], end: nil)
        guard let seen = standing.firstSight(of: subject) else { return nothing }
        let recurrence: Recurrence
        switch subject {
        case .duty(let id, let bearer):
            guard let duty = charter.duties[id] else { return nothing }
            let first = charter.zone.civil(seen).date
            let ends = [duty.until, charter.units[bearer.unit]?.end?.last]
            recurrence = Recurrence(
                matter: .duty(duty, bearer), cadence: duty.cadence,
                beginning: max(duty.since ?? first, first), until: ends.compactMap(\.self).min())
        case .assignment(let id):
            guard let task = assignment(id, in: standing.register) else { return nothing }
            let opens = charter.placement(of: task.lead).opening(of: task, firstSeen: seen)
            guard case .reviewed(let cadence) = task.due else {
                let parts = obligations(of: task, opens: opens)
                let step = verifying(task, parts, standing).map { [$0] } ?? []
                return Resolved(obligations: parts + step, end: nil)
            }
            recurrence = Recurrence(
                matter: .review(task, opens: opens), cadence: cadence,
                beginning: charter.zone.civil(opens).date, until: nil)
        }
        let periods = periods(of: recurrence, now, behind: behind ?? recurrence.beginning)
        return Resolved(
            obligations: periods.flatMap { obligations(of: recurrence, in: $0, now: now) },
            end: periods.last.map { (recurrence, $0) })
    }

    struct Resolved {
        let obligations: [Obligation]
        /// What goes on behind the last period among them.
        fileprivate let end: (recurrence: Recurrence, last: Period)?
    }

    struct SharedSchedule: Hashable {
        let duty: DutyID
        let period: CivilDate
        /// The unit whose overlay the dates follow; nil for the charter's own days.
        let overlay: UnitID?
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

        func includes(_ period: Period) -> Bool { until.map { period.first <= $0 } ?? true }
    }

    /// Periods that ended longer ago are not looked at again: after a longer stop of the service
    /// nobody is told of them any more.
    static let lookBackDays = 400

    /// The periods from the beginning to the first one that lies ahead with all its rungs.
    private mutating func periods(
        of recurrence: Recurrence, _ now: Instant, behind: CivilDate
    ) -> [Period] {
        let today = charter.zone.civil(now).date
        let horizon = today.adding(days: -Self.lookBackDays)
        var period = Period(
            recurrence.cadence, containing: max(recurrence.beginning, behind, horizon))
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
        case .duty(let duty, .holders(let unit, let post)):
            return charter.holders(of: post, in: unit, on: schedule.due.date).map {
                Obligation(duty, of: unit, owedBy: unit, $0, in: period, schedule: schedule)
            }
        case .duty(let duty, .unit(let unit)):
            // What could be met no more when the unit ended was owed by nobody else.
            let date = min(charter.zone.civil(now).date, charter.zone.civil(schedule.end).date)
            let owing = charter.successor(of: unit, on: date)
            return [Obligation(duty, of: unit, owedBy: owing, nil, in: period, schedule: schedule)]
        case .review(let task, _):
            return [Obligation(task, .review, step: period.label, in: period, schedule: schedule)]
        }
    }

    private mutating func schedule(of recurrence: Recurrence, in period: Period) -> Schedule {
        switch recurrence.matter {
        case .duty(let duty, let bearer):
            let overlay = charter.unitDays[bearer.unit] == nil ? nil : bearer.unit
            let key = SharedSchedule(duty: duty.id, period: period.first, overlay: overlay)
            if let known = schedules[key] { return known }
            let made = charter.placement(of: bearer.unit).schedule(of: duty, in: period)
            schedules[key] = made
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
        let dated = milestones(of: task, due: due.date, start: start, placement.days.calendar)
        let whole = Schedule(
            ladder: task.ladder, due: due, opens: opens, ofTaskSince: opens, lateUntil: nil,
            named: Dictionary(uniqueKeysWithValues: dated), placement: placement)
        return [Obligation(task, .task, schedule: whole)]
            + dated.map { name, date in
                Obligation(
                    task, .milestone, step: name,
                    schedule: Schedule(
                        ladder: task.ladder,
                        due: placement.due(on: date, at: nil, countedFrom: start), opens: opens,
                        ofTaskSince: opens, lateUntil: nil, placement: placement))
            }
    }

    /// What of a task waits to be verified by its office, as one step: the last that was submitted
    /// has handed it over. A milestone of the first house that has the step's name keeps it.
    private func verifying(
        _ task: Assignment, _ parts: [Obligation], _ standing: Standing
    ) -> Obligation? {
        guard let handover = standing.handovers[task.id] else { return nil }
        let whole = standing.records[ObligationKey(task: task.id)]
        let verify = ObligationKey.Name.Walk.verify.rawValue
        guard whole?.closing == nil, whole?.cancelledAt == nil,
            !task.milestones.contains(where: { $0.id == verify })
        else { return nil }
        let waiting: [(entry: Int64, part: Obligation)] = parts.compactMap { part in
            guard let record = standing.records[part.key], record.closing == nil,
                record.cancelledAt == nil, let last = record.submissions.last
            else { return nil }
            return (last.entry, part)
        }
        guard let part = waiting.max(by: { $0.entry < $1.entry })?.part else { return nil }
        let today = charter.zone.civil(handover.at).date
        let verifiers = charter.holders(of: "verifier", in: task.office, on: today)
        let rung = Rung(
            at: Anchor(.start), time: nil, tell: [.bearer], light: nil, repetition: nil,
            hours: .office, origin: task.origin)
        return Obligation(
            verifying: part, of: task, by: verifiers.isEmpty ? "liaison" : "verifier",
            called: charter.language == .chinese ? "核验" : verify,
            schedule: Schedule(
                handedOver: handover.at, telling: rung,
                placement: charter.placement(of: task.office)))
    }

    private func milestones(
        of task: Assignment, due: CivilDate, start: CivilDate, _ calendar: WorkingCalendar
    ) -> [(String, CivilDate)] {
        do {
            return try Backplan.dates(
                due: due, start: start, milestones: task.milestones.map { ($0.id, $0.at) },
                calendar: calendar
            ).map { ($0.id, calendar.next(onOrAfter: $0.date)) }
        } catch {
            preconditionFailure("the charter was compiled with a plan that has no dates: \(error)")
        }
    }
}

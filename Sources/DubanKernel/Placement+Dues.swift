// When duties and tasks are due, until when late ones count, and the schedules of one period.

import Civil

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

    /// When a task that is not reviewed for ever is due. A date counted in months or days that is a
    /// day off moves to the next working day (Civil Code of the PRC, art. 203); a date in the
    /// charter stays.
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

// Where a rung stands in time, exact rules 1 to 5 of the design, and when duties and tasks are due.
// Pure civil arithmetic over one unit's days and hours.

package import Civil

/// The times around one due date by one unit's working days and hours.
package struct Placement: Sendable {
    package let zone: Zone
    package let days: DayRules

    /// The instant of a date and time; a local time that a clock change skips is moved behind the
    /// gap.
    package func instant(_ date: CivilDate, _ time: TimeOfDay) -> Instant {
        zone.instant(CivilDateTime(date, time))
    }

    /// Exact rule 1: the due instant of a date, at the end of the hours where no time is given.
    package func due(on date: CivilDate, at time: TimeOfDay?, countedFrom: CivilDate) -> Due {
        let provisional = days.calendar.provisionalYears(from: countedFrom, through: date)
        return Due(
            date: date, instant: instant(date, time ?? days.closes),
            isProvisional: !provisional.isEmpty)
    }

    /// Exact rules 2, 3 and 5: the instant of a rung's first telling. Nil when the rung counts from
    /// an anchor that the obligation does not have, or is written as before the due instant and
    /// would stand after it.
    func instant(of rung: Rung, around anchors: Anchors) -> Instant? {
        guard let raw = nominal(rung, around: anchors) else { return nil }
        let due = anchors.due.instant
        let placed =
            rung.isCountedForwardFromStart || raw >= due
            ? next(rung.hours, from: raw) : last(rung.hours, until: raw)
        guard rung.isWrittenBeforeDue else { return placed }
        // What would stand before its task began stands where a bare `start` would.
        let since = anchors.start.flatMap { placed < $0 ? next(rung.hours, from: $0) : nil }
        return since ?? placed > due ? nil : since ?? placed
    }

    /// Exact rule 4: the instant of the telling after the one placed at `last`, never before it.
    func instant(of rung: Rung, repeatedAfter last: Instant, wait: Span) -> Instant {
        guard wait.kind != .exact else {
            return next(rung.hours, from: last.adding(microseconds: wait.microseconds))
        }
        let time = rung.time ?? days.remindAt
        let date = wait.date(from: date(of: last, told: time), calendar: days.calendar)
        return next(rung.hours, from: instant(days.calendar.next(onOrAfter: date), time))
    }

    /// The date of a telling; 24:00 belongs to the day that it ends.
    private func date(of telling: Instant, told time: TimeOfDay) -> CivilDate {
        let local = zone.civil(telling)
        let isDaysEnd = time == .endOfDay && local.time == .midnight
        return isDaysEnd ? local.date.adding(days: -1) : local.date
    }

    /// Exact rule 2, before quiet hours: where the charter's words put the rung.
    func nominal(_ rung: Rung, around anchors: Anchors) -> Instant? {
        guard let base = anchors.position(of: rung.at.base) else { return nil }
        guard let offset = rung.at.offset else {
            return base.instant ?? instant(base.date, rung.time ?? days.remindAt)
        }
        if offset.kind == .exact {
            let from = base.instant ?? instant(base.date, days.closes)
            return from.adding(microseconds: offset.microseconds)
        }
        let date = offset.date(from: base.date, calendar: days.calendar)
        return instant(
            onWorkingDay(date, before: anchors.due.date), rung.time ?? days.remindAt)
    }

    /// Whether the office is open: the hours include both ends, and 24:00 belongs to the day that
    /// it ends.
    package func isOpen(_ instant: Instant) -> Bool {
        let local = zone.civil(instant)
        if days.opens <= local.time, local.time <= days.closes,
            days.calendar.isWorking(local.date)
        {
            return true
        }
        return days.closes == .endOfDay && local.time == .midnight
            && days.calendar.isWorking(local.date.adding(days: -1))
    }

    /// Whether something of these hours may be told now.
    func isOpen(_ instant: Instant, for hours: Rung.Hours) -> Bool {
        switch hours {
        case .always: return true
        case .office: return isOpen(instant)
        case .day:
            let time = zone.civil(instant).time
            return (Night.end...Night.begin).contains(time) || isOpen(instant)
        }
    }

    /// The first instant at or after `instant` at which something of these hours may be told.
    func next(_ hours: Rung.Hours, from instant: Instant) -> Instant {
        guard !isOpen(instant, for: hours) else { return instant }
        guard hours == .day else { return nextOpening(instant) }
        let local = zone.civil(instant)
        let date = local.time < Night.end ? local.date : local.date.adding(days: 1)
        return min(self.instant(date, Night.end), nextOpening(instant))
    }

    /// The last instant until `instant` at which something of these hours may be told.
    private func last(_ hours: Rung.Hours, until instant: Instant) -> Instant {
        guard !isOpen(instant, for: hours) else { return instant }
        guard hours == .day else { return lastClosing(instant) }
        let local = zone.civil(instant)
        let date = local.time > Night.begin ? local.date : local.date.adding(days: -1)
        return max(self.instant(date, Night.begin), lastClosing(instant))
    }

    /// The first instant at or after `instant` at which the office is open.
    package func nextOpening(_ instant: Instant) -> Instant {
        if isOpen(instant) { return instant }
        let local = zone.civil(instant)
        let first = local.time < days.opens ? local.date : local.date.adding(days: 1)
        return self.instant(days.calendar.next(onOrAfter: first), days.opens)
    }

    /// The first `remind-at` of a working day after `instant`, moved into the hours.
    package func nextReminder(after instant: Instant) -> Instant {
        next(days.remindAt, after: instant)
    }

    /// When an office is told next of what it has to do: at `remind-at` or `digest: also-at`.
    func nextPage(after instant: Instant) -> Instant {
        min(next(days.remindAt, after: instant), next(days.alsoAt, after: instant))
    }

    private func next(_ time: TimeOfDay, after instant: Instant) -> Instant {
        let today = zone.civil(instant).date
        let placed = nextOpening(self.instant(days.calendar.next(onOrAfter: today), time))
        if placed > instant { return placed }
        let following = days.calendar.next(onOrAfter: zone.civil(placed).date.adding(days: 1))
        return nextOpening(self.instant(following, time))
    }

    /// The last closing before an instant at which the office is closed.
    private func lastClosing(_ instant: Instant) -> Instant {
        let local = zone.civil(instant)
        let last = local.time > days.closes ? local.date : local.date.adding(days: -1)
        return self.instant(days.calendar.previous(onOrBefore: last), days.closes)
    }

    private func onWorkingDay(_ date: CivilDate, before due: CivilDate) -> CivilDate {
        date < due
            ? days.calendar.previous(onOrBefore: date) : days.calendar.next(onOrAfter: date)
    }
}

/// The hours in which only what is told at night is told.
private enum Night {
    static let begin = TimeOfDay(hour: 22, minute: 0) ?? .endOfDay
    static let end = TimeOfDay(hour: 7, minute: 0) ?? .midnight
}

/// What rungs are counted from.
struct Anchors {
    let due: Due
    /// When the obligation is handed over or its period opens.
    let opens: Instant
    let opensOn: CivilDate
    /// When the task began; nil of a duty, whose rungs may stand before it opens.
    let start: Instant?
    let named: [String: CivilDate]

    /// The date of an anchor, and its instant where it has one of its own.
    func position(of base: Anchor.Origin) -> (date: CivilDate, instant: Instant?)? {
        switch base {
        case .due: (due.date, due.instant)
        case .start: (opensOn, opens)
        case .named(let name): named[name].map { ($0, nil) }
        }
    }
}

extension Rung {
    /// The charter's words put it before the due date.
    package var isWrittenBeforeDue: Bool {
        at.base == .due && (at.offset?.isNegative ?? false)
    }

    /// It hands over, or follows the handing over.
    fileprivate var isCountedForwardFromStart: Bool {
        at.base == .start && !(at.offset?.isNegative ?? false)
    }
}

// MARK: When duties and tasks are due

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
            opens: max(opens, instant(period.first, days.opens)), ofTaskSince: opens,
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

// From a request to an entry: who may, whether it makes sense, and which period it counts for (exact rule
// 11). Nothing is recorded here.

package import Civil

/// An event that is allowed, and what it is about.
package struct Allowed: Sendable {
    /// What the ledger is to record.
    package let entry: NewEntry
    /// The subject to look at again.
    package let subject: Subject
    /// Which obligation it counts for.
    package let obligation: ObligationKey
    /// The unit that owes it.
    package let unit: UnitID
}

extension Evaluator {
    /// The entry for a request, or the reason against it.
    package mutating func judge(
        _ command: Command, standing: Standing, now: Instant
    ) throws(Refusal) -> Allowed {
        try command.checkTexts()
        guard let subject = charter.subject(named: command.obligation) else {
            throw .unknown(command.obligation)
        }
        let situations = situations(of: subject, standing: standing, now: now)
        let situation = try choose(from: situations, for: command, now: now)
        let person = try charter.recorder(command, for: situation.obligation, now: now)
        let actor = Actor(uid: command.uid, person: person, onBehalfOf: command.onBehalfOf)
        let event = try situation.event(for: command, now: now)
        return Allowed(
            entry: NewEntry(at: now, actor: actor, event: event), subject: subject,
            obligation: situation.obligation.key, unit: situation.obligation.unit)
    }

    /// The verbs that are possible now for what a request named.
    package mutating func verbs(
        for obligation: String, standing: Standing, now: Instant
    ) -> [Verb] {
        guard let subject = charter.subject(named: obligation) else { return [] }
        let situations = situations(of: subject, standing: standing, now: now)
        let named = situations.first { $0.obligation.key.text == obligation }
        return (named ?? current(among: situations, now: now))?.verbs(at: now) ?? []
    }

    /// Exact rule 11.
    private func choose(
        from situations: [Situation], for command: Command, now: Instant
    ) throws(Refusal) -> Situation {
        if let named = situations.first(where: { $0.obligation.key.text == command.obligation }) {
            return named
        }
        guard !ObligationKey(command.obligation).name.isWhole else {
            throw .unknown(command.obligation)
        }
        if let held = command.held,
            let period = situations.first(where: { $0.obligation.period?.contains(held) ?? false })
        {
            return period
        }
        guard let chosen = current(among: situations, now: now) else {
            throw .unknown(command.obligation)
        }
        return chosen
    }

    private func current(among situations: [Situation], now: Instant) -> Situation? {
        let opened = situations.filter { $0.obligation.opens <= now }
        let unmet = opened.first { [.open, .partial].contains($0.state(at: now)) }
        return unmet ?? opened.last ?? situations.first
    }
}

extension Command {
    fileprivate func checkTexts() throws(Refusal) {
        for (name, text) in [("reason", reason)] + evidence.map({ ("evidence", $0) }) {
            let isClean = text.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control || $0 == "\n"
            }
            guard isClean, text.count <= Command.textCharactersMax else { throw .badText(name) }
        }
        guard evidence.count <= Command.evidenceMax else { throw .badText("evidence") }
    }
}

extension Charter {
    /// Whether any of these people holds a post in a unit on a date.
    package func holdsPost(_ persons: Set<PersonID>, in unit: UnitID, on date: CivilDate) -> Bool {
        poster(persons, in: unit, on: date) != nil
    }

    private func poster(
        _ persons: Set<PersonID>, in unit: UnitID, on date: CivilDate
    ) -> PersonID? {
        let holdings = units[unit]?.posts.values.joined().filter { $0.covers(date) } ?? []
        return holdings.map(\.person).filter(persons.contains).min()
    }

    /// Who records: somebody with a post in the unit, else somebody of the office.
    fileprivate func recorder(
        _ command: Command, for obligation: Obligation, now: Instant
    ) throws(Refusal) -> PersonID {
        let today = zone.civil(now).date
        let clerk = poster(command.persons, in: obligation.office, on: today)
        let isForOffice =
            command.verb == .close || command.verb == .reopen || command.effective != nil
        if isForOffice {
            guard let clerk else { throw .officeOnly(command.verb) }
            return clerk
        }
        guard let person = poster(command.persons, in: obligation.unit, on: today) ?? clerk else {
            throw .notYours(unit: obligation.unit)
        }
        return person
    }
}

extension Situation {
    /// Which verbs make sense now, whoever asks.
    package func verbs(at now: Instant) -> [Verb] {
        let isOpen = obligation.opens <= now
        var verbs: [Verb] = []
        let state = state(at: now)
        if record.closing == nil, isOpen, state != .missed { verbs.append(.submit) }
        if record.closing == nil, !record.submissions.isEmpty { verbs.append(.withdraw) }
        if obligation.requirement == .closing {
            verbs.append(record.closing == nil ? .close : .reopen)
        }
        return verbs
    }

    fileprivate func event(for command: Command, now: Instant) throws(Refusal) -> Event {
        switch command.verb {
        case .submit: try submission(command, now: now)
        case .withdraw: try withdrawal(command)
        case .close: try closing(command, now: now)
        case .reopen: try reopening(command)
        }
    }

    private func submission(_ command: Command, now: Instant) throws(Refusal) -> Event {
        let key = obligation.key
        let zone = obligation.schedule.placement.zone
        guard record.closing == nil else { throw .closed(key) }
        guard now >= obligation.opens else {
            throw .notOpenYet(key, opens: zone.civil(obligation.opens).date)
        }
        if let effective = command.effective {
            guard (obligation.opens...now).contains(effective) else { throw .badInstant }
            guard !command.reason.isEmpty else { throw .reasonMissing(.submit) }
        }
        if let end = obligation.lateUntil, command.effective ?? now > end {
            throw .over(key, ended: zone.civil(end).date)
        }
        if obligation.kind == .session {
            try checkHeld(command, today: zone.civil(now).date)
        }
        if obligation.requirement == .closing, command.evidence.isEmpty {
            throw .evidenceMissing(key)
        }
        return .submitted(
            obligation: key, evidence: command.evidence, held: command.held,
            effective: command.effective, note: command.reason)
    }

    private func checkHeld(_ command: Command, today: CivilDate) throws(Refusal) {
        guard let held = command.held else { throw .heldMissing(obligation.key) }
        guard let period = obligation.period else { return }
        guard period.contains(held), held <= today else {
            throw .heldOutside(held, first: period.first, last: period.last)
        }
    }

    private func withdrawal(_ command: Command) throws(Refusal) -> Event {
        let key = obligation.key
        guard record.closing == nil else { throw .closed(key) }
        let wanted = command.entry ?? record.submissions.last?.entry
        guard let wanted, record.submissions.contains(where: { $0.entry == wanted }) else {
            throw .nothingSubmitted(key)
        }
        guard !command.reason.isEmpty else { throw .reasonMissing(.withdraw) }
        var without = record
        without.submissions.removeAll { $0.entry == wanted }
        let isStillMet = Situation(obligation, record: without).met != nil
        return .withdrawn(
            obligation: key, entry: wanted, reopens: met != nil && !isStillMet,
            reason: command.reason)
    }

    private func closing(_ command: Command, now: Instant) throws(Refusal) -> Event {
        guard obligation.requirement == .closing else { throw .notClosable(obligation.key) }
        guard record.closing == nil else { throw .closed(obligation.key) }
        let submitted = record.submissions.last?.effective
        guard submitted != nil || !command.reason.isEmpty else { throw .reasonMissing(.close) }
        return .closed(
            obligation: obligation.key, met: submitted ?? now, reason: command.reason)
    }

    private func reopening(_ command: Command) throws(Refusal) -> Event {
        guard obligation.requirement == .closing else { throw .notClosable(obligation.key) }
        guard record.closing != nil else { throw .notClosed(obligation.key) }
        guard let because = command.because else { throw .becauseMissing }
        guard !command.reason.isEmpty else { throw .reasonMissing(.reopen) }
        return .reopened(obligation: obligation.key, because: because, reason: command.reason)
    }
}

// From a request to an entry: which obligation is meant (exact rule 11), who may, whether the table
// of verbs has it, and the event that it becomes. Nothing is recorded here.

package import Civil

/// An event that is allowed, and what it is about.
package struct Allowed: Sendable {
    /// What the ledger is to record: what was asked for, then what that changes of what is over.
    package let entries: [NewEntry]
    package let subject: Subject
    package let obligation: ObligationKey
    package let unit: UnitID
}

/// A request that is refused.
package struct Denial: Error, Hashable, Sendable {
    package let refusal: Refusal
    /// The verbs that this caller may use on it now.
    package let possible: [Verb]
    /// The unit that owes what the request meant; nil where there is no such thing.
    package let unit: UnitID?

    package init(_ refusal: Refusal, possible: [Verb] = [], unit: UnitID? = nil) {
        (self.refusal, self.possible, self.unit) = (refusal, possible, unit)
    }
}

extension Evaluator {
    /// The entry for a request, or the reason against it.
    package mutating func judge(
        _ command: Command, standing: Standing, now: Instant
    ) throws(Denial) -> Allowed {
        guard let subject = charter.subject(named: command.obligation) else {
            throw Denial(.unknown(command.obligation))
        }
        let all = situations(of: subject, standing: standing, now: now)
        let key = ObligationKey(command.obligation)
        guard let situation = all.meant(by: key, held: command.held, now: now) else {
            throw Denial(.unknown(command.obligation))
        }
        let obligation = situation.obligation
        let today = charter.zone.civil(now).date
        let own = charter.roles(
            of: command.persons, for: obligation, submission: situation.record.submissions.last,
            on: today)
        do throws(Refusal) {
            let authority = try charter.authority(
                of: command, as: own, over: situation, on: today)
            let (person, event) = try situation.admit(
                command, as: authority.roles, openParts: all.openParts(of: situation, at: now),
                now: now)
            let actor = Actor(
                uid: command.uid, person: person, onBehalfOf: authority.onBehalfOf,
                paper: command.paper, signedBy: authority.signedBy)
            let corrections = corrections(after: event, of: subject, standing: standing, now: now)
            return Allowed(
                entries: [NewEntry(at: now, actor: actor, event: event)]
                    + corrections.map { NewEntry(at: now, actor: .daemon, event: $0) },
                subject: subject, obligation: obligation.key, unit: obligation.unit)
        } catch {
            let possible = situation.verbs(as: own.keys, at: now)
            throw Denial(error, possible: possible, unit: obligation.unit)
        }
    }
}

extension [Situation] {
    /// Exact rule 11: which of what one subject owes a key means, without its period if need be.
    package func meant(by key: ObligationKey, held: CivilDate? = nil, now: Instant) -> Situation? {
        if let named = first(where: { $0.obligation.key == key }) { return named }
        guard !key.name.isWhole else { return nil }
        if let held,
            let period = first(where: { $0.obligation.period?.contains(held) ?? false })
        {
            return period
        }
        let opened = filter { $0.obligation.opens <= now }
        let unmet = opened.first { [.open, .partial].contains($0.state(at: now)) }
        return unmet ?? opened.last ?? first
    }
}

extension [Situation] {
    /// The milestones of a task that are not done yet.
    fileprivate func openParts(of whole: Situation, at now: Instant) -> [ObligationKey] {
        guard whole.obligation.kind == .task else { return [] }
        return filter { $0.obligation.kind == .milestone && $0.isOwed(at: now) }
            .map(\.obligation.key)
    }
}

extension Situation {
    /// Where it is for whoever wants to record something about it.
    package func phase(at now: Instant) -> Phase {
        switch state(at: now) {
        case .cancelled where isClosedAbove: return .closedWithTask
        case .cancelled: return isCancelledAbove ? .cancelledWithTask : .cancelled
        case .excused: return .excused
        case .open, .partial, .submitted, .met, .metLate, .missed: break
        }
        switch obligation.requirement {
        case .closing:
            if isClosedAbove { return .closedWithTask }
            if met != nil { return .closed }
            if now < obligation.opens { return .unopened }
            return restingSince == nil ? .open : .submitted
        case .count:
            if now < obligation.opens { return .unopened }
            if let end = obligation.lateUntil, now > end { return .ended }
            if met != nil { return .met }
            return record.submissions.isEmpty ? .open : .partial
        }
    }

    /// The verbs that are possible now for somebody in these roles.
    package func verbs(as roles: some Collection<Role>, at now: Instant) -> [Verb] {
        let possible = VerbTable.rows.filter { refusal(of: $0, as: roles, at: now) == nil }
        return Verb.allCases.filter { verb in possible.contains { $0.verb == verb } }
    }

    /// Why the table does not have a use of a verb now for somebody in these roles; nil where it
    /// does.
    package func refusal(
        of row: VerbRow, as roles: some Collection<Role>, at now: Instant
    ) -> Refusal? {
        let key = obligation.key
        let phase = phase(at: now)
        if !row.roles.contains(where: roles.contains) {
            if row.roles.contains(.verifier), roles.contains(.office) { return .ownWork(key) }
            return row.roles.contains(.unit)
                ? .notYours(unit: obligation.unit) : .officeOnly(row.verb)
        }
        if !row.kinds.contains(obligation.kind) {
            return obligation.verifies.map { .isVerifying($0, key) } ?? .notClosable(key)
        }
        if !row.phases.contains(phase) { return refusal(in: phase, of: row.verb) }
        return row.needsSubmission && record.submissions.isEmpty ? .nothingSubmitted(key) : nil
    }

    private func refusal(in phase: Phase, of verb: Verb) -> Refusal {
        let key = obligation.key
        let zone = obligation.schedule.placement.zone
        switch (phase, key.name) {
        case (.unopened, _): return .notOpenYet(key, opens: zone.civil(obligation.opens).date)
        case (.ended, _):
            return .over(key, ended: zone.civil(obligation.lateUntil ?? obligation.opens).date)
        case (.closedWithTask, .task(let id, _)): return .closed(ObligationKey(task: id))
        case (.closed, _), (.closedWithTask, _): return .closed(key)
        case (.cancelledWithTask, .task(let id, _)): return .cancelled(ObligationKey(task: id))
        case (.cancelled, _), (.cancelledWithTask, _): return .cancelled(key)
        case (.excused, _): return .excused(key)
        case _ where verb == .resume: return .notCancelled(key)
        case (.open, _), (.partial, _), (.submitted, _), (.met, _): return .notClosed(key)
        }
    }

    /// Who records it, and the event that it becomes.
    fileprivate func admit(
        _ command: Command, as roles: [Role: PersonID], openParts: [ObligationKey], now: Instant
    ) throws(Refusal) -> (PersonID, Event) {
        let row = VerbTable.row(of: command)
        if let refusal = refusal(of: row, as: roles.keys, at: now) { throw refusal }
        try command.checkTexts()
        for (particular, demand) in row.particulars
        where demand.applies(to: obligation.kind, isSubmitted: !record.submissions.isEmpty) {
            guard command.says(particular) else {
                throw .missing(particular, of: obligation.key, by: command.verb)
            }
        }
        guard let person = row.roles.compactMap({ roles[$0] }).first else {
            throw .notYours(unit: obligation.unit)
        }
        try command.checkEvidence(of: obligation)
        if let effective = command.effective { try check(effective: effective, now: now) }
        if let held = command.held, DutyClass.held.contains(obligation.kind) {
            try check(held: held, now: now)
        }
        return (
            person, try command.verb.event(of: command, on: self, openParts: openParts, at: now)
        )
    }

    private func check(effective: Instant, now: Instant) throws(Refusal) {
        guard (obligation.opens...now).contains(effective) else { throw .badInstant }
        guard obligation.lateUntil.map({ effective <= $0 }) ?? true else {
            throw refusal(in: .ended, of: .submit)
        }
    }

    private func check(held: CivilDate, now: Instant) throws(Refusal) {
        guard let period = obligation.period else { return }
        let today = obligation.schedule.placement.zone.civil(now).date
        guard period.first <= held, held <= today else {
            throw .heldOutside(held, first: period.first, today: today)
        }
    }
}

// Another charter: what the ledger is to record so that it comes into force. Pure; all of it is one
// transaction, or the charter of before stays.

package import Civil

/// What one charter's coming into force does.
package struct CharterChange: Sendable {
    /// What it does to the register; with conflicts nothing else is worked out.
    package let register: Reconciliation
    /// Due instants of things not over that it puts elsewhere.
    package let moves: [DueMove]
    /// All of it, for people.
    package let difference: CharterDifference
    /// To be recorded in this order.
    package let events: [Event]
}

extension Charter {
    /// What `next` would change, coming after this one, by what the files say alone: everything was
    /// seen and nothing recorded.
    package func change(to next: Charter, at now: Instant) -> CharterChange {
        var standing = Standing()
        standing.assume(standing.firstSights(of: self, now: now), at: now)
        var evaluator = Evaluator(charter: self)
        return evaluator.change(to: next, standing: standing, reading: .files, now: now)
    }
}

extension Evaluator {
    /// What `charter` changes, coming after this one.
    package mutating func change(
        to charter: Charter, standing: Standing, reading: Reconciliation.Reading,
        cancelGone: String? = nil, now: Instant
    ) -> CharterChange {
        let register = standing.reconciled(
            with: charter, reading: reading, cancelGone: cancelGone, now: now)
        guard register.conflicts.isEmpty else {
            return CharterChange(
                register: register, moves: [], difference: CharterDifference(), events: [])
        }
        var after = standing
        after.assume(register.events, at: now)
        let handovers = handovers(by: register.events, standing: standing, now: now)
        after.assume(handovers, at: now)
        let (moves, difference) = difference(
            to: Evaluator(charter: charter), register, from: standing, to: after, now)
        return CharterChange(
            register: register, moves: moves, difference: difference,
            events: [.charterAccepted(hash: charter.hash)] + register.events + handovers
                + (moves.isEmpty ? [] : [.duesMoved(moves: moves)]))
    }

    /// A task that is given another lead is handed over with everything of it that is still owed.
    private mutating func handovers(
        by events: [Event], standing: Standing, now: Instant
    ) -> [Event] {
        var moves: [Transfer] = []
        for case .amended(let changes, _, _) in events {
            for change in changes where change.field == .lead {
                guard let from = change.from, let to = change.to else { continue }
                moves += situations(of: .assignment(change.task), standing: standing, now: now)
                    .filter { $0.obligation.kind != .step && $0.isOwed(at: now) }.map {
                        Transfer(
                            obligation: $0.obligation.key, from: UnitID(from), to: UnitID(to))
                    }
            }
        }
        return moves.batches.map { .transferred(moves: $0, reason: "another lead") }
    }

    private mutating func difference(
        to next: Evaluator, _ register: Reconciliation, from before: Standing, to after: Standing,
        _ now: Instant
    ) -> (moves: [DueMove], CharterDifference) {
        let today = charter.zone.civil(now).date
        var next = next
        var moves: [DueMove] = []
        var (open, ended) = (0, [String]())
        let subjects = Set(after.subjects(under: next.charter))
        for subject in before.subjects(under: charter) {
            var dues: [ObligationKey: CivilDateTime] = [:]
            var begun: [ObligationKey] = []
            for old in situations(of: subject, standing: before, now: now) where old.isOwed(at: now)
            {
                let obligation = old.obligation
                dues[obligation.key] = obligation.schedule.civilDue
                guard case .duty = subject, let period = obligation.period, period.first <= today
                else { continue }
                begun.append(obligation.key)
            }
            guard !dues.isEmpty else { continue }
            open += begun.count
            var kept: Set<ObligationKey> = []
            // A duty goes on where one of its bearers does not.
            let owed =
                subjects.contains(subject)
                ? next.situations(of: subject, standing: after, now: now) : []
            for new in owed {
                let (key, to) = (new.obligation.key, new.obligation.schedule.civilDue)
                kept.insert(key)
                guard let from = dues[key], from != to else { continue }
                moves.append(
                    DueMove(
                        obligation: key, from: from.date, to: to.date, fromTime: from.time,
                        toTime: to.time))
            }
            ended += begun.filter { !kept.contains($0) }.map(\.text)
        }
        var difference = CharterDifference(dutiesOpen: open)
        difference.compare(charter, next.charter)
        difference.add(register, from: before, to: next.charter)
        difference.add(.duesMoved, moves.map { "\($0.obligation.text) \($0.from) → \($0.to)" })
        difference.add(.obligationsEnded, ended)
        return (moves, difference)
    }
}

extension CharterDifference {
    fileprivate mutating func compare(_ before: Charter, _ after: Charter) {
        compare(before.units.keys, after.units.keys, came: .unitsCame, went: .unitsWent)
        compare(before.people.keys, after.people.keys, came: .peopleCame, went: .peopleWent)
        compare(before.duties.keys, after.duties.keys, came: .dutiesCame, went: .dutiesWent)
    }

    fileprivate mutating func add(
        _ register: Reconciliation, from before: Standing, to charter: Charter
    ) {
        add(.tasksCame, register.registered.map(\.text))
        add(.tasksAmended, register.amended.map(\.text))
        add(.tasksCancelled, register.cancelled.map(\.text).sorted())
        add(.tasksUndeclared, register.undeclared.map(\.text))
        func matter(_ fields: Particulars?) -> [String?] { [fields?[.problem], fields?[.lead]] }
        for old in register.undeclared {
            let new = register.registered.first {
                matter(charter.declarations[$0]?.fields) == matter(before.register[old]?.declared)
            }
            if let new { add(.tasksRenamed, ["\(old) → \(new)"]) }
        }
    }
}

extension Situation {
    /// Something is still to be done about it.
    func isOwed(at now: Instant) -> Bool {
        [.open, .partial, .submitted].contains(state(at: now))
    }
}

// Another charter: what the ledger is to record so that it comes into force. Pure; all of it is one
// transaction, or the charter of before stays.

package import Civil

/// What one charter's coming into force does.
package struct CharterChange: Sendable {
    /// What it does to the register; with conflicts nothing else is worked out.
    package let register: Reconciliation
    /// Due instants of things not over that it puts elsewhere.
    package let moves: [DueMove]
    /// To be recorded in this order.
    package let events: [Event]
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
            return CharterChange(register: register, moves: [], events: [])
        }
        var after = standing
        after.assume(register.events, at: now)
        let handovers = handovers(by: register.events, standing: standing, now: now)
        after.assume(handovers, at: now)
        let moves = duesMoved(by: Evaluator(charter: charter), from: standing, to: after, now)
        return CharterChange(
            register: register, moves: moves,
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

    private mutating func duesMoved(
        by next: Evaluator, from before: Standing, to after: Standing, _ now: Instant
    ) -> [DueMove] {
        var next = next
        var moves: [DueMove] = []
        for subject in before.subjects(under: charter) {
            var dues: [ObligationKey: CivilDateTime] = [:]
            for old in situations(of: subject, standing: before, now: now) where old.isOwed(at: now)
            {
                dues[old.obligation.key] = old.obligation.schedule.civilDue
            }
            guard !dues.isEmpty else { continue }
            for new in next.situations(of: subject, standing: after, now: now) {
                let (key, to) = (new.obligation.key, new.obligation.schedule.civilDue)
                guard let from = dues[key], from != to else { continue }
                moves.append(
                    DueMove(
                        obligation: key, from: from.date, to: to.date, fromTime: from.time,
                        toTime: to.time))
            }
        }
        return moves
    }
}

extension Situation {
    /// Something is still to be done about it.
    func isOwed(at now: Instant) -> Bool {
        [.open, .partial, .submitted].contains(state(at: now))
    }
}

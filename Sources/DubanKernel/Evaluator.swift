// evaluate: what to tell whom, and when to look again. Pure: the same charter, standing and instant
// give the same decisions on any machine.

package import Civil

/// The deciding half of duban's heart; the recording half is `Standing.apply`.
package struct Evaluator: Sendable {
    package let charter: Charter
    /// Schedules that bearers share. They are kept, as tasks are: it changes no result.
    var schedules: [SharedSchedule: Schedule] = [:]
    /// Registered tasks as this charter reads them, by the entry that changed them last.
    private var assignments: [AssignmentID: (revision: Int64, assignment: Assignment?)] = [:]

    /// What each subject's evaluation had done with; it changes no result either.
    private(set) var behind: [Subject: Behind] = [:]

    package init(charter: Charter) { self.charter = charter }

    /// A telling decided later than this after its instant is marked late.
    static let lateAfterMicroseconds: Int64 = 300_000_000

    /// A task of the register as the charter reads it; nil when the charter no longer has what it
    /// names.
    mutating func assignment(_ id: AssignmentID, in register: Register) -> Assignment? {
        guard let task = register[id] else { return nil }
        if let known = assignments[id], known.revision == task.revision { return known.assignment }
        let assignment = task.assignment(in: charter)
        assignments[id] = (task.revision, assignment)
        return assignment
    }

    /// What is to be told about a subject at `now`. A subject that was never seen owes nothing yet.
    ///
    /// - Parameter isAfresh: without what is remembered of earlier evaluations.
    package mutating func evaluate(
        _ subject: Subject, standing: Standing, now: Instant, isAfresh: Bool = false
    ) -> Decisions {
        var decisions = Decisions()
        let known = isAfresh ? nil : self.behind[subject]
        var behind = known.flatMap { $0.holds(standing, at: now) ? $0 : nil } ?? Behind()
        defer { self.behind[subject] = behind.isEmpty ? nil : behind.made(of: standing, at: now) }
        let resolved = resolve(subject, standing: standing, now: now, behind: behind.periods)
        let situations = situations(of: subject, resolved.obligations, standing)
        if case .assignment = subject {
            decisions.transfers = transfers(of: situations, now: now)
            if !decisions.transfers.isEmpty {
                decisions.nextLook = now
                return decisions
            }
        }
        let toldUntil = standing.toldUntil.map {
            charter.zone.instant(CivilDateTime($0.adding(days: 1), .midnight))
        }
        for situation in situations {
            let key = situation.obligation.key
            var evaluation = Evaluation(
                charter: charter, situation: situation, decided: standing.tellings[key] ?? [:],
                moves: standing.moves[key] ?? [], undelivered: standing.undelivered(of:),
                toldUntil: toldUntil, now: now, behind: behind.points[key] ?? [])
            let over = standing.over[key]
            var own = evaluation.decide(over: situation.isPast(at: now) ? over : nil)
            own.note(situation, over: over, at: now)
            let isWritten = over.map { $0.outcome != .reopened } ?? false
            behind.note(
                situation, own.voided.isEmpty ? evaluation.behind : [],
                isDone: isWritten && own.isEmpty && own.nextLook == nil && situation.isPast(at: now)
            )
            decisions.merge(own)
        }
        decisions.nextLook = nextLook(behind: resolved, now: now, found: decisions.nextLook)
        if let end = resolved.obligations.first.flatMap({ charter.end(of: $0.unit) }), end > now {
            decisions.nextLook = min(decisions.nextLook ?? end, end)
        }
        return decisions
    }

    /// Everything a subject owes with what was recorded about it.
    package mutating func situations(
        of subject: Subject, standing: Standing, now: Instant
    ) -> [Situation] {
        let resolved = resolve(subject, standing: standing, now: now)
        return situations(of: subject, resolved.obligations, standing)
    }

    private func situations(
        of subject: Subject, _ obligations: [Obligation], _ standing: Standing
    ) -> [Situation] {
        var whole: Record?
        if case .assignment(let id) = subject {
            whole = standing.records[ObligationKey(task: id)]
        }
        return obligations.map {
            if case .step = $0.kind, let id = $0.key.taskID {
                // Handed over again, it is told again.
                let count = standing.handovers[id]?.count ?? 1
                return Situation($0, record: Record(episode: count - 1))
            }
            return Situation(
                $0, record: standing.records[$0.key] ?? Record(), whole: whole,
                excusedAt: $0.person == nil ? nil : charter.end(of: $0.unit))
        }
    }

    /// A task whose lead has ended goes over to the successor, with all its parts that are still
    /// owed.
    private func transfers(of situations: [Situation], now: Instant) -> [Transfer] {
        let today = charter.zone.civil(now).date
        let owed = situations.filter { $0.obligation.kind != .step && $0.isOwed(at: now) }
        return owed.map(\.obligation).compactMap { obligation in
            let successor = charter.successor(of: obligation.unit, on: today)
            return successor == obligation.unit
                ? nil : Transfer(obligation: obligation.key, from: obligation.unit, to: successor)
        }
    }
}

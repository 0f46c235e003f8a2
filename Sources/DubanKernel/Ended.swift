// What was due is a fact of its time: when a period can be met no more, or a task is closed or
// cancelled, what was owed and what had been recorded is written down once. Points, rates and
// reports on the past read these, and never the charter of today.

package import Civil

/// One obligation that is over, as it was when it ended.
package struct Ended: Hashable, Sendable, Codable {
    /// What became of it, by the words of the chain.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case met, metLate, missed, excused, closed, cancelled, notHere
        /// It was over and is not any more.
        case reopened
    }

    package let obligation: ObligationKey
    package let unit: UnitID
    package let holder: PersonID?
    package let name: String
    package let dueDate: CivilDate
    package let due: Instant
    /// How many were owed, wished for and counted; nil where it is not a count.
    package let least: Int?
    package let target: Int?
    package let counted: Int?
    package let outcome: Outcome
    /// The instant that counted; nil where nothing did.
    package let at: Instant?
    package let light: Light?
    /// Written more than a day after it ended: after a stop, or at the upgrade from a ledger that
    /// did not keep it.
    package let late: Bool?
}

extension Situation {
    /// What is to be written of it at `now`; nil while it goes on.
    func ended(at now: Instant) -> Ended? {
        let outcome: Ended.Outcome
        switch state(at: now) {
        case .cancelled: outcome = .cancelled
        case .excused: outcome = .excused
        case .missed: outcome = .missed
        case .met, .metLate:
            guard obligation.lateUntil.map({ now > $0 }) ?? true else { return nil }
            let isClosedUnasked =
                obligation.requirement == .closing && record.submissions.isEmpty
            outcome = isClosedUnasked ? .closed : state(at: now) == .met ? .met : .metLate
        case .open, .partial, .submitted: return nil
        }
        return ended(outcome, at: now)
    }

    /// That what was over is not any more.
    func endedNoMore(at now: Instant) -> Ended { ended(.reopened, at: now) }

    private func ended(_ outcome: Ended.Outcome, at now: Instant) -> Ended {
        var (least, target): (Int?, Int?)
        if case .count(let owed, let wished) = obligation.requirement {
            (least, target) = (owed, wished)
        }
        let ends = [met?.at, restingSince, excusedAt, obligation.lateUntil, now].compactMap(\.self)
        let end = ends.min() ?? now
        let recorded = obligation.lateUntil ?? met?.recorded ?? now
        return Ended(
            obligation: obligation.key, unit: obligation.unit, holder: obligation.person,
            name: obligation.title, dueDate: obligation.due.date, due: obligation.due.instant,
            least: least, target: target, counted: progress?.done, outcome: outcome, at: met?.at,
            light: Light.highest(
                of: obligation.schedule.steps.filter { $0.at <= end }.compactMap(\.rung.light)),
            late: recorded.adding(seconds: Situation.promptSeconds) < now ? true : nil)
    }

    /// What is written later than this after its end says so.
    private static let promptSeconds: Int64 = 86_400
}

extension Decisions {
    package var isToBeRecorded: Bool { !ended.isEmpty || !transfers.isEmpty }

    /// What is to be recorded with them, by the charter with this hash.
    package func events(charter: String) -> [Event] {
        ended.batches.map { .over(charter: charter, ended: $0) }
            + transfers.batches.map { .transferred(moves: $0, reason: "its unit has ended") }
    }

    /// Writes down an obligation that is over, once, and looks again when it can be met no more.
    /// What was written stays whatever the charter says later; only what is recorded changes it, by
    /// `corrections`.
    mutating func note(_ situation: Situation, over: Standing.Over?, at now: Instant) {
        if let ended = situation.ended(at: now) {
            if over == nil || over?.outcome == .reopened { self.ended.append(ended) }
        } else if let end = situation.obligation.lateUntil {
            let behind = end.adding(microseconds: 1)
            nextLook = min(nextLook ?? behind, behind)
        }
    }
}

extension Evaluator {
    /// What an event changes of what was written down as over, to be recorded with it.
    mutating func corrections(
        after event: Event, of subject: Subject, standing: Standing, now: Instant
    ) -> [Event] {
        let before = situations(of: subject, standing: standing, now: now).map(\.obligation.key)
        guard before.contains(where: { standing.over[$0] != nil }) else { return [] }
        var after = standing
        after.assume([event], at: now)
        var decisions = Decisions()
        for situation in situations(of: subject, standing: after, now: now) {
            guard let over = after.over[situation.obligation.key] else { continue }
            let ended = situation.ended(at: now)
            if let ended, over != Standing.Over(ended) {
                decisions.ended.append(ended)
            } else if ended == nil, over.outcome != .reopened {
                decisions.ended.append(situation.endedNoMore(at: now))
            }
        }
        return decisions.events(charter: charter.hash)
    }
}

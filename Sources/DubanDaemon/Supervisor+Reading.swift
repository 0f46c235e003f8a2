// What the status asks of the standing. A situation does not depend on the time, only what is said of it does, so one
// that was worked out is kept until something is recorded.

package import Civil
package import DubanKernel

extension Supervisor {
    private static var knownMax: Int { 4096 }

    /// One obligation as it stands; nil when the charter has none of that name now.
    package func situation(of key: ObligationKey, at now: Instant) -> Situation? {
        if let situation = known[key] { return situation }
        guard let subject = charter.subject(named: key.text) else { return nil }
        let found = evaluator.situations(of: subject, standing: standing, now: now)
            .first { $0.obligation.key == key }
        if known.count >= Self.knownMax { forgetKnown() }
        known[key] = found
        return found
    }

    /// When somebody is told next of an obligation, if nothing is recorded until then.
    func nextTelling(of situation: Situation, at now: Instant) -> Instant? {
        let key = situation.obligation.key
        if let next = nextTellings[key], next > now { return next }
        let next = situation.nextTelling(after: now)
        nextTellings[key] = next
        return next
    }

    /// What was worked out does not hold any more.
    func forgetKnown() {
        known = [:]
        nextTellings = [:]
    }

    /// Everything one subject owes.
    package func situations(of subject: Subject, at now: Instant) -> [Situation] {
        evaluator.situations(of: subject, standing: standing, now: now)
    }
}

extension Event {
    /// It says who was told and changes no situation.
    var isBookkeeping: Bool {
        if case .told = self { true } else { false }
    }
}

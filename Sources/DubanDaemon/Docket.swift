// What the loop knows: the charter in force, the standing and the agenda, and what follows from
// them for whoever asks. A situation does not depend on the time, only what is said of it does, so
// one that was worked out is kept until something is recorded.

import Civil
import DubanKernel
import DubanLedger

/// The supervision at work, with a memory of what was asked of it.
@MainActor final class Docket {
    /// Entries and charters go in by the methods below, which forget what was worked out.
    var supervision: Supervision
    var lastPass: Instant?
    /// Until when nothing is sent, because the clock has made an unbelievable jump.
    var sendingWaitsUntil: Instant?

    private var known: [ObligationKey: Situation] = [:]
    /// As long as they lie ahead.
    private var nextTellings: [ObligationKey: Instant] = [:]

    private static let knownMax = 4096

    init(charter: Charter, standing: Standing) {
        supervision = Supervision(charter: charter, standing: standing)
    }

    var charter: Charter { supervision.charter }
    var standing: Standing { supervision.standing }
    var subjects: [Subject] { standing.subjects(under: charter) }
    var nextLook: Instant? { supervision.nextLook }

    /// Whether anything may leave the house now.
    func maySend(at now: Instant) -> Bool {
        charter.delivery == .live && sendingWaitsUntil.map { now >= $0 } ?? true
    }

    // MARK: Changing

    /// Folds in entries that the ledger has just stored.
    func apply(_ entries: [Entry]) {
        for entry in entries {
            supervision.apply(entry)
            if !entry.event.isBookkeeping { forget() }
        }
    }

    /// Brings another charter into force, whose acceptance is recorded.
    func adopt(_ charter: Charter) {
        supervision.adopt(charter)
        forget()
    }

    func lookAtEverything(at now: Instant) {
        supervision.lookAtEverything(at: now)
        forget()
    }

    /// What was worked out does not hold any more.
    private func forget() {
        known = [:]
        nextTellings = [:]
    }

    // MARK: Asking

    /// One obligation as it stands; nil when the charter has none of that name now.
    func situation(of key: ObligationKey, at now: Instant) -> Situation? {
        if let situation = known[key] { return situation }
        let found = supervision.situation(of: key, at: now)
        if known.count >= Self.knownMax { forget() }
        known[key] = found
        return found
    }

    /// Everything one subject owes.
    func situations(of subject: Subject, at now: Instant) -> [Situation] {
        supervision.situations(of: subject, at: now)
    }

    /// When somebody is told next of an obligation, if nothing is recorded until then.
    func nextTelling(of situation: Situation, at now: Instant) -> Instant? {
        let key = situation.obligation.key
        if let next = nextTellings[key], next > now { return next }
        let next = situation.nextTelling(after: now)
        nextTellings[key] = next
        return next
    }
}

extension Event {
    /// It says who was told and changes no situation.
    fileprivate var isBookkeeping: Bool {
        if case .told = self { true } else { false }
    }
}

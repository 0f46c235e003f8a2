// What is on the disk when the daemon starts: the configuration, the ledger, and the charter that
// was in force when the last life ended.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger

/// What is known before anything is served.
struct Opening {
    /// What was in force when the last life ended: the charter that is accepted now, another one,
    /// or nothing that can be read any more.
    enum Past { case same, other, unknown }

    let ledger: Ledger
    let standing: Standing
    let lastEvent: Int64
    /// To be brought into force.
    let accepted: AcceptedCharter
    let past: Past
    /// The charter of then, else the one to come.
    let before: Charter
    /// Why the configuration on disk is not in force.
    let pending: Fault<Rejection>?

    init(state: String, keeper: CharterKeeper, log: Log, now: Instant) throws(StartFailure) {
        let read = keeper.compile(keeper.read())
        let kept = keeper.kept().flatMap { source -> Result<AcceptedCharter, Rejection> in
            // The same files are compiled once.
            if case .success(let accepted) = read, accepted.charter.hash == source.hash {
                return read
            }
            return keeper.compile(kept: source)
        }
        switch read {
        case .success(let read):
            (accepted, pending) = (read, nil)
        case .failure(let rejection):
            let why = rejection.diagnostics.joined(separator: "\n")
            guard case .success(let last) = kept else {
                // The unit starts it again, unless only somebody can mend it.
                throw StartFailure(message: why, status: keeper.hasZones ? 78 : 1)
            }
            log.write(
                .error,
                "the configuration is refused; running on the last accepted charter "
                    + "\(last.charter.hash.prefix(12)):\n\(why)")
            (accepted, pending) = (last, .refused(rejection))
        }
        do throws(LedgerError) {
            ledger = try Ledger(directory: state)
            try ledger.resume(now: now)
            var standing = try ledger.standing()
            switch kept {
            case _ where standing.charterHash == accepted.charter.hash:
                (past, before) = (.same, accepted.charter)
            case .success(let last) where standing.charterHash == last.charter.hash:
                (past, before) = (.other, last.charter)
            default: (past, before) = (.unknown, accepted.charter)
            }
            if standing.charterHash != nil, case .failure(let why) = kept {
                log.write(
                    .warning,
                    "the last accepted charter cannot be read, so due dates that the files have "
                        + "moved since are not recorded as moves:\n"
                        + why.diagnostics.joined(separator: "\n"))
            }
            // A ledger of the first house: its tasks enter the register as its last charter had
            // them.
            let registered = standing.reconciled(with: before, reading: .kept, now: now).events
            let entries = try ledger.record(
                registered.map { NewEntry(at: now, actor: .daemon, event: $0) })
            for entry in entries { standing.apply(entry) }
            self.standing = standing
            lastEvent = try ledger.lastEventSequence()
        } catch {
            throw StartFailure(message: error.description)
        }
    }
}

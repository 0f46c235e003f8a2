// Another charter: which due dates it moves, and how it comes into force. All or nothing.

import Civil
import DubanConfig
import DubanKernel
package import DubanLedger

extension Supervisor {
    /// Brings a charter into force: what moved and that it was accepted are recorded first.
    ///
    /// - Parameter finish: gets the number of due dates that moved, or what the ledger refused.
    package func take(
        _ accepted: AcceptedCharter, kept keeper: CharterKeeper,
        then finish: @escaping @MainActor (Result<Int, LedgerError>) -> Void
    ) {
        let now = clock.now
        var next = Evaluator(charter: accepted.charter)
        let moves = duesMoved(by: &next, at: now)
        var entries = [
            NewEntry(at: now, actor: .daemon, event: .charterAccepted(hash: accepted.charter.hash))
        ]
        if !moves.isEmpty {
            entries.append(NewEntry(at: now, actor: .daemon, event: .duesMoved(moves: moves)))
        }
        let (new, log, announcement) = (
            entries, log, Announcement.charter(accepted.charter, at: now)
        )
        desk.ask { ledger throws(LedgerError) in
            do throws(CharterKeeper.KeepingFailure) {
                try keeper.keep(accepted.source)
            } catch {
                // The old one stays the fallback; the new one is in force all the same.
                log.write(.error, "the accepted charter could not be kept: \(error)")
            }
            let recorded = try ledger.record(new)
            try ledger.publish([announcement], now: now)
            return recorded
        } then: { [self] result in
            switch result {
            case .success(let recorded):
                apply(recorded)
                adopt(accepted.charter)
                finish(.success(moves.count))
            case .failure(let error):
                finish(.failure(error))
            }
        }
    }

    /// Due dates of things not over that another charter puts elsewhere.
    private func duesMoved(by next: inout Evaluator, at now: Instant) -> [DueMove] {
        var moves: [DueMove] = []
        for subject in charter.subjects {
            var dues: [ObligationKey: CivilDate] = [:]
            for old in situations(of: subject, at: now) where old.isOpen(at: now) {
                dues[old.obligation.key] = old.obligation.due.date
            }
            guard !dues.isEmpty else { continue }
            for new in next.situations(of: subject, standing: standing, now: now) {
                let (key, to) = (new.obligation.key, new.obligation.due.date)
                guard let from = dues[key], from != to else { continue }
                moves.append(DueMove(obligation: key, from: from, to: to))
            }
        }
        return moves
    }
}

extension Situation {
    /// Something is still owed.
    fileprivate func isOpen(at now: Instant) -> Bool {
        [.open, .partial, .submitted].contains(state(at: now))
    }
}

// Another charter: which due dates it moves, and how it comes into force. All or nothing.

import Civil
import DubanConfig
package import DubanKernel
import DubanLedger

extension Supervisor {
    /// Brings a charter into force: what it does to the register, what moved and that it was
    /// accepted are recorded first.
    package func take(
        _ accepted: AcceptedCharter, kept keeper: CharterKeeper,
        reading: Reconciliation.Reading = .files,
        then finish: @escaping @MainActor (Result<CharterChange, House.ReloadFault>) -> Void
    ) {
        let now = clock.now
        let change = evaluator.change(
            to: accepted.charter, standing: standing, reading: reading, now: now)
        guard change.register.conflicts.isEmpty else {
            let language = accepted.charter.language
            return finish(
                .failure(.rejected(change.register.conflicts.map { $0.text(in: language) })))
        }
        let entries = change.events.map { NewEntry(at: now, actor: .daemon, event: $0) }
        let (log, announcement) = (log, Announcement.charter(accepted.charter, at: now))
        desk.ask { ledger throws(LedgerError) in
            do throws(CharterKeeper.KeepingFailure) {
                try keeper.keep(accepted.source)
            } catch {
                // The old one stays the fallback; the new one is in force all the same.
                log.write(.error, "the accepted charter could not be kept: \(error)")
            }
            let recorded = try ledger.record(entries)
            try ledger.publish([announcement], now: now)
            return recorded
        } then: { [self] result in
            switch result {
            case .success(let recorded):
                apply(recorded)
                adopt(accepted.charter)
                finish(.success(change))
            case .failure(let error):
                finish(.failure(.ledger(error)))
            }
        }
    }
}

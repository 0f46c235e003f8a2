// What every machine of the daemon's floor stands on: the docket, the ledger and its troubles, the
// lanes, the clock.

import DubanKernel
import DubanLedger

/// The things of which there is one.
@MainActor struct Floor {
    let docket: Docket
    let ledger: Ledger
    let lanes: any Lanes
    let clock: any WallClock
    let alarms: Alarms
    let troubles: Troubles
    let log: Log

    /// Asks the ledger on its lane: one transaction, or several in a row. The answer comes to the
    /// loop in the order of asking; a failure is a trouble of that kind of work from then on.
    func ask<Answer: Sendable>(
        _ undertaking: Undertaking,
        orElse fail: @escaping @MainActor @Sendable (LedgerError) -> Void,
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> Answer,
        then finish: @escaping @MainActor @Sendable (Answer) -> Void
    ) {
        let (ledger, troubles) = (ledger, troubles)
        lanes.run(.ledger) {
            Result { () throws(LedgerError) in try question(ledger) }
        } then: { result in
            switch result {
            case .success(let answer):
                troubles.end(undertaking)
                finish(answer)
            case .failure(let error):
                troubles.begin(undertaking, error)
                fail(error)
            }
        }
    }
}

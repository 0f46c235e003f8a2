// What every machine of the daemon's floor stands on: the docket, the ledger and its troubles, the
// lanes, the clock.

import DubanKernel
import DubanLedger

/// The things of which there is one.
@MainActor struct Floor {
    let docket: Docket
    let ledger: LedgerQueue
    let lanes: any Lanes
    let clock: any WallClock
    let alarms: Alarms
    let troubles: Troubles
    let log: Log

    init(
        charter: Charter, standing: Standing, ledger: Ledger, clock: any WallClock,
        lanes: any Lanes, log: Log
    ) {
        docket = Docket(charter: charter, standing: standing)
        self.ledger = LedgerQueue(ledger: ledger, lanes: lanes)
        self.lanes = lanes
        self.clock = clock
        alarms = Alarms(clock: clock)
        troubles = Troubles(log: log)
        self.log = log
    }

    /// Asks the ledger; nil when it failed, which is a trouble of that kind of work from then on.
    func ask<Answer: Sendable>(
        _ undertaking: Undertaking,
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> Answer,
        then finish: @escaping @MainActor @Sendable (Answer?) -> Void
    ) {
        let troubles = troubles
        ledger.ask(question) { finish(troubles.note($0, of: undertaking)) }
    }
}

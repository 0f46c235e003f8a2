// The loop's way to the ledger: every transaction runs on the ledger's lane, and its answer comes
// back to the loop in the order of asking.

import DubanLedger

/// Asks the ledger off the loop.
@MainActor struct LedgerQueue {
    let ledger: Ledger
    let lanes: any Lanes

    /// One transaction, or several in a row, and its answer on the loop.
    func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> Answer,
        then finish: @escaping @MainActor @Sendable (Result<Answer, LedgerError>) -> Void
    ) {
        let ledger = ledger
        lanes.run(
            .ledger,
            {
                do throws(LedgerError) {
                    return Result<Answer, LedgerError>.success(try question(ledger))
                } catch {
                    return .failure(error)
                }
            }, then: finish)
    }
}

// The loop's way to the ledger: every transaction runs on the ledger's lane, and its answer comes back to
// the loop in the order of asking.

package import DubanLedger

/// Asks the ledger off the loop.
@MainActor package struct LedgerDesk {
    private let ledger: Ledger
    private let workplace: any Workplace

    /// A desk for one ledger.
    package init(ledger: Ledger, workplace: any Workplace) {
        self.ledger = ledger
        self.workplace = workplace
    }

    /// One transaction, or several in a row, and its answer on the loop.
    package func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> Answer,
        then finish: @escaping @MainActor @Sendable (Result<Answer, LedgerError>) -> Void
    ) {
        let ledger = ledger
        workplace.run(
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

// The status socket as a channel: a notice is delivered to it when its event is in the ledger, from
// where every subscriber is served, those that come later too.

import DubanDelivery
import DubanKernel
import DubanLedger

/// Publishes notices. A notice becomes an event once, whatever is tried again: the ledger sees to
/// that.
struct EventChannel: Channel {
    let name = ChannelName.socket
    let batchMax = 500
    private let ledger: Ledger

    /// What is published is read from `ledger`.
    init(ledger: Ledger) {
        self.ledger = ledger
    }

    func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        batch.map { _ in .ready(mark: []) }
    }

    func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        do throws(LedgerError) {
            try ledger.publish(batch)
            return batch.map { _ in .delivered }
        } catch {
            return batch.map { _ in .retry(.said(error.description), untouched: false) }
        }
    }

    func rest() {}
}

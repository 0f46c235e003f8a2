// The status socket as a channel: a notice is delivered to it when its event is in the ledger, from
// where every subscriber is served, those that come later too.

package import DubanDelivery
package import DubanKernel
package import DubanLedger

/// Publishes notices. A notice becomes an event once, whatever is tried again: the ledger sees to
/// that.
package struct EventChannel: Channel {
    package let name = ChannelName.socket
    package let batchMax = 500
    private let ledger: Ledger

    /// What is published is read from `ledger`.
    package init(ledger: Ledger) {
        self.ledger = ledger
    }

    package func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        batch.map { _ in .ready(mark: []) }
    }

    package func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        do throws(LedgerError) {
            try ledger.publish(batch)
            return batch.map { _ in .delivered }
        } catch {
            return batch.map { _ in .retry(.said(error.description), untouched: false) }
        }
    }

    package func rest() {}
}

// The status socket as a channel: a notice is delivered to it when its event is in the ledger, from where
// every subscriber is served, those that come later too.

package import DubanDelivery
package import DubanKernel

/// Settling does the work: it appends the event in the transaction that says so.
package struct EventChannel: Channel {
    package let name = ChannelName.socket
    package let batchMax = 500

    /// The only one there is.
    package init() {}

    package func prepare(_ batch: [Parcel]) -> [Preparation] {
        batch.map { _ in .ready(mark: []) }
    }

    package func deliver(_ batch: [Parcel]) -> [Outcome] {
        batch.map { _ in .delivered }
    }

    package func rest() {}
}

// The way out of the house that every channel takes: look, mark, deliver. A mark that the ledger
// makes durable before anything is written is what lets a later life find out whether an earlier
// one got through.

package import DubanKernel

/// One frozen message on its way to one recipient.
package struct Parcel: Sendable, Hashable {
    /// The id of the claim that froze it.
    package let claim: String
    /// The account of a mailbox; for the journal only shown.
    package let recipient: String
    /// The frozen bytes; a retry has the same ones.
    package let bytes: [UInt8]
    /// How often the channel has answered `retry` before.
    package let attempts: Int
    /// The mark stored last; nil before the first attempt.
    package let mark: [UInt8]?

    /// A message on its way. An empty mark is none.
    package init(
        claim: String, recipient: String, bytes: [UInt8], attempts: Int, mark: [UInt8]?
    ) {
        self.claim = claim
        self.recipient = recipient
        self.bytes = bytes
        self.attempts = attempts
        self.mark = mark?.isEmpty == true ? nil : mark
    }
}

/// How an attempt ended.
package enum Outcome: Sendable, Hashable {
    /// It is there for certain.
    case delivered
    /// It was handed over, and it cannot be found out whether it arrived. Final: never sent again.
    case unproven(String)
    /// Not now; the reason, for the status. To be prepared again after `Backoff`. If `untouched`,
    /// certainly nothing was handed over: an empty mark is to be stored, and the next attempt is
    /// again a first one.
    case retry(String, untouched: Bool)
    /// Never; the reason, for the status.
    case refused(String)
}

/// What looking before an attempt gave.
package enum Preparation: Sendable, Hashable {
    /// To be delivered. The mark must be durable before `deliver` is called with it.
    case ready(mark: [UInt8])
    /// Not to be delivered in this round: an earlier attempt got through, or it cannot be told yet.
    case settled(Outcome)
}

/// A way for messages to leave the house.
///
/// One round is `prepare`, storing the marks, `deliver`. Both may block for long, and both are
/// called on the channel's own serial queue, never for two batches at once.
package protocol Channel: Sendable {
    /// Which channel it is.
    var name: ChannelName { get }
    /// The most parcels that one round takes.
    var batchMax: Int { get }

    /// Looks for what earlier attempts may have delivered and marks the state in which the next one
    /// begins. Answers one preparation for each parcel, in order; writes nothing that a reader
    /// would take for a notice.
    func prepare(_ batch: [Parcel]) -> [Preparation]

    /// Delivers parcels that `prepare` found ready and that now carry its marks. Answers one
    /// outcome for each, in order. What is in doubt is answered `retry` and looked for before it is
    /// sent again.
    func deliver(_ batch: [Parcel]) -> [Outcome]

    /// Nothing is to be delivered for the time being: whatever is open may be closed.
    func rest()
}

// The way out of the house that every channel takes: compose, look, mark, deliver. A mark that the
// ledger makes durable before anything is written is what lets a later life find out whether an
// earlier one got through.

package import DubanKernel

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
    var name: ChannelName { get }
    /// The most messages that one round takes.
    var batchMax: Int { get }

    /// The messages that tell notices, ready to be frozen. Notices that nobody receives through
    /// this channel are in none.
    func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>]

    /// Looks for what earlier attempts may have delivered and marks the state in which the next one
    /// begins. Answers one preparation for each message, in order; writes nothing that a reader
    /// would take for a notice.
    func prepare(_ batch: [Message<Addressed>]) -> [Preparation]

    /// Delivers messages that `prepare` found ready and that now carry its marks. Answers one
    /// outcome for each, in order. What is in doubt is answered `retry` and looked for before it is
    /// sent again.
    func deliver(_ batch: [Message<Marked>]) -> [Outcome]

    /// Nothing is to be delivered for the time being: whatever is open may be closed.
    func rest()
}

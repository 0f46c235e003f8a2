// How one subscriber is fed: with what is published, or, when it is behind, from the ledger at its
// own pace.

struct SubscriptionStateMachine {
    enum State: Equatable {
        /// Gets events as they are published.
        case current
        /// Is behind, and the ledger is to be asked, for the first time or again.
        case behind
        /// Is behind, and the ledger has been asked.
        case replaying
        /// Does not read. Of a replay the rest waits in the ledger, else events are missed.
        case stalled(isReplaying: Bool)
    }

    enum Action: Equatable {
        case none
        /// Read on in the ledger.
        case replay(after: Int64)
        /// Say what was missed.
        case gap(from: Int64, through: Int64)
    }

    private(set) var state: State
    /// The last event that was given, or passed over because the reader may not see it.
    private(set) var cursor: Int64

    /// A subscriber that has what was published through `cursor`, of `last` in all.
    init(after cursor: Int64, last: Int64) {
        self.cursor = cursor
        state = cursor < last ? .behind : .current
    }

    /// The ledger can be asked.
    mutating func readOn() -> Action {
        guard state == .behind else { return .none }
        state = .replaying
        return .replay(after: cursor)
    }

    /// An event has been given, or passed over.
    mutating func gave(through sequence: Int64) { cursor = max(cursor, sequence) }

    /// The subscriber's buffer is full.
    mutating func refused() { state = .stalled(isReplaying: state == .replaying) }

    /// A batch of the ledger has been given as far as it was taken; `last` is the last event.
    mutating func replayed(last: Int64) -> Action {
        guard state == .replaying else { return .none }
        state = cursor < last ? .behind : .current
        return readOn()
    }

    /// The ledger could not be read.
    mutating func failed() {
        if state == .replaying { state = .behind }
    }

    /// The subscriber reads again.
    mutating func drained(last: Int64) -> Action {
        guard case .stalled(let isReplaying) = state else { return .none }
        state = isReplaying ? .behind : .current
        guard state == .current, cursor < last else { return readOn() }
        defer { cursor = last }
        return .gap(from: cursor + 1, through: last)
    }
}

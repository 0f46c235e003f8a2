// Where slow work is done, and what time it is: the two things that the daemon takes from outside.
// Each has a real implementation on libdispatch and one that a simulator drives by seed.

import Civil
import DubanKernel

/// A place where work waits for other work of its kind and for nothing else.
enum Lane: Hashable, Sendable {
    /// The ledger's transactions.
    case ledger
    /// Reading, compiling and comparing charters.
    case charter
    /// One channel's sending.
    case channel(ChannelName)
}

/// Runs work off the loop, in order within a lane, and comes back to the loop with the result.
@MainActor protocol Lanes: AnyObject {
    /// Runs `work` after everything given to this lane before, then `finish` on the loop.
    func run<Product: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () -> Product,
        then finish: @escaping @MainActor @Sendable (Product) -> Void)

    /// Runs `step` on the loop after whatever waits there now.
    func later(_ step: @escaping @MainActor @Sendable () -> Void)
}

/// The wall clock and the one alarm on it.
@MainActor protocol WallClock: AnyObject {
    var now: Instant { get }
    /// Called when the alarm goes off, at or after the instant asked for.
    var onAlarm: (@MainActor () -> Void)? { get set }
    /// Sets the alarm to another instant; nil: no alarm. One in the past goes off at once.
    func setAlarm(_ instant: Instant?)
}

// Where slow work is done: a serial queue a lane, and the main queue as the loop. A simulator
// drives lanes of its own by seed.

import Dispatch
import DubanKernel

/// A place where work waits for other work of its kind and for nothing else.
enum Lane: Hashable, Sendable {
    case ledger
    /// Reading, compiling and comparing charters.
    case charter
    case channel(ChannelName)
    case witness
    /// Asking who an account is; one of several.
    case accounts(Int)
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

/// Lanes as serial dispatch queues.
@MainActor final class DispatchLanes: Lanes {
    private var queues: [Lane: DispatchQueue] = [:]

    func run<Product: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () -> Product,
        then finish: @escaping @MainActor @Sendable (Product) -> Void
    ) {
        let queue = queues[lane] ?? DispatchQueue(label: "duban.\(lane)")
        queues[lane] = queue
        queue.async {
            let product = work()
            DispatchQueue.main.async { MainActor.assumeIsolated { finish(product) } }
        }
    }

    func later(_ step: @escaping @MainActor @Sendable () -> Void) {
        DispatchQueue.main.async { MainActor.assumeIsolated(step) }
    }
}

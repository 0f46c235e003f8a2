// The lanes of a real daemon: a serial queue a lane, and the main queue as the loop.

import Dispatch
import DubanKernel

/// Lanes as serial dispatch queues.
@MainActor final class DispatchLanes: Lanes {
    private var queues: [Lane: DispatchQueue] = [:]

    /// Lanes none of which is in use.
    init() {}

    func run<Product: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () -> Product,
        then finish: @escaping @MainActor @Sendable (Product) -> Void
    ) {
        queue(of: lane).async {
            let product = work()
            DispatchQueue.main.async { MainActor.assumeIsolated { finish(product) } }
        }
    }

    func later(_ step: @escaping @MainActor @Sendable () -> Void) {
        DispatchQueue.main.async { MainActor.assumeIsolated(step) }
    }

    private func queue(of lane: Lane) -> DispatchQueue {
        if let queue = queues[lane] { return queue }
        let queue = DispatchQueue(label: "duban.\(lane)")
        queues[lane] = queue
        return queue
    }
}

// A dispatch source that can be paused and resumed any number of times.

import Dispatch

/// Keeps count for libdispatch, which traps when a source is resumed twice or released while it is
/// paused. Begins paused. All events and the cancellation are handled on the main queue.
@MainActor final class PausableSource {
    private let source: any DispatchSourceProtocol
    private(set) var isRunning = false

    init(
        _ source: any DispatchSourceProtocol, event: @escaping @MainActor () -> Void,
        cancelled: @escaping @MainActor () -> Void
    ) {
        self.source = source
        source.setEventHandler { MainActor.assumeIsolated(event) }
        source.setCancelHandler { MainActor.assumeIsolated(cancelled) }
    }

    /// Lets events through, or holds them back.
    func run(_ shouldRun: Bool) {
        guard shouldRun != isRunning else { return }
        isRunning = shouldRun
        if shouldRun { source.resume() } else { source.suspend() }
    }

    /// Ends the source; its cancel handler runs afterwards, once.
    func cancel() {
        source.cancel()
        run(true)
    }
}

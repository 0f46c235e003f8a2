// Notice of somebody setting the wall clock. libdispatch's timers are not told (they only fire
// earlier or later), so whatever was computed from the old time would stay; timerfd_create(2)
// offers the event.

import CSystemd
import Glibc

/// A descriptor that becomes readable when the wall clock is set, to be put under a read source.
///
/// Whoever holds the source owns the descriptor: `close()` belongs in its cancel handler.
package struct ClockChange: Sendable {
    /// The timerfd; non-blocking, close-on-exec.
    package let descriptor: Int32

    /// Begins to watch the wall clock.
    package init() throws(SystemError) {
        descriptor = try checked("create a timer", duban_realtime_timer())
        let armed = duban_watch_clock_setting(descriptor)
        if armed < 0 {
            Glibc.close(descriptor)
            throw SystemError("watch the wall clock", code: -armed)
        }
    }

    /// Whether the clock was set since the last call; watches on. To be called when the descriptor
    /// is readable; at any other time it answers false.
    package func drain() throws(SystemError) -> Bool {
        guard try checked("read the timer", duban_clock_was_set(descriptor)) == 1 else {
            return false
        }
        _ = try checked("watch the wall clock", duban_watch_clock_setting(descriptor))
        return true
    }

    package func close() {
        Glibc.close(descriptor)
    }
}

// The kernel's clocks, which are read at the top of a pass and passed down as values, and notice of
// somebody setting the wall clock.

import CSystemd
import Glibc

/// Reads of clock_gettime(2), in whole microseconds.
package enum SystemClock {
    /// Wall-clock time since 1970-01-01T00:00:00Z; jumps when somebody sets the clock.
    package static func realtimeMicroseconds() -> Int64 { microseconds(of: CLOCK_REALTIME) }

    /// Time since boot, time spent suspended included; never jumps.
    package static func boottimeMicroseconds() -> Int64 { microseconds(of: CLOCK_BOOTTIME) }

    /// Time since boot, time spent suspended left out; never jumps. What sd_notify(3) calls
    /// MONOTONIC_USEC.
    package static func monotonicMicroseconds() -> Int64 { microseconds(of: CLOCK_MONOTONIC) }

    private static func microseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        let answer = clock_gettime(clock, &time)
        precondition(answer == 0, "Linux has had this clock since 2.6.39")
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// A descriptor that becomes readable when the wall clock is set, to be put under a read source.
///
/// libdispatch's timers are not told (they only fire earlier or later), so whatever was computed
/// from the old time would stay; timerfd_create(2) offers the event.
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

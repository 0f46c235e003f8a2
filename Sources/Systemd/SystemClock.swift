// The kernel's clocks as microseconds. They are read at the top of a pass and passed down as
// values.

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

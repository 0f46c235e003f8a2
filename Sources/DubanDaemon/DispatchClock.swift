// The wall clock of a real daemon: one one-shot timer on it, set a day ahead at most, because
// libdispatch takes wall deadlines after the year 2116 for others.

import Civil
import Dispatch
package import DubanConfig
import Glibc
import Systemd

/// CLOCK_REALTIME with one dispatch timer.
@MainActor final class DispatchClock: WallClock {
    var onAlarm: (@MainActor () -> Void)?
    private let timer = DispatchSource.makeTimerSource(queue: .main)
    private var alarm: Instant?

    private static let longestSleepSeconds: Int64 = 86_400

    /// A clock whose alarm is not set.
    init() {
        timer.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.timerFired() }
        }
        timer.activate()
    }

    var now: Instant { Instant(microseconds: SystemClock.realtimeMicroseconds()) }

    func setAlarm(_ instant: Instant?) {
        alarm = instant
        arm()
    }

    private func arm() {
        guard let alarm else { return timer.schedule(wallDeadline: .distantFuture) }
        let next = min(alarm, now.adding(seconds: Self.longestSleepSeconds))
        let seconds = Int(next.secondsFloor)
        let nanoseconds = Int(next.microseconds - next.secondsFloor * 1_000_000) * 1000
        timer.schedule(
            wallDeadline: DispatchWallTime(
                timespec: timespec(tv_sec: seconds, tv_nsec: nanoseconds)))
    }

    private func timerFired() {
        guard let alarm else { return }
        guard alarm <= now else { return arm() }
        self.alarm = nil
        onAlarm?()
    }
}

extension CharterCompiler {
    /// A compiler for this machine's accounts and the present day (UTC: no charter has named a zone
    /// yet).
    @Sendable package static func ofToday() -> CharterCompiler {
        let seconds = SystemClock.realtimeMicroseconds() / 1_000_000
        return CharterCompiler(today: CivilDateTime(seconds: seconds).date)
    }
}

// What time it is, and when it jumps. A simulator moves a clock of its own by hand.

import Civil
import Dispatch
package import DubanConfig
import Glibc
import Systemd

/// The wall clock and the one alarm on it.
@MainActor protocol WallClock: AnyObject {
    var now: Instant { get }
    /// Called when the alarm goes off, at or after the instant asked for.
    var onAlarm: (@MainActor () -> Void)? { get set }
    /// Sets the alarm to another instant; nil: no alarm. One in the past goes off at once.
    func setAlarm(_ instant: Instant?)
}

/// CLOCK_REALTIME with one one-shot dispatch timer, set a day ahead at most, because libdispatch
/// takes wall deadlines after the year 2116 for others, and those up to 1970 for never.
@MainActor final class DispatchClock: WallClock {
    var onAlarm: (@MainActor () -> Void)?
    private let timer = DispatchSource.makeTimerSource(queue: .main)
    private var alarm: Instant?
    private var jumps: (any DispatchSourceRead)?
    /// Wall-clock time less time since boot, in microseconds: changes only when the clock is set.
    private var offset = DispatchClock.currentOffset()

    private static let longestSleepSeconds: Int64 = 86_400
    private static let oldest = Instant(seconds: 1)

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
        let next = max(min(alarm, now.adding(seconds: Self.longestSleepSeconds)), Self.oldest)
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

    /// Reports from now on by how many microseconds the wall clock is set, forward when positive.
    func watchJumps(_ report: @escaping @MainActor (Int64) -> Void) throws(SystemError) {
        let change = try ClockChange()
        let source = DispatchSource.makeReadSource(
            fileDescriptor: change.descriptor, queue: .main)
        source.setCancelHandler { change.close() }
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated {
                guard let self, let jump = self.jump(change) else { return }
                report(jump)
            }
        }
        source.activate()
        jumps = source
    }

    private func jump(_ change: ClockChange) -> Int64? {
        do throws(SystemError) {
            guard try change.drain() else { return nil }
        } catch {
            // A timer that cannot be read would wake the loop for ever.
            jumps?.cancel()
            return nil
        }
        let before = offset
        offset = Self.currentOffset()
        return offset - before
    }

    private static func currentOffset() -> Int64 {
        SystemClock.realtimeMicroseconds() - SystemClock.boottimeMicroseconds()
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

// Jumps of the wall clock: seen through a timerfd, and measured against the clock that never jumps.

import Dispatch
import Systemd

/// How far the wall clock was set.
struct ClockJump {
    /// Forward when positive.
    let microseconds: Int64

    /// Nothing is sent for so long after a jump that cannot be believed.
    static let quarantineSeconds: Int64 = 600
    private static let believableMicroseconds: Int64 = 86_400_000_000

    /// More than a day: the battery of the clock is more often at fault than the calendar.
    var isUnbelievable: Bool { microseconds.magnitude > UInt64(Self.believableMicroseconds) }
}

/// Reports when the wall clock is set.
@MainActor final class ClockWatch {
    /// To be activated and kept by the owner.
    let source: any DispatchSourceRead
    private let change: ClockChange
    /// Wall-clock time less time since boot, in microseconds: changes only when the clock is set.
    private var offset = ClockWatch.currentOffset()

    init(_ report: @escaping @MainActor (ClockJump) -> Void) throws(SystemError) {
        let change = try ClockChange()
        self.change = change
        source = DispatchSource.makeReadSource(fileDescriptor: change.descriptor, queue: .main)
        source.setCancelHandler { change.close() }
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated {
                guard let self, let jump = self.jump() else { return }
                report(jump)
            }
        }
    }

    private func jump() -> ClockJump? {
        do throws(SystemError) {
            guard try change.drain() else { return nil }
        } catch {
            // A timer that cannot be read would wake the loop for ever.
            source.cancel()
            return nil
        }
        let now = ClockWatch.currentOffset()
        defer { offset = now }
        return ClockJump(microseconds: now - offset)
    }

    private static func currentOffset() -> Int64 {
        SystemClock.realtimeMicroseconds() - SystemClock.boottimeMicroseconds()
    }
}

// The kernel's clocks, and being told when one is set.

import Foundation
import Systemd
import Testing

@Suite(.serialized) struct ClockTests {
    @Test func `the wall clock is Foundation's`() {
        let before = Int64(Date().timeIntervalSince1970 * 1e6) - 1
        let now = SystemClock.realtimeMicroseconds()
        let after = Int64(Date().timeIntervalSince1970 * 1e6) + 1
        #expect((before...after).contains(now))
    }

    @Test func `the boot-time clock is the one of proc`() throws {
        let text = try String(contentsOfFile: "/proc/uptime", encoding: .utf8)
        let uptime = try #require(Double(text.prefix { $0 != " " }))
        #expect(SystemClock.boottimeMicroseconds() >= Int64(uptime * 1e6))
        #expect(SystemClock.monotonicMicroseconds() <= SystemClock.boottimeMicroseconds())
    }

    @Test func `an undisturbed clock has not changed`() throws {
        let change = try ClockChange()
        defer { change.close() }
        #expect(try !change.drain())
        #expect(!isReadable(change.descriptor))
    }

    /// Setting the clock to what it shows is a setting all the same.
    @Test(.enabled(if: mayTheClockBeSet, "needs CAP_SYS_TIME"))
    func `each setting of the clock is told once`() throws {
        let change = try ClockChange()
        defer { change.close() }
        for _ in 0..<3 {
            #expect(setClockToItself() == 0)
            #expect(isReadable(change.descriptor))
            #expect(try change.drain())
            #expect(try !change.drain())
        }
    }
}

private let mayTheClockBeSet = setClockToItself() == 0

private func setClockToItself() -> Int32 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return clock_settime(CLOCK_REALTIME, &now)
}

private func isReadable(_ descriptor: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Foundation.poll(&poll, 1, 0) == 1
}

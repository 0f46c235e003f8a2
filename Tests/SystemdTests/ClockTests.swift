// The kernel's clocks. No test sets one: the machine is not ours alone.

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
}

private func isReadable(_ descriptor: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Foundation.poll(&poll, 1, 0) == 1
}

// "Busy, and wanted again", the wait before another try, the one alarm, and what is in trouble.

import Civil
import DubanKernel
import DubanLedger
import Synchronization
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `What all machines share` {
    @Test func `one run at a time goes on, and who asks meanwhile waits for the next`() {
        var gate = Gate<Int, String>.idle
        #expect(gate.step == nil)
        #expect(gate.want("a", first: 1) == true)
        #expect(gate.want("b", first: 9) == false)
        #expect(gate.step == 1)
        gate.proceed(to: 2)
        #expect(gate.want("c", first: 9) == false)
        #expect(gate.step == 2)
        #expect(gate.end() == ["b", "c"])
        #expect(gate.step == nil)
        gate.begin(3, waiting: ["c"])
        #expect(gate.step == 3)
        #expect(gate.end() == ["c"])
    }

    @Test func `failures in a row are tried again after 1, 2, 4, then 5 seconds`() {
        var retry = Retry()
        let now = Instant(seconds: 100)
        var waits: [Int64] = []
        for _ in 0..<6 {
            retry.failed(at: now)
            waits.append((retry.at?.secondsFloor ?? 0) - 100)
        }
        #expect(waits == [1, 2, 4, 5, 5, 5])
        retry.succeeded()
        #expect(retry.at == nil)
        retry.failed(at: now)
        #expect(retry.at == Instant(seconds: 101))
    }

    @Test func `the one alarm stands at the earliest, and wakes whoever is due`() {
        let clock = SimulatedClock(now: Instant(seconds: 100))
        let alarms = Alarms(clock: clock)
        var woken: [String] = []
        alarms.set(.deciding, at: Instant(seconds: 120)) { woken.append("pass") }
        alarms.set(.dailyLook, at: Instant(seconds: 110)) { woken.append("look") }
        alarms.set(.events, at: Instant(seconds: 115)) { woken.append("events") }
        #expect(clock.alarm == Instant(seconds: 110))
        alarms.set(.events, at: nil) {}
        clock.now = Instant(seconds: 110)
        clock.ring()
        #expect(woken == ["look"])
        #expect(clock.alarm == Instant(seconds: 120))
        clock.now = Instant(seconds: 130)
        clock.ring()
        #expect(woken == ["look", "pass"])
        #expect(clock.alarm == nil)
    }

    @Test func `a trouble lasts until work of its kind succeeds, and is said once`() {
        let lines = Lines()
        let troubles = Troubles(log: Log { _, text in lines.all.withLock { $0.append(text) } })
        let full = LedgerError.full(path: "here")
        troubles.begin(.deciding, full)
        troubles.begin(.deciding, full)
        troubles.begin(.delivery(.mail), full)
        #expect(troubles.texts == [full.description])
        troubles.end(.reading)
        #expect(troubles.texts == [full.description])
        troubles.end(.deciding)
        #expect(troubles.texts == [full.description])
        troubles.end(.delivery(.mail))
        #expect(troubles.texts.isEmpty)
        #expect(lines.all.withLock { $0 } == [full.description, "the ledger works again"])
    }

    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }
}

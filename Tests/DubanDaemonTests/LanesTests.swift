// The lanes and the clock of the real daemon: queues and a timer.

import Civil
import Dispatch
import DubanKernel
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `Lanes and the clock` {
    @MainActor private final class Seen {
        var numbers: [Int] = []
    }

    @Test func `work of a lane is done in its order, and told on the loop in that order`() async {
        let (lanes, seen) = (DispatchLanes(), Seen())
        await withCheckedContinuation { done in
            for number in 1...200 {
                lanes.run(.ledger, { number }) { product in
                    MainActor.assertIsolated()
                    seen.numbers.append(product)
                    if product == 200 { done.resume() }
                }
            }
            // Nothing is told before the loop has its turn.
            #expect(seen.numbers.isEmpty)
        }
        #expect(seen.numbers == Array(1...200))
    }

    @Test func `a lane waits for no other`() async {
        let (lanes, seen) = (DispatchLanes(), Seen())
        let ledgerIsDone = DispatchSemaphore(value: 0)
        await withCheckedContinuation { done in
            lanes.run(.channel(.mail), { ledgerIsDone.wait() }) { _ in
                seen.numbers.append(2)
                done.resume()
            }
            lanes.run(.ledger, { 1 }) { number in
                seen.numbers.append(number)
                ledgerIsDone.signal()
            }
        }
        #expect(seen.numbers == [1, 2])
    }

    @Test func `an alarm in the past goes off at once, and only the last one that was set`() async {
        let (clock, seen) = (DispatchClock(), Seen())
        clock.setAlarm(.distantFuture)
        await withCheckedContinuation { rung in
            clock.onAlarm = {
                seen.numbers.append(1)
                rung.resume()
            }
            clock.setAlarm(Instant(seconds: 0))
        }
        #expect(seen.numbers == [1])
        #expect(clock.now > Instant(seconds: 1_700_000_000))
    }
}

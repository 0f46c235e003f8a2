// How long a failed delivery waits.

import Civil
import DubanKernel
import Testing

@Test(arguments: [(1, 1.0), (2, 2), (3, 4), (10, 512), (11, 900), (1000, 900)])
func `the wait doubles up to a quarter of an hour, less a quarter at most`(
    attempts: Int, seconds: Double
) {
    func delay(after attempts: Int, _ claim: Int) -> Double {
        let next = Backoff.next(
            after: attempts, claim: "claim-\(claim)", at: Instant(microseconds: 0))
        return Double(next.microseconds) / 1e6
    }
    for claim in 0..<200 {
        #expect((seconds * 0.75...seconds).contains(delay(after: attempts, claim)))
    }
    #expect(Set((0..<200).map { delay(after: 5, $0) }).count > 150)
}

@Test func `what is refused is tried hourly for a day, then daily, for thirty days`() {
    let since = Instant(seconds: 1_790_000_000)
    var (now, tries) = (since, 0)
    while let next = Backoff.next(afterFailingSince: since, at: now) {
        let wait = (next.microseconds - now.microseconds) / 1_000_000
        #expect(wait == (now < since.adding(seconds: 86_400) ? 3600 : 86_400))
        (now, tries) = (next, tries + 1)
    }
    #expect(tries == 24 + 29)
    #expect(now == since.adding(seconds: 30 * 86_400))
}

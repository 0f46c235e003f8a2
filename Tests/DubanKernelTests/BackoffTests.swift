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

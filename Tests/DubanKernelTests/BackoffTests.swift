// How long a failed delivery waits.

import DubanKernel
import Testing

@Test(arguments: [(1, 1.0), (2, 2), (3, 4), (10, 512), (11, 900), (1000, 900)])
func `the wait doubles up to a quarter of an hour, less a quarter at most`(
    attempts: Int, seconds: Double
) {
    for claim in (0..<200).map({ "claim-\($0)" }) {
        let delay = Double(Backoff.delayMicroseconds(after: attempts, claim: claim)) / 1e6
        #expect((seconds * 0.75...seconds).contains(delay))
    }
    let spread = Set((0..<200).map { Backoff.delayMicroseconds(after: 5, claim: "claim-\($0)") })
    #expect(spread.count > 150)
}

// How long to wait before trying again: doubling, bounded, and spread so that what failed together
// does not come back together.

package import Civil

/// The waits between attempts.
package enum Backoff {
    /// The wait after the first failure, at most.
    private static let firstDelaySeconds: Int64 = 1
    private static let longestDelaySeconds: Int64 = 900

    /// When to try `claim` again after its `attempts`th failure (1 or more) at `instant`: 1 s, 2 s,
    /// 4 s, … up to 15 min, each shortened by up to a quarter that depends on the claim alone.
    package static func next(after attempts: Int, claim: String, at instant: Instant) -> Instant {
        // Ten doublings exceed the longest delay.
        let doublings = min(max(attempts, 1) - 1, 10)
        let full = min(firstDelaySeconds << doublings, longestDelaySeconds) * 1_000_000
        // 0…65 535, evenly spread over claims.
        let spread = Int64(SHA256.hexadecimal(claim).prefix(4), radix: 16) ?? 0
        return instant.adding(microseconds: full - full / 4 * spread / 65_535)
    }
}

// How long to wait before trying again: doubling, bounded, and spread so that what failed together
// does not come back together.

package import Civil

/// The waits between attempts.
package enum Backoff {
    /// When to try again what cannot go at all, and waits since `since`: when it has waited a
    /// quarter longer, at least 5 s and at most 15 min later.
    package static func next(afterPostponingSince since: Instant, at instant: Instant) -> Instant {
        let quarter = (instant.microseconds - since.microseconds) / 4
        return instant.adding(
            microseconds: min(max(quarter, 5_000_000), longestDelaySeconds * 1_000_000))
    }

    /// When to try again what has failed at `instant` and failed so first at `since`: hourly for a
    /// day, then daily; nil when thirty days are over.
    package static func next(afterFailingSince since: Instant, at instant: Instant) -> Instant? {
        let day: Int64 = 86_400
        guard instant < since.adding(seconds: 30 * day) else { return nil }
        return instant.adding(seconds: instant < since.adding(seconds: day) ? 3600 : day)
    }

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

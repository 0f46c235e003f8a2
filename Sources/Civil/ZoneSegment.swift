// The pieces a zone is made of: stretches of time with one offset.

/// The offset in force at some instant.
package struct ZoneOffset: Hashable, Sendable {
    /// Seconds to add to UTC to get civil time, positive east of Greenwich; −89,999…93,599 (RFC
    /// 9636 §3.2).
    package let seconds: Int
    /// Whether this is daylight saving time, as the zone's makers define it.
    package let isDaylight: Bool
    /// The abbreviation, such as `CST`, `CEST` or `+0530`.
    package let abbreviation: String
}

/// A longest stretch of time with one offset: from one real change of the clocks to the next.
struct ZoneSegment: Sendable {
    /// The first second, counted from 1970-01-01T00:00:00Z; `Int64.min` without a beginning.
    let start: Int64
    /// The second after the last; `Int64.max` without an end.
    let end: Int64
    let offset: ZoneOffset

    func contains(_ second: Int64) -> Bool {
        start <= second && (second < end || end == .max)
    }
}

/// What a civil date and time means in a zone.
package enum LocalResolution: Hashable, Sendable {
    /// The clocks show it once.
    case unique(Instant)
    /// The clocks never show it. `before` reads it with the offset from before the change, which is
    /// an instant after the gap; `after` with the offset from after the change, an instant before
    /// the gap.
    case gap(before: Instant, after: Instant)
    /// The clocks show it twice (or more often: then these are the first two times).
    case overlap(first: Instant, second: Instant)
}

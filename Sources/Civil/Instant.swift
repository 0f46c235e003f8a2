// A point on the time line. Everything the daemon decides is decided about instants; civil dates
// and hours exist only through a zone.

/// A UTC instant in microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX.1
/// §4.16).
///
/// Range: years 1970 to 2199 are meaningful to duban; arithmetic saturates at the ends of `Int64`,
/// so that no sum can trap.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch; negative before 1970.
    package var microseconds: Int64

    /// The instant `microseconds` after the epoch.
    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The instant `seconds` after the epoch; saturates.
    package init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since the epoch, rounded towards the past.
    package var secondsFloor: Int64 { microseconds.dividedDown(by: 1_000_000).quotient }

    /// This instant moved by a signed number of microseconds; saturates.
    package func adding(microseconds delta: Int64) -> Instant {
        let (sum, overflow) = microseconds.addingReportingOverflow(delta)
        return Instant(microseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// This instant moved by a signed number of seconds; saturates.
    package func adding(seconds: Int64) -> Instant {
        adding(microseconds: Instant(seconds: seconds).microseconds)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// An instant before everything that can be recorded.
    package static let distantPast = Instant(microseconds: .min)
    /// An instant after everything that can be recorded.
    package static let distantFuture = Instant(microseconds: .max)
}

/// Coded as its number of microseconds.
extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(microseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}

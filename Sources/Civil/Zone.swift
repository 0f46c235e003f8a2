// A time zone: the function from instants to civil time and its inverse, total over all of
// `Instant`.

/// The offset in force at some instant.
package struct ZoneOffset: Hashable, Sendable {
    /// Seconds to add to UTC to get civil time, positive east of Greenwich.
    package let seconds: Int
    /// Whether this is daylight saving time, as the zone's makers define it.
    package let isDaylight: Bool
    /// The abbreviation, such as `CST`, `CEST` or `+0530`.
    package let abbreviation: String

    /// The largest distance east of UTC that RFC 9636 §3.2 allows.
    static let eastmostSeconds: Int64 = 93_599
    /// The largest distance west of UTC that RFC 9636 §3.2 allows.
    static let westmostSeconds: Int64 = 89_999
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

/// A time zone of the IANA database. Two zones are equal when their names are.
package final class Zone: Sendable {
    /// The name it was loaded by, such as `Asia/Shanghai`.
    package let name: String
    private let contents: ZoneContents

    /// UTC, which never changes and needs no file.
    package static let utc = Zone(
        name: "UTC",
        contents: ZoneContents(
            offsets: [ZoneOffset(seconds: 0, isDaylight: false, abbreviation: "UTC")]))

    /// Reads a zone from the bytes of a TZif file, version 1 to 4 (RFC 9636). Any bytes are safe.
    ///
    /// - Throws: `.malformed` or `.countsLeapSeconds`, both with `name` in them.
    package convenience init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        self.init(name: name, contents: try ZoneContents(tzif: bytes, name: name))
    }

    private init(name: String, contents: ZoneContents) {
        self.name = name
        self.contents = contents
    }

    /// The offset in force at `instant`.
    package func offset(at instant: Instant) -> ZoneOffset {
        segment(at: instant.secondsFloor).offset
    }

    /// What the calendar and the clock on the wall show at `instant`, rounded down to the second.
    package func civil(_ instant: Instant) -> CivilDateTime {
        let second = instant.secondsFloor
        return CivilDateTime(seconds: second + Int64(segment(at: second).offset.seconds))
    }

    /// The instant at which the clock on the wall shows `civil`. In a gap, the instant at which it
    /// would if the clocks had not been changed yet; in an overlap, the first of the two. (RFC 5545
    /// §3.3.5.)
    package func instant(_ civil: CivilDateTime) -> Instant {
        let local = civil.seconds
        // Offsets are bounded: no earlier second could show `local`. A civil time that no segment
        // shows lies between two of them.
        var segment = segment(at: local - ZoneOffset.eastmostSeconds)
        while true {
            let second = local - Int64(segment.offset.seconds)
            if segment.contains(second) { return Instant(seconds: second) }
            let next = self.segment(at: segment.end)
            if second >= segment.end, local - Int64(next.offset.seconds) < segment.end {
                return Instant(seconds: second)
            }
            segment = next
        }
    }

    /// The latest abbreviation under a daylight flag, as `tzname` in <time.h> has it; nil when the
    /// flag was never set, or always.
    func abbreviation(isDaylight: Bool) -> String? {
        let rule = contents.rule
        let lasting = [rule?.standard, rule?.daylight?.offset].compactMap { $0 }
        return (lasting + contents.offsets.reversed())
            .first { $0.isDaylight == isDaylight }?.abbreviation
    }

    /// The stretch of time around `second`, counted from 1970-01-01T00:00:00Z.
    func segment(at second: Int64) -> ZoneSegment {
        let changes = contents.changes
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle + 1 } else { high = middle }
        }
        let start = low == 0 ? .min : changes[low - 1]
        if low == changes.count, let rule = contents.rule {
            return rule.segment(at: second, since: start)
        }
        let end = low < changes.count ? changes[low] : .max
        return ZoneSegment(start: start, end: end, offset: contents.offsets[low])
    }
}

extension Zone: Hashable {
    package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Zone: CustomStringConvertible {
    package var description: String { name }
}

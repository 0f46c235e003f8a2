// A time zone: the function from instants to civil time and its inverse, total over all of
// `Instant`.

/// A time zone of the IANA database. Two zones are equal when their names are.
package final class Zone: Sendable {
    /// The name it was loaded by, such as `Asia/Shanghai`.
    package let name: String
    /// The seconds at which the clocks change, counted from 1970-01-01T00:00:00Z, in order.
    private let changes: [Int64]
    /// What holds before the first change, and from each on.
    private let offsets: [ZoneOffset]
    /// What holds after the last of them; nil when its offset holds for ever.
    private let rule: ZoneRule?

    /// UTC, which never changes and needs no file.
    package static let utc = Zone(
        name: "UTC",
        contents: ZoneContents(
            initial: ZoneOffset(seconds: 0, isDaylight: false, abbreviation: "UTC")))

    /// Reads a zone from the bytes of a TZif file, version 1 to 4 (RFC 9636). Any bytes are safe.
    ///
    /// - Throws: `.malformed` or `.countsLeapSeconds`, both with `name` in them.
    package convenience init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        self.init(name: name, contents: try ZoneContents(tzif: bytes, name: name))
    }

    private init(name: String, contents: ZoneContents) {
        self.name = name
        changes = contents.changes
        offsets = contents.offsets
        rule = contents.rule
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
        switch resolve(civil) {
        case .unique(let instant): instant
        case .gap(let before, _): before
        case .overlap(let first, _): first
        }
    }

    /// All that `civil` can mean.
    package func resolve(_ civil: CivilDateTime) -> LocalResolution {
        let local = civil.seconds
        var segment = segment(at: local - ZoneOffset.eastmostSeconds)
        var first: Int64?
        while true {
            let second = local - Int64(segment.offset.seconds)
            if segment.contains(second) {
                if let first {
                    return .overlap(
                        first: Instant(seconds: first), second: Instant(seconds: second))
                }
                first = second
            }
            guard segment.end <= local + ZoneOffset.westmostSeconds else { break }
            let next = self.segment(at: segment.end)
            let afterwards = local - Int64(next.offset.seconds)
            if first == nil, second >= segment.end, afterwards < segment.end {
                return .gap(
                    before: Instant(seconds: second), after: Instant(seconds: afterwards))
            }
            segment = next
        }
        // Offsets are bounded, so the segments looked at cover every second that could show
        // `local`, and a civil time that none of them shows lies between two of them.
        guard let first else { preconditionFailure("a civil time neither shown nor skipped") }
        return .unique(Instant(seconds: first))
    }

    /// The latest abbreviation under a daylight flag, as `tzname` in <time.h> has it; nil when the
    /// flag was never set, or always.
    func abbreviation(isDaylight: Bool) -> String? {
        let lasting = [rule?.standard, rule?.daylight?.offset].compactMap { $0 }
        return (lasting + offsets.reversed()).first { $0.isDaylight == isDaylight }?.abbreviation
    }

    /// The stretch of time around `second`, counted from 1970-01-01T00:00:00Z.
    func segment(at second: Int64) -> ZoneSegment {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle + 1 } else { high = middle }
        }
        let start = low == 0 ? .min : changes[low - 1]
        if low == changes.count, let rule { return rule.segment(at: second, since: start) }
        let end = low < changes.count ? changes[low] : .max
        return ZoneSegment(start: start, end: end, offset: offsets[low])
    }
}

extension Zone: Hashable {
    package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Zone: CustomStringConvertible {
    package var description: String { name }
}

extension ZoneOffset {
    /// The largest distance east of UTC that RFC 9636 §3.2 allows.
    static let eastmostSeconds: Int64 = 93_599
    /// The largest distance west of UTC that RFC 9636 §3.2 allows.
    static let westmostSeconds: Int64 = 89_999
}

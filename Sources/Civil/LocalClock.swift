// The inverse of a zone as systemd sees it: the C library's mktime(3). In the repeated hour its
// answer depends on the offset it found last, and next elapses there can only agree with systemd's
// if ours does too.

/// Turns civil times into instants one after another, each beginning with the offset of the one
/// before.
struct LocalClock {
    private let zone: Zone
    /// What must be added to civil seconds to get seconds of UTC, as found last.
    private var guess: Int64
    // The segment looked at last, without its abbreviation: nothing here may cost a reference
    // count.
    private var start: Int64
    private var end: Int64
    private var offset: Int64
    /// Whether the segment looked at last is daylight saving time.
    private(set) var isDaylight: Bool

    /// A clock that has just shown `second`.
    init(_ zone: Zone, at second: Int64) {
        self.zone = zone
        (start, end, offset, isDaylight, guess) = (0, 0, 0, false, 0)
        look(at: second)
        guess = -offset
    }

    /// What the clock shows at `second`, in seconds since 1970-01-01 00:00:00 of its own.
    mutating func shown(at second: Int64) -> Int64 {
        look(at: second)
        return second + offset
    }

    /// Whether asking for the instant of `local` will change nothing but the answer: it lies in the
    /// segment that was looked at last, under the flag that is wanted.
    func isPlain(_ local: Int64, daylight: Bool?) -> Bool {
        let second = local + guess
        return start <= second && second < end && guess == -offset
            && (daylight == nil || daylight == isDaylight)
    }

    /// The instant of the civil time `local`, both in seconds. In a gap, one of the two instants
    /// that could be meant; nil when the wanted flag is never in force around that time.
    mutating func second(showing local: Int64, daylight: Bool?) -> Int64? {
        if isPlain(local, daylight: daylight) { return local + guess }
        var probe = local + guess
        var (previous, beforePrevious, previousIsDaylight) = (probe, probe, false)
        var probesLeft = 6
        while true {
            look(at: probe)
            let error = local - (probe + offset)
            if error == 0 { break }
            if probe == beforePrevious, probe != previous,
                daylight.map({ $0 != isDaylight }) ?? (!previousIsDaylight || isDaylight)
            {
                // The probes swing between the two sides of a gap.
                guess = probe - local
                return probe
            }
            probesLeft -= 1
            if probesLeft == 0 { return nil }
            (beforePrevious, previous) = (previous, probe)
            (probe, previousIsDaylight) = (probe + error, isDaylight)
        }
        if let daylight, daylight != isDaylight {
            guard let found = neighbour(of: probe, showing: local, daylight) else { return nil }
            probe = found
        }
        guess = probe - local
        return probe
    }

    /// The instant of `local` by the offset of the nearest time under the wanted flag: probes both
    /// ways in steps shorter than any daylight saving time there ever was, as far as the longest
    /// lasted.
    private mutating func neighbour(
        of second: Int64, showing local: Int64, _ daylight: Bool
    ) -> Int64? {
        for distance in stride(from: Int64(601_200), to: 268_828_200, by: 601_200) {
            for candidate in [second - distance, second + distance] {
                look(at: candidate)
                if isDaylight == daylight { return local - offset }
            }
        }
        return nil
    }

    private mutating func look(at second: Int64) {
        guard second < start || second >= end else { return }
        let segment = zone.segment(at: second)
        (start, end) = (segment.start, segment.end)
        (offset, isDaylight) = (Int64(segment.offset.seconds), segment.offset.isDaylight)
    }
}

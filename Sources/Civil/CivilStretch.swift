// Civil time between two changes of the clocks, as plain arithmetic sees it: the searches that do
// not walk as systemd does go from one such stretch to the next.

/// A segment of a zone, reduced to what it shows for the first time.
struct CivilStretch {
    /// The first instant of the segment.
    let start: Instant
    /// The first instant that shows a time not shown before: later than `start` when the clocks
    /// were put back.
    let first: Instant
    let last: Instant
    /// Seconds east of UTC.
    let offset: Int64
    /// Whether it is under the wanted daylight flag.
    let counts: Bool

    /// The stretch around `second`. With a flag wanted, times shown under the other do not count as
    /// shown.
    init(
        around second: Int64, in zone: Zone, daylight: CalendarExpression.LocalAbbreviation?
    ) {
        let segment = zone.segment(at: second)
        offset = Int64(segment.offset.seconds)
        counts = daylight.map { $0.isDaylight == segment.offset.isDaylight } ?? true
        start = Instant(seconds: segment.start)
        last = Instant(seconds: segment.end).adding(microseconds: -1)
        guard segment.start > -2 * 86_400 else {
            first = start
            return
        }
        let before = zone.segment(at: segment.start - 1).offset
        let repeats = daylight == nil || before.isDaylight == segment.offset.isDaylight
        let putBack = repeats ? max(0, Int64(before.seconds) - offset) : 0
        first = start.adding(seconds: putBack)
    }
}

extension CalendarExpression {
    /// The first match from `start` on by civil time alone: for where systemd's walk has no answer.
    func nextByCivilTime(from start: Instant, in zone: Zone) -> Instant? {
        var start = start
        while start < CalendarExpression.limit {
            let stretch = CivilStretch(around: start.secondsFloor, in: zone, daylight: daylight)
            let local = max(start, stretch.first).adding(seconds: stretch.offset)
            guard let match = firstMatch(from: local) else { return nil }
            let instant = match.adding(seconds: -stretch.offset)
            if stretch.counts, instant <= stretch.last { return instant }
            // No offset differs from another by two days: nothing is skipped.
            start = max(
                stretch.last.adding(microseconds: 1), instant.adding(seconds: -2 * 86_400))
        }
        return nil
    }
}

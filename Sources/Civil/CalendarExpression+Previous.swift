// The search towards the past, which systemd does not have: it tells the period that an instant
// lies in.

extension CalendarExpression {
    /// The last instant strictly before `base` that matches; nil when there is none since 1970.
    /// Times that the clocks skip do not count, and of an hour that they repeat the first pass
    /// does, also where `next` follows systemd to the second (days counted from the end of a month
    /// in which the clocks change).
    package func previous(before base: Instant, in zone: Zone) -> Instant? {
        let zone = self.zone ?? zone
        var last = min(base, CalendarExpression.limit).adding(microseconds: -1)
        while last >= Instant(microseconds: 0) {
            let stretch = CivilStretch(around: last.secondsFloor, in: zone, daylight: daylight)
            let local = min(last, stretch.last).adding(seconds: stretch.offset)
            guard let match = lastMatch(upTo: local) else { return nil }
            let instant = match.adding(seconds: -stretch.offset)
            if stretch.counts, instant >= stretch.first {
                return instant >= Instant(microseconds: 0) ? instant : nil
            }
            // No offset differs from another by two days: nothing is skipped.
            let beforeStretch = stretch.start.adding(microseconds: -1)
            last = min(beforeStretch, instant.adding(seconds: 2 * 86_400))
        }
        return nil
    }
}

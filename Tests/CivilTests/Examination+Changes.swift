// Where a zone's clocks change: the instants at which a mistake would show.

@testable import Civil

extension Zone {
    /// The first instant after `instant` at which the offset, the daylight flag or the abbreviation
    /// changes; nil when none ever does again.
    func nextTransition(after instant: Instant) -> Instant? {
        var segment = segment(at: instant.secondsFloor)
        // Where the file hands over to its footer, often nothing changes.
        for _ in 0..<8 where segment.end <= Instant.distantFuture.secondsFloor {
            let next = self.segment(at: segment.end)
            if next.offset != segment.offset { return Instant(seconds: segment.end) }
            segment = next
        }
        return nil
    }
}

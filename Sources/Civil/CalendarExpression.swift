// Calendar expressions, the language of systemd's `OnCalendar=` (systemd.time(7)): administrators
// know it, and `systemd-analyze calendar` can check every answer given here.

/// A set of instants, written as a pattern of civil dates and times: `Mon..Fri *-*-* 17:00`.
///
/// It reads what systemd 252 reads, writes its normal form, and elapses when it elapses, the clock
/// changes included: a time that the clocks skip is skipped, of a repeated hour the first pass
/// counts, and a schedule finer than an hour misses the second pass unless the instant asked about
/// lies in it. (For days counted from the end of a month in which the clocks change it is the
/// second pass that counts.)
///
/// What differs from `systemd-analyze calendar`:
/// - Where systemd gives up with "Infinite loop in calendar calculation" after 1,000 steps
///   (`*-1/5-1` in Europe/Paris in December; a date that never comes in many months), there is an
///   answer here: the first pattern match in civil time that the clocks show, or never.
/// - Zones that count leap seconds (`right/…`) are refused: `Instant` does not count them.
/// - The two abbreviations that systemd takes besides zone names (`CET`, `CEST` where the system's
///   zone is Europe/Paris) are those of the zone that `parse` is given, as its file has them.
/// - In a repeated hour systemd may name an instant that is not after the one asked about
///   (Asia/Tehran, 2014-09-21 23:00, the second time, for days counted from the month's end). Here
///   it always is.
/// - Where an hour is repeated *without* a change of the daylight flag (America/Caracas, 2007-12-09
///   02:30), systemd takes either pass, by what it computed before. Here the pass is known.
/// - `@-0` is refused as every negative number of seconds is; systemd reads it as 0.
package struct CalendarExpression: Hashable, Sendable {
    /// Allowed days of the week: bit 0 is Monday.
    var weekdays = CalendarExpression.everyWeekday
    var years = CalendarField(.year)
    var months = CalendarField(.month)
    /// Allowed days of the month, or, with `monthEnds`, days counted from its end.
    var days = CalendarField(.day)
    /// The days of the month, for months of 28, 29, 30 and 31 days, when they are counted from the
    /// end.
    var monthEnds: [CalendarField]?
    var hours = CalendarField(.hour, [.only(0)])
    var minutes = CalendarField(.minute, [.only(0)])
    /// In microseconds.
    var seconds = CalendarField(.second, [.only(0)])
    /// The zone that the expression names itself.
    package internal(set) var zone: Zone?
    /// The flag that the expression names by a local abbreviation: only times under it count.
    var daylight: LocalAbbreviation?

    /// An abbreviation of the local zone, such as `CEST`.
    struct LocalAbbreviation: Hashable, Sendable {
        let isDaylight: Bool
        let text: String
    }

    static let everyWeekday: UInt8 = 0b111_1111

    /// An instant after which no zone shows a year that an expression can name.
    private static let limit = Instant(seconds: 7_258_291_200)

    /// The first instant strictly after `base` that matches; nil when there is none before 2200.
    /// `zone` is where the dates and times are read unless the expression names a zone itself. What
    /// comes before 1970 is not looked at.
    package func next(after base: Instant, in zone: Zone) -> Instant? {
        let zone = self.zone ?? zone
        let start = max(base.adding(microseconds: 1), Instant(microseconds: 0))
        guard start < CalendarExpression.limit else { return nil }
        if let match = nextByArithmetic(from: start, in: zone) { return match }
        var walk = CalendarWalk(from: start, in: zone, daylight: daylight?.isDaylight)
        switch walk.run(self, stepsMax: 1000) {
        case .found(let instant) where instant >= start: return instant
        case .never: return nil
        case .found, .lost: return nextByCivilTime(from: start, in: zone)
        }
    }

    /// Whether the search may look for a value beyond a field's end, such as minute 69 of `29/20`.
    private var reachesBeyond: Bool {
        months.reachesBeyond || hours.reachesBeyond || minutes.reachesBeyond
            || seconds.reachesBeyond || (monthEnds ?? [days]).contains(where: \.reachesBeyond)
    }

    /// Whether arithmetic can do: not where a daylight flag is wanted, and not for seconds such as
    /// `0/7.3`, where systemd enters a minute with the fraction that was left over from the one
    /// before.
    private var isPlain: Bool {
        daylight == nil
            && seconds.components.allSatisfy { component in
                component.stop != nil || component.step == 0
                    || component.start % 1_000_000 == 0 && component.step % 1_000_000 == 0
            }
    }

    /// The next match where plain arithmetic is sure to find what systemd finds; nil where it is
    /// not.
    private func nextByArithmetic(from start: Instant, in zone: Zone) -> Instant? {
        guard isPlain else { return nil }
        let segment = zone.segment(at: start.secondsFloor)
        let offset = Int64(segment.offset.seconds)
        let civil = start.adding(seconds: offset)
        guard let match = firstMatch(from: civil) else { return nil }
        let reachesBeyond = reachesBeyond
        // When a field is looked for beyond its end, the turn of the next larger unit may lose
        // matches.
        let hours = [civil, match].map { $0.secondsFloor.dividedDown(by: 3600).quotient }
        if reachesBeyond, hours[0] != hours[1] { return nil }
        // A change of the clocks counts when systemd sees it: days are counted from the month's end
        // by its clocks, and a second beyond the minute's end is in the next minute.
        let sight: Int64 = monthEnds == nil ? 120 : 64 * 86_400
        let second = match.secondsFloor - offset
        guard second < segment.end - (reachesBeyond || monthEnds != nil ? sight : 0),
            monthEnds == nil || start.secondsFloor - sight >= max(segment.start, 0)
        else { return nil }
        return match.adding(seconds: -offset)
    }

    /// The first match from `start` on by civil time alone, from one change of the clocks to the
    /// next: for where systemd's walk has no answer. Of what the clocks repeat only the first pass
    /// counts.
    private func nextByCivilTime(from start: Instant, in zone: Zone) -> Instant? {
        var start = start
        while start < CalendarExpression.limit {
            let segment = zone.segment(at: start.secondsFloor)
            let (offset, end) = (Int64(segment.offset.seconds), Instant(seconds: segment.end))
            // With a flag wanted, times shown under the other do not count as shown.
            let before = zone.segment(at: max(segment.start, -2 * 86_400) - 1).offset
            let repeats = daylight == nil || before.isDaylight == segment.offset.isDaylight
            let putBack = repeats ? max(0, Int64(before.seconds) - offset) : 0
            let first = Instant(seconds: segment.start).adding(seconds: putBack + offset)
            guard let match = firstMatch(from: max(start.adding(seconds: offset), first)) else {
                return nil
            }
            let instant = match.adding(seconds: -offset)
            let isWanted = daylight.map { $0.isDaylight == segment.offset.isDaylight } ?? true
            if isWanted, instant < end { return instant }
            // No offset differs from another by two days: nothing is skipped.
            start = max(end, instant.adding(seconds: -2 * 86_400))
        }
        return nil
    }
}

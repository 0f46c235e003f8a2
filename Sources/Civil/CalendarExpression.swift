// Calendar expressions, the language of systemd's `OnCalendar=` (systemd.time(7)): administrators know it,
// and `systemd-analyze calendar` can check every answer given here.

/// A set of instants, written as a pattern of civil dates and times: `Mon..Fri *-*-* 17:00`.
///
/// It reads what systemd 252 reads, writes its normal form, and elapses when it elapses, the clock changes
/// included: a time that the clocks skip is skipped, of a repeated hour the first pass counts, and a schedule
/// finer than an hour misses the second pass unless the instant asked about lies in it.
///
/// What differs from `systemd-analyze calendar`:
/// - Where systemd gives up with "Infinite loop in calendar calculation" after 1,000 steps (`*-1/5-1` in
///   Europe/Paris in December; a date that never comes in many months), there is an answer here: the first
///   pattern match in civil time that the clocks show, or never.
/// - Zones that count leap seconds (`right/…`) are refused: `Instant` does not count them.
/// - The two abbreviations that systemd takes besides zone names (`CET`, `CEST` where the system's zone is
///   Europe/Paris) are those of the zone that `parse` is given, as its file has them.
/// - Asked about an instant in the second pass of an hour that is repeated *without* a change of the
///   daylight flag (Europe/Moscow, 2014-10-26 01:30), systemd answers by what it computed before; here the
///   pass is known.
package struct CalendarExpression: Hashable, Sendable {
    /// Allowed days of the week: bit 0 is Monday.
    let weekdays: UInt8
    let years: CalendarField
    let months: CalendarField
    /// Allowed days of the month, or, with `monthEnds`, days counted from its end.
    let days: CalendarField
    /// The days of the month, for months of 28, 29, 30 and 31 days, when they are counted from the end.
    let monthEnds: [CalendarField]?
    let hours: CalendarField
    let minutes: CalendarField
    /// In microseconds.
    let seconds: CalendarField
    /// The zone that the expression names itself.
    package let zone: Zone?
    /// The flag that the expression names by a local abbreviation: only times under it count.
    let daylight: LocalAbbreviation?

    /// An abbreviation of the local zone, such as `CEST`.
    struct LocalAbbreviation: Hashable, Sendable {
        let isDaylight: Bool
        let text: String
    }

    static let everyWeekday: UInt8 = 0b111_1111

    /// The first instant strictly after `base` that matches; nil when there is none before 2200. `zone` is
    /// where the dates and times are read unless the expression names a zone itself. What comes before 1970
    /// is not looked at.
    package func next(after base: Instant, in zone: Zone) -> Instant? {
        let zone = self.zone ?? zone
        let start = max(base.adding(microseconds: 1), Instant(microseconds: 0))
        guard start < CalendarExpression.limit else { return nil }
        var walk = CalendarWalk(self, from: start, in: zone)
        switch walk.run(stepsMax: CalendarExpression.stepsMax) {
        case .found(let instant): return instant
        case .never: return nil
        case .lost: return nextByCivilTime(from: start, in: zone)
        }
    }

    /// Where systemd stops trying.
    private static let stepsMax = 1000

    /// An instant after which no zone shows a year that an expression can name.
    static let limit = Instant(seconds: 7_258_291_200)
}

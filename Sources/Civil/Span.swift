// A signed length of time as the charter writes it: working days, civil days and months, or exact
// time. The three are counted by different clocks and are therefore never mixed in one span.

/// A signed span: `-5wd`, `+1month`, `1h 30min`.
///
/// Units are systemd's (systemd.time(7), "Parsing Time Spans") and `wd`, the working day.
package struct Span: Hashable, Sendable {
    /// The clock by which a span is counted.
    package enum Kind: Hashable, Sendable {
        /// `wd`: steps over days off.
        case workingDays
        /// `d`, `w`, `month`, `year`: counted on the calendar.
        case civil
        /// `h`, `min`, `s`, `ms`, `us`: counted in microseconds.
        case exact
    }

    /// The most civil or working days a span may hold: the length of the calendar from year 1 to
    /// 9999.
    package static let daysMax = 3_652_059
    /// The most months a span may hold: the length of the calendar from year 1 to 9999.
    package static let monthsMax = 119_988

    /// The clock by which it is counted. Nothing is either `0d`, a date, or `0s`, an instant; `0wd`
    /// is `0d`.
    package let kind: Kind
    /// Signed working days; 0 unless `kind` is `.workingDays`.
    package let workingDays: Int
    /// Signed calendar months (a year is twelve); 0 unless `kind` is `.civil`.
    package let months: Int
    /// Signed calendar days (a week is seven), counted after the months; 0 unless `kind` is
    /// `.civil`.
    package let days: Int
    /// Signed microseconds; 0 unless `kind` is `.exact`.
    package let microseconds: Int64

    private init(
        _ kind: Kind, workingDays: Int = 0, months: Int = 0, days: Int = 0, exact: Int64 = 0
    ) {
        precondition(
            workingDays.magnitude <= Span.daysMax && days.magnitude <= Span.daysMax
                && months.magnitude <= Span.monthsMax, "a span longer than the calendar")
        self.kind = kind == .workingDays && workingDays == 0 ? .civil : kind
        self.workingDays = workingDays
        self.months = months
        self.days = days
        microseconds = exact
    }

    /// A span of `count` working days, at most `daysMax` either way.
    package static func workingDays(_ count: Int) -> Span {
        Span(.workingDays, workingDays: count)
    }

    /// A span of months, then days, at most `monthsMax` and `daysMax` either way. Both have one
    /// sign.
    package static func civil(months: Int = 0, days: Int = 0) -> Span {
        precondition(months.signum() * days.signum() >= 0, "a span has one sign")
        return Span(.civil, months: months, days: days)
    }

    package static func exact(microseconds: Int64) -> Span {
        Span(.exact, exact: microseconds)
    }

    package var isZero: Bool {
        workingDays == 0 && months == 0 && days == 0 && microseconds == 0
    }

    package var isNegative: Bool {
        workingDays < 0 || months < 0 || days < 0 || microseconds < 0
    }

    /// The date this far from `date`: working days are stepped with `date` itself not counted;
    /// months lead to the corresponding day or, if there is none, to the month's last (Civil Code
    /// of the PRC, art. 201–202).
    ///
    /// The result of a civil span may be a day off: moving it is the business of whoever knows the
    /// direction. An exact span has no date and is a programming error here.
    package func date(from date: CivilDate, calendar: WorkingCalendar) -> CivilDate {
        switch kind {
        case .workingDays: return calendar.step(date, by: workingDays)
        case .civil: return date.adding(months: months).adding(days: days)
        case .exact:
            preconditionFailure("an exact span is counted from an instant, not from a date")
        }
    }
}

extension Span: CustomStringConvertible {
    package var description: String { normalized }

    /// The one text for this span: a sign unless it is zero, the largest units first, no blanks
    /// (`-5wd`, `+1month`, `+14d`, `+1h30min`); `0d` for zero dates and `0s` for zero time. `parse`
    /// reads it back.
    package var normalized: String {
        guard !isZero else { return kind == .exact ? "0s" : "0d" }
        let sign = isNegative ? "-" : "+"
        switch kind {
        case .workingDays: return "\(sign)\(workingDays.magnitude)wd"
        case .civil:
            return sign + (months == 0 ? "" : "\(months.magnitude)month")
                + (days == 0 ? "" : "\(days.magnitude)d")
        case .exact: return sign + Span.exactText(microseconds.magnitude)
        }
    }

    private static func exactText(_ magnitude: UInt64) -> String {
        let units: [(String, UInt64)] = [
            ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1000), ("us", 1),
        ]
        var (text, remaining) = ("", magnitude)
        for (name, length) in units where remaining >= length {
            text += "\(remaining / length)\(name)"
            remaining %= length
        }
        return text
    }
}

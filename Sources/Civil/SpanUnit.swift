// The units of systemd.time(7), "Parsing Time Spans", and the one that duban adds to them.

/// A unit of a time span.
enum SpanUnit: Hashable {
    case workingDay, day, week, month, year, hour, minute, second, millisecond, microsecond

    /// The unit with this name (singular, plural or symbol; case matters: `m` is a minute, `M` a
    /// month).
    init?(_ name: String) {
        guard let unit = SpanUnit.names[name] else { return nil }
        self = unit
    }

    static let offered = Wording(
        "wd, d, w, month, y, h, min, s, ms or us", "wd、d、w、month、y、h、min、s、ms 或 us")

    private static let names: [String: SpanUnit] = [
        "wd": .workingDay,
        "years": .year, "year": .year, "y": .year,
        "months": .month, "month": .month, "M": .month,
        "weeks": .week, "week": .week, "w": .week,
        "days": .day, "day": .day, "d": .day,
        "hours": .hour, "hour": .hour, "hr": .hour, "h": .hour,
        "minutes": .minute, "minute": .minute, "min": .minute, "m": .minute,
        "seconds": .second, "second": .second, "sec": .second, "s": .second,
        "msec": .millisecond, "ms": .millisecond,
        "usec": .microsecond, "us": .microsecond,
        "\u{B5}s": .microsecond,  // micro sign
        "\u{3BC}s": .microsecond,  // Greek small letter mu
    ]

    var kind: Span.Kind {
        switch self {
        case .workingDay: .workingDays
        case .day, .week, .month, .year: .civil
        case .hour, .minute, .second, .millisecond, .microsecond: .exact
        }
    }

    /// Its length in microseconds where it stands for a plain duration: a day is 24 h, a month
    /// 30.4375 days and a year 365.25 days, as in systemd. A working day has no length.
    var microseconds: Int64? {
        switch self {
        case .workingDay: nil
        case .year: 31_557_600_000_000
        case .month: 2_629_800_000_000
        case .week: 604_800_000_000
        case .day: 86_400_000_000
        case .hour: 3_600_000_000
        case .minute: 60_000_000
        case .second: 1_000_000
        case .millisecond: 1000
        case .microsecond: 1
        }
    }
}

// A date with a time of day, still without a zone: what a wall calendar and a wall clock show
// together.

/// A time of day in whole seconds, 00:00:00 to 24:00:00 (the latter only as the end of a day).
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Seconds since midnight, 0…86 400.
    package let seconds: Int

    /// A time of day, or nil outside 00:00:00…24:00:00.
    package init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            hour < 24 || (minute == 0 && second == 0)
        else { return nil }
        seconds = hour * 3600 + minute * 60 + second
    }

    /// A time of day from seconds since midnight; nil outside 0…86 400.
    package init?(seconds: Int) {
        guard (0...86_400).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    private init(unchecked seconds: Int) {
        self.seconds = seconds
    }

    package static let midnight = TimeOfDay(unchecked: 0)
    package static let endOfDay = TimeOfDay(unchecked: 86_400)

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.seconds < right.seconds
    }
}

extension TimeOfDay: CustomStringConvertible {
    /// `17:00`, or `17:00:30` when there are seconds.
    package var description: String {
        let short = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
        return seconds % 60 == 0 ? short : "\(short):\(padded(seconds % 60, 2))"
    }

    /// Reads `H:MM`, `HH:MM` or `HH:MM:SS`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = Array(text.utf8).split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), (1...2).contains(parts[0].count),
            parts.dropFirst().allSatisfy({ $0.count == 2 })
        else { return nil }
        let values = parts.compactMap(decimal)
        guard values.count == parts.count else { return nil }
        self.init(hour: values[0], minute: values[1], second: parts.count == 3 ? values[2] : 0)
    }
}

extension TimeOfDay: TextCoded {}

/// A civil date and time of day without a zone.
package struct CivilDateTime: Hashable, Comparable, Sendable {
    package var date: CivilDate
    package var time: TimeOfDay

    package init(_ date: CivilDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }

    /// Seconds from 1970-01-01 00:00:00 of the same unnamed zone.
    package var seconds: Int64 {
        Int64(date.dayNumber) * 86_400 + Int64(time.seconds)
    }

    /// The date and time that many seconds after 1970-01-01 00:00:00 of the same unnamed zone; the
    /// date is clamped to the range of `CivilDate`.
    package init(seconds: Int64) {
        let (days, second) = seconds.dividedDown(by: 86_400)
        date = CivilDate(dayNumber: Int32(clamping: days))
        time = TimeOfDay(seconds: Int(second)) ?? .midnight
    }

    package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        left.seconds < right.seconds
    }
}

extension CivilDateTime: CustomStringConvertible {
    package var description: String { "\(date) \(time)" }
}

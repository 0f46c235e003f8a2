// A date of the proleptic Gregorian calendar (ISO 8601), as one integer, so that comparing, adding
// and indexing cost nothing.

/// A civil date without a zone, held as the number of days since 1970-01-01.
///
/// Every `Int32` day number is a date; text and components are limited to the years 1 to 9999.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let dayNumber: Int32

    /// The date `dayNumber` days after 1970-01-01.
    package init(dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    /// The date with these components, or nil when it does not exist (2026-02-29, month 13) or the
    /// year is outside 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...CivilDate.lengthOfMonth(year: year, month: month)).contains(day)
        else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// Counts days with the year beginning in March, so that the leap day is a year's last one.
    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        let shifted = month > 2 ? year : year - 1
        let (era, yearOfEra) = shifted.dividedDown(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month 1…12 and day 1…31.
    package var components: (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (Int(dayNumber) + 719_468).dividedDown(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    /// The day of the month, 1…31.
    package var day: Int { components.day }

    package var weekday: Weekday {
        Weekday(rawValue: (Int(dayNumber) + 3).dividedDown(by: 7).remainder + 1) ?? .monday
    }

    /// The date a signed number of days away; saturates at the ends of `Int32`.
    package func adding(days: Int) -> CivilDate {
        let sum = Int(dayNumber).addingReportingOverflow(days)
        let bounded = sum.overflow ? (days < 0 ? Int.min : Int.max) : sum.partialValue
        return CivilDate(dayNumber: Int32(clamping: bounded))
    }

    /// The corresponding day a signed number of months away, or the last day of that month when it
    /// has no such day (Civil Code of the PRC, art. 202). Results are clamped to the years 1 to
    /// 9999.
    package func adding(months: Int) -> CivilDate {
        let (year, month, day) = components
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        let bounded = min(max(overflow ? (months < 0 ? 12 : 119_999) : sum, 12), 119_999)
        let (newYear, newMonth) = (bounded / 12, bounded % 12 + 1)
        return CivilDate(
            unchecked: newYear, newMonth,
            min(day, CivilDate.lengthOfMonth(year: newYear, month: newMonth)))
    }

    /// Days from this date to `other`, positive when `other` is later.
    package func days(to other: CivilDate) -> Int {
        Int(other.dayNumber) - Int(dayNumber)
    }

    /// The number of days of a month, 28…31; `month` is 1…12.
    package static func lengthOfMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }
}

extension CivilDate: CustomStringConvertible {
    /// ISO 8601 extended form, `2026-11-20`.
    package var description: String {
        let (year, month, day) = components
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Reads exactly the form that `description` writes; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension CivilDate: TextCoded {}

/// A day of the week, numbered as ISO 8601 does.
package enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

/// `value` with leading zeros to `width` digits; for values that are not negative.
package func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The value of ASCII digits alone; nil for none, for other bytes, and beyond 18 digits.
package func decimal(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

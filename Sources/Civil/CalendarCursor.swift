// A civil time taken apart, as the walk through an expression moves it: a field may for a moment
// hold more than fits (day 33), as in C's `struct tm`.

/// Civil fields, and the daylight flag under which they are meant.
struct CalendarCursor {
    /// One number for each unit.
    private var fields: InlineArray<6, Int>
    /// The fraction of the second, 0…999,999.
    var microsecond = 0
    /// The flag wanted; nil for either.
    var daylight: Bool?
    /// The day number of the month's first day, kept because the walk needs it at every step.
    private var monthStart: Int

    /// The fields of `seconds` since 1970-01-01 00:00:00.
    init(local seconds: Int64, daylight: Bool?) {
        let (dayNumber, second) = Int(seconds).dividedDown(by: 86_400)
        let (year, month, day) = CivilDate(dayNumber: Int32(clamping: dayNumber)).components
        fields = [year, month, day, second / 3600, second / 60 % 60, second % 60]
        monthStart = dayNumber - (day - 1)
        self.daylight = daylight
    }

    subscript(unit: CalendarUnit) -> Int {
        get { fields[unit.rawValue] }
        set {
            fields[unit.rawValue] = newValue
            guard unit <= .month else { return }
            let (years, month) = (self[.month] - 1).quotientAndRemainder(dividingBy: 12)
            let first = CivilDate(year: self[.year] + years, month: month + 1, day: 1)
            monthStart = Int(first?.dayNumber ?? 0)
        }
    }

    /// The second and its fraction together.
    var microsecondsOfMinute: Int {
        get { self[.second] * 1_000_000 + microsecond }
        set { (self[.second], microsecond) = (newValue / 1_000_000, newValue % 1_000_000) }
    }

    /// Whether the clock shows this before `other`, as long as nobody touches it.
    func isBefore(_ other: CalendarCursor) -> Bool {
        for unit in CalendarUnit.allCases where self[unit] != other[unit] {
            return self[unit] < other[unit]
        }
        return microsecond < other.microsecond
    }

    /// Sets everything smaller than `unit` to its beginning.
    mutating func clear(below unit: CalendarUnit) {
        for smaller in CalendarUnit.allCases where smaller > unit { self[smaller] = smaller.first }
        if unit < .second { microsecond = 0 }
    }

    /// Whether every field holds what fits.
    var isInRange: Bool {
        let day = self[.day]
        return self[.month] <= 12 && self[.hour] < 24 && self[.minute] < 60 && self[.second] < 60
            && (day <= 28 || day <= CivilDate.lengthOfMonth(year: self[.year], month: self[.month]))
    }

    /// Days since 1970-01-01.
    var dayNumber: Int { monthStart + self[.day] - 1 }

    /// Seconds since 1970-01-01 00:00:00, without the seconds field.
    var minuteStart: Int64 { Int64(dayNumber * 86_400 + self[.hour] * 3600 + self[.minute] * 60) }
}

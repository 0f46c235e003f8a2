// A civil time taken apart, as the walk through an expression moves it: a field may for a moment
// hold more than fits (day 33), as in C's `struct tm`.

/// Civil fields, and the daylight flag under which they are meant.
struct CalendarCursor {
    private(set) var year = 1970 { didSet { monthStart = startOfMonth } }
    private(set) var month = 1 { didSet { monthStart = startOfMonth } }
    private(set) var day = 1
    private(set) var hour = 0
    private(set) var minute = 0
    private(set) var second = 0
    /// The fraction of the second, 0…999,999.
    var microsecond = 0
    /// The flag wanted; nil for either.
    var daylight: Bool?
    /// The day number of the month's first day, kept because the walk needs it at every step.
    private var monthStart = 0

    /// The fields of `seconds` since 1970-01-01 00:00:00.
    init(local seconds: Int64, daylight: Bool?) {
        let dayNumber = floorDivide(seconds, 86_400)
        (year, month, day) = CivilDate(dayNumber: Int32(clamping: dayNumber)).components
        monthStart = Int(dayNumber) - (day - 1)
        let ofDay = Int(seconds - dayNumber * 86_400)
        (hour, minute, second) = (ofDay / 3600, ofDay / 60 % 60, ofDay % 60)
        self.daylight = daylight
    }

    subscript(unit: CalendarUnit) -> Int {
        get {
            switch unit {
            case .year: year
            case .month: month
            case .day: day
            case .hour: hour
            case .minute: minute
            case .second: second
            }
        }
        set {
            switch unit {
            case .year: year = newValue
            case .month: month = newValue
            case .day: day = newValue
            case .hour: hour = newValue
            case .minute: minute = newValue
            case .second: second = newValue
            }
        }
    }

    /// The second and its fraction together.
    var microsecondsOfMinute: Int {
        get { second * 1_000_000 + microsecond }
        set { (second, microsecond) = (newValue / 1_000_000, newValue % 1_000_000) }
    }

    /// Whether the clock shows this before `other`, as long as nobody touches it.
    func isBefore(_ other: CalendarCursor) -> Bool {
        (year, month, day, hour, minute, microsecondsOfMinute)
            < (
                other.year, other.month, other.day, other.hour, other.minute,
                other.microsecondsOfMinute
            )
    }

    /// Sets everything smaller than `unit` to its beginning.
    mutating func clear(below unit: CalendarUnit) {
        if unit < .month { month = 1 }
        if unit < .day { day = 1 }
        if unit < .hour { hour = 0 }
        if unit < .minute { minute = 0 }
        if unit < .second { (second, microsecond) = (0, 0) }
    }

    /// Whether every field holds what fits.
    var isInRange: Bool {
        month <= 12 && hour < 24 && minute < 60 && second < 60
            && (day <= 28 || day <= CivilDate.lengthOfMonth(year: year, month: month))
    }

    /// Days since 1970-01-01.
    var dayNumber: Int { monthStart + day - 1 }

    /// Seconds since 1970-01-01 00:00:00, without the seconds field.
    var minuteStart: Int64 {
        Int64(dayNumber * 86_400 + hour * 3600 + minute * 60)
    }

    private var startOfMonth: Int {
        let (carry, monthInYear) = ((month - 1) / 12, (month - 1) % 12 + 1)
        return Int(CivilDate(year: year + carry, month: monthInYear, day: 1)?.dayNumber ?? 0)
    }
}

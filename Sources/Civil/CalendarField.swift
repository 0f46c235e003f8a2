// One field of a calendar expression: which years, months, days, hours, minutes or seconds it
// allows, kept so that the next allowed value is found without looping over values.

/// The fields, from the largest to the smallest.
enum CalendarUnit: Int, CaseIterable, Comparable {
    case year, month, day, hour, minute
    /// Counted in microseconds of a minute in the expression, in whole seconds on the clock.
    case second

    /// What an expression may ask for.
    var range: ClosedRange<Int> {
        switch self {
        case .year: 1970...2199
        case .month: 1...12
        case .day: 1...31
        case .hour: 0...23
        case .minute: 0...59
        case .second: 0...59_999_999
        }
    }

    var chinese: String {
        switch self {
        case .year: "年"
        case .month: "月"
        case .day: "日"
        case .hour: "时"
        case .minute: "分"
        case .second: "秒"
        }
    }

    /// Where it begins: months and days are counted from 1.
    var first: Int { self == .month || self == .day ? 1 : 0 }
    /// The next smaller unit; nil below seconds.
    var smaller: CalendarUnit? { CalendarUnit(rawValue: rawValue + 1) }
    /// The next larger unit; nil above years.
    var larger: CalendarUnit? { CalendarUnit(rawValue: rawValue - 1) }

    static func < (left: CalendarUnit, right: CalendarUnit) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// One item of a list: `start`, `start..stop`, `start/step` or `start..stop/step`.
struct CalendarComponent: Hashable, Comparable, Sendable {
    var start: Int
    /// The last value at most; nil for as far as the field goes.
    var stop: Int?
    /// The distance of the values; 0 when `start` is the only one.
    var step: Int

    static func only(_ value: Int) -> CalendarComponent {
        CalendarComponent(start: value, stop: nil, step: 0)
    }

    /// `*` in the place of the seconds.
    static let everySecond = CalendarComponent(start: 0, stop: nil, step: 1_000_000)

    /// The first value from `value` on. It may lie outside of the field: `0/45` minutes has a 90.
    func first(atLeast value: Int) -> Int? {
        if start >= value { return start }
        guard step > 0 else { return nil }
        let found = start + (value - start + step - 1) / step * step
        return stop.map { found <= $0 } ?? true ? found : nil
    }

    static func < (left: CalendarComponent, right: CalendarComponent) -> Bool {
        (left.start, left.stop ?? -1, left.step) < (right.start, right.stop ?? -1, right.step)
    }
}

/// The values that one field allows.
struct CalendarField: Hashable, Sendable {
    /// Sorted and without duplicates; empty for `*`.
    let components: [CalendarComponent]
    /// The same, made for looking up.
    private let lookup: Lookup
    /// The last value that the field can have.
    private let end: Int
    /// The smallest value that the components reach beyond `end`. It is never allowed, but systemd
    /// goes there before it turns to the next larger unit.
    private let beyond: Int?

    private enum Lookup: Hashable {
        case every
        case one(Int)
        /// The allowed values of a field below 64.
        case bits(UInt64)
        /// Too many values for bits.
        case list
    }

    /// The field of these components; without any, of every value.
    init(_ unit: CalendarUnit, _ components: [CalendarComponent] = []) {
        let sorted = components.sorted()
        self.components = sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.1)
        end = unit.range.upperBound
        beyond = components.compactMap { $0.first(atLeast: unit.range.upperBound + 1) }.min()
        if components.isEmpty {
            lookup = .every
        } else if sorted[0].step == 0, self.components.count == 1 {
            lookup = .one(sorted[0].start)
        } else if unit == .year || unit == .second {
            lookup = .list
        } else {
            lookup = .bits(
                unit.range.reduce(0) { bits, value in
                    let isAllowed = components.contains { $0.first(atLeast: value) == value }
                    return isAllowed ? bits | 1 << UInt64(value) : bits
                })
        }
    }

    /// Whether a walk by systemd's steps may look beyond the field's end.
    var reachesBeyond: Bool { beyond != nil }

    /// The first allowed value from `value` on; nil when there is none.
    func first(atLeast value: Int) -> Int? {
        let found: Int?
        switch lookup {
        case .every: found = value
        case .one(let only): return only >= value ? only : nil
        case .bits(let bits):
            let rest = value > 63 ? 0 : bits >> UInt64(value)
            return rest == 0 ? nil : value + rest.trailingZeroBitCount
        case .list: found = components.lazy.compactMap { $0.first(atLeast: value) }.min()
        }
        return found.flatMap { $0 <= end ? $0 : nil }
    }

    /// The first value from `value` on that systemd tries, the one beyond the field's end included.
    func firstTried(atLeast value: Int) -> Int? {
        first(atLeast: value) ?? beyond
    }

    /// The allowed values below 64 as bits.
    var bits: UInt64 {
        switch lookup {
        case .every, .list: .max
        case .one(let only): 1 << UInt64(only)
        case .bits(let bits): bits
        }
    }
}

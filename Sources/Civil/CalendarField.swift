// One field of a calendar expression: which years, months, days, hours, minutes or seconds it allows, kept so
// that the next allowed value is found without looping over values.

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
    /// The first value.
    var start: Int
    /// The last value at most; nil for as far as the field goes.
    var stop: Int?
    /// The distance of the values; 0 when `start` is the only one.
    var step: Int

    /// The first value from `value` on. It may lie outside of the field: `0/45` minutes has a 90.
    func first(atLeast value: Int) -> Int? {
        if start >= value { return start }
        guard step > 0 else { return nil }
        let found = start + (value - start + step - 1) / step * step
        return stop.map { found <= $0 } ?? true ? found : nil
    }

    /// The last value up to `value`.
    func last(atMost value: Int) -> Int? {
        guard start <= value else { return nil }
        guard step > 0 else { return start }
        return start + (min(value, stop ?? value) - start) / step * step
    }

    static func < (left: CalendarComponent, right: CalendarComponent) -> Bool {
        (left.start, left.stop ?? -1, left.step) < (right.start, right.stop ?? -1, right.step)
    }
}

/// The values that one field allows.
struct CalendarField: Hashable, Sendable {
    /// Sorted and without duplicates; empty for `*`.
    let components: [CalendarComponent]
    /// The allowed values of a field below 64 as bits; nil for years and seconds.
    private let mask: UInt64?
    /// The smallest value that the components reach beyond the field's end. It is never allowed, but the
    /// walk must know of it: systemd goes there before it turns to the next larger unit.
    private let overflow: Int?

    /// Every value: `*`.
    static func every(_ unit: CalendarUnit) -> CalendarField {
        CalendarField(unit, [])
    }

    init(_ unit: CalendarUnit, _ components: [CalendarComponent]) {
        let sorted = components.sorted()
        self.components = sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.1)
        guard unit != .year && unit != .second else {
            mask = nil
            overflow = nil
            return
        }
        mask = unit.range.reduce(0) { mask, value in
            let allowed =
                components.isEmpty
                || components.contains { $0.first(atLeast: value) == value }
            return allowed ? mask | 1 << UInt64(value) : mask
        }
        overflow = components.compactMap { $0.first(atLeast: unit.range.upperBound + 1) }.min()
    }

    /// The first value from `value` on, possibly beyond the field's end; nil when there is none.
    func first(atLeast value: Int) -> Int? {
        if let mask {
            let rest = mask >> UInt64(value)
            return rest == 0 ? overflow : value + rest.trailingZeroBitCount
        }
        if components.isEmpty { return value }
        var found: Int?
        for component in components {
            if let next = component.first(atLeast: value), next < found ?? .max { found = next }
        }
        return found
    }

    /// The last value up to `value`, which lies within the field or below it; nil when there is none.
    func last(atMost value: Int) -> Int? {
        if let mask {
            guard value >= 0 else { return nil }
            let rest = mask << UInt64(63 - value)
            return rest == 0 ? nil : value - rest.leadingZeroBitCount
        }
        if components.isEmpty { return value }
        return components.lazy.compactMap { $0.last(atMost: value) }.max()
    }
}

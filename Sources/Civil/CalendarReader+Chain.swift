// The productions of the grammar for one field: numbers, ranges, repetitions and lists, and what they may be.

/// A list as it is written: which field it is for is known only when the whole date has been read.
struct CalendarChain {
    /// An item and where it and its parts begin.
    struct Item {
        var component: CalendarComponent
        let startOffset, stopOffset, stepOffset: Int
    }

    /// Nothing for `*`.
    let items: [Item]
}

extension CalendarComponent {
    /// One value.
    static func only(_ value: Int) -> CalendarComponent {
        CalendarComponent(start: value, stop: nil, step: 0)
    }
}

extension CalendarReader {
    /// The most items a list may have: systemd nests 240 deep.
    private static let itemsMax = 241

    /// Whatever is larger is out of every range.
    private static let numberMax = 10_000_000_000

    /// Reads `*` or a list; seconds may have decimals and are read as microseconds.
    mutating func chain(_ unit: CalendarUnit) throws(NotationError) -> CalendarChain {
        if skip("*") {
            let everySecond = CalendarComponent(start: 0, stop: nil, step: 1_000_000)
            let item = CalendarChain.Item(
                component: everySecond, startOffset: position, stopOffset: position,
                stepOffset: position)
            return CalendarChain(items: unit == .second ? [item] : [])
        }
        var items: [CalendarChain.Item] = []
        repeat {
            guard items.count < CalendarReader.itemsMax else {
                throw fault(
                    "a list has at most \(CalendarReader.itemsMax) items", expected: "the end")
            }
            items.append(try item(unit))
        } while skip(",")
        return CalendarChain(items: items)
    }

    private mutating func item(_ unit: CalendarUnit) throws(NotationError) -> CalendarChain.Item {
        let one = unit == .second ? 1_000_000 : 1
        let startOffset = position
        var component = CalendarComponent.only(try number(unit))
        var (stopOffset, stepOffset) = (startOffset, startOffset)
        if peek() == UInt8(ascii: "."), peek(1) == UInt8(ascii: ".") {
            advance(2)
            stopOffset = position
            component.stop = try number(unit)
            component.step = one
        }
        if skip("/") {
            stepOffset = position
            component.step = try number(unit)
            if component.step == 0 {
                throw fault(
                    "a repetition by 0 never advances", expected: "a number above 0", at: stepOffset
                )
            }
        } else if unit == .second, let stop = component.stop, component.start + one > stop {
            throw fault(
                "a range of seconds within one second needs a repetition",
                expected: "a second at least one later", at: stopOffset)
        }
        if let next = peek(), !" ,-~:".utf8.contains(next) {
            throw fault(
                "\(found) cannot follow a number", expected: "',', '..', '/', '-', '~' or ':'")
        }
        return CalendarChain.Item(
            component: component, startOffset: startOffset, stopOffset: stopOffset,
            stepOffset: stepOffset)
    }

    private mutating func number(_ unit: CalendarUnit) throws(NotationError) -> Int {
        guard let whole = wholeNumber() else {
            throw fault("\(found) is no number", expected: "a number")
        }
        guard unit == .second else { return whole }
        let microseconds = min(whole, CalendarReader.numberMax) * 1_000_000
        guard peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") else { return microseconds }
        advance()
        return microseconds + (try fraction())
    }

    /// Digits; nil when there are none. A larger number than any that is allowed stays one.
    mutating func wholeNumber() -> Int? {
        let start = position
        var value = 0
        while let digit = takeDigit() { value = min(value * 10 + digit, CalendarReader.numberMax) }
        return position == start ? nil : value
    }

    /// The decimals of a second in microseconds, rounded.
    private mutating func fraction() throws(NotationError) -> Int {
        guard var value = takeDigit() else {
            throw fault("a decimal point needs decimals", expected: "a digit")
        }
        for _ in 1..<6 { value = value * 10 + (takeDigit() ?? 0) }
        if let next = takeDigit(), next >= 5 { value += 1 }
        while takeDigit() != nil {}
        return value
    }

    private mutating func takeDigit() -> Int? {
        guard let byte = peek(), isDigit(byte) else { return nil }
        advance()
        return Int(byte - UInt8(ascii: "0"))
    }

    func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The text in lower case, if it is one ASCII word.
    var word: String {
        var copy = self
        var text = ""
        while let byte = copy.peek(), byte < 0x80 {
            text.unicodeScalars.append(Unicode.Scalar(byte))
            copy.advance()
        }
        return copy.peek() == nil ? text.lowercased() : ""
    }
}

extension CalendarChain {
    /// The field that the list stands for, if all its items are possible there.
    func field(_ unit: CalendarUnit, _ reader: CalendarReader) throws(NotationError)
        -> CalendarField
    {
        CalendarField(unit, try components(unit, limit: unit.range.upperBound, reader))
    }

    /// The field of days and, when they count from the end, what they are in months of 28 to 31 days.
    func days(
        _ fromEnd: Bool, _ reader: CalendarReader
    ) throws(NotationError) -> (CalendarField, [CalendarField]?) {
        guard fromEnd, !items.isEmpty else { return (try field(.day, reader), nil) }
        // Every month has a 28th last day, not every month a 29th.
        let components = try components(.day, limit: 28, fromEnd: true, reader)
        let monthEnds = (28...31).map { length in
            CalendarField(
                .day,
                components.map { component in
                    let start = length + 1 - (component.stop ?? component.start)
                    let stop = component.stop.map { _ in length + 1 - component.start }
                    return CalendarComponent(start: start, stop: stop, step: component.step)
                })
        }
        return (CalendarField(.day, components), monthEnds)
    }

    private func components(
        _ unit: CalendarUnit, limit: Int, fromEnd: Bool = false, _ reader: CalendarReader
    ) throws(NotationError) -> [CalendarComponent] {
        let allowed = unit.range.lowerBound...limit
        var components: [CalendarComponent] = []
        for item in items {
            let component = normalized(item.component, unit)
            func check(_ value: Int, at offset: Int) throws(NotationError) {
                guard !allowed.contains(value) else { return }
                throw reader.fault(
                    "there is no such \(unit)", expected: CalendarChain.text(allowed, unit),
                    at: offset)
            }
            try check(component.start, at: item.startOffset)
            if let stop = component.stop {
                try check(stop, at: item.stopOffset)
                guard component.start <= stop else {
                    throw reader.fault(
                        "the range ends before it begins", expected: "a later \(unit)",
                        at: item.stopOffset)
                }
            } else {
                // The first repetition; days from the month's end are repeated towards it.
                let second = component.start + (fromEnd ? -component.step : component.step)
                guard allowed.contains(second) else {
                    throw reader.fault(
                        "the repetition leaves the field at once", expected: "a smaller number",
                        at: item.stepOffset)
                }
            }
            components.append(component)
        }
        return components
    }

    /// Two-digit years made whole, ranges cut to where they are hit last, idle repetitions dropped.
    private func normalized(_ component: CalendarComponent, _ unit: CalendarUnit)
        -> CalendarComponent
    {
        var result = component
        if unit == .year {
            result.start = CalendarChain.wholeYear(component.start)
            result.stop = component.stop.map(CalendarChain.wholeYear)
        }
        guard let stop = result.stop, stop >= result.start else { return result }
        let reached = stop - (stop - result.start) % max(result.step, 1)
        result.stop = reached
        return reached == result.start ? .only(result.start) : result
    }

    private static func wholeYear(_ year: Int) -> Int {
        year < 70 ? year + 2000 : year < 100 ? year + 1900 : year
    }

    private static func text(_ range: ClosedRange<Int>, _ unit: CalendarUnit) -> String {
        unit == .second ? "0 to 59.999999" : "\(range.lowerBound) to \(range.upperBound)"
    }
}

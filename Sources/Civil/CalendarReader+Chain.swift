// The productions of the grammar for one field: numbers, ranges, repetitions and lists, and what
// they may be.

/// A list as it is written, empty for `*`: which field it is for is known only when the whole date
/// has been read.
struct CalendarChain {
    /// An item and where it and its parts begin.
    struct Item {
        var component: CalendarComponent
        let startOffset: Int
        var stopOffset, stepOffset: Int
    }

    var items: [Item] = []
}

extension CalendarReader {
    /// The most items a list may have: systemd nests 240 deep.
    private static let itemsMax = 241

    /// Whatever is larger is out of every range.
    private static let numberMax = 10_000_000_000

    /// Reads `*` or a list; seconds may have decimals and are read as microseconds.
    mutating func chain(_ unit: CalendarUnit) throws(NotationError) -> CalendarChain {
        var chain = CalendarChain()
        if skip("*") {
            guard unit == .second else { return chain }
            chain.items = [itemHere(.everySecond)]
            return chain
        }
        repeat {
            guard chain.items.count < CalendarReader.itemsMax else {
                let most = CalendarReader.itemsMax
                throw fault(
                    "a list has at most \(most) items", "列表最多 \(most) 项", expected: .end)
            }
            chain.items.append(try item(unit))
        } while skip(",")
        return chain
    }

    private func itemHere(_ component: CalendarComponent) -> CalendarChain.Item {
        CalendarChain.Item(
            component: component, startOffset: position, stopOffset: position, stepOffset: position)
    }

    private mutating func item(_ unit: CalendarUnit) throws(NotationError) -> CalendarChain.Item {
        let one = unit == .second ? 1_000_000 : 1
        var item = itemHere(.only(0))
        item.component.start = try number(unit)
        if peek() == ".", peek(1) == "." {
            position += 2
            item.stopOffset = position
            item.component.stop = try number(unit)
            item.component.step = one
        }
        if skip("/") {
            item.stepOffset = position
            item.component.step = try number(unit)
            if item.component.step == 0 {
                throw fault(
                    "a repetition by 0 never advances", "间隔为 0 则永不前进",
                    expected: Wording("a number above 0", "大于 0 的数"), at: item.stepOffset)
            }
        } else if unit == .second, let stop = item.component.stop,
            item.component.start + one > stop
        {
            throw fault(
                "a range of seconds within one second needs a repetition", "一秒之内的范围须有间隔",
                expected: Wording("a second at least one later", "至少晚一秒"), at: item.stopOffset)
        }
        if let next = peek(), !" ,-~:".unicodeScalars.contains(next) {
            throw misplaced(
                "cannot follow a number", "不能跟在数字之后",
                expected: Wording(
                    "',', '..', '/', '-', '~' or ':'", "','、'..'、'/'、'-'、'~' 或 ':'"))
        }
        return item
    }

    private mutating func number(_ unit: CalendarUnit) throws(NotationError) -> Int {
        let start = position
        guard var value = wholeNumber() else {
            throw misplaced("is no number", "不是数字", expected: .number)
        }
        if unit == .second {
            value *= 1_000_000
            if peek() == ".", peek(1) != "." {
                position += 1
                value += try fraction()
            }
        }
        // A repetition may be larger than its field, but not larger than systemd can hold.
        guard value <= Int32.max else {
            throw fault("the number is too large", "数字过大", expected: .smallerNumber, at: start)
        }
        return value
    }

    /// Digits; nil when there are none. A larger number than any that is allowed stays one.
    mutating func wholeNumber() -> Int? {
        guard var value = takeDigit() else { return nil }
        while let digit = takeDigit() { value = min(value * 10 + digit, CalendarReader.numberMax) }
        return value
    }

    /// The decimals of a second in microseconds, rounded.
    private mutating func fraction() throws(NotationError) -> Int {
        guard var value = takeDigit() else {
            throw fault("a decimal point needs decimals", "小数点后须有数字", expected: .digit)
        }
        for _ in 1..<6 { value = value * 10 + (takeDigit() ?? 0) }
        if let next = takeDigit(), next >= 5 { value += 1 }
        while takeDigit() != nil {}
        return value
    }

    private mutating func takeDigit() -> Int? {
        guard let scalar = peek(), scalar.isDigit else { return nil }
        position += 1
        return Int(scalar.value - 0x30)
    }
}

extension CalendarChain {
    /// The field that the list stands for, if all its items are possible there.
    func field(_ unit: CalendarUnit) throws(NotationError) -> CalendarField {
        CalendarField(unit, try components(unit))
    }

    /// The field of days and, when they count from the end, what they are in months of 28 to 31
    /// days.
    func days(fromEnd: Bool) throws(NotationError) -> (CalendarField, [CalendarField]?) {
        guard fromEnd, !items.isEmpty else { return (try field(.day), nil) }
        let components = try components(.day, fromEnd: true)
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

    /// The items in normal form, sorted and without duplicates.
    private func components(
        _ unit: CalendarUnit, fromEnd: Bool = false
    ) throws(NotationError) -> [CalendarComponent] {
        var components: [CalendarComponent] = []
        let items = items.map { ($0, normalized($0.component, unit)) }
        for (item, component) in items.sorted(by: { $0.1 < $1.1 })
        where component != components.last {
            // Every month has a 28th last day, not every month a 29th. systemd takes these three
            // days off again for every further item of a list, and refuses what then lies beyond.
            let limit = fromEnd ? max(1, 28 - 3 * components.count) : unit.range.upperBound
            let allowed = unit.range.lowerBound...limit
            try check(item, component, unit, allowed, fromEnd: fromEnd)
            components.append(component)
        }
        return components
    }

    /// Refuses what lies outside of `allowed` or never gets further than its beginning.
    private func check(
        _ item: Item, _ component: CalendarComponent, _ unit: CalendarUnit,
        _ allowed: ClosedRange<Int>, fromEnd: Bool
    ) throws(NotationError) {
        let values = [(component.start, item.startOffset), (component.stop, item.stopOffset)]
        for case (let value?, let offset) in values where !allowed.contains(value) {
            let last = unit == .second ? "59.999999" : "\(allowed.upperBound)"
            throw NotationError(
                column: offset + 1, "there is no such \(unit)", "没有这样的\(unit.chinese)",
                expected: Wording(
                    "\(allowed.lowerBound) to \(last)", "\(allowed.lowerBound) 至 \(last)"))
        }
        guard component.start <= component.stop ?? .max else {
            throw NotationError(
                column: item.stopOffset + 1, "the range ends before it begins", "范围的终点早于起点",
                expected: Wording("a later \(unit)", "较晚的\(unit.chinese)"))
        }
        // Days from the month's end are repeated towards it.
        let second = component.start + (fromEnd ? -component.step : component.step)
        guard component.stop != nil || allowed.contains(second) else {
            throw NotationError(
                column: item.stepOffset + 1, "the repetition leaves the field at once",
                "间隔一步即超出范围", expected: .smallerNumber)
        }
    }

    /// Two-digit years made whole, ranges cut to where they are hit last, idle repetitions dropped.
    private func normalized(
        _ component: CalendarComponent, _ unit: CalendarUnit
    ) -> CalendarComponent {
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
}

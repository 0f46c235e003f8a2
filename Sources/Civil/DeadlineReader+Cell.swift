// A cell that holds nothing but a number: a date without separators, a spreadsheet's serial number,
// or a month and a day that a spreadsheet took for a decimal.

extension DeadlineReader {
    /// A date from digits and at most one point; does not apply to anything else.
    mutating func cell() throws(DeadlineRefusal) -> Moment? {
        guard let whole = text.number(), whole.digits > 0 else { return nil }
        if text.isAtEnd {
            switch whole.digits {
            case 5: return try serial(whole.value, nil)
            case 8: return nil
            default: throw .number
            }
        }
        guard text.take("."), let fraction = text.number(), fraction.digits > 0, text.isAtEnd else {
            return nil
        }
        if whole.digits == 5 { return try serial(whole.value, fraction) }
        // A spreadsheet writes 9.30 as 9.3 and 2026.10 as 2026.1.
        let losable = whole.isYear ? 1...1 : 1...3
        if fraction.digits == 1, losable.contains(fraction.value), whole.isYear || whole.value <= 12
        {
            throw .ambiguous(.droppedZero)
        }
        return nil
    }

    /// Days since 1899-12-30, for dates of 1990 to 2099, and the part of the day gone by.
    private mutating func serial(
        _ days: Int, _ fraction: WrittenNumber?
    ) throws(DeadlineRefusal) -> Moment? {
        guard (32_874...73_050).contains(days) else { throw .number }
        assumptions.append(.serial)
        var moment = Moment(date: CivilDate(dayNumber: Int32(days - 25_569)))
        if let fraction, fraction.value > 0 {
            var (part, scale) = (fraction.value, 1)
            // Nine digits of a day are finer than a second, and cannot overflow.
            for _ in 0..<max(0, fraction.digits - 9) { part /= 10 }
            for _ in 0..<min(9, fraction.digits) { scale *= 10 }
            moment.time = TimeOfDay(seconds: (part * 86_400 + scale / 2) / scale)
        }
        return moment
    }
}

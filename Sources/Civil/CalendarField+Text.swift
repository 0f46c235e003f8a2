// The normal form of calendar expressions, character for character systemd's.

extension CalendarExpression {
    /// systemd's normal form: `Mon..Thu,Sat YYYY-MM-DD HH:MM:SS[.ffffff] [zone]`. Reading it gives
    /// the same instants; expressions of one normal form need not be written alike.
    package var normalized: String {
        var text = weekdays == CalendarExpression.everyWeekday ? "" : weekdayText + " "
        text += years.text(width: 4) + "-" + months.text(width: 2)
        text += (monthEnds == nil ? "-" : "~") + days.text(width: 2)
        text += " " + hours.text(width: 2) + ":" + minutes.text(width: 2)
        text += ":" + seconds.text(width: 2, scale: 1_000_000)
        if let suffix = zone?.name ?? daylight?.text { text += " " + suffix }
        return text
    }

    private static let weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `Mon,Tue`, but `Mon..Wed`: three in a row are a range.
    private var weekdayText: String {
        var items: [String] = []
        var day = 0
        while day < 7 {
            let length = (~(weekdays >> UInt8(day))).trailingZeroBitCount
            let names = CalendarExpression.weekdayNames[day..<day + length]
            if let first = names.first, let last = names.last {
                items.append(length > 2 ? "\(first)..\(last)" : names.joined(separator: ","))
            }
            day += length + 1
        }
        return items.joined(separator: ",")
    }
}

extension CalendarField {
    /// The field in normal form, whole parts padded to `width` digits; `scale` is what makes one.
    fileprivate func text(width: Int, scale: Int = 1) -> String {
        if components.isEmpty || scale > 1 && components.contains(.everySecond) { return "*" }
        return components.map { $0.text(width: width, scale: scale) }.joined(separator: ",")
    }
}

extension CalendarComponent {
    fileprivate func text(width: Int, scale: Int) -> String {
        func number(_ value: Int, _ width: Int) -> String {
            let fraction = value % scale
            return padded(value / scale, width) + (fraction > 0 ? "." + padded(fraction, 6) : "")
        }
        var text = number(start, width)
        if let stop { text += ".." + number(stop, width) }
        if step > 0 && !(stop != nil && step == scale) { text += "/" + number(step, 1) }
        return text
    }
}

// Random calendar expressions: mostly right ones, of every production of the grammar, and some that
// are not.

import TestSupport

struct RandomExpression {
    var generator: SeededGenerator

    mutating func next() -> String {
        var text: String
        switch roll(100) {
        case 0...2: text = pick(RandomExpression.shorthands)
        case 3...4: text = "@\(roll(7_300_000_000))"
        default:
            var parts: [String] = []
            if chance(35) { parts.append(weekdays()) }
            if chance(60) { parts.append(date()) }
            if chance(70) { parts.append(time()) }
            text = parts.joined(separator: " ")
        }
        if chance(6) { damage(&text) }
        return text
    }

    mutating func roll(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    /// True in `percent` of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[roll(choices.count)] }

    private static let shorthands = [
        "minutely", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "annually",
        "anually", "semiannually", "semi-annually", "biannually", "bi-annually", "Daily", "HOURLY",
    ]

    private static let days = [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "monday", "Tuesday", "WEDNESDAY", "thu",
        "friday", "sat", "Sunday",
    ]

    private mutating func weekdays() -> String {
        var items: [String] = []
        for _ in 0...roll(3) {
            let range = chance(35) ? pick(["..", "..", "-"]) + pick(RandomExpression.days) : ""
            items.append(pick(RandomExpression.days) + range)
        }
        return items.joined(separator: ",") + (chance(5) ? "," : "")
    }

    private mutating func date() -> String {
        var text = ""
        if chance(60) {
            switch roll(7) {
            case 0: text = list(1970...2199, stars: 20)
            case 1: text = String(2020 + roll(20))
            case 2: text = String(roll(100))
            case 3: text = "\(1990 + roll(40))/\(1 + roll(5))"
            default: text = "*"
            }
            text += "-"
        }
        text += list(1...12)
        guard chance(25) else { return text + "-" + list(1...31) }
        return text + "~" + list(1...(chance(90) ? 28 : 31), stars: 10)
    }

    private mutating func time() -> String {
        let text = list(0...23) + ":" + list(0...59, stars: 25)
        return chance(40) ? text + ":" + list(0...59, stars: 15, isSecond: true) : text
    }

    private mutating func list(
        _ range: ClosedRange<Int>, stars: Int = 40, isSecond: Bool = false
    ) -> String {
        if chance(stars) { return "*" }
        let wide = chance(1) ? range.lowerBound...range.upperBound + 3 : range
        return (0..<pick([1, 1, 1, 1, 2, 2, 3, 4])).map { _ in item(wide, isSecond) }
            .joined(separator: ",")
    }

    private mutating func item(_ range: ClosedRange<Int>, _ isSecond: Bool) -> String {
        let span = range.upperBound - range.lowerBound
        switch roll(20) {
        case 0...10: return number(range, isSecond)
        case 11...14:
            return number(range, isSecond) + "/" + number(1...max(2, span / 2), isSecond)
        default:
            var ends = [number(range, false), number(range, false)]
            if chance(97) { ends.sort { Int($0) ?? 0 < Int($1) ?? 0 } }
            let step = chance(40) ? "/" + number(1...max(2, span / 3), isSecond) : ""
            return ends.joined(separator: "..") + step
        }
    }

    private mutating func number(_ range: ClosedRange<Int>, _ isSecond: Bool) -> String {
        let value = String(Int.random(in: range, using: &generator))
        if isSecond && chance(25) {
            return "\(value).\(roll(pick([10, 1000, 1_000_000, 100_000_000])))"
        }
        return chance(50) && value.count == 1 ? "0" + value : value
    }

    private mutating func damage(_ text: inout String) {
        let noise = pick(Array("*,.-~:/ 0159TMx@"))
        let place = text.index(text.startIndex, offsetBy: roll(text.count + 1))
        switch roll(3) {
        case 0: text.insert(noise, at: place)
        case 1 where place < text.endIndex: text.remove(at: place)
        default: text.replaceSubrange(place..., with: String(noise) + text[place...].dropFirst())
        }
    }
}

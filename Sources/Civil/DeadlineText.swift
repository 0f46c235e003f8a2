// The text of a deadline with its typography folded away (full width, dashes, blanks), read token
// by token: literals and numbers, Arabic or Chinese.

/// A cursor over a folded text. Blanks before a token do not matter.
struct DeadlineText {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    /// Folds `text` and drops blanks and sentence marks at its ends.
    init(_ text: String) {
        let folded = text.unicodeScalars.map(DeadlineText.fold)
        let ends = Set<Unicode.Scalar>([" ", ".", ",", ";", "。", "、", "'", "\"", "“", "”"])
        scalars = Array(folded[...].trimmed(while: ends.contains))
    }

    var whole: String {
        scalars.filter { $0 != " " }[...].text
    }

    var isAtEnd: Bool { scalars[position...].allSatisfy { $0 == " " } }

    /// Takes `literal` if it comes next.
    mutating func take(_ literal: String) -> Bool {
        let start = scalars[position...].firstIndex { $0 != " " } ?? scalars.endIndex
        guard scalars[start...].starts(with: literal.unicodeScalars) else { return false }
        position = start + literal.unicodeScalars.count
        return true
    }

    /// Takes the first of `literals` that comes next; a longer one must stand before its own
    /// beginning.
    mutating func take(anyOf literals: [String]) -> Bool {
        literals.contains { take($0) }
    }

    /// Takes the first literal that comes next and gives its value.
    mutating func take<Value>(oneOf table: KeyValuePairs<String, Value>) -> Value? {
        table.first { take($0.key) }?.value
    }

    /// Takes a number: a run of at most 17 ASCII digits, or a Chinese numeral below a thousand, or
    /// one of four Chinese digits (二〇二六). A run of Chinese digits of another length (三四天) is no
    /// number.
    mutating func number() -> WrittenNumber? {
        let start = scalars[position...].firstIndex { $0 != " " } ?? scalars.endIndex
        let digits = scalars[start...].prefix(while: \.isDigit)
        if !digits.isEmpty {
            guard digits.count <= 17 else { return nil }
            position = digits.endIndex
            return WrittenNumber(
                value: digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }, digits: digits.count)
        }
        let numeral = scalars[start...].prefix {
            ChineseNumeral.digits[$0] != nil || ChineseNumeral.units[$0] != nil
        }
        guard let number = ChineseNumeral.read(numeral) else { return nil }
        position = numeral.endIndex
        return number
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{FF5E}", "\u{301C}", "\u{223C}": "~"
        // The full-width forms of ASCII.
        case "\u{FF01}"..."\u{FF5D}": Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case "\u{2010}"..."\u{2015}", "\u{2212}": "-"
        case "\t", "\n", "\r", "\u{A0}", "\u{2002}"..."\u{200B}", "\u{3000}", "\u{FEFF}": " "
        default: scalar
        }
    }
}

/// A number and how it was written.
struct WrittenNumber {
    let value: Int
    /// How many decimal digits were written; 0 for a Chinese numeral with 十.
    let digits: Int

    /// Written with four digits and in the years 1900 to 2199.
    var isYear: Bool { digits == 4 && (1900...2199).contains(value) }
}

/// Chinese numerals as dates and counts use them.
private enum ChineseNumeral {
    static let digits: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
        "八": 8, "九": 9,
    ]
    static let units: [Unicode.Scalar: Int] = ["十": 10, "百": 100]

    static func read(_ numeral: ArraySlice<Unicode.Scalar>) -> WrittenNumber? {
        let places = numeral.compactMap { digits[$0] }
        guard places.count < numeral.count else {
            guard places.count == 1 || places.count == 4 else { return nil }
            return WrittenNumber(value: places.reduce(0) { $0 * 10 + $1 }, digits: places.count)
        }
        var (sum, digit, afterZero, unitBefore) = (0, Int?.none, false, Int.max)
        for scalar in numeral {
            if let unit = units[scalar] {
                // 十 alone is ten; units descend, each after one digit at most.
                guard unit < unitBefore, digit != 0, digit != nil || sum == 0 && unit == 10 else {
                    return nil
                }
                sum += (digit ?? 1) * unit
                (digit, unitBefore) = (nil, unit)
            } else {
                guard digit == nil || digit == 0 else { return nil }
                afterZero = digit == 0
                digit = digits[scalar]
            }
        }
        // 一百五 is 150 when spoken and 105 when 零 was left out.
        if unitBefore == 100, digit ?? 0 > 0, !afterZero { return nil }
        return WrittenNumber(value: sum + (digit ?? 0), digits: 0)
    }
}

// The text of a deadline with its typography folded away (full width, dashes, blanks), read token
// by token: literals and numbers, Arabic or Chinese.

/// A cursor over a folded text, without the blanks and quotation marks that say nothing.
struct DeadlineText {
    private let scalars: [Unicode.Scalar]
    /// Where each stood in the text as written, from 1.
    private let columns: [Int]
    private var position = 0
    /// How far any reading of the text has come.
    private(set) var reach = 0

    private static let ends = Set<Unicode.Scalar>([" ", ".", ",", ";", "。", "、"])

    /// Folds `text` and drops blanks and sentence marks at its ends. A blank stays only between two
    /// ASCII words, which would run together without it.
    init(_ text: String) {
        let folded = text.unicodeScalars.map(DeadlineText.fold)
        var (scalars, columns): ([Unicode.Scalar], [Int]) = ([], [])
        var isApart = false
        let kept = folded[...].trimmed(while: DeadlineText.ends.contains)
        for (index, scalar) in zip(kept.indices, kept) {
            if scalar == " " {
                isApart = true
                continue
            }
            if isApart, scalar.isWord, let last = scalars.last, last.isWord {
                scalars.append(" ")
                columns.append(index)
            }
            scalars.append(scalar)
            columns.append(index + 1)
            isApart = false
        }
        (self.scalars, self.columns) = (scalars, columns)
    }

    var whole: String { scalars.filter { $0 != " " }[...].text }

    var isAtEnd: Bool { position == scalars.count }

    /// What no reading has come to, and its column in the text as written.
    var unread: (column: Int, text: String) {
        let start = reach < scalars.count ? reach : 0
        return (columns.isEmpty ? 1 : columns[start], scalars[start...].text)
    }

    /// Goes back to where `start` was; how far a reading has come is not forgotten.
    mutating func rewind(to start: DeadlineText) { position = start.position }

    /// Takes `literal` if it comes next.
    mutating func take(_ literal: String) -> Bool {
        let start = scalars[position...].firstIndex { $0 != " " } ?? scalars.endIndex
        guard scalars[start...].starts(with: literal.unicodeScalars) else { return false }
        move(to: start + literal.unicodeScalars.count)
        return true
    }

    /// Takes one character, whatever it is; nil at the end. It does not count as read.
    mutating func next() -> Unicode.Scalar? {
        guard position < scalars.count else { return nil }
        position += 1
        return scalars[position - 1]
    }

    var ahead: ArraySlice<Unicode.Scalar> { scalars[position...] }

    /// Takes all that is left.
    mutating func takeRest() -> String {
        defer { move(to: scalars.count) }
        return scalars[position...].text
    }

    private mutating func move(to index: Int) {
        position = index
        reach = max(reach, index)
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
            move(to: digits.endIndex)
            return WrittenNumber(
                value: digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }, digits: digits.count)
        }
        var isLed = false
        let numeral = scalars[start...].prefix {
            // 二O二六: keyboards give a letter or a digit for 〇.
            if ["O", "o", "0"].contains($0) { return isLed }
            isLed = true
            return ChineseNumeral.isPart($0)
        }
        guard let number = ChineseNumeral.read(numeral) else { return nil }
        move(to: numeral.endIndex)
        return number
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{FF5E}", "\u{301C}", "\u{223C}": "~"
        case "〔", "【": "("
        case "〕", "】": ")"
        case "'", "\"", "\u{FF02}", "\u{FF07}", "\u{2018}"..."\u{201F}", "「"..."』": " "
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
enum ChineseNumeral {
    private static let digits: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "○": 0, "O": 0, "o": 0, "0": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
        "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let units: [Unicode.Scalar: Int] = ["十": 10, "百": 100]
    /// Numerals that stand for two.
    private static let pairs: [Unicode.Scalar: [Unicode.Scalar]] = [
        "廿": ["二", "十"], "卅": ["三", "十"],
    ]

    /// Whether a character may stand in a numeral.
    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        digits[scalar] != nil && !scalar.isASCII || units[scalar] != nil || pairs[scalar] != nil
    }

    static func read(_ written: ArraySlice<Unicode.Scalar>) -> WrittenNumber? {
        let numeral = written.flatMap { pairs[$0] ?? [$0] }
        let places = numeral.compactMap { digits[$0] }
        guard places.count < numeral.count else {
            guard places.count == 1 || places.count == 4 else { return nil }
            if places.count == 1, written.first?.isASCII == true { return nil }
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

extension Unicode.Scalar {
    /// A letter or digit of ASCII.
    fileprivate var isWord: Bool { isDigit || isLetter }

    /// An ideograph, or a mark that joins words.
    var isChinese: Bool {
        (0x4E00...0x9FFF).contains(value) || ["、", "《", "》"].contains(self)
    }
}

// What is wrong with a short notation (a span, a cadence, a due rule, an anchor), precise enough
// for a caret under the offending character.

/// The refusal of a notation that an administrator wrote.
package struct NotationError: Error, Hashable, Sendable {
    /// The place of the complaint: 1 is the first Unicode scalar; one past the end when something
    /// is missing.
    package private(set) var column: Int
    /// What would have been accepted there.
    package let expected: Wording
    /// What is wrong, one sentence without its full stop.
    package let message: Wording

    /// A complaint about the scalar at `column`: what is wrong in both languages.
    init(column: Int, _ english: String, _ chinese: String, expected: Wording) {
        self.column = column
        self.expected = expected
        message = Wording(english, chinese)
    }

    /// The same complaint when the notation begins `count` scalars further right in a longer text.
    func shifted(by count: Int) -> NotationError {
        var shifted = self
        shifted.column += count
        return shifted
    }
}

extension NotationError: CustomStringConvertible {
    /// `column 3: "5" needs a unit (expected wd, d, …)`.
    package var description: String { wording.english }

    package var wording: Wording {
        Wording(
            "column \(column): \(message.english) (expected \(expected.english))",
            "第 \(column) 个字符：\(message.chinese)（此处应为 \(expected.chinese)）")
    }
}

extension Wording {
    static let number = Wording("a number", "数字")
    static let digit = Wording("a digit", "数字")
    static let smallerNumber = Wording("a smaller number", "较小的数")
    static let weekday = Wording("a weekday", "星期")
    static let end = Wording("the end", "结尾")
    static let blankOrEnd = Wording("a blank or the end", "空格或结尾")
}

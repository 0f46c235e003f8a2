// What is wrong with a short notation (a span, a cadence, a due rule, an anchor), precise enough
// for a caret under the offending character.

/// The refusal of a notation that an administrator wrote.
package struct NotationError: Error, Hashable, Sendable {
    /// The place of the complaint: 1 is the first Unicode scalar; one past the end when something
    /// is missing.
    package let column: Int
    /// What would have been accepted there.
    package let expected: String
    /// What is wrong, one sentence without its full stop.
    package let message: String

    /// A complaint about the scalar at `column`.
    package init(column: Int, expected: String, message: String) {
        self.column = column
        self.expected = expected
        self.message = message
    }

    /// The same complaint when the notation begins `count` scalars further right in a longer text.
    package func shifted(by count: Int) -> NotationError {
        NotationError(column: column + count, expected: expected, message: message)
    }
}

extension NotationError: CustomStringConvertible {
    /// `column 3: "5" needs a unit (expected wd, d, …)`.
    package var description: String { "column \(column): \(message) (expected \(expected))" }
}

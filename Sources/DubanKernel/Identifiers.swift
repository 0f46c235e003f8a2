// Typed names, so that a person can never be passed where a unit is meant.

/// What is nothing but a text: compared byte by byte, and coded as the text.
package protocol TextName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    var text: String { get }
    init(_ text: String)
}

extension TextName {
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A name given in the charter, in its spelling; any Unicode text without control characters or
/// `/`.
package struct Identifier<Kind>: TextName, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.init(text) }
}

/// 单位.
package typealias UnitID = Identifier<Unit>
package typealias PersonID = Identifier<Person>
/// 岗位.
package typealias PostID = Identifier<Holding>
/// 常态化任务: all classes share one space of names.
package typealias DutyID = Identifier<Duty>
/// 督办事项; a task for a set has one name a unit, `zg-002@jiaoyu`.
package typealias AssignmentID = Identifier<Assignment>

/// Where something stands in the configuration, for messages and explanations.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// 1-based.
    package let line: Int
    /// 1-based, in characters.
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String { "\(file):\(line):\(column)" }
}

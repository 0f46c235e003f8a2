// Typed names, so that a person can never be passed where a unit is meant.

/// A name given in the charter; any Unicode text without control characters or `/`, compared byte
/// by byte.
package struct Identifier<Kind>: Hashable, Sendable {
    /// The name as written, in the charter's spelling.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }
}

extension Identifier: ExpressibleByStringLiteral, CustomStringConvertible {
    package init(stringLiteral text: String) {
        self.init(text)
    }

    package var description: String { text }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Marks names of units.
package enum UnitKind {}
/// Marks names of people.
package enum PersonKind {}
/// Marks names of posts.
package enum PostKind {}
/// Marks names of duties: all classes share one space of names.
package enum DutyKind {}
/// Marks names of tasks; a task for a set has one name a unit, `zg-002@jiaoyu`.
package enum AssignmentKind {}

/// 单位.
package typealias UnitID = Identifier<UnitKind>
package typealias PersonID = Identifier<PersonKind>
/// 岗位.
package typealias PostID = Identifier<PostKind>
/// 常态化任务.
package typealias DutyID = Identifier<DutyKind>
/// 督办事项.
package typealias AssignmentID = Identifier<AssignmentKind>

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

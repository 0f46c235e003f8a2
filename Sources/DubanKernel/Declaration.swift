// What is said of a task, field by field, in the register's texts: by a charter's YAML, by an
// entry, by a sheet. Each text is in one normal form, so that two of them are compared as they
// stand.

import Civil

/// One particular of a task by the name that YAML, entries and sheets give it.
package struct TaskField: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
    package let name: String

    package init(stringLiteral name: String) { self.name = name }
    package init(_ name: String) { self.name = name }

    package static let assist: TaskField = "assist"
    package static let basis: TaskField = "basis"
    package static let cancelled: TaskField = "cancelled"
    package static let category: TaskField = "category"
    package static let cause: TaskField = "cause"
    /// The paper behind a change of other fields; counts if it changed with them.
    package static let changeBasis: TaskField = "basis-of-change"
    package static let className: TaskField = "class"
    /// `2026-09-30`, `2026-09-30 17:00` or `start+3wd`; none where the class is reviewed.
    package static let due: TaskField = "due"
    package static let goal: TaskField = "goal"
    package static let hard: TaskField = "hard"
    package static let ladder: TaskField = "ladder"
    package static let lead: TaskField = "lead"
    package static let leader: TaskField = "leader"
    package static let links: TaskField = "links"
    /// One milestone a line: `初稿 -60wd`.
    package static let milestones: TaskField = "milestones"
    package static let displayName: TaskField = "name"
    package static let office: TaskField = "office"
    package static let owner: TaskField = "owner"
    package static let problem: TaskField = "problem"
    package static let quantity: TaskField = "quantity"
    package static let scheme: TaskField = "scheme"
    package static let sources: TaskField = "source"
    package static let start: TaskField = "start"

    /// A measure (整改措施): its number is given once and never again.
    package static func measure(_ number: Int) -> TaskField { TaskField("measure.\(number)") }

    package var measureNumber: Int? {
        name.hasPrefix("measure.") ? Int(name.dropFirst("measure.".count)) : nil
    }

    package static func < (left: TaskField, right: TaskField) -> Bool {
        switch (left.measureNumber, right.measureNumber) {
        case (let first?, let second?): first < second
        default: left.name < right.name
        }
    }
}

extension TaskField: Codable {
    package init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// Field texts of one task. Lists have an element a line; dates are ISO.
package struct Particulars: Hashable, Sendable {
    private var texts: [String: String]

    package init(_ texts: [String: String] = [:]) { self.texts = texts }

    package subscript(field: TaskField) -> String? {
        get { texts[field.name] }
        set { texts[field.name] = newValue }
    }

    /// Bytes of all names and texts.
    var size: Int { texts.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } }

    /// The fields that have a text, sorted.
    package var fields: [TaskField] { texts.keys.map { TaskField($0) }.sorted() }

    package func list(_ field: TaskField) -> [String] {
        self[field]?.split(separator: "\n").map(String.init) ?? []
    }

    package mutating func set(_ field: TaskField, to list: [String]) {
        self[field] = list.isEmpty ? nil : list.joined(separator: "\n")
    }

    package var measures: [(number: Int, what: String)] {
        fields.compactMap { field in field.measureNumber.map { ($0, self[field] ?? "") } }
    }
}

extension Particulars: Codable {
    package init(from decoder: any Decoder) throws {
        texts = try decoder.singleValueContainer().decode([String: String].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}

/// A task as the charter's YAML declares it: what is to be written into the register, and nothing
/// that decides by itself.
package struct Declaration: Sendable {
    /// What is to be done about the problem.
    package struct Measure: Hashable, Sendable {
        /// Nil: known by its `what`, else the next one.
        package let number: Int?
        package let what: String

        package init(number: Int? = nil, what: String) {
            self.number = number
            self.what = what
        }
    }

    package let id: AssignmentID
    package let fields: Particulars
    package let measures: [Measure]
    package let origin: Origin

    package init(
        id: AssignmentID, fields: Particulars, measures: [Measure], origin: Origin
    ) {
        self.id = id
        self.fields = fields
        self.measures = measures
        self.origin = origin
    }
}

extension AssignmentDue {
    /// The register's text; nil for what is reviewed, which its class says.
    package var text: String? {
        switch self {
        case .on(let date, let time): time.map { "\(date) \($0)" } ?? date.description
        case .after(let span): Anchor(.start, offset: span).normalized
        case .reviewed: nil
        }
    }

    /// Reads what `text` writes; nil for anything else.
    package init?(text: String) {
        let words = text.split(separator: " ", maxSplits: 1)
        if let date = words.first.flatMap({ CivilDate($0) }) {
            guard words.count == 2 else {
                self = .on(date, nil)
                return
            }
            guard let time = TimeOfDay(words[1]) else { return nil }
            self = .on(date, time)
            return
        }
        guard let anchor = try? Anchor.parse(text), anchor.base == .start,
            let span = anchor.offset
        else { return nil }
        self = .after(span)
    }
}

extension Milestone {
    package var text: String { "\(id) \(at.normalized)" }

    /// Reads what `text` writes. Names of milestones hold no blank.
    package init?(text: String) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, let at = try? Anchor.parse(words[1]) else { return nil }
        self.init(id: words[0], at: at)
    }
}

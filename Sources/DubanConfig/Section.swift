// The parts of a charter: sections of named definitions, and settings.

import Civil
import DubanKernel

/// A mapping from names to definitions, which may be spread over files.
struct Section {
    /// How a definition is written.
    private enum Form {
        case text, list
        case mapping(Keys)
    }

    let name: String
    /// What one of its definitions is.
    let noun: Wording
    private let form: Form
    /// Characters that would make keys of obligations or recipients ambiguous:
    /// `info/jiaoyu.chen/2026-10`, `info/jiaoyu:members`, `up.liaison`.
    let reserved: String
    /// Sections that share it share their names: duties of all classes become keys of obligations.
    let space: String

    private init(
        _ name: String, _ noun: Wording, _ form: Form, reserved: String = "", space: String? = nil
    ) {
        (self.name, self.noun, self.form) = (name, noun, form)
        (self.reserved, self.space) = (reserved, space ?? name)
    }

    static let posts = Section("posts", .post, .text, reserved: ".:")
    static let people = Section("people", .person, .mapping(People.keys), reserved: ".")
    static let units = Section("units", .unit, .mapping(UnitTree.keys), reserved: ".:")
    static let sets = Section("sets", .set, .mapping(Sets.keys))
    static let ladders = Section("ladders", .ladder, .list)
    static let schemes = Section("schemes", .scheme, .mapping(Schemes.keys))
    static let tasks = Section("tasks", .task, .mapping(Tasks.keys), reserved: ":")
    static let duties = DutyClass.all.map {
        Section($0.section, $0.noun, .mapping(Duties.keys(of: $0)), reserved: ":", space: "duties")
    }

    static let named = Dictionary(
        uniqueKeysWithValues: ([posts, people, units, sets, ladders, schemes, tasks] + duties).map {
            ($0.name, $0)
        })
    /// Settings whose value is a mapping that may be spread over files, key by key.
    static let spread = ["access", "calendar", "digest", "roles"]
    /// Settings with one value.
    static let settings = [
        "office", "timezone", "language", "delivery", "second-person", "first-pass", "accept",
    ]
    /// Keys of the whole grammar that this version cannot honour yet.
    static let later = ["campaigns", "checklists", "lights", "points", "procedures", "reports"]
    static let charterKeys = Array(named.keys) + spread + settings + later

    /// The keys of one of its definitions; nil where that is no mapping.
    var keys: Keys? { if case .mapping(let keys) = form { keys } else { nil } }

    func hasKey(_ key: String) -> Bool { keys?.accepted.contains(key) ?? false }

    /// Whether a value looks like a definition of this section.
    func fits(_ node: SourceNode) -> Bool {
        switch (form, node.content) {
        case (.text, .scalar), (.list, .sequence): !node.isEmpty
        case (.mapping, .mapping(let pairs)): pairs.contains { hasKey($0.key) }
        default: false
        }
    }
}

// The parts of a charter: sections of named definitions, and settings.

import Civil

/// A mapping from names to definitions, which may be spread over files.
enum Section: String, CaseIterable {
    case posts, people, units, sets, ladders, quotas, sessions, schemes, tasks

    /// Settings whose value is a mapping that may be spread over files, key by key.
    static let spread = ["access", "calendar"]
    /// Settings with one value.
    static let settings = ["office", "timezone", "language", "delivery"]
    /// Keys of the whole grammar that this version cannot honour yet.
    static let later = ["campaigns", "checklists", "lights", "points", "procedures", "reports"]
    static let charterKeys = allCases.map(\.rawValue) + spread + settings + later

    /// What one of its definitions is.
    var noun: Wording {
        switch self {
        case .posts: .post
        case .people: .person
        case .units: .unit
        case .sets: .set
        case .ladders: .ladder
        case .quotas: DutyClass.quota.noun
        case .sessions: DutyClass.session.noun
        case .schemes: .scheme
        case .tasks: .task
        }
    }

    /// The keys of one of its definitions; nil where that is no mapping.
    var keys: Keys? {
        switch self {
        case .posts, .ladders: nil
        case .people: People.keys
        case .units: UnitTree.keys
        case .sets: Sets.keys
        case .quotas: DutyClass.quota.keys
        case .sessions: DutyClass.session.keys
        case .schemes: Schemes.keys
        case .tasks: Tasks.keys
        }
    }

    /// The section whose names it shares: duties of all classes become keys of obligations.
    var space: Section { DutyClass.all.contains { $0.section == self } ? .quotas : self }

    /// Whether a value looks like a definition of this section.
    func fits(_ node: SourceNode) -> Bool {
        switch (self, node.content) {
        case (.posts, .scalar), (.ladders, .sequence): !node.isEmpty
        case (_, .mapping(let pairs)):
            keys.map { keys in pairs.contains { keys.accepted.contains($0.key) } } ?? false
        default: false
        }
    }
}

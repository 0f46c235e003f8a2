// Schemes (整改方案): the documents that tasks are based on, with their classes and categories.

import Civil
import DubanKernel

/// A scheme as tasks see it.
struct Scheme {
    let name: String
    var basis: String?
    /// Both levels: 大类 and 方面.
    var categories: Set<String> = []
    var classes: [String: TaskClass] = [:]
    /// Classes that were complained of.
    var brokenClasses: Set<String> = []
    var ladder: Ladder?
    var office: UnitID?
}

/// What tasks of one class have in common.
struct TaskClass {
    var due: AssignmentDue?
    var milestones: [PlacedMilestone] = []
    var ladder: Ladder?

    /// Looked at periodically, never due.
    var isReviewed: Bool {
        if case .reviewed = due { true } else { false }
    }
}

/// A milestone and the place to complain of.
struct PlacedMilestone {
    let milestone: Milestone
    let mark: SourceMark
}

extension Scheme {
    /// What registered tasks follow.
    var followed: DubanKernel.Scheme {
        DubanKernel.Scheme(
            basis: basis,
            classes: classes.mapValues {
                DubanKernel.TaskClass(
                    due: $0.due, milestones: $0.milestones.map(\.milestone), ladder: $0.ladder)
            }, ladder: ladder, office: office)
    }
}

extension Compilation {
    /// The most milestones of a task or class.
    private static let milestonesMax = 100

    /// All schemes.
    func readSchemes() {
        for definition in sections["schemes"] ?? [] {
            let noun = Wording.scheme.named(definition.id)
            checkName(definition.id, .scheme, at: definition.mark)
            var scheme = Scheme(name: definition.id)
            guard
                let fields = fields(
                    definition.node, noun,
                    keys: [
                        "basis", "categories", "limits", "classes", "look-back", "ladder", "office",
                    ], at: definition.mark)
            else { continue }
            scheme.basis = fields["basis"].flatMap { text($0, .key("basis")) }
            scheme.categories = fields["categories"].map(categories) ?? []
            scheme.ladder = fields["ladder"].flatMap(ladder)
            scheme.office = fields["office"].flatMap { unit($0, .key("office")) }
            for pair in pairs(of: fields["classes"], .key("classes")) {
                if let taskClass = taskClass(pair) {
                    scheme.classes[pair.key] = taskClass
                } else {
                    scheme.brokenClasses.insert(pair.key)
                }
            }
            // The steps of a task and its look-back come later; what is written is checked already.
            if let limits = fields["limits"] { checkLimits(limits) }
            if let node = fields["look-back"] {
                _ = notation(node, .key("look-back"), Span.parse)
            }
            schemes[definition.id] = scheme
        }
    }

    /// The pairs of an optional mapping.
    private func pairs(of node: SourceNode?, _ noun: Wording) -> [SourcePair] {
        guard let node else { return [] }
        guard case .mapping(let pairs) = node.content else {
            misshapen(node, .notMapping(noun))
            return []
        }
        return pairs
    }

    private func categories(_ node: SourceNode) -> Set<String> {
        var names: Set<String> = []
        for pair in pairs(of: node, .key("categories")) {
            names.insert(pair.key)
            if !pair.value.isEmpty { names.formUnion(texts(pair.value, .key(pair.key))) }
        }
        return names
    }

    /// A class; one without keys takes everything from its tasks.
    private func taskClass(_ pair: SourcePair) -> TaskClass? {
        let noun = Wording("class", "类别").named(pair.key)
        var taskClass = TaskClass()
        if pair.value.isEmpty { return taskClass }
        guard
            let fields = fields(
                pair.value, noun, keys: ["due", "plan", "milestones", "review", "ladder"],
                at: pair.keyMark)
        else { return nil }
        if fields.has("due"), fields.has("review") {
            findings.error(.dueAndReview, at: fields.mark)
        }
        if let node = fields["due"] {
            guard let due = due(node, start: nil) else { return nil }
            taskClass.due = due
        }
        if let node = fields["review"] {
            guard
                let cadence = notation(
                    node, .key("review"),
                    { text throws(NotationError) in
                        try Cadence.parse(text)
                    })
            else { return nil }
            taskClass.due = .reviewed(cadence)
        }
        if let node = fields["plan"] { _ = choice(node, .key("plan"), ["required": true]) }
        taskClass.milestones = fields["milestones"].map(milestones) ?? []
        taskClass.ladder = fields["ladder"].flatMap(ladder)
        return taskClass
    }

    private func checkLimits(_ node: SourceNode) {
        let steps = ["accept", "plan", "approve", "verify", "answer"]
        guard let fields = fields(node, .key("limits"), keys: steps + ["ladder"]) else { return }
        for step in steps {
            if let node = fields[step] { _ = notation(node, .key(step), Span.parse) }
        }
        if let node = fields["ladder"] { _ = ladder(node) }
    }

    /// The steps of a task or class.
    func milestones(_ node: SourceNode) -> [PlacedMilestone] {
        guard case .sequence(let nodes) = node.content else {
            misshapen(node, .notList(.key("milestones")))
            return []
        }
        guard nodes.count <= Compilation.milestonesMax else {
            findings.error(
                .tooMany(.key("milestones"), most: Compilation.milestonesMax), at: node.mark)
            return []
        }
        return nodes.compactMap { node in
            let noun = Wording("a milestone", "节点")
            guard let fields = fields(node, noun, keys: ["id", "at"]) else { return nil }
            let idNode = required("id", in: fields)
            let id = idNode.flatMap { text($0, .key("id")) }
            let at = required("at", in: fields).flatMap { anchor($0) }
            guard let id, let idNode else { return nil }
            checkName(id, Wording("milestone", "节点"), at: idNode.mark)
            if (try? Anchor.parse(id)) != Anchor(.named(id)) {
                findings.error(.milestoneLooksLikeAnchor(id), at: idNode.mark)
                return nil
            }
            guard let at else { return nil }
            return PlacedMilestone(
                milestone: Milestone(id: id, at: at, origin: findings.origin(node.mark)),
                mark: fields["at"]?.mark ?? node.mark)
        }
    }
}

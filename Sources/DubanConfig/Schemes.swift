// Schemes (整改方案): the documents that tasks are based on, with their classes and categories.

import Civil
import DubanKernel

/// A scheme as tasks see it.
struct SchemeReading {
    let name: String
    var basis: String?
    /// Both levels: 大类 and 方面.
    var categories: Given<Set<String>> = .absent
    var classes: Given<[String: Given<ClassReading>]> = .absent
    var ladder: Given<Ladder> = .absent
    var office: UnitID?
}

/// What tasks of one class have in common.
struct ClassReading {
    var due: Given<AssignmentDue> = .absent
    var milestones: Given<[PlacedMilestone]> = .absent
    var ladder: Given<Ladder> = .absent

    /// Looked at periodically, never due.
    var isReviewed: Bool {
        if case .known(.reviewed) = due { true } else { false }
    }
}

extension SchemeReading {
    /// What registered tasks follow.
    var followed: Scheme {
        let classes = (classes.value ?? [:]).compactMapValues { given in
            given.value.map {
                TaskClass(
                    due: $0.due.value, milestones: ($0.milestones.value ?? []).map(\.milestone),
                    ladder: $0.ladder.value)
            }
        }
        return Scheme(basis: basis, classes: classes, ladder: ladder.value, office: office)
    }
}

struct Schemes {
    static let keys = Keys(
        "basis categories classes ladder office", idle: "limits look-back")
    private static let classKeys = Keys("due milestones review ladder", idle: "plan")
    private static let classNoun = Wording("class", "类别")
    private static let steps = ["accept", "plan", "approve", "verify", "answer"]
    private static let limitKeys = Keys("accept plan approve verify answer ladder")

    private(set) var byName: [String: SchemeReading] = [:]
    private let organisation: Organisation
    private let ladders: Ladders
    private var findings: Findings { organisation.findings }

    init(_ organisation: Organisation, _ ladders: Ladders) {
        (self.organisation, self.ladders) = (organisation, ladders)
        for definition in organisation.symbols.checked(.schemes) {
            byName[definition.id] = organisation.symbols.fields(of: definition, in: .schemes).map {
                scheme(definition.id, $0)
            }
        }
    }

    private func scheme(_ name: String, _ fields: Fields) -> SchemeReading {
        var (fields, scheme) = (fields, SchemeReading(name: name))
        scheme.categories = fields.pairs(below: "categories", of: Wording("category", "分类")).map {
            $0.reduce(into: []) { names, pair in
                names.insert(pair.key)
                if !pair.value.isEmpty {
                    names.formUnion(findings.texts(pair.value, .key(pair.key)))
                }
            }
        }
        scheme.classes = fields.pairs(below: "classes", of: Schemes.classNoun).map { pairs in
            Dictionary(
                pairs.map { ($0.key, taskClass($0).map(Given.known) ?? .unknown) },
                uniquingKeysWith: { first, _ in first })
        }
        scheme.basis = fields.text("basis")
        scheme.ladder = fields.given("ladder", ladders.ladder)
        scheme.office = fields["office"].flatMap { organisation.tree.unit($0, .key("office")) }
        if let limits = fields["limits"] { checkLimits(limits) }
        _ = fields.notation("look-back", Span.parse)
        return scheme
    }

    /// A class; one without keys takes everything from its tasks.
    private func taskClass(_ pair: SourcePair) -> ClassReading? {
        let noun = Schemes.classNoun.named(pair.key)
        var result = ClassReading()
        if pair.value.isEmpty { return findings.isOpen(pair.keyMark) ? nil : result }
        guard let fields = Fields(pair.value, noun, Schemes.classKeys, at: pair.keyMark, findings)
        else { return nil }
        if fields.has("due"), fields.has("review") {
            findings.error(.dueAndReview, at: fields.mark)
        }
        result.due = fields.given("due") { node in
            organisation.days.due(node, start: .absent, findings)
        }.or(
            fields.given("review") { node in
                findings.notation(node, .key("review")) { text throws(NotationError) in
                    AssignmentDue.reviewed(try Cadence.parse(text))
                }
            })
        _ = fields.choice("plan", ["required": true])
        result.milestones = fields.given("milestones") {
            PlacedMilestone.read($0, organisation.symbols)
        }
        result.ladder = fields.given("ladder", ladders.ladder)
        return result
    }

    private func checkLimits(_ node: SourceNode) {
        guard let fields = Fields(node, .key("limits"), Schemes.limitKeys, findings) else { return }
        for step in Schemes.steps { _ = fields.notation(step, Span.parse) }
        _ = fields["ladder"].flatMap(ladders.ladder)
    }
}

/// What a task names of its scheme.
extension Schemes {
    func scheme(of fields: Fields) -> Given<SchemeReading> {
        fields.given("scheme") { node in
            organisation.symbols.reference(node, to: .schemes).flatMap { byName[$0] }
        }
    }

    func taskClass(of fields: Fields, in scheme: Given<SchemeReading>) -> Given<ClassReading> {
        let name = fields.given("class") { findings.text($0, .key("class")) }
        guard let text = name.value, let node = fields["class"] else {
            return fields.mayHave("class") ? .unknown : .absent
        }
        if case .absent = scheme { findings.error(.classWithoutScheme(text), at: node.mark) }
        guard let scheme = scheme.value, !scheme.classes.isUnknown else { return .unknown }
        let classes = scheme.classes.value ?? [:]
        if let found = classes[text] { return found }
        complain(of: text, Schemes.classNoun, scheme, classes.keys, at: node.mark)
        return .unknown
    }

    func category(of fields: Fields, in scheme: Given<SchemeReading>) -> String? {
        guard let name = fields.text("category") else { return nil }
        if let scheme = scheme.value, let known = scheme.categories.value, !known.isEmpty,
            !known.contains(name)
        {
            complain(
                of: name, Wording("category", "分类"), scheme, known,
                at: fields.mark(of: "category"))
        }
        return name
    }

    private func complain(
        of name: String, _ noun: Wording, _ scheme: SchemeReading,
        _ known: some Collection<String>, at mark: SourceMark
    ) {
        guard !findings.mayHide(name) else { return }
        // Two names that a slip has run together are one mistake.
        let subject = known.first { $0.contains(name) } ?? name
        findings.report(.error, of: "\(noun.english) \(subject) of \(scheme.name)", at: mark) {
            let near = findings.near(name, among: known)
            if known.isEmpty { return .noneIn(noun, scheme.name, name) }
            return .unknownIn(noun, scheme.name, name, Findings.list(known), near: near)
        }
    }
}

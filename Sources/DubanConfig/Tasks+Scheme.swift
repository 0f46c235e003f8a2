// What a task names of its scheme: the class and the category.

import Civil
import DubanKernel

extension Tasks {
    func scheme(_ fields: Fields) -> Given<SchemeReading> {
        fields.given("scheme") { node in
            symbols.reference(node, to: .schemes).flatMap { schemes.byName[$0] }
        }
    }

    func taskClass(_ fields: Fields, _ scheme: Given<SchemeReading>) -> Given<ClassReading> {
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

    func category(_ fields: Fields, _ scheme: Given<SchemeReading>) -> String? {
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

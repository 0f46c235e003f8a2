// Names: which ones may be given, and what a name refers to.

import Civil

extension Symbols {
    /// The longest name, in characters.
    private static let nameMax = 100

    /// The definitions of a section in the order of files; complains of their names.
    func checked(_ section: Section) -> [Definition] {
        let definitions = definitions(of: section)
        for definition in definitions {
            check(definition.id, section.noun, also: section.reserved, at: definition.mark)
        }
        return definitions
    }

    /// Nil where a definition is no mapping, which is complained of.
    func fields(of definition: Definition, in section: Section) -> Fields? {
        section.keys.flatMap { keys in
            let noun = section.noun.named(definition.id)
            return Fields(definition.node, noun, keys, at: definition.mark, findings)
        }
    }

    /// Complains of a name that may not be given, or that holds one of the characters in `also`.
    func check(_ name: String, _ noun: Wording, also: String = "", at mark: SourceMark) {
        let (scalars, reserved) = (name.unicodeScalars, "/@\(also)".unicodeScalars)
        let bad = scalars.firstIndex { reserved.contains($0) || $0.isUnseen }
        if let bad {
            let column = scalars.distance(from: scalars.startIndex, to: bad)
            findings.error(.badName(noun, scalars[bad].shown), at: mark.moved(by: column))
        } else if scalars.isEmpty {
            findings.error(.emptyName(noun), at: mark)
        } else if scalars.count > Symbols.nameMax {
            findings.error(.longName(noun, Symbols.nameMax), at: mark)
        }
    }

    /// A name that must be among those defined in a section; nil when it is not, which is
    /// complained of unless it is unknown.
    func reference(_ node: SourceNode, to section: Section) -> String? {
        guard let name = findings.text(node, section.noun) else { return nil }
        if place(of: name, in: section) != nil { return name }
        if section.name == Section.posts.name, postsByWord[name] != nil {
            return post(name, at: node.mark)
        }
        findings.undefined(name, section.noun, among: names(in: section), at: node.mark)
        return nil
    }

    /// The post of a key, or of the word that readers see where it is one post's; nil otherwise,
    /// which is complained of where several have it.
    func post(_ name: String, at mark: SourceMark) -> String? {
        if place(of: name, in: .posts) != nil { return name }
        guard let posts = postsByWord[name] else { return nil }
        if posts.count > 1 { findings.error(.severalPosts(name, Findings.list(posts)), at: mark) }
        return posts.count == 1 ? posts[0] : nil
    }
}

extension Findings {
    /// Complains of a name that nothing defines: once, at the first place that names it, and not at
    /// all where what could not be read may define it.
    func undefined(
        _ name: String, _ noun: Wording, among known: @autoclosure () -> some Sequence<String>,
        at mark: SourceMark
    ) {
        undefined(name, at: mark) { .unknown(noun, name, near: near(name, among: known())) }
    }

    func undefined(_ name: String, at mark: SourceMark, _ complaint: () -> Complaint) {
        guard !mayHide(name) else { return }
        if let found = SuspiciousCharacter.inName(name) {
            error(found.complaint, at: mark.moved(by: found.column - 1))
            hide(name[...])
        } else {
            report(.error, of: "name \(name)", at: mark, complaint)
        }
    }
}

extension Unicode.Scalar {
    /// Blanks and what leaves no mark.
    fileprivate var isUnseen: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .unassigned: true
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// As complaints about names show it.
    fileprivate var shown: Wording {
        if self == " " { return Wording("a blank", "空格") }
        let isVisible = !properties.isWhitespace && properties.generalCategory != .control
        return Wording(notation: isVisible ? "“\(self)”" : code)
    }
}

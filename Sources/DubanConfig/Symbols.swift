// The third stage: which names are defined where. Merges the files: a key of a section may stand in
// any of them, and in one only.

import Civil

/// A name with what it stands for.
struct Definition {
    let id: String
    let mark: SourceMark
    let node: SourceNode
}

/// All names and settings of a charter, with their places.
struct Symbols {
    /// Definitions in one section.
    private static let definitionsMax = 1_000_000

    let findings: Findings
    /// By the names of sections, and of the spaces that they share.
    private var sections: [String: [Definition]] = [:]
    private var places: [String: [String: SourceMark]] = [:]
    /// Settings by name; a key of a spread one is `calendar.hours`.
    private(set) var settings: [String: SourcePair] = [:]
    /// The latest definition, to which a key that follows it at the wrong place may belong.
    private var latest: (section: Section, mark: SourceMark)?
    /// The section that was named last and has nothing below it.
    private var empty: SourcePair?
    /// The posts by the words that readers see, which may be written as unit names may.
    private(set) var postsByWord: [String: [String]] = [:]
    /// The main file, for complaints about what stands in none.
    let mainName: String

    init(_ nodes: Nodes, _ findings: Findings) {
        self.findings = findings
        mainName = nodes.mainName
        for root in nodes.rules {
            (latest, empty) = (nil, nil)
            guard case .mapping(let pairs) = root.content else {
                if !root.isEmpty { findings.misshapen(root, .rootIsNoMapping) }
                continue
            }
            for pair in pairs { merge(pair) }
        }
        for definition in definitions(of: .posts) {
            guard case .scalar(let word, _) = definition.node.content else { continue }
            postsByWord[word, default: []].append(definition.id)
        }
    }

    /// The definitions of a section in the order of files.
    func definitions(of section: Section) -> [Definition] { sections[section.name] ?? [] }

    /// Where a name is defined; nil when it is not.
    func place(of name: String, in section: Section) -> SourceMark? {
        places[section.space]?[name]
    }

    /// Every name of a section, in no order.
    func names(in section: Section) -> [String] {
        places[section.space].map { Array($0.keys) } ?? []
    }

    private mutating func merge(_ pair: SourcePair) {
        if let section = Section.named[pair.key] {
            define(definitions(of: pair), in: section)
        } else if Section.spread.contains(pair.key) {
            let inner = definitions(of: pair)
            let end = inner.firstIndex { Section.named[$0.key] != nil } ?? inner.endIndex
            for inner in inner[..<end] { set("\(pair.key).\(inner.key)", inner) }
            if end < inner.endIndex { define(misplaced: inner[end], inner[(end + 1)...]) }
        } else if Section.settings.contains(pair.key) {
            set(pair.key, pair)
        } else if Section.later.contains(pair.key) {
            findings.error(.notYet(pair.key), at: pair.keyMark)
        } else if let section = empty, section.keyMark.column == pair.keyMark.column {
            // The entries of a section that are not indented below it.
            if !findings.isOpen(pair.keyMark) {
                findings.report(.error, of: "entries of \(section.keyMark)", at: pair.keyMark) {
                    .notBelow(pair.key, section.key)
                }
            }
            findings.hide(pair)
            return
        } else {
            let noun = Wording("the charter", "督办规则")
            let meant = findings.unknownKey(pair, in: noun, known: Section.charterKeys)
            for key in meant { findings.hide(key[...]) }
            leaveLatestOpen(lacking: meant.count > 1 ? nil : pair.key)
        }
        empty = pair.value.isEmpty && Section.named[pair.key] != nil ? pair : nil
    }

    /// The pairs of a section; an empty one has none.
    private func definitions(of pair: SourcePair) -> [SourcePair] {
        if pair.value.isEmpty { return [] }
        if case .mapping(let pairs) = pair.value.content { return pairs }
        findings.misshapen(pair.value, .notMapping(.key(pair.key)))
        findings.hide(pair)
        return []
    }

    private mutating func set(_ path: String, _ pair: SourcePair) {
        if let first = settings[path] {
            findings.twice(pair.key, first: first.keyMark, at: pair.keyMark)
        } else {
            settings[path] = pair
        }
    }

    private mutating func define(_ pairs: [SourcePair], in section: Section) {
        var isMisplaced = false
        for (index, pair) in pairs.enumerated() {
            guard isKey(pair, in: section) else {
                isMisplaced = false
                define(pair, in: section)
                continue
            }
            let isKey = section.hasKey(pair.key)
            if Section.named[pair.key] != nil, pair.value.isEmpty || !isKey {
                return define(misplaced: pair, pairs[(index + 1)...])
            }
            // Where one line is indented wrongly, its neighbours seem to be.
            if !isMisplaced {
                findings.error(
                    isKey ? .misplacedKey(section.noun, pair.key) : .misplacedSection(pair.key),
                    at: pair.keyMark)
            }
            isMisplaced = true
            findings.hide(pair)
            leaveLatestOpen(lacking: pair.key)
        }
    }

    /// A section that does not begin at the start of its line, and what seems to stand beside it.
    private mutating func define(misplaced pair: SourcePair, _ following: ArraySlice<SourcePair>) {
        guard let section = Section.named[pair.key] else { return }
        findings.error(.misplacedSection(pair.key), at: pair.keyMark)
        define(definitions(of: pair) + following, in: section)
    }

    /// Whether a key took the place of a name. (A unit may well be called “name”: it is one if it
    /// looks like one.)
    private func isKey(_ pair: SourcePair, in section: Section) -> Bool {
        (section.hasKey(pair.key) || Section.charterKeys.contains(pair.key))
            && !section.fits(pair.value)
    }

    private mutating func define(_ pair: SourcePair, in section: Section) {
        if findings.isRunTogether(pair) { return }
        if let first = place(of: pair.key, in: section) {
            findings.twice(pair.key, first: first, at: pair.keyMark)
            return
        }
        let all = definitions(of: section).count
        guard all < Symbols.definitionsMax else {
            if all == Symbols.definitionsMax {
                findings.error(
                    .tooMany(.key(section.name), Symbols.definitionsMax),
                    at: pair.keyMark)
            }
            return
        }
        places[section.space, default: [:]][pair.key] = pair.keyMark
        sections[section.name, default: []].append(
            Definition(id: pair.key, mark: pair.keyMark, node: pair.value))
        latest = (section, pair.keyMark)
    }

    /// A key at the wrong place is missing at the right one, which was said; nil may be any key.
    private func leaveLatestOpen(lacking key: String?) {
        guard let latest, key.map(latest.section.hasKey) ?? true else { return }
        findings.leaveOpen(latest.mark)
    }
}

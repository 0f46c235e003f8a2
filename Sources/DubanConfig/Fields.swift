// A mapping that is read key by key, by a table of the keys that it may have: what is accepted does
// something, or is a warning that says that it does not yet.

import Civil

/// The value of a key that may be absent.
enum Given<Value> {
    case absent
    /// Given and not readable, which was complained of.
    case unknown
    case known(Value)

    var value: Value? { if case .known(let value) = self { value } else { nil } }

    var isUnknown: Bool { if case .unknown = self { true } else { false } }

    func flatMap<Other>(_ transform: (Value) -> Given<Other>) -> Given<Other> {
        switch self {
        case .absent: .absent
        case .unknown: .unknown
        case .known(let value): transform(value)
        }
    }

    func map<Other>(_ transform: (Value) -> Other) -> Given<Other> {
        flatMap { .known(transform($0)) }
    }

    /// This one, or another where nothing was given.
    func or(_ other: @autoclosure () -> Given) -> Given {
        if case .absent = self { other() } else { self }
    }
}

/// The keys of one kind of mapping.
struct Keys {
    let accepted: [String]
    /// Accepted and checked, without effect in this version: a warning.
    let idle: Set<String>
    /// Of the whole grammar, but refused by this version.
    let later: Set<String>
    let mayBeEmpty: Set<String>

    /// Keys in one text each, separated by blanks.
    init(_ working: String, idle: String = "", later: String = "", mayBeEmpty: String = "") {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        accepted = words(working) + words(idle)
        self.idle = Set(words(idle))
        self.later = Set(words(later))
        self.mayBeEmpty = Set(words(mayBeEmpty))
    }
}

/// A mapping and what it is. Keys that it cannot have were complained of when it was made.
struct Fields {
    /// What the mapping describes, with its name.
    let noun: Wording
    let mark: SourceMark
    let findings: Findings
    private let keys: Keys
    private let pairs: [SourcePair]
    /// Keys that were given, but not quite, or not here.
    private var misspelt: Set<String>
    /// Whether it may lack keys that were written elsewhere.
    private let isOpen: Bool

    /// Nil where a node is no mapping, which is complained of.
    init?(
        _ node: SourceNode, _ noun: Wording, _ keys: Keys, at mark: SourceMark? = nil,
        _ findings: Findings
    ) {
        guard case .mapping(let pairs) = node.content else {
            findings.misshapen(node, .notMapping(noun), at: mark)
            return nil
        }
        var misspelt: Set<String> = []
        var isOpen = findings.isOpen(mark ?? node.mark)
        for pair in pairs {
            if keys.accepted.contains(pair.key) {
                if pair.value.isEmpty, !keys.mayBeEmpty.contains(pair.key) {
                    if !findings.isOpen(pair.keyMark) {
                        findings.error(.noValue(.key(pair.key)), at: pair.keyMark)
                    }
                } else if keys.idle.contains(pair.key) {
                    findings.report(.warning, of: "idle \(pair.key)", at: pair.keyMark) {
                        .idle(pair.key)
                    }
                }
            } else if keys.later.contains(pair.key) {
                findings.error(.notYet(pair.key), at: pair.keyMark)
            } else {
                let meant = findings.unknownKey(pair, in: noun, known: keys.accepted)
                misspelt.formUnion(meant)
                if meant.isEmpty { isOpen = true }
            }
        }
        (self.noun, self.mark, self.findings, self.keys) = (noun, mark ?? node.mark, findings, keys)
        (self.pairs, self.misspelt, self.isOpen) = (pairs, misspelt, isOpen)
    }

    /// The value of a key; nil when it is not given or has no value.
    subscript(_ key: String) -> SourceNode? {
        guard let pair = pair(key), !pair.value.isEmpty else { return nil }
        return pair.value
    }

    /// Whether the key is there at all.
    func has(_ key: String) -> Bool { pair(key) != nil }

    /// Whether the key is there, meant by another, or perhaps written elsewhere.
    func mayHave(_ key: String) -> Bool { isOpen || has(key) || misspelt.contains(key) }

    func pair(_ key: String) -> SourcePair? { pairs.first { $0.key == key } }

    /// The place of a key's value, else of the mapping.
    func mark(of key: String) -> SourceMark { self[key]?.mark ?? mark }

    /// The value of a key that must be there. Complains when it is not.
    func required(_ key: String) -> SourceNode? {
        if !mayHave(key) { findings.error(.missing(noun, key), at: mark) }
        return self[key]
    }

    /// Complains where both of two keys are given.
    func exclude(_ one: String, _ other: String) {
        if has(one), has(other) { findings.error(.bothKeys(noun, one, other), at: mark) }
    }

    /// The pairs of a mapping with free keys, without the keys of this mapping that stand among
    /// them: these were indented too far, and whatever follows may be theirs.
    mutating func pairs(below key: String, of kind: Wording) -> Given<[SourcePair]> {
        let given = given(key) { findings.pairs(of: $0, .key(key)) }
        guard let pairs = given.value,
            let index = pairs.firstIndex(where: {
                // A class may be called `ladder`: its value is no word.
                keys.accepted.contains($0.key)
                    && ($0.value.isWord || Fields.keysOfMappings.contains($0.key))
            })
        else { return given }
        findings.error(.misplacedKey(kind, pairs[index].key), at: pairs[index].keyMark)
        for pair in pairs[index...] {
            findings.hide(pair)
            misspelt.insert(pair.key)
        }
        return .known(Array(pairs[..<index]))
    }

    private static let keysOfMappings: Set = ["categories", "classes", "limits", "look-back"]

    func given<Value>(_ key: String, _ read: (SourceNode) -> Value?) -> Given<Value> {
        if let node = self[key] { return read(node).map(Given.known) ?? .unknown }
        return mayHave(key) ? .unknown : .absent
    }

    /// The text of a key, if it is one at all.
    func word(_ key: String) -> String? {
        if case .scalar(let text, _) = self[key]?.content { text } else { nil }
    }

    // MARK: Values of common shapes

    func text(_ key: String) -> String? { self[key].flatMap { findings.text($0, .key(key)) } }

    func requiredText(_ key: String) -> String? {
        required(key).flatMap { findings.text($0, .key(key)) }
    }

    /// One text or a list; empty where the key is not given.
    func texts(_ key: String) -> [String] { self[key].map { findings.texts($0, .key(key)) } ?? [] }

    /// A list of texts, each without “、”.
    func items(_ key: String) -> [String] { self[key].map { findings.items($0, .key(key)) } ?? [] }

    func date(_ key: String) -> CivilDate? { self[key].flatMap { findings.date($0, .key(key)) } }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        self[key].flatMap { findings.integer($0, .key(key), in: range) }
    }

    func flag(_ key: String) -> Bool? { self[key].flatMap { findings.flag($0, .key(key)) } }

    func choice<Value>(_ key: String, _ values: [String: Value]) -> Value? {
        self[key].flatMap { findings.choice($0, .key(key), values) }
    }

    func choice<Value: CaseIterable & RawRepresentable<String>>(_ key: String) -> Value? {
        self[key].flatMap { findings.choice($0, .key(key)) }
    }

    func notation<Value>(
        _ key: String, _ parse: (String) throws(NotationError) -> Value
    ) -> Value? {
        self[key].flatMap { findings.notation($0, .key(key), parse) }
    }

    /// A first and a last day, in this order.
    func span() -> (since: CivilDate?, until: CivilDate?) {
        let (since, until) = (date("since"), date("until"))
        if let since, let until, until < since {
            findings.error(.endsBeforeItBegins(since, until), at: mark(of: "until"))
        }
        return (since, until)
    }
}

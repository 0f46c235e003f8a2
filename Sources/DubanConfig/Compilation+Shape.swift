// Reads the shapes that all sections are made of: mappings with known keys, texts, numbers,
// choices, lists.

import Civil

/// A mapping that is read key by key. Keys that it cannot have were complained of when it was made.
struct Fields {
    /// What the mapping describes, with its name.
    let noun: Wording
    let mark: SourceMark
    fileprivate let pairs: [SourcePair]
    /// Keys that were given, but not quite.
    fileprivate let misspelt: Set<String>

    /// The value of a key; nil when it is not given or has no value.
    subscript(_ key: String) -> SourceNode? {
        guard let pair = pair(key), !pair.value.isEmpty else { return nil }
        return pair.value
    }

    /// Whether the key is there at all, or meant by another.
    func has(_ key: String) -> Bool { pair(key) != nil || misspelt.contains(key) }

    /// The key with its value and place.
    func pair(_ key: String) -> SourcePair? { pairs.first { $0.key == key } }
}

extension Compilation {
    /// A mapping whose keys are among `keys`; nil when it is none. `later` are keys of the whole
    /// grammar that this version cannot honour yet, `empty` keys that may be without a value.
    func fields(
        _ node: SourceNode, _ noun: Wording, keys: [String], later: [String] = [],
        empty: [String] = [], at mark: SourceMark? = nil
    ) -> Fields? {
        guard case .mapping(let pairs) = node.content else {
            misshapen(node, .notMapping(noun), at: mark)
            return nil
        }
        var misspelt: Set<String> = []
        for pair in pairs {
            if later.contains(pair.key) {
                findings.error(.notYet(pair.key), at: pair.keyMark)
            } else if !keys.contains(pair.key) {
                misspelt.formUnion(unknownKey(pair, in: noun, known: keys))
            } else if pair.value.isEmpty, !empty.contains(pair.key) {
                findings.error(.noValue(pair.key), at: pair.keyMark)
            }
        }
        return Fields(noun: noun, mark: mark ?? node.mark, pairs: pairs, misspelt: misspelt)
    }

    /// The value of a key that must be there. Complains when it is not.
    func required(_ key: String, in fields: Fields) -> SourceNode? {
        if !fields.has(key) { findings.error(.missing(key, fields.noun), at: fields.mark) }
        return fields[key]
    }

    /// Complains of a key that nothing knows, and gives the ones that were probably meant.
    @discardableResult
    func unknownKey(_ pair: SourcePair, in noun: Wording, known: [String]) -> [String] {
        if let found = SuspiciousCharacter.first(in: pair.key[...]) {
            findings.error(found.complaint, at: pair.keyMark.moved(by: found.column - 1))
            return known
        }
        let near = EditDistance.nearest(to: pair.key, among: known)
        findings.error(.unknownKey(pair.key, noun, near: near, known: known), at: pair.keyMark)
        return near.map { [$0] } ?? []
    }

    /// Complains of a node of the wrong shape, or of the full-width colon that may be the reason. A
    /// node without a value is complained of at its key, `mark`.
    func misshapen(_ node: SourceNode, _ complaint: Complaint, at mark: SourceMark? = nil) {
        if case .scalar(let text, .plain) = node.content,
            let found = SuspiciousCharacter.first(in: text[...])
        {
            findings.error(found.complaint, at: place(found.column, in: node))
        } else {
            findings.error(complaint, at: node.isEmpty ? mark ?? node.mark : node.mark)
        }
    }

    /// A text on one line: breaks become blanks. At most `most` characters, no control characters.
    func text(_ node: SourceNode, _ noun: Wording, most: Int = 1000) -> String? {
        guard case .scalar(let written, _) = node.content else {
            findings.error(.notText(noun), at: node.mark)
            return nil
        }
        guard !isPlain(written, most: most) else { return written }
        let text = written.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard text.contains(where: { !$0.isWhitespace }) else {
            findings.error(.noValue(noun), at: node.mark)
            return nil
        }
        if let control = text.unicodeScalars.first(where: {
            $0.properties.generalCategory == .control
        }) {
            findings.error(.controlCharacter(control), at: node.mark)
            return nil
        }
        guard text.unicodeScalars.count <= most else {
            findings.error(.tooLong(noun, most: most), at: node.mark)
            return nil
        }
        return text
    }

    /// Whether a text certainly needs no second look: short, visible, without breaks or control
    /// characters. Nearly all are, and a province has millions of them.
    private func isPlain(_ text: String, most: Int) -> Bool {
        guard text.utf8.count <= most else { return false }
        var isVisible = false
        for byte in text.utf8 {
            switch byte {
            case 0x21...0x7E, 0xE4...0xE9: isVisible = true  // ASCII, most of Chinese
            case 0..<0x20, 0x7F, 0xC2, 0xE2: return false  // controls, NEL, LS, PS begin with these
            default: continue
            }
        }
        return isVisible
    }

    /// One text or a list of texts, not empty.
    func texts(_ node: SourceNode, _ noun: Wording) -> [String] {
        let all = node.oneOrMany
        if all.isEmpty { findings.error(.noValue(noun), at: node.mark) }
        return all.compactMap { text($0, noun) }
    }

    /// A whole number within a range.
    func integer(_ node: SourceNode, _ noun: Wording, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, noun) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            findings.error(.notInteger(text, noun, range), at: node.mark)
            return nil
        }
        return value
    }

    /// Yes or no.
    func flag(_ node: SourceNode, _ noun: Wording) -> Bool? {
        choice(
            node, noun,
            ["true": true, "false": false, "yes": true, "no": false, "on": true, "off": false])
    }

    /// One of a few words.
    func choice<Value>(_ node: SourceNode, _ noun: Wording, _ values: [String: Value]) -> Value? {
        guard let text = text(node, noun) else { return nil }
        guard let value = values[text] else {
            let near = EditDistance.nearest(to: text, among: values.keys)
            findings.error(
                .notOneOf(text, noun, values.keys.sorted(), near: near), at: node.mark)
            return nil
        }
        return value
    }

    /// A notation of civil time. What its parser complains of is shown at the column within the
    /// text.
    func notation<Value>(
        _ node: SourceNode, _ noun: Wording, _ parse: (String) throws(NotationError) -> Value
    ) -> Value? {
        guard let text = text(node, noun) else { return nil }
        do throws(NotationError) {
            return try parse(text)
        } catch {
            findings.error(.badNotation(error, text, noun), at: place(error.column, in: node))
            return nil
        }
    }

    /// The place of the `column`th character of a scalar; its beginning where the text is not
    /// written as it reads (escapes, several lines).
    func place(_ column: Int, in node: SourceNode) -> SourceMark {
        guard case .scalar(let text, let style) = node.content, style != .block else {
            return node.mark
        }
        let offset = style == .quoted ? 1 : 0
        let line = findings.files[Int(node.mark.file)].line(Int(node.mark.line)).unicodeScalars
        let written = line.dropFirst(Int(node.mark.column) - 1 + offset)
        return written.starts(with: text.unicodeScalars)
            ? node.mark.moved(by: offset + column - 1) : node.mark
    }
}

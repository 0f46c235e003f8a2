// Reads the shapes that all sections are made of: texts, numbers, choices, lists, notations, dates.

import Civil
import DubanKernel

extension Findings {
    /// Complains of a key that nothing knows, and gives the ones that were probably meant.
    func unknownKey(_ pair: SourcePair, in noun: Wording, known: [String]) -> [String] {
        hide(pair)
        // What stands last before a syntax error is part of that error.
        if isOpen(pair.keyMark) { return [] }
        if let found = SuspiciousCharacter.first(in: pair.key[...]) {
            error(found.complaint, at: pair.keyMark.moved(by: found.column - 1))
            return known
        }
        let near = EditDistance.nearest(to: pair.key, among: known)
        error(.unknownKey(noun, pair.key, Findings.list(known), near: near), at: pair.keyMark)
        return near.map { [$0] } ?? []
    }

    /// Complains of a node of the wrong shape, or of the full-width colon that may be the reason. A
    /// node without a value is complained of at its key, `mark`.
    func misshapen(_ node: SourceNode, _ complaint: Complaint, at mark: SourceMark? = nil) {
        if case .scalar(let text, .plain) = node.content,
            let found = SuspiciousCharacter.first(in: text[...])
        {
            error(found.complaint, at: place(found.column, in: node))
        } else if !node.isEmpty || !isOpen(mark ?? node.mark) {
            error(complaint, at: node.isEmpty ? mark ?? node.mark : node.mark)
        }
    }

    /// Complains of a key and its value that a full-width colon has made one name.
    func isRunTogether(_ pair: SourcePair) -> Bool {
        guard let found = SuspiciousCharacter.first(in: pair.key[...]),
            pair.value.isEmpty || pair.key.contains(where: { "{[".contains($0) })
        else { return false }
        error(found.complaint, at: pair.keyMark.moved(by: found.column - 1))
        hide(pair)
        return true
    }

    /// The nodes of a list; empty where it is none, which is complained of.
    func list(_ node: SourceNode, _ noun: Wording, at mark: SourceMark? = nil) -> [SourceNode]? {
        if case .sequence(let nodes) = node.content { return nodes }
        misshapen(node, .notList(noun), at: mark)
        return nil
    }

    /// The pairs of a mapping with free keys; nil where it is none, which is complained of.
    func pairs(of node: SourceNode, _ noun: Wording) -> [SourcePair]? {
        if case .mapping(let pairs) = node.content { return pairs.filter { !isRunTogether($0) } }
        misshapen(node, .notMapping(noun))
        return nil
    }

    /// A text on one line: breaks become blanks. At most `most` characters, no control characters.
    func text(_ node: SourceNode, _ noun: Wording, most: Int = 1000) -> String? {
        guard case .scalar(let written, _) = node.content else {
            error(.notText(noun), at: node.mark)
            return nil
        }
        guard !isPlain(written, most: most) else { return written }
        let text = written.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard text.contains(where: { !$0.isWhitespace }) else {
            error(.noValue(noun), at: node.mark)
            return nil
        }
        if let control = text.unicodeScalars.first(where: {
            $0.properties.generalCategory == .control
        }) {
            error(.controlCharacter(control.code), at: node.mark)
            return nil
        }
        guard text.unicodeScalars.count <= most else {
            error(.tooLong(noun, most), at: node.mark)
            return nil
        }
        warnOfQuotes(around: text, node)
        return text
    }

    /// Warns of quotation marks around a text, which YAML takes for a part of it.
    private func warnOfQuotes(around text: String, _ node: SourceNode) {
        guard case .scalar(_, .plain) = node.content else { return }
        let scalars = text.unicodeScalars
        let quotes: [Unicode.Scalar: Unicode.Scalar] = ["“": "”", "”": "”", "‘": "’", "＂": "＂"]
        if let open = scalars.first, let close = quotes[open], scalars.last == close,
            !scalars.dropFirst().dropLast().contains(where: { $0 == open || $0 == close })
        {
            warning(.quotesAreText, at: node.mark)
        }
    }

    /// A place in the life of an obligation. One in words is named in the notation.
    func anchor(_ node: SourceNode, _ noun: Wording) -> Anchor? {
        if case .scalar(let text, _) = node.content, let near = Anchor.near(text) {
            error(.writtenAnchor(noun, text, near.normalized), at: node.mark)
            return nil
        }
        return notation(node, noun, Anchor.parse)
    }

    /// A list of texts, each of which may not be a list itself.
    func items(_ node: SourceNode, _ noun: Wording) -> [String] {
        for node in node.oneOrMany {
            guard case .scalar(let text, _) = node.content,
                let offset = text.unicodeScalars.enumerated().first(where: { $0.element == "、" })
            else { continue }
            let place = place(offset.offset + 1, in: node)
            warning(Complaint.enumeration.warning(.listAsText), at: place)
        }
        return texts(node, noun)
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
        if all.isEmpty { error(.noValue(noun), at: node.mark) }
        return all.compactMap { text($0, noun) }
    }

    func integer(_ node: SourceNode, _ noun: Wording, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, noun) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            error(.notInteger(noun, text, range.lowerBound, range.upperBound), at: node.mark)
            return nil
        }
        return value
    }

    func flag(_ node: SourceNode, _ noun: Wording) -> Bool? {
        choice(
            node, noun,
            ["true": true, "false": false, "yes": true, "no": false, "on": true, "off": false])
    }

    func choice<Value>(_ node: SourceNode, _ noun: Wording, _ values: [String: Value]) -> Value? {
        guard let text = text(node, noun) else { return nil }
        guard let value = values[text] else {
            let near = EditDistance.nearest(to: text, among: values.keys)
            error(.notOneOf(noun, text, Findings.list(values.keys), near: near), at: node.mark)
            return nil
        }
        return value
    }

    func choice<Value: CaseIterable & RawRepresentable<String>>(
        _ node: SourceNode, _ noun: Wording
    ) -> Value? {
        choice(
            node, noun, Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0.rawValue, $0) }))
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
            self.error(
                .badNotation(noun, error.message, text, error.expected),
                at: place(error.column, in: node))
            return nil
        }
    }

    /// A date as `2026-09-30`.
    func date(_ node: SourceNode, _ noun: Wording) -> CivilDate? {
        text(node, noun).flatMap { date($0, at: node.mark) }
    }

    func date(_ text: String, at mark: SourceMark) -> CivilDate? {
        if let date = CivilDate(text) { return date }
        error(looksLikeDate(text) ? .impossibleDate(text) : .notDate(text), at: mark)
        return nil
    }

    /// Whether a text is built like `2026-02-30`.
    func looksLikeDate(_ text: String) -> Bool {
        text.utf8.count == 10 && text.utf8.split(separator: UInt8(ascii: "-")).count == 3
    }

    /// A time of day as `17:00`.
    func time(_ node: SourceNode, _ noun: Wording) -> TimeOfDay? {
        guard let text = text(node, noun) else { return nil }
        if let time = TimeOfDay(text) { return time }
        error(.notTime(noun, text), at: node.mark)
        return nil
    }

    /// The place of the `column`th character of a scalar; its beginning where the text is not
    /// written as it reads (escapes, several lines).
    func place(_ column: Int, in node: SourceNode) -> SourceMark {
        guard case .scalar(let text, let style) = node.content, style != .block else {
            return node.mark
        }
        let offset = style == .quoted ? 1 : 0
        let line = files[Int(node.mark.file)].line(Int(node.mark.line)).unicodeScalars
        let written = line.dropFirst(Int(node.mark.column) - 1 + offset)
        return written.starts(with: text.unicodeScalars)
            ? node.mark.moved(by: offset + column - 1) : node.mark
    }
}

// Reads one file's YAML (1.1, by libyaml through Yams) into source nodes. Bounded against hostile
// input: depth, size after aliases, and keys that would make the parser compare expanded aliases
// with one another.

import Yams

/// The reading of one file.
struct YAMLReader {
    /// How often a file is read again to find both places of a duplicate key.
    private static let duplicatesMax = 20
    /// How many bytes are read again for that at most.
    private static let rereadBytesMax = 33_554_432

    private let number: Int32
    let file: SourceFile
    let findings: Findings
    /// Duplicate keys that were renamed to look for their counterparts: place and true name.
    private(set) var renamed: [SourceMark: String] = [:]
    /// How much of the text has become source nodes, and whether that was too much.
    var (nodeCount, isBeyondLimits) = (0, false)

    /// Reads a file that `findings` knows as `number`; nil when nothing of it is usable. Complaints
    /// go there.
    static func read(_ number: Int32, _ findings: Findings) -> SourceNode? {
        var reader = YAMLReader(number, findings)
        return reader.root()
    }

    private init(_ number: Int32, _ findings: Findings) {
        (self.number, self.findings, file) = (number, findings, findings.files[Int(number)])
    }

    private mutating func root() -> SourceNode? {
        if let place = AliasGuard.dangerousAlias(in: file.text) {
            findings.error(
                .aliasedKeys,
                at: SourceMark(file: number, line: place.line, column: place.column))
            findings.hide(file.text[...])
            return nil
        }
        var text = file.text
        var rereads = 0
        while true {
            do {
                guard let node = try compose(text) else { return nil }
                return converted(node)
            } catch .duplicatedKeysInMapping(let keys, let context) {
                let key = keys.first ?? ""
                rereads += 1
                guard rereads <= max(1, min(Self.duplicatesMax, budget)),
                    let other = renaming(key, at: context.mark, in: text, Int(rereads))
                else {
                    findings.error(.givenTwice(key), at: mark(context.mark))
                    findings.hide(file.text[...])
                    return nil
                }
                text = other
            } catch {
                let cut = SyntaxFault(error, in: file, number: number).report(to: findings)
                return firstPart(before: cut)
            }
        }
    }

    private var budget: Int { Self.rereadBytesMax / max(1, file.text.utf8.count) }

    private func compose(_ text: String) throws(YamlError) -> Node? {
        do {
            return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw error
        } catch {
            preconditionFailure("Yams throws only YamlError, not \(error)")
        }
    }

    /// What stands before a syntax error, as far as it is whole: the error hides the rest of the
    /// file only.
    private mutating func firstPart(before line: Int) -> SourceNode? {
        for indent in [2, 0] {
            guard let start = lastLine(upTo: line, indentMax: indent), start > 1 else { continue }
            let cut = file.start(ofLine: start)
            guard let node = try? compose(String(file.text[..<cut])) else { continue }
            findings.hide(file.text[cut...])
            let part = converted(node)
            if let part { leaveOpen(part) }
            return part
        }
        findings.hide(file.text[...])
        return nil
    }

    /// What stood last before a cut may lack what follows it.
    private func leaveOpen(_ node: SourceNode) {
        findings.leaveOpen(node.mark)
        guard case .mapping(let pairs) = node.content, let last = pairs.last else { return }
        findings.leaveOpen(last.keyMark)
        leaveOpen(last.value)
    }

    /// The last line with something on it that is indented by at most `indentMax`.
    private func lastLine(upTo last: Int, indentMax: Int) -> Int? {
        (1...max(1, last)).reversed().first { number in
            let line = file.line(number).utf8
            let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
            let rest = line.dropFirst(indent)
            // What a tab or U+3000 indents belongs to the entry above.
            return indent <= indentMax && !rest.isEmpty && rest.first != UInt8(ascii: "#")
                && rest.first != UInt8(ascii: "\t") && !rest.starts(with: "\u{3000}".utf8)
        }
    }

    /// The text with the key at a place renamed, by one character for one, so that all places stay.
    private mutating func renaming(
        _ key: String, at place: Mark, in text: String, _ serial: Int
    ) -> String? {
        guard let offset = file.index(line: place.line, column: place.column) else { return nil }
        // An earlier renaming lengthens the bytes but not the characters before this place.
        let scalars = text.unicodeScalars
        let position = file.text.unicodeScalars.distance(
            from: file.text.startIndex, to: offset)
        var start = scalars.index(scalars.startIndex, offsetBy: position)
        if start < scalars.endIndex, scalars[start] == "\"" || scalars[start] == "'" {
            start = scalars.index(after: start)
        }
        guard let first = key.unicodeScalars.first, first != "\"", first != "'",
            text[start...].hasPrefix(key),
            let stand = Unicode.Scalar(0xF0000 + UInt32(serial))
        else { return nil }
        var other = text.unicodeScalars
        other.replaceSubrange(start...start, with: CollectionOfOne(stand))
        renamed[mark(place)] = key
        return String(other)
    }

    func mark(_ mark: Mark?) -> SourceMark {
        SourceMark(file: number, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}

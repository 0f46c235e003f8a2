// Slips of the fingers and of input methods, each in one line of a file.

import Testing

/// One kind of slip. A line that it cannot happen to is left out.
struct Slip: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (String) -> String?

    init(_ name: String, _ change: @escaping @Sendable (String) -> String?) {
        testDescription = name
        self.change = change
    }

    /// What a line becomes; nil where nothing can slip: comments, blank lines.
    func callAsFunction(_ line: String) -> String? {
        let content = line.drop { $0 == " " }
        guard !content.isEmpty, !content.hasPrefix("#"), let changed = change(line),
            changed != line
        else { return nil }
        return changed
    }

    static let all = [
        fullWidthColon, innerFullWidthColon, fullWidthComma, tab, fullWidthSpace, indent(1),
        indent(2), indent(-1), indent(-2), swappedKey, shortKey, longKey, innerKey, unclosed,
        unopened, quotation, scalar,
    ]

    static let fullWidthColon = Slip("a full-width colon") { line in
        colons(of: line).first.map { replacing($0, in: line, by: "：") }
    }

    static let innerFullWidthColon = Slip("a full-width colon within brackets") { line in
        colons(of: line).dropFirst().last.map { replacing($0, in: line, by: "：") }
    }

    static let fullWidthComma = Slip("a full-width comma") { line in
        line.firstRange(of: ", ").map { line.replacingCharacters(in: $0, with: "，") }
    }

    static let tab = Slip("a tab in the indentation") { line in
        line.hasPrefix("  ") ? "\t" + line.dropFirst(2) : nil
    }

    static let fullWidthSpace = Slip("a full-width space in the indentation") { line in
        line.hasPrefix("  ") ? "\u{3000}" + line.dropFirst(2) : nil
    }

    static func indent(_ count: Int) -> Slip {
        Slip("an indentation of \(count)") { line in
            count > 0
                ? String(repeating: " ", count: count) + line
                : line.hasPrefix(String(repeating: " ", count: -count))
                    ? String(line.dropFirst(-count)) : nil
        }
    }

    static let swappedKey = Slip("two characters of a key exchanged") { line in
        key(of: line, at: 0) { key in
            var characters = Array(key)
            guard characters.count > 1 else { return key }
            characters.swapAt(characters.count - 1, characters.count - 2)
            return String(characters)
        }
    }

    static let shortKey = Slip("a key without its last character") { line in
        key(of: line, at: 0) { $0.count > 1 ? String($0.dropLast()) : $0 }
    }

    static let longKey = Slip("a key with a character too many") { line in
        key(of: line, at: 0) { $0 + "x" }
    }

    static let innerKey = Slip("a misspelt key within brackets") { line in
        key(of: line, at: 1) { $0 + "x" }
    }

    static let unclosed = Slip("a bracket that is not closed") { line in
        line.lastIndex { "]}".contains($0) }.map { replacing($0, in: line, by: "") }
    }

    static let unopened = Slip("a bracket that is not opened") { line in
        line.firstIndex { "[{".contains($0) }.map { replacing($0, in: line, by: "") }
    }

    static let quotation = Slip("a quotation mark too many") { line in
        colons(of: line).first.map { replacing($0, in: line, by: ": \"") }
    }

    static let scalar = Slip("a word instead of brackets") { line in
        guard let open = line.firstIndex(of: "{") else { return nil }
        return line[..<open] + "x"
    }

    /// The colons behind keys.
    private static func colons(of line: String) -> [String.Index] {
        let end = line.firstRange(of: " #")?.lowerBound ?? line.endIndex
        return line[..<end].indices.filter { index in
            let next = line.index(after: index)
            return line[index] == ":" && (next == line.endIndex || line[next] == " ")
        }
    }

    private static func replacing(
        _ index: String.Index, in line: String, by text: String
    ) -> String {
        line.replacingCharacters(in: index..<line.index(after: index), with: text)
    }

    private static func key(
        of line: String, at position: Int, _ change: (String) -> String
    ) -> String? {
        let colons = colons(of: line)
        guard colons.indices.contains(position) else { return nil }
        let before = line[..<colons[position]]
        let start = before.lastIndex { " {[,".contains($0) }.map(line.index(after:))
        let range = (start ?? line.startIndex)..<colons[position]
        return line.replacingCharacters(in: range, with: change(String(line[range])))
    }
}

extension String {
    fileprivate func replacingCharacters(
        in range: Range<Index>, with text: String
    ) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

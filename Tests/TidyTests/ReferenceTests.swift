// Code that nobody needs: what only tests call is not part of the product.

import Testing

@Suite struct `References` {
    @Test func `what is declared is used by a program`() throws {
        var uses: [Substring: Int] = [:]
        var declarations: [(name: Substring, file: SourceFile, number: Int)] = []
        for file in try SourceFile.programs() {
            let isProduct = file.path.hasPrefix("Sources/")
            for (number, line) in file.lines.enumerated() where !isComment(line) {
                let words = words(of: line)
                for word in words { uses[word, default: 0] += 1 }
                guard isProduct, let name = declared(words), !isCalledFromOutside(number, in: file)
                else { continue }
                declarations.append((name, file, number))
                // An overload is no use of the other.
                uses[name, default: 0] -= 1
            }
        }
        for (name, file, number) in declarations where uses[name] == 0 {
            Issue.record(
                "\(file.path):\(number + 1) declares \(name), which no program uses: delete it")
        }
    }

    private func isComment(_ line: String) -> Bool { line.drop { $0 == " " }.hasPrefix("//") }

    private func words(of line: String) -> [Substring] {
        line.utf8.split { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
                false
            default: true
            }
        }.map { Substring($0) }
    }

    /// The name that the line declares.
    private func declared(_ words: [Substring]) -> Substring? {
        guard let index = words.firstIndex(where: { !Self.modifiers.contains($0) }),
            Self.kinds.contains(words[index]), index + 1 < words.count
        else { return nil }
        return words[index + 1]
    }

    private static let kinds: Set<Substring> = [
        "func", "var", "let", "struct", "enum", "class", "actor", "protocol", "typealias",
    ]
    private static let modifiers: Set<Substring> = [
        "package", "private", "fileprivate", "internal", "static", "final", "mutating", "set",
        "nonisolated", "override", "lazy", "weak", "indirect", "MainActor", "discardableResult",
        "Sendable", "inline", "always", "escaping",
    ]

    /// Whether the language or a library calls it by its name.
    private func isCalledFromOutside(_ number: Int, in file: SourceFile) -> Bool {
        let line = file.lines[number]
        return line.contains("@main") || number > 0 && file.lines[number - 1] == "@main"
            || Self.witnesses.contains { line.contains($0) }
    }

    private static let witnesses = [
        "func callAsFunction(",
        "var description: String", "func hash(into", "func validate() throws", "func run() throws",
        "static let configuration = CommandConfiguration", "var customMirror: Mirror",
    ]
}

extension SourceFile {
    /// The product and the programs of the tests, which are users of it like any other.
    fileprivate static func programs() throws -> [SourceFile] {
        let folders = try DeclaredTarget.all.get().values
            .filter { $0.type == "executable" || $0.folder.hasPrefix("Sources/") }
            .map { $0.folder + "/" }
        return try everything.get().filter { file in
            folders.contains { file.path.hasPrefix($0) }
        }
    }
}

// What the rules of the house look at: the repository's Swift files, line by line.

import Foundation

/// The repository that these tests stand in.
let repository = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

/// A Swift file and its lines.
struct SourceFile {
    /// Relative to the repository.
    let path: String
    let lines: [String]
    /// The lines without comments and string literals; empty where a text of several lines stands.
    let code: [String]

    private init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var isInText = false
        code = lines.map { line in
            let isEdge = line.contains("\"\"\"")
            defer { if isEdge { isInText.toggle() } }
            return isInText && !isEdge ? "" : SourceFile.code(line)
        }
    }

    static let sources = Result { try all(below: ["Sources"]) }
    static let everything = Result { try all(below: ["Sources", "Tests"]) }

    private static func all(below folders: [String]) throws -> [SourceFile] {
        try folders.flatMap { folder -> [SourceFile] in
            let root = repository.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: root.path)?.compactMap {
                $0 as? String
            }
            return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
                SourceFile(
                    path: "\(folder)/\(name)",
                    text: try String(contentsOf: root.appending(path: name), encoding: .utf8))
            }
        }
    }

    /// The target that the file of Sources belongs to.
    var target: String { String(path.split(separator: "/")[1]) }

    /// The module that a line of code imports.
    static func imported(by code: String) -> String? {
        guard code.contains("import ") else { return nil }
        let words = code.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
            words[..<index].allSatisfy({ $0.hasPrefix("@") || accesses.contains($0) })
        else { return nil }
        return words.last?.split(separator: ".").first.map(String.init)
    }

    private static let accesses: Set<Substring> = [
        "package", "internal", "private", "fileprivate", "public",
    ]

    /// The line without what stands behind `//` and without string literals.
    private static func code(_ line: String) -> String {
        guard line.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\"") })
        else {
            return line
        }
        var code = ""
        var isInText = false
        var before: Character = " "
        for character in line {
            if character == "\"" && before != "\\" { isInText.toggle() }
            if !isInText, character == "/", before == "/" { return String(code.dropLast()) }
            if !isInText { code.append(character) }
            before = character
        }
        return code
    }
}

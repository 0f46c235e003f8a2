// The rules of the house as a test: floors, bans, sizes and top-level entries. Each message names what to do
// instead.

import Foundation
import Testing

private let repository = URL(filePath: #filePath)
    .appending(path: "../../..").standardizedFileURL

/// A source file and its lines.
private struct SourceFile {
    let path: String
    let lines: [String]
    /// The lines without comments and string literals.
    let code: [String]

    init(path: String, lines: [String]) {
        self.path = path
        self.lines = lines
        code = lines.map(SourceFile.code)
    }

    /// The product's own files.
    static let sources = Result { try all(below: ["Sources"]) }

    static func all(below folders: [String]) throws -> [SourceFile] {
        try folders.flatMap { folder -> [SourceFile] in
            let root = repository.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: root.path)?.compactMap {
                $0 as? String
            }
            return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
                let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
                return SourceFile(
                    path: "\(folder)/\(name)",
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map(String.init))
            }
        }
    }

    /// The target that the file belongs to.
    var target: String { String(path.split(separator: "/")[1]) }

    /// The line without what stands behind `//` and without string literals.
    static func code(_ line: String) -> String {
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

@Suite struct `The house` {
    /// What a target may import besides the standard library: the floors of the design.
    private static let floors: [String: Set<String>] = {
        let system: Set<String> = ["Glibc", "Dispatch", "Synchronization"]
        return [
            "Civil": ["Glibc"],
            "Varlink": system.union(["CSystemd"]),
            "Systemd": system.union(["CSystemd"]),
            "DubanKernel": ["Civil"],
            "DubanConfig": ["DubanKernel", "Civil", "Yams", "Glibc"],
            "DubanLedger": [
                "DubanKernel", "Civil", "GRDB", "Glibc", "CSystemd", "Synchronization",
                "FoundationEssentials",
            ],
            "DubanDelivery": system.union([
                "DubanKernel", "Civil", "Varlink", "Systemd", "CSystemd",
            ]),
            "DubanDaemon": system.union([
                "DubanConfig", "DubanLedger", "DubanDelivery", "DubanKernel", "Civil", "Varlink",
                "Systemd", "CSystemd",
            ]),
            "duband": system.union(["DubanDaemon", "DubanConfig", "DubanKernel", "ArgumentParser"]),
            "duban-mail": system.union(["DubanDelivery", "Varlink", "Systemd"]),
            "dubanctl": system.union([
                "DubanConfig", "DubanKernel", "Varlink", "Civil", "ArgumentParser",
            ]),
        ]
    }()

    @Test func `imports go down, never up or sideways`() throws {
        for file in try SourceFile.sources.get() {
            let allowed = try #require(
                Self.floors[file.target], "\(file.path): a new target needs a floor")
            for (number, line) in file.code.enumerated() where line.contains("import") {
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1,
                    index + 1 < words.count
                else { continue }
                let module = String(words.last?.split(separator: ".").first ?? "")
                #expect(
                    allowed.contains(module),
                    "\(file.path):\(number + 1) imports \(module): move the code down, or pass a value"
                )
            }
        }
    }

    @Test(arguments: [
        ("@unchecked Sendable", "make it a value, or guard it with a Mutex"),
        ("nonisolated(unsafe)", "pass the value to where it is used"),
        ("public ", "use package, or nothing"),
        ("fatalError", "throw for the user's mistake, precondition for ours"),
        ("Date()", "take the instant as an argument"),
        ("TimeZone.current", "take the charter's zone"),
        ("DispatchQueue.global", "use a lane"),
        ("Task {", "come back to the loop with a callback"),
        // In two pieces, or whoever looks for such marks finds these.
        ("XX" + "X", "finish it, or file it"), ("FIX" + "ME", "finish it, or file it"),
        ("try! ", "throw, or say in a precondition why it cannot fail"),
        ("print(", "only programs print"),
    ])
    func `some words stay outside`(word: String, instead: String) throws {
        for file in try SourceFile.sources.get() {
            if word == "print(", ["duband", "dubanctl", "duban-mail"].contains(file.target) {
                continue
            }
            for (number, line) in file.code.enumerated() where line.contains(word) {
                Issue.record("\(file.path):\(number + 1) has \(word): \(instead)")
            }
        }
    }

    @Test func `files are short, begin with what they are, and fit a screen's width`() throws {
        for file in try SourceFile.all(below: ["Sources", "Tests"]) {
            #expect(
                file.lines.count <= 301,
                "\(file.path) has \(file.lines.count) lines: divide it by subject")
            #expect(
                file.lines.first?.hasPrefix("// ") ?? false,
                "\(file.path) does not begin with a sentence on what it is")
        }
    }

    @Test func `nothing is named for its shape instead of its subject`() throws {
        let banned = ["Manager", "Helper", "Util", "Impl", "Handler"]
        for file in try SourceFile.sources.get() {
            for (number, code) in file.code.enumerated() where code.contains(" ") {
                guard
                    let declared = code.firstMatch(
                        of: /\b(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/)
                else { continue }
                for word in banned {
                    #expect(
                        !declared.1.contains(word),
                        "\(file.path):\(number + 1) declares \(declared.1): name it by what it knows"
                    )
                }
            }
        }
    }

    @Test func `every package declaration says its contract`() throws {
        let declaration =
            /^\s*(?:@\w+\s+)*package (?!import)(?:\w+ )*(?:struct|class|enum|protocol|func|init|var|let|static|typealias)\b/
        for file in try SourceFile.sources.get() {
            for (number, line) in file.lines.enumerated()
            where line.contains("package ") && line.contains(declaration) {
                var above = number - 1
                while above >= 0, file.lines[above].firstMatch(of: /^\s*@/) != nil { above -= 1 }
                let isDocumented =
                    above >= 0 && file.lines[above].firstMatch(of: /^\s*\/\/\//) != nil
                #expect(
                    isDocumented || isWitness(line, in: file),
                    "\(file.path):\(number + 1): a package declaration needs a ///")
            }
        }
    }

    /// What a protocol declares is documented there.
    private func isWitness(_ line: String, in file: SourceFile) -> Bool {
        let witnesses = [
            "description", "func <", "func ==", "hash(into", "literal", "Literal", "makeIterator",
            "next()", "interface", "func call(", "now:", "onAlarm", "setAlarm", "func run<",
            "func later(", "let name", "batchMax", "func prepare(", "func deliver(", "func rest(",
            "encode(to", "init(from",
        ]
        return witnesses.contains { line.contains($0) }
    }

    @Test func `the top level holds what the user asked for and nothing else`() throws {
        let allowed: Set<String> = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "config", "systemd",
            "README.md",
        ]
        let entries = try FileManager.default.contentsOfDirectory(atPath: repository.path)
        for entry in entries where !entry.hasPrefix(".") {
            #expect(
                allowed.contains(entry),
                "\(entry): scripts and packaging live inside Tests or systemd")
        }
    }
}

// How long and how wide: what is read at one glance is understood.

import Testing

@Suite struct `Sizes` {
    @Test func `a file is short and begins with what it is`() throws {
        for file in try SourceFile.everything.get() {
            #expect(
                file.lines.count <= 301,
                "\(file.path) has \(file.lines.count) lines: divide it by subject")
            #expect(
                file.lines.first?.hasPrefix("// ") ?? false,
                "\(file.path) does not begin with a sentence on what it is")
        }
    }

    /// Characters, as the formatter counts them; it leaves comments and literals alone.
    @Test func `a line has a hundred columns, comments too`() throws {
        for file in try SourceFile.everything.get() {
            for (number, line) in file.lines.enumerated() where line.utf8.count > 100 {
                #expect(
                    line.count <= 100,
                    "\(file.path):\(number + 1) is \(line.count) wide: break it where one breathes")
            }
        }
    }

    @Test func `a function fits a screen`() throws {
        for file in try SourceFile.everything.get() {
            for (number, code) in file.code.enumerated() where opensFunction(code) {
                let length = file.functionLength(at: number)
                #expect(
                    length <= 60,
                    """
                    \(file.path):\(number + 1) has a function of \(length) lines: give its parts \
                    names
                    """)
            }
        }
    }

    private func opensFunction(_ code: String) -> Bool {
        let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "@" }
        let index = words.firstIndex { !$0.hasPrefix("@") && !Self.modifiers.contains($0) }
        guard let index else { return false }
        return ["func", "init", "deinit", "subscript"].contains(words[index])
            || words[index] == "var" && code.hasSuffix("{")
    }

    private static let modifiers: Set<Substring> = [
        "package", "private", "fileprivate", "internal", "static", "class", "final", "mutating",
        "nonisolated", "override", "convenience", "required", "borrowing", "consuming", "isolated",
        "Test", "set",
    ]
}

extension SourceFile {
    /// The lines of the function that begins here, a test's expected text left out. The formatter
    /// puts what ends a function under what began it; one without a body counts as a line.
    fileprivate func functionLength(at start: Int) -> Int {
        if code[start].hasSuffix("}") { return 1 }
        let indentation = lines[start].indentation
        var texts = 0
        var isInText = false
        for number in lines.indices.dropFirst(start + 1) where !lines[number].isEmpty {
            let isEdge = lines[number].contains("\"\"\"")
            if isInText && !isEdge && path.hasPrefix("Tests/") { texts += 1 }
            if isEdge { isInText.toggle() }
            let depth = lines[number].indentation
            if isInText || depth > indentation { continue }
            switch lines[number].dropFirst(depth).first {
            case "}" where depth == indentation: return number - start + 1 - texts
            case ")" where depth == indentation, "{" where depth == indentation: continue
            default: return 1
            }
        }
        return lines.count - start
    }
}

extension String {
    fileprivate var indentation: Int { prefix { $0 == " " }.count }
}

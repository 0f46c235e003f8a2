// What must be documented, and what a comment may not be: an echo of the name below it.

import Testing

@Suite struct `Documentation` {
    @Test func `a type that crosses targets says its contract`() throws {
        let type =
            #/^\s*(?:@\w+\s+)*package (?:(?!let|var)\w+ )*(?:struct|class|enum|protocol|actor)\b/#
        for file in try SourceFile.sources.get() {
            for (number, code) in file.code.enumerated()
            where code.contains("package ") && code.contains(type) {
                #expect(
                    isDocumented(number, in: file),
                    "\(file.path):\(number + 1): a package type needs a ///")
            }
        }
    }

    @Test func `errors that the signature does not name are said in words`() throws {
        let declaration = /^\s*(?:@\w+\s+)*package (?:\w+ )*(?:func|init)\b/
        for file in try SourceFile.sources.get() {
            for (number, code) in file.code.enumerated()
            where code.contains("package ") && code.contains(declaration) {
                let signature = file.code[number...].prefix(8).joined(separator: " ")
                    .prefix { $0 != "{" }
                guard signature.contains(/\bthrows\s+->/) || signature.contains(/\bthrows\s*$/)
                else { continue }
                #expect(
                    isDocumented(number, in: file) || isWitness(file.lines[number]),
                    "\(file.path):\(number + 1): say what it throws, or throw a type")
            }
        }
    }

    /// What a protocol declares is documented there.
    private func isWitness(_ line: String) -> Bool {
        ["encode(to", "init(from", "func run("].contains { line.contains($0) }
    }

    private func isDocumented(_ number: Int, in file: SourceFile) -> Bool {
        let above = file.lines[..<number].last { !$0.drop { $0 == " " }.hasPrefix("@") }
        return above?.drop { $0 == " " }.hasPrefix("///") ?? false
    }
}

// Comments that only say again what the name below them says: they cost a line and a glance, and
// hide the ones that tell.

import Testing

@Suite struct `Echoes` {
    @Test func `a comment says more than the name below it`() throws {
        for file in try SourceFile.everything.get() {
            for number in file.lines.indices where isShortComment(number, in: file) {
                let below = file.lines[number...].dropFirst().first { !$0.isAttribute } ?? ""
                var known = Self.words(below).union(Self.idle)
                known.formUnion(Self.words(file.opener(around: number)))
                let said = Self.words(file.lines[number])
                if said.isSubset(of: known) {
                    Issue.record(
                        """
                        \(file.path):\(number + 1) repeats the name below it: delete it, or say \
                        units, ranges, errors or the source of the rule
                        """)
                }
            }
        }
    }

    /// A comment of one line and at most five words; one with a digit or in Chinese says something.
    private func isShortComment(_ number: Int, in file: SourceFile) -> Bool {
        guard number > 0, number + 1 < file.lines.count, file.lines[number].isDocumentation,
            !file.lines[number - 1].isDocumentation, !file.lines[number + 1].isDocumentation
        else { return false }
        let text = file.lines[number].drop { $0 == " " || $0 == "/" }
        return text.split(separator: " ").count <= 5
            && text.unicodeScalars.allSatisfy { $0.isASCII && !("0"..."9").contains($0) }
            && text.contains { $0.isLetter }
    }

    private static let idle: Set<String> = Set(
        """
        a an the all any one of this that its it in to for by with is are and at from on as whose \
        who what which how where when new
        """.split(separator: " ").map { stem(String($0)) })

    /// The stems of the words, those of a camelCaseName too.
    private static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        var word = ""
        var before: Character = " "
        for character in text.replacing("'s", with: "") {
            let isBorder =
                !character.isLetter || character.isUppercase && before.isLowercase
            if isBorder, !word.isEmpty {
                words.insert(stem(word))
                word = ""
            }
            if character.isLetter { word.append(contentsOf: character.lowercased()) }
            before = character
        }
        if !word.isEmpty { words.insert(stem(word)) }
        return words
    }

    private static func stem(_ word: String) -> String {
        var stem = word
        for ending in ["ing", "ed", "es", "s"]
        where stem.hasSuffix(ending) && stem.count >= ending.count + 3 {
            stem.removeLast(ending.count)
            break
        }
        if stem.hasSuffix("i") { stem = stem.dropLast() + "y" }
        if stem.hasSuffix("e") { stem.removeLast() }
        return stem
    }
}

extension SourceFile {
    /// The line that opens the type or extension around this line.
    fileprivate func opener(around number: Int) -> String {
        let indentation = lines[number].prefix { $0 == " " }.count
        guard indentation > 0 else { return "" }
        return lines[..<number].last { line in
            !line.isEmpty && line.prefix { $0 == " " }.count < indentation
        } ?? ""
    }
}

extension String {
    fileprivate var isDocumentation: Bool { drop { $0 == " " }.hasPrefix("///") }
    fileprivate var isAttribute: Bool { drop { $0 == " " }.hasPrefix("@") && !contains(" func ") }
}

// The words, names and white space of interface descriptions.

extension InterfaceParser {
    func error(_ message: String, at place: Int? = nil) -> InterfaceSyntaxError {
        let before = bytes[..<(place ?? position)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return InterfaceSyntaxError(
            message: message, line: line, column: before.count - lineStart + 1)
    }

    /// Reads `word` if it comes next.
    mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<position + length]) })
        else { return false }
        position += length
        return true
    }

    /// The byte that comes next; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlank() {
        while let next {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "#"):
                position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            default: return
            }
        }
    }

    mutating func requireBlank() throws(InterfaceSyntaxError) {
        let before = position
        skipBlank()
        if position == before { throw error("a space was expected") }
    }

    /// A declaration ends its line (a comment may follow).
    mutating func requireLineEnd(after what: String) throws(InterfaceSyntaxError) {
        while let next {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): return
            default: throw error("a line break was expected after \(what)")
            }
        }
    }

    /// Reads letters, digits and whatever of `others` stands among them; may be empty.
    mutating func word(with others: String = "") -> String {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let rest = bytes[position...].prefix {
            letters.contains($0 | 0x20) || digits.contains($0) || others.utf8.contains($0)
        }
        position = rest.endIndex
        return String(decoding: rest, as: UTF8.self)
    }

    /// At least two components; the first begins with a letter, no hyphen stands at an edge.
    mutating func interfaceName() throws(InterfaceSyntaxError) -> String {
        let place = position
        let name = word(with: "-.")
        let components = name.split(separator: ".", omittingEmptySubsequences: false)
        let wellFormed = components.allSatisfy {
            !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-")
        }
        guard components.count >= 2, wellFormed, name.first?.isLetter == true else {
            throw error("an interface name like org.example.name was expected", at: place)
        }
        return name
    }

    /// `[A-Za-z](_?[A-Za-z0-9])*`
    mutating func fieldName() throws(InterfaceSyntaxError) -> String {
        let place = position
        let name = word(with: "_")
        guard name.first?.isLetter == true, !name.hasSuffix("_"), !name.contains("__") else {
            throw error("a field name was expected", at: place)
        }
        return name
    }
}

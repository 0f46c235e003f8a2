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

    /// Python's reader does not know CRLF.
    func refuseCarriageReturns() throws(InterfaceSyntaxError) {
        if isPortable, let place = bytes.firstIndex(of: UInt8(ascii: "\r")) {
            throw error("a carriage return is not portable", at: place)
        }
    }

    mutating func skipBlank() {
        while position < bytes.count {
            switch bytes[position] {
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
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): return
            default: throw error("a line break was expected after \(what)")
            }
        }
    }

    /// At least two components; the first begins with a letter, no hyphen stands at an edge.
    mutating func interfaceName() throws(InterfaceSyntaxError) -> String {
        let place = position
        while position < bytes.count, isInterfaceNameByte(bytes[position]) { position += 1 }
        let name = String(decoding: bytes[place..<position], as: UTF8.self)
        let components = name.split(separator: ".", omittingEmptySubsequences: false)
        let wellFormed = components.allSatisfy {
            !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-")
        }
        guard components.count >= 2, wellFormed, name.first?.isLetter == true else {
            throw error("an interface name like org.example.name was expected", at: place)
        }
        return name
    }

    /// `[A-Z][A-Za-z0-9]*`
    mutating func typeName() throws(InterfaceSyntaxError) -> String {
        let place = position
        guard position < bytes.count, case UInt8(ascii: "A")...UInt8(ascii: "Z") = bytes[position]
        else { throw error("a name that begins with a capital was expected") }
        while position < bytes.count, isLetterOrDigit(bytes[position]) { position += 1 }
        return String(decoding: bytes[place..<position], as: UTF8.self)
    }

    /// `[A-Za-z](_?[A-Za-z0-9])*`
    mutating func fieldName() throws(InterfaceSyntaxError) -> String {
        let place = position
        while position < bytes.count,
            isLetterOrDigit(bytes[position]) || bytes[position] == UInt8(ascii: "_")
        { position += 1 }
        let name = String(decoding: bytes[place..<position], as: UTF8.self)
        guard name.first?.isLetter == true, !name.hasSuffix("_"), !name.contains("__") else {
            throw error("a field name was expected", at: place)
        }
        return name
    }

    func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private func isInterfaceNameByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}

// The parser of interface descriptions (UAPI.20, "Grammar"), with the narrower dialect that every
// reader in the field accepts.

/// A cursor over the text of one interface description.
struct InterfaceParser {
    let bytes: [UInt8]
    let isPortable: Bool
    private(set) var position = 0
    /// Named types that were used, and where, to be checked once all are known.
    private(set) var references: [(name: String, place: Int)] = []

    mutating func interface() throws(InterfaceSyntaxError) -> (
        name: String, members: [String: InterfaceDescription.Member]
    ) {
        // Python's reader does not know CRLF.
        if isPortable, let place = bytes.firstIndex(of: UInt8(ascii: "\r")) {
            throw error("a carriage return is not portable", at: place)
        }
        skipBlank()
        guard take("interface") else { throw error("the description must begin with 'interface'") }
        try requireBlank()
        let interface = try interfaceName()
        try requireLineEnd(after: "the interface's name")
        var members: [String: InterfaceDescription.Member] = [:]
        skipBlank()
        guard next != nil else { throw error("the interface has no members") }
        while next != nil {
            let place = position
            let (name, member) = try member()
            guard members.updateValue(member, forKey: name) == nil else {
                throw error("'\(name)' is declared twice", at: place)
            }
            try requireLineEnd(after: "'\(name)'")
            skipBlank()
        }
        for (name, place) in references {
            guard case .type? = members[name] else {
                throw error("there is no type '\(name)'", at: place)
            }
        }
        return (interface, members)
    }

    private mutating func member() throws(InterfaceSyntaxError) -> (
        name: String, InterfaceDescription.Member
    ) {
        if take("method") {
            let name = try declaredName()
            let input = try fields()
            skipBlank()
            guard take("->") else { throw error("'->' was expected") }
            skipBlank()
            return (name, .method(.init(input: input, output: try fields())))
        }
        if take("type") {
            let name = try declaredName()
            return (name, .type(try parenthesized(ifEmpty: "a type needs at least one field")))
        }
        if take("error") {
            let name = try declaredName()
            return (name, .error(try fields()))
        }
        throw error("'method', 'type' or 'error' was expected")
    }

    /// `[A-Z][A-Za-z0-9]*`, with blanks around it.
    private mutating func declaredName() throws(InterfaceSyntaxError) -> String {
        try requireBlank()
        guard case (UInt8(ascii: "A")...UInt8(ascii: "Z"))? = next else {
            throw error("a name that begins with a capital was expected")
        }
        let name = word()
        skipBlank()
        return name
    }

    /// The parameters of a method or error: a structure, never an enumeration.
    private mutating func fields() throws(InterfaceSyntaxError) -> [FieldType.Field] {
        let place = position
        guard case .structure(let fields) = try structureOrEnumeration() else {
            throw error("parameters need types", at: place)
        }
        return fields
    }
}

// MARK: - Types

extension InterfaceParser {
    private mutating func type() throws(InterfaceSyntaxError) -> FieldType {
        let place = position
        if take("?") {
            let inner = try type()
            if case .nullable = inner { throw error("'??' is no type", at: place) }
            return .nullable(inner)
        }
        if take("[]") { return .array(try element(of: "[]", at: place)) }
        if take("[string]") { return .map(try element(of: "[string]", at: place)) }
        if next == UInt8(ascii: "(") {
            return try parenthesized(ifEmpty: "'()' is no portable type of a field")
        }
        switch word() {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any" where isPortable: throw error("'any' is not portable", at: place)
        case "any": return .any
        case let name where name.first?.isUppercase == true:
            references.append((name, place))
            return .named(name)
        default: throw error("a type was expected", at: place)
        }
    }

    /// What follows `[]` or `[string]`: systemd 257 reads no container or nullable there.
    private mutating func element(
        of container: String, at place: Int
    ) throws(InterfaceSyntaxError) -> FieldType {
        let type = try type()
        guard isPortable else { return type }
        switch type {
        case .array, .map, .nullable:
            throw error("'\(container)' of a container or nullable is not portable", at: place)
        default: return type
        }
    }

    /// A structure or an enumeration; the portable dialect has no empty ones.
    private mutating func parenthesized(
        ifEmpty complaint: String
    ) throws(InterfaceSyntaxError) -> FieldType {
        let place = position
        let type = try structureOrEnumeration()
        if isPortable, type == .structure([]) { throw error(complaint, at: place) }
        return type
    }

    private mutating func structureOrEnumeration() throws(InterfaceSyntaxError) -> FieldType {
        guard take("(") else { throw error("'(' was expected") }
        skipBlank()
        if take(")") { return .structure([]) }
        var words: [String] = []
        var fields: [FieldType.Field] = []
        var names: Set<String> = []
        repeat {
            skipBlank()
            let place = position
            let name = try fieldName()
            guard names.insert(name).inserted else {
                throw error("'\(name)' is declared twice", at: place)
            }
            skipBlank()
            if take(":") {
                guard words.isEmpty else { throw error("an enumeration's word has no type") }
                skipBlank()
                fields.append(.init(name: name, type: try type()))
                skipBlank()
            } else {
                guard fields.isEmpty else { throw error("':' was expected") }
                words.append(name)
            }
        } while take(",")
        guard take(")") else { throw error("',' or ')' was expected") }
        return words.isEmpty ? .structure(fields) : .enumeration(words)
    }
}

// MARK: - Words, names and white space

extension InterfaceParser {
    private func error(_ message: String, at place: Int? = nil) -> InterfaceSyntaxError {
        let before = bytes[..<(place ?? position)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return InterfaceSyntaxError(
            message: message, line: line, column: before.count - lineStart + 1)
    }

    /// Reads `word` if it comes next.
    private mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length,
            word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<position + length]) })
        else { return false }
        position += length
        return true
    }

    /// The byte that comes next; nil at the end.
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlank() {
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

    private mutating func requireBlank() throws(InterfaceSyntaxError) {
        let before = position
        skipBlank()
        if position == before { throw error("a space was expected") }
    }

    /// A declaration ends its line (a comment may follow).
    private mutating func requireLineEnd(after what: String) throws(InterfaceSyntaxError) {
        while let next {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): return
            default: throw error("a line break was expected after \(what)")
            }
        }
    }

    /// Reads letters, digits and whatever of `others` stands among them; may be empty.
    private mutating func word(with others: String = "") -> String {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let rest = bytes[position...].prefix {
            letters.contains($0 | 0x20) || digits.contains($0) || others.utf8.contains($0)
        }
        position = rest.endIndex
        return String(decoding: rest, as: UTF8.self)
    }

    /// At least two components; the first begins with a letter, no hyphen stands at an edge.
    private mutating func interfaceName() throws(InterfaceSyntaxError) -> String {
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
    private mutating func fieldName() throws(InterfaceSyntaxError) -> String {
        let place = position
        let name = word(with: "_")
        guard name.first?.isLetter == true, !name.hasSuffix("_"), !name.contains("__") else {
            throw error("a field name was expected", at: place)
        }
        return name
    }
}

// The parser of interface descriptions (UAPI.20, "Grammar"), with the narrower dialect that every
// reader in the field accepts.

/// A cursor over the text of one interface description.
struct InterfaceParser {
    let bytes: [UInt8]
    let isPortable: Bool
    var position = 0
    /// Named types that were used, and where, to be checked once all are known.
    var references: [(name: String, place: Int)] = []

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

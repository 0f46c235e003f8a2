// The parser of interface descriptions (UAPI.20, "Grammar"), with the narrower dialect that every
// reader in the field accepts.

/// A cursor over the text of one interface description.
struct InterfaceParser {
    /// Everything that a description declares.
    struct Parsed {
        var name: String
        var methods: [InterfaceDescription.Method] = []
        var types: [InterfaceDescription.NamedType] = []
        var errors: [InterfaceDescription.ErrorType] = []
    }

    let bytes: [UInt8]
    let isPortable: Bool
    var position = 0
    /// Named types that were used, and where, to be checked once all are known.
    var references: [(name: String, place: Int)] = []

    init(text: String, dialect: InterfaceDescription.Dialect) {
        bytes = Array(text.utf8)
        isPortable = dialect == .portable
    }

    mutating func interface() throws(InterfaceSyntaxError) -> Parsed {
        try refuseCarriageReturns()
        skipBlank()
        guard take("interface") else { throw error("the description must begin with 'interface'") }
        try requireBlank()
        var parsed = Parsed(name: try interfaceName())
        try requireLineEnd(after: "the interface's name")
        var names: Set<String> = []
        skipBlank()
        guard position < bytes.count else { throw error("the interface has no members") }
        while position < bytes.count {
            let place = position
            let name = try member(into: &parsed)
            guard names.insert(name).inserted else {
                throw error("'\(name)' is declared twice", at: place)
            }
            try requireLineEnd(after: "'\(name)'")
            skipBlank()
        }
        let known = Set(parsed.types.map(\.name))
        if let unknown = references.first(where: { !known.contains($0.name) }) {
            throw error("there is no type '\(unknown.name)'", at: unknown.place)
        }
        return parsed
    }

    /// Reads one declaration and answers its name.
    private mutating func member(into parsed: inout Parsed) throws(InterfaceSyntaxError) -> String {
        if take("method") {
            let name = try declaredName()
            let input = try fields()
            skipBlank()
            guard take("->") else { throw error("'->' was expected") }
            skipBlank()
            parsed.methods.append(.init(name: name, input: input, output: try fields()))
            return name
        }
        if take("type") {
            let name = try declaredName()
            let place = position
            let type = try structureOrEnumeration()
            if isPortable, type == .structure([]) {
                throw error("a type needs at least one field", at: place)
            }
            parsed.types.append(.init(name: name, type: type))
            return name
        }
        if take("error") {
            let name = try declaredName()
            parsed.errors.append(.init(name: name, fields: try fields()))
            return name
        }
        throw error("'method', 'type' or 'error' was expected")
    }

    private mutating func declaredName() throws(InterfaceSyntaxError) -> String {
        try requireBlank()
        let name = try typeName()
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
        guard position < bytes.count else { throw error("a type was expected") }
        if bytes[position] == UInt8(ascii: "(") {
            let type = try structureOrEnumeration()
            if isPortable, type == .structure([]) {
                throw error("'()' is no portable type of a field", at: place)
            }
            return type
        }
        if case UInt8(ascii: "A")...UInt8(ascii: "Z") = bytes[position] {
            let name = try typeName()
            references.append((name, place))
            return .named(name)
        }
        return try simpleType()
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

    private mutating func simpleType() throws(InterfaceSyntaxError) -> FieldType {
        let place = position
        while position < bytes.count, isLetterOrDigit(bytes[position]) { position += 1 }
        switch String(decoding: bytes[place..<position], as: UTF8.self) {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any" where isPortable: throw error("'any' is not portable", at: place)
        case "any": return .any
        default: throw error("a type was expected", at: place)
        }
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

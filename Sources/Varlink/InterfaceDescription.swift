// A Varlink interface as its description says it (UAPI.20, "Interface Definition"): what a service
// offers, what introspection serves, and what the parameters of a call are checked against.

/// What UAPI.20 lets a field hold: a scalar, a structure, or a container of these.
package indirect enum FieldType: Sendable, Equatable {
    case bool, int, float, string
    /// `object`: any JSON object.
    case object
    /// `any`: any JSON value but null.
    case any
    /// A type that the interface names.
    case named(String)
    case enumeration([String])
    case structure([Field])
    /// `[]T`.
    case array(FieldType)
    /// `[string]T`.
    case map(FieldType)
    /// `?T`: may be null or absent.
    case nullable(FieldType)

    /// A named, typed member of a structure or of a method's parameters.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let type: FieldType
    }
}

/// A parsed interface description together with its text.
package struct InterfaceDescription: Sendable {
    /// A `method`: its parameters and those of its reply.
    package struct Method: Sendable, Equatable {
        package let name: String
        package let input: [FieldType.Field]
        package let output: [FieldType.Field]
    }

    /// A `type`: an enumeration or a structure with a name.
    package struct NamedType: Sendable, Equatable {
        package let name: String
        package let type: FieldType
    }

    /// An `error` and its parameters.
    package struct ErrorType: Sendable, Equatable {
        package let name: String
        package let fields: [FieldType.Field]
    }

    /// Which descriptions are accepted.
    package enum Dialect: Sendable {
        /// What systemd 257 and Python's `varlink` both read: the rule for anything that is
        /// published.
        case portable
        /// The whole grammar of UAPI.20.
        case full
    }

    /// The interface's name in reverse-domain notation.
    package let name: String
    /// The description as it was written, comments included.
    package let text: String
    /// The methods, in the order of the text.
    package let methods: [Method]
    /// The named types, in the order of the text.
    package let types: [NamedType]
    /// The errors, in the order of the text.
    package let errors: [ErrorType]

    private let methodsByName: [String: Method]
    let typesByName: [String: FieldType]

    package init(
        parsing text: String, dialect: Dialect = .portable
    ) throws(InterfaceSyntaxError) {
        var parser = InterfaceParser(text: text, dialect: dialect)
        let parsed = try parser.interface()
        name = parsed.name
        self.text = text
        methods = parsed.methods
        types = parsed.types
        errors = parsed.errors
        methodsByName = Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
        typesByName = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.type) })
    }

    /// The method `name` (without the interface's name), or nil.
    package func method(_ name: String) -> Method? { methodsByName[name] }
}

/// Why a text is no acceptable interface description, and where.
package struct InterfaceSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    package let message: String
    /// The line, from 1.
    package let line: Int
    /// The column in bytes, from 1.
    package let column: Int

    package var description: String { "\(line):\(column): \(message)" }
}

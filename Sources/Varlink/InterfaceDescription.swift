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
    /// The parameters of a call and those of its reply.
    package struct Method: Sendable, Equatable {
        package let input: [FieldType.Field]
        package let output: [FieldType.Field]
    }

    /// What an interface declares under a name.
    enum Member: Equatable {
        case method(Method)
        /// An enumeration or a structure.
        case type(FieldType)
        case error([FieldType.Field])
    }

    /// The interface's name in reverse-domain notation.
    package let name: String
    /// The description as it was written, comments included.
    package let text: String
    let members: [String: Member]

    /// Whatever is published must be portable: systemd 257 and Python's `varlink` both read it.
    /// Else the whole grammar of UAPI.20 is accepted.
    package init(parsing text: String, isPortable: Bool = true) throws(InterfaceSyntaxError) {
        var parser = InterfaceParser(bytes: Array(text.utf8), isPortable: isPortable)
        (name, members) = try parser.interface()
        self.text = text
    }

    /// The method `name` (without the interface's name), or nil.
    package func method(_ name: String) -> Method? {
        if case .method(let method)? = members[name] { method } else { nil }
    }
}

// MARK: - Checking parameters (UAPI.20, "Mapping the Type System to JSON")

extension InterfaceDescription {
    /// The first member of `object` that `fields` do not declare, lack or type otherwise, as a
    /// dotted path (`due`, `ladder.rung`, `names[2]`); nil when all are right.
    func problem(in object: JSONObject, fields: [FieldType.Field]) -> String? {
        var present = 0
        for field in fields {
            guard let value = object[field.name] else {
                if case .nullable = field.type { continue }
                return field.name
            }
            present += 1
            if let inner = problem(in: value, type: field.type) { return field.name + inner }
        }
        guard present < object.count else { return nil }
        return object.members.first { member in !fields.contains { $0.name == member.name } }?.name
    }

    /// What to append to the name of a value to reach the one that does not have `type`: an empty
    /// string for the value itself, nil when all is right.
    private func problem(in value: JSON, type: FieldType) -> String? {
        switch (type, value) {
        case (.nullable(let inner), _): return value.isNull ? nil : problem(in: value, type: inner)
        case (.bool, .bool), (.int, .integer), (.float, .double), (.float, .integer),
            (.string, .string), (.object, .object):
            return nil
        case (.any, _): return value.isNull ? "" : nil
        case (.named(let name), _):
            guard case .type(let type)? = members[name] else { return "" }
            return problem(in: value, type: type)
        case (.enumeration(let words), .string(let word)): return words.contains(word) ? nil : ""
        case (.structure(let fields), .object(let object)):
            return problem(in: object, fields: fields).map { "." + $0 }
        case (.array(let element), .array(let elements)):
            for (position, value) in elements.enumerated() {
                if let inner = problem(in: value, type: element) { return "[\(position)]" + inner }
            }
            return nil
        case (.map(let element), .object(let object)):
            for (name, value) in object.members {
                if let inner = problem(in: value, type: element) { return ".\(name)" + inner }
            }
            return nil
        default: return ""
        }
    }
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

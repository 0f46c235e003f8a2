// Checks parameters against their declaration (UAPI.20, "Mapping the Type System to JSON"), so that
// a service sees only what its interface allows.

extension InterfaceDescription {
    /// The first parameter of a call that the method does not declare, lacks or types otherwise, as
    /// a dotted path (`due`, `ladder.rung`, `names[2]`); nil when all are right.
    package func problem(inCall parameters: JSONObject, of method: Method) -> String? {
        problem(in: parameters, fields: method.input)
    }

    /// The first parameter of a reply that does not match the declaration; nil when all are right.
    package func problem(inReply parameters: JSONObject, of method: Method) -> String? {
        problem(in: parameters, fields: method.output)
    }

    private func problem(in object: JSONObject, fields: [FieldType.Field]) -> String? {
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
        case (.nullable(let inner), _): value.isNull ? nil : problem(in: value, type: inner)
        case (.bool, .bool), (.int, .integer), (.float, .double), (.float, .integer),
            (.string, .string), (.object, .object):
            nil
        case (.any, _): value.isNull ? "" : nil
        case (.named(let name), _): typesByName[name].map { problem(in: value, type: $0) } ?? ""
        case (.enumeration(let words), .string(let word)): words.contains(word) ? nil : ""
        case (.structure(let fields), .object(let object)):
            problem(in: object, fields: fields).map { "." + $0 }
        case (.array(let element), .array(let elements)):
            elements.indices.lazy.compactMap { position in
                problem(in: elements[position], type: element).map { "[\(position)]" + $0 }
            }.first
        case (.map(let element), .object(let object)):
            object.members.lazy.compactMap { member in
                problem(in: member.value, type: element).map { ".\(member.name)" + $0 }
            }.first
        default: ""
        }
    }
}

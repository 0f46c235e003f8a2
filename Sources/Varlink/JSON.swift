// A JSON value (RFC 8259) as Varlink carries it: integers are kept apart from floats, and the
// members of an object keep their order.

/// A JSON value. Two are equal when they mean the same: the order of members does not count, the
/// kind of number does, and strings are compared byte by byte (not by canonical equivalence as
/// Swift's are).
package enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number. Never NaN or infinite when it was parsed.
    case double(Double)
    /// Text; never contains U+0000 when it was parsed.
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

// MARK: - Reading: nil where this is a value of another kind

extension JSON {
    /// The member `name` of an object; nil when there is none or this is no object. A member that
    /// is present and null is `.null`.
    package subscript(name: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    package var isNull: Bool { if case .null = self { true } else { false } }

    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// Nil for a float, even for 1.0.
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    package var string: String? { if case .string(let value) = self { value } else { nil } }

    package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

    package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
}

// MARK: - Building

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// An object with these members in this order. A name given twice is a mistake of the program.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(unique: elements))
    }

    /// An integer of any width that fits 64 bits.
    package init(_ value: some BinaryInteger) { self = .integer(Int64(value)) }

    /// An object of those members that are not nil, in this order: nullable fields are left out
    /// instead of being sent as `null`.
    package static func present(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(
            JSONObject(unique: members.lazy.compactMap { name, value in value.map { (name, $0) } }))
    }
}

// MARK: - Comparing

extension JSON: Equatable {
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

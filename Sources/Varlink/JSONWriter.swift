// The compact JSON writer: no white space, members in their order, floats in the shortest form that
// reads back as the same number.

extension JSON {
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(256)
        write(into: &output)
        return output
    }

    /// Appends the compact text to `output`.
    ///
    /// A number that JSON cannot say (NaN, infinity) becomes `null`, as UAPI.20 proposes, and
    /// U+0000, which the protocol's readers refuse, becomes U+FFFD: neither may cost a reader its
    /// connection.
    package func write(into output: inout [UInt8]) {
        switch self {
        case .null: output.append(literal: "null")
        case .bool(let value): output.append(literal: value ? "true" : "false")
        case .integer(let value): output.append(decimal: value)
        case .double(let value):
            output.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
        case .string(let value): output.append(quoted: value)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                element.write(into: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object): object.write(into: &output)
        }
    }
}

extension JSON: CustomStringConvertible {
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONObject {
    package func write(into output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        for (position, member) in members.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            output.append(quoted: member.name)
            output.append(UInt8(ascii: ":"))
            member.value.write(into: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}

extension [UInt8] {
    /// Appends text that needs no escaping.
    mutating func append(literal: StaticString) {
        literal.withUTF8Buffer { append(contentsOf: $0) }
    }

    mutating func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let first = count
        var rest = value.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[first...].reverse()
    }

    /// Appends a JSON string, escaping what must be and what acts without being seen: a reader's
    /// terminal shows what the text says.
    mutating func append(quoted text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var runStart = 0
            for position in bytes.indices {
                let byte = bytes[position]
                let unseen = UnseenScalar(bytes, at: position)
                guard
                    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
                        || unseen != nil
                else { continue }
                append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<position]))
                if let unseen {
                    for unit in UTF16.encode(unseen.scalar)! { append(escaped: unit) }
                } else {
                    append(escaped: byte)
                }
                runStart = position + (unseen?.length ?? 1)
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(literal: "\\\"")
        case UInt8(ascii: "\\"): append(literal: "\\\\")
        case 0x08: append(literal: "\\b")
        case 0x09: append(literal: "\\t")
        case 0x0A: append(literal: "\\n")
        case 0x0C: append(literal: "\\f")
        case 0x0D: append(literal: "\\r")
        case 0: append(contentsOf: "\u{FFFD}".utf8)
        default: append(escaped: UInt16(byte))
        }
    }

    private mutating func append(escaped unit: UInt16) {
        let digits = String(unit, radix: 16)
        append(literal: "\\u")
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        append(contentsOf: digits.utf8)
    }
}

/// C1 controls, marks that turn the direction of writing (UAX #9), separators of lines and
/// paragraphs, and tags.
private struct UnseenScalar {
    let scalar: Unicode.Scalar
    /// In bytes of UTF-8.
    let length: Int

    /// Nil where another character begins, or none.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        switch bytes[position] {
        case 0xC2, 0xD8: length = 2
        case 0xE2: length = 3
        case 0xF3: length = 4
        default: return nil
        }
        let tail = bytes[(position + 1)..<(position + length)]
        let head = UInt32(bytes[position]) & (0xFF >> UInt32(length + 1))
        let value = tail.reduce(head) { $0 << 6 | UInt32($1 & 0x3F) }
        switch value {
        case 0x80...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
            0xE0000...0xE007F:
            guard let scalar = Unicode.Scalar(value) else { return nil }
            self.scalar = scalar
        default: return nil
        }
    }
}

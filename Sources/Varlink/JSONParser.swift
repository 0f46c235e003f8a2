// A strict JSON parser (RFC 8259) for messages from strangers: what another implementation might
// read differently (duplicate names, lone surrogates, invalid UTF-8, U+0000) is refused, and
// everything has a limit.

/// Why bytes are not acceptable JSON, and where.
package struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong, in words.
    package enum Reason: String, Sendable {
        case unexpectedEnd = "the text ends early"
        case expectedValue = "a value was expected"
        case expectedName = "a member name was expected"
        case expectedColon = "a colon was expected"
        case expectedCommaOrEnd = "a comma or the end of the list was expected"
        case trailingBytes = "something follows the value"
        case invalidNumber = "not a number"
        case numberTooLarge = "the number is too large"
        case invalidEscape = "not an escape sequence"
        case loneSurrogate = "half a surrogate pair"
        case nullCharacter = "U+0000 is not allowed"
        case controlCharacter = "a control character must be escaped"
        case invalidUTF8 = "not UTF-8"
        case duplicateName = "the member is given twice"
        case tooDeep = "nested too deeply"
        case tooManyValues = "too many values"
    }

    package let reason: Reason
    /// The number of bytes before the place.
    package let offset: Int

    package var description: String { "\(reason.rawValue) (at byte \(offset))" }
}

/// What a JSON text may cost its reader at most; its length is limited by whoever collects the
/// bytes.
package struct JSONLimits: Sendable {
    /// How many arrays and objects may be open at once.
    package var depthMax = 64
    /// How many values the text may contain, containers included.
    package var valuesMax = 65_536
}

extension JSON {
    package init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads the JSON text that fills `bytes`, or `range` of them, white space around it allowed;
    /// offsets in errors count from its beginning.
    init(
        parsing bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: bytes, range: range ?? bytes.indices, limits: limits)
        self = try parser.document()
    }
}

/// A cursor over the bytes of one JSON text.
struct JSONParser {
    let bytes: [UInt8]
    let start: Int
    let end: Int
    var position: Int
    /// `valuesMax` counts down: so many may still come.
    private var limits: JSONLimits

    init(bytes: [UInt8], range: Range<Int>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        (start, end, position) = (range.lowerBound, range.upperBound, range.lowerBound)
    }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        let result = try value(depth: 0)
        skipSpace()
        guard position == end else { throw error(.trailingBytes) }
        return result
    }

    func error(_ reason: JSONSyntaxError.Reason, at place: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, offset: (place ?? position) - start)
    }

    /// The next byte, which stays unread.
    func peek() throws(JSONSyntaxError) -> UInt8 {
        guard position < end else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
        skipSpace()
        limits.valuesMax -= 1
        guard limits.valuesMax >= 0 else { throw error(.tooManyValues) }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw error(.expectedValue)
        }
    }

    private mutating func word(
        _ word: StaticString, _ meaning: JSON
    ) throws(JSONSyntaxError) -> JSON {
        let length = word.utf8CodeUnitCount
        guard end - position >= length else { throw error(.unexpectedEnd) }
        let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + length]) }
        guard matches else { throw error(.expectedValue) }
        position += length
        return meaning
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
        var elements: [JSON] = []
        guard try enters(until: UInt8(ascii: "]"), depth) else { return elements }
        repeat {
            elements.append(try value(depth: depth))
        } while try !closes(with: UInt8(ascii: "]"))
        return elements
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
        var object = JSONObject()
        guard try enters(until: UInt8(ascii: "}"), depth) else { return object }
        repeat {
            skipSpace()
            let place = position
            guard try peek() == UInt8(ascii: "\"") else { throw error(.expectedName) }
            let name = try string()
            guard try take(UInt8(ascii: ":")) else { throw error(.expectedColon) }
            let member = try value(depth: depth)
            guard object.append(name, member) else { throw error(.duplicateName, at: place) }
        } while try !closes(with: UInt8(ascii: "}"))
        return object
    }

    /// Reads the opening bracket; false when the list is empty, and then it is over.
    private mutating func enters(
        until bracket: UInt8, _ depth: Int
    ) throws(JSONSyntaxError) -> Bool {
        guard depth <= limits.depthMax else { throw error(.tooDeep) }
        position += 1
        return try !take(bracket)
    }

    /// Reads what follows an element: true for the closing bracket, false for a comma.
    private mutating func closes(with bracket: UInt8) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        let next = try peek()
        guard next == bracket || next == UInt8(ascii: ",") else {
            throw error(.expectedCommaOrEnd)
        }
        position += 1
        return next == bracket
    }

    /// Reads `byte`, after white space, if it is what comes next.
    private mutating func take(_ byte: UInt8) throws(JSONSyntaxError) -> Bool {
        skipSpace()
        guard try peek() == byte else { return false }
        position += 1
        return true
    }
}

// A strict JSON parser (RFC 8259) for messages from strangers: what another implementation might
// read differently (duplicate names, lone surrogates, invalid UTF-8, U+0000) is refused, and
// everything has a limit.

/// Why bytes are not acceptable JSON, and where.
package struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong.
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
    package var depthMax: Int
    /// How many values the text may contain, containers included.
    package var valuesMax: Int

    /// Limits other than the usual ones.
    package init(depthMax: Int = 64, valuesMax: Int = 65_536) {
        self.depthMax = depthMax
        self.valuesMax = valuesMax
    }
}

extension JSON {
    /// Reads one JSON text, white space around it allowed.
    package init(
        parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        try self.init(parsing: bytes, in: bytes.indices, limits: limits)
    }

    package init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads the JSON text that fills `range` of `bytes`; offsets in errors count from its
    /// beginning.
    init(
        parsing bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: bytes, range: range, limits: limits)
        self = try parser.document()
    }
}

/// A cursor over the bytes of one JSON text.
struct JSONParser {
    let bytes: [UInt8]
    let start: Int
    let end: Int
    var position: Int
    private let depthMax: Int
    private var valuesLeft: Int

    init(bytes: [UInt8], range: Range<Int>, limits: JSONLimits) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
        position = start
        depthMax = limits.depthMax
        valuesLeft = limits.valuesMax
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
        valuesLeft -= 1
        guard valuesLeft >= 0 else { throw error(.tooManyValues) }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw error(.expectedValue)
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONSyntaxError) {
        let length = word.utf8CodeUnitCount
        guard end - position >= length else { throw error(.unexpectedEnd) }
        let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + length]) }
        guard matches else { throw error(.expectedValue) }
        position += length
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
        guard depth <= depthMax else { throw error(.tooDeep) }
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth))
            if try closes(with: UInt8(ascii: "]")) { return elements }
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
        guard depth <= depthMax else { throw error(.tooDeep) }
        position += 1
        var object = JSONObject()
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return object
        }
        while true {
            skipSpace()
            let place = position
            guard try peek() == UInt8(ascii: "\"") else { throw error(.expectedName) }
            let name = try string()
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw error(.expectedColon) }
            position += 1
            let member = try value(depth: depth)
            guard object.append(name, member) else { throw error(.duplicateName, at: place) }
            if try closes(with: UInt8(ascii: "}")) { return object }
        }
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
}

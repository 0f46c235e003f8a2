// The strings and numbers of the JSON parser.

extension JSONParser {
    /// Reads a string from its opening to its closing quotation mark. Text without escapes, which
    /// is nearly all text, is validated and copied in one step.
    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let first = position
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try text(of: bytes.span.extracting(first..<position), at: first)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: first)
            case 0..<0x20: throw error(.controlCharacter)
            default: position += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private func text(
        of bytes: Span<UInt8>, at place: Int
    ) throws(JSONSyntaxError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw self.error(.invalidUTF8, at: place)
        }
    }

    private mutating func escapedString(from first: Int) throws(JSONSyntaxError) -> String {
        var collected = Array(bytes[first..<position])
        while position < end {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try text(of: collected.span, at: first)
                position += 1
                return text
            case UInt8(ascii: "\\"): try escape(into: &collected)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                collected.append(byte)
                position += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private mutating func escape(into collected: inout [UInt8]) throws(JSONSyntaxError) {
        let place = position
        position += 1
        let letter = try peek()
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(letter)
        case UInt8(ascii: "b"): collected.append(0x08)
        case UInt8(ascii: "f"): collected.append(0x0C)
        case UInt8(ascii: "n"): collected.append(0x0A)
        case UInt8(ascii: "r"): collected.append(0x0D)
        case UInt8(ascii: "t"): collected.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar(at: place)
            collected.append(contentsOf: Array(String(scalar).utf8))
        default: throw error(.invalidEscape, at: place)
        }
    }

    /// The scalar of `\uHHHH`, or of a surrogate pair of two of them; the first `\u` is read
    /// already.
    private mutating func escapedScalar(at place: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) {
            guard first != 0 else { throw error(.nullCharacter, at: place) }
            return scalar
        }
        guard (0xD800..<0xDC00).contains(first), end - position >= 2,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { throw error(.loneSurrogate, at: place) }
        position += 2
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error(.loneSurrogate, at: place) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt32 {
        guard end - position >= 4 else { throw error(.unexpectedEnd, at: end) }
        var number: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error(.invalidEscape)
            }
            number = number << 4 | UInt32(digit)
        }
        position += 4
        return number
    }

    /// Reads a number. One without fraction and exponent is an integer if 64 bits can hold it; any
    /// other is the nearest double, and refused if that is infinite.
    mutating func number() throws(JSONSyntaxError) -> JSON {
        let first = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        guard let integer = try wholePart(isNegative: isNegative) else {
            try fractionAndExponent()
            return try floating(from: first)
        }
        let wholeEnd = position
        try fractionAndExponent()
        return position == wholeEnd ? .integer(integer) : try floating(from: first)
    }

    /// Reads `0` or digits that do not begin with 0; nil when 64 bits cannot hold them.
    private mutating func wholePart(isNegative: Bool) throws(JSONSyntaxError) -> Int64? {
        guard let first = digit() else {
            throw error(position < end ? .invalidNumber : .unexpectedEnd)
        }
        var number = isNegative ? -first : first
        guard first != 0 else {
            guard digit() == nil else { throw error(.invalidNumber, at: position - 1) }
            return 0
        }
        var fits = true
        while let next = digit() {
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(isNegative ? -next : next)
            if overflow || carry { fits = false }
            number = sum
        }
        return fits ? number : nil
    }

    private mutating func fractionAndExponent() throws(JSONSyntaxError) {
        if position < end, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < end,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try digits()
        }
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard digit() != nil else { throw error(position < end ? .invalidNumber : .unexpectedEnd) }
        while digit() != nil {}
    }

    private mutating func digit() -> Int64? {
        guard position < end, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position] else {
            return nil
        }
        position += 1
        return Int64(bytes[position - 1] - UInt8(ascii: "0"))
    }

    /// More characters than any double needs (a subnormal one has 767 significant digits): reading
    /// them would cost time and change nothing.
    private static let numberLengthMax = 1024

    private func floating(from first: Int) throws(JSONSyntaxError) -> JSON {
        guard position - first <= Self.numberLengthMax else {
            throw error(.numberTooLarge, at: first)
        }
        let text = String(decoding: bytes[first..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw error(.numberTooLarge, at: first)
        }
        return .double(number)
    }
}

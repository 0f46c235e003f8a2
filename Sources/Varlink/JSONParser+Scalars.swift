// The strings and numbers of the JSON parser.

extension JSONParser {
    /// Reads a string from its opening to its closing quotation mark. Text without escapes, which
    /// is nearly all text, is validated and copied in one step.
    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let first = position
        // The text up to `copied`, which is behind the last escape.
        var collected: [UInt8] = []
        var copied = first
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                if copied == first {
                    return try text(of: bytes.span.extracting(first..<position), at: first)
                }
                collected += bytes[copied..<position]
                return try text(of: collected.span, at: first)
            case UInt8(ascii: "\\"):
                collected += bytes[copied..<position]
                try escape(into: &collected)
                copied = position
            case 0..<0x20: throw error(.controlCharacter)
            default: position += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private func text(of bytes: Span<UInt8>, at place: Int) throws(JSONSyntaxError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw self.error(.invalidUTF8, at: place)
        }
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
            collected.append(contentsOf: String(try escapedScalar(at: place)).utf8)
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
            next(UInt8(ascii: "\\")), next(UInt8(ascii: "u"))
        else { throw error(.loneSurrogate, at: place) }
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
        let isNegative = next(UInt8(ascii: "-"))
        let whole = position
        try digits()
        guard bytes[whole] != UInt8(ascii: "0") || position == whole + 1 else {
            throw error(.invalidNumber, at: whole + 1)
        }
        let wholeEnd = position
        if next(UInt8(ascii: ".")) { try digits() }
        if next(UInt8(ascii: "e")) || next(UInt8(ascii: "E")) {
            _ = next(UInt8(ascii: "+")) || next(UInt8(ascii: "-"))
            try digits()
        }
        if position == wholeEnd,
            let integer = integer(bytes[whole..<wholeEnd], isNegative: isNegative)
        {
            return .integer(integer)
        }
        return try floating(from: first)
    }

    /// The number that `digits` say; nil when 64 bits cannot hold it.
    private func integer(_ digits: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
        var number: Int64 = 0
        for byte in digits {
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(isNegative ? -digit : digit)
            if overflow || carry { return nil }
            number = sum
        }
        return number
    }

    /// At least one.
    private mutating func digits() throws(JSONSyntaxError) {
        let first = position
        while position < end, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position] {
            position += 1
        }
        guard position > first else {
            throw error(position < end ? .invalidNumber : .unexpectedEnd)
        }
    }

    /// Reads `byte` if it comes next.
    private mutating func next(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
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

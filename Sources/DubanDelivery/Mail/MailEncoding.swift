// How text travels in mail: encoded words in headers (RFC 2047), quoted-printable in bodies (RFC
// 2045 §6.7), both in lines of at most 76 characters. A body never shows an mbox reader a bare
// postmark.

/// The longest line of RFC 2045 and RFC 2047, without its end.
private let lineLengthMax = 76

/// `name: value` without the line end, folded. The value is sent as it is if it is printable ASCII,
/// short and cannot be mistaken for an encoded word; otherwise as encoded words. In a phrase (a
/// display name of RFC 5322 §3.2.5) only letters, digits and single blanks are sent as they are.
func encodedHeader(_ name: String, _ value: String, asPhrase: Bool = false) -> String {
    let text = String(String.UnicodeScalarView(value.unicodeScalars.map(visible)))
    let isPlain =
        asPhrase
        ? text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: " ") }
        : text.utf8.allSatisfy { $0 < 0x7f } && !text.contains("=?")
    let isTight = text.first != " " && text.last != " " && !text.contains("  ")
    if isPlain, isTight, name.utf8.count + 2 + text.utf8.count <= lineLengthMax {
        return "\(name): \(text)"
    }
    return name + ": "
        + encodedWords(text, firstLineRoom: lineLengthMax - name.utf8.count - 2)
        .joined(separator: "\n ")
}

/// A text as encoded words of whole characters; the first is empty if not even one character fits
/// there.
private func encodedWords(_ text: String, firstLineRoom: Int) -> [String] {
    /// How many bytes an encoded word of `room` characters carries.
    func capacity(_ room: Int) -> Int { max(0, (room - "=?utf-8?B??=".utf8.count) / 4 * 3) }
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
        let bytes = Array(UTF8.encode(scalar)!)
        let room = words.count == 1 ? firstLineRoom : lineLengthMax - 1
        if words[words.count - 1].count + bytes.count > capacity(room) { words.append([]) }
        words[words.count - 1] += bytes
    }
    return words.map { $0.isEmpty ? "" : "=?utf-8?B?\(base64($0))?=" }
}

/// A scalar as a header may show it: control characters, which could break or spoof a line, become
/// blanks.
private func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: " "
    default: scalar
    }
}

/// The body of a mail, ending with a line end.
///
/// Encoded are `=`, everything but printable ASCII, a blank at the end of a line, and the first
/// character of any line, soft-broken ones included, that an mbox reader could take for a postmark
/// or for a quoted one (`From `, `>From `): that way readers of every mbox dialect show the text
/// unchanged.
func quotedPrintable(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    if bytes.last != lineFeed { bytes.append(lineFeed) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 3 + bytes.count / 16)
    var column = 0
    var index = 0
    while index < bytes.count {
        if let lineBreak = lineBreakLength(bytes, at: index) {
            index += lineBreak
            output.append(lineFeed)
            column = 0
            continue
        }
        let end = characterEnd(bytes, at: index)
        let isPlain = mayStandAsItIs(bytes[index], before: bytes.at(end))
        let width = isPlain ? 1 : 3 * (end - index)
        // The last character of a line needs no room for a soft line break after it.
        if column + width > (bytes.at(end) == lineFeed ? lineLengthMax : lineLengthMax - 1) {
            output += [equalsSign, lineFeed]
            column = 0
        }
        let start = output.count
        if isPlain, column > 0 || !looksLikePostmark(bytes[index...]) {
            output.append(bytes[index])
        } else {
            for byte in bytes[index..<end] {
                output += [
                    equalsSign, hexadecimalDigits[Int(byte >> 4)],
                    hexadecimalDigits[Int(byte & 15)],
                ]
            }
        }
        column += output.count - start
        index = end
    }
    return output
}

private let equalsSign = UInt8(ascii: "=")
private let carriageReturn = UInt8(ascii: "\r")

/// The length of the line end at `index`, or nil if there is none.
private func lineBreakLength(_ bytes: [UInt8], at index: Int) -> Int? {
    switch bytes[index] {
    case lineFeed: 1
    case carriageReturn where bytes.at(index + 1) == lineFeed: 2
    default: nil
    }
}

/// Where the UTF-8 character that begins at `index` ends: it is not torn by a soft line break.
private func characterEnd(_ bytes: [UInt8], at index: Int) -> Int {
    var end = index + 1
    while end < bytes.count, bytes[end] & 0xc0 == 0x80 { end += 1 }
    return end
}

private func mayStandAsItIs(_ byte: UInt8, before next: UInt8?) -> Bool {
    switch byte {
    case equalsSign: false
    case UInt8(ascii: " "), UInt8(ascii: "\t"): next != lineFeed && next != carriageReturn
    case 0x21...0x7e: true
    default: false
    }
}

/// Whether a line that begins with these bytes matches `^>*From `.
private func looksLikePostmark(_ line: ArraySlice<UInt8>) -> Bool {
    line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
}

private let hexadecimalDigits = Array("0123456789ABCDEF".utf8)

/// The alphabet and padding of RFC 4648 §4.
private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for position in 0..<4 {
            let digit = alphabet[bits >> (18 - 6 * position) & 63]
            output.append(position <= group.count ? digit : UInt8(ascii: "="))
        }
    }
    return String(decoding: output, as: UTF8.self)
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// The text with everything but a dot-atom (RFC 5322 §3.2.3) replaced by `-`.
func dotAtom(_ text: String) -> String {
    let safe = text.utf8.map { isAtomText($0) || $0 == UInt8(ascii: ".") ? $0 : UInt8(ascii: "-") }
    let atoms = safe.split(separator: UInt8(ascii: "."))
    return atoms.isEmpty
        ? "localhost" : String(decoding: Array(atoms.joined(separator: ".".utf8)), as: UTF8.self)
}

/// The left side of an address: the account if it is a dot-atom, else quoted (RFC 5322 §3.4.1).
func localPart(_ account: String) -> String {
    if !account.isEmpty, dotAtom(account) == account { return account }
    let quoted = account.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case " "..."~": String(scalar)
        default: "-"
        }
    }
    return "\"\(quoted.joined())\""
}

private func isAtomText(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
}

extension [UInt8] {
    /// The byte at `index`, or nil behind the end.
    fileprivate func at(_ index: Int) -> UInt8? {
        index < count ? self[index] : nil
    }
}

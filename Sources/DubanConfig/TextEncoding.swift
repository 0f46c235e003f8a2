// Makes text of a file's bytes, or says why they are none: files saved by office software are often
// GB18030 or UTF-16, and the complaint names the conversion.

enum TextEncoding {
    /// The text of a UTF-8 file without its byte order mark.
    ///
    /// - Throws: the complaint, and the place in the part of the text that could be read.
    static func decode(_ bytes: [UInt8]) throws(Unreadable) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Unreadable(complaint: .otherEncoding("UTF-16"), readable: nil)
        }
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let text = String(validating: bytes[mark...], as: UTF8.self) else {
            if isGB18030(bytes) {
                throw Unreadable(complaint: .otherEncoding("GB18030"), readable: nil)
            }
            let valid = validPrefix(of: bytes[mark...])
            throw Unreadable(
                complaint: .invalidUTF8(String(bytes[mark + valid], radix: 16, uppercase: true)),
                readable: String(decoding: bytes[mark..<mark + valid], as: UTF8.self),
                repaired: String(decoding: bytes[mark...], as: UTF8.self))
        }
        if let control = firstForbidden(in: text) {
            throw Unreadable(
                complaint: .controlCharacter(text.unicodeScalars[control].code),
                readable: String(text.unicodeScalars[..<control]), repaired: text)
        }
        return text
    }

    /// Why bytes are no text.
    struct Unreadable: Error {
        let complaint: Complaint
        /// What stands before the first bad byte; nil when the whole file is in another encoding.
        let readable: String?
        /// The whole text, bad bytes replaced, for showing the line.
        var repaired = ""
    }

    /// How many bytes from the beginning are whole UTF-8 characters.
    private static func validPrefix(of bytes: ArraySlice<UInt8>) -> Int {
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            length += UTF8.width(scalar)
        }
        return length
    }

    /// The first character that YAML 1.1 §4.1.1 excludes.
    private static func firstForbidden(in text: String) -> String.Index? {
        // Nearly every file has none: look at bytes first, since all forbidden characters but a few
        // rare ones are single bytes below 0x20.
        let suspicious = text.utf8.contains { byte in
            byte < 0x20 ? byte != 0x0A && byte != 0x0D && byte != 0x09 : byte == 0x7F
        }
        let mayHoldRare = text.utf8.contains { $0 == 0xC2 || $0 == 0xEF }
        guard suspicious || mayHoldRare else { return nil }
        return text.unicodeScalars.firstIndex { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85: false
            case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
            default: false
            }
        }
    }

    /// Whether the bytes are well-formed GB18030-2022 (two- and four-byte forms) with something
    /// beyond ASCII.
    private static func isGB18030(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            guard (0x81...0xFE).contains(bytes[index]), index + 1 < bytes.count else {
                return false
            }
            switch bytes[index + 1] {
            case 0x40...0x7E, 0x80...0xFE:
                index += 2
            case 0x30...0x39:
                guard index + 3 < bytes.count, (0x81...0xFE).contains(bytes[index + 2]),
                    (0x30...0x39).contains(bytes[index + 3])
                else { return false }
                index += 4
            default: return false
            }
        }
        return true
    }
}

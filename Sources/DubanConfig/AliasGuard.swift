// Looks at a text before the parser does: Yams compares the keys of every mapping, and a key that
// is an alias of aliases of aliases (a "billion laughs" as a key) would keep it comparing for ever.

enum AliasGuard {
    /// The place of the first alias in a text that also has keys which may be lists, mappings or
    /// aliases.
    ///
    /// It looks at characters, not at YAML: quotes and comments count too. So it may refuse a text
    /// that has both such marks in comments, and never misses one that is dangerous.
    static func dangerousAlias(in text: String) -> (line: Int, column: Int)? {
        var look = Look()
        var text = text
        text.withUTF8 { look.scan($0) }
        guard look.hasComposedKey, let alias = look.firstAlias else { return nil }
        let before = text.utf8.prefix(alias)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map(text.utf8.index(after:))
        let column = text[(start ?? text.startIndex)..<before.endIndex].unicodeScalars.count + 1
        return (line, column)
    }
}

/// What one pass over the bytes finds.
private struct Look {
    private(set) var firstAlias: Int?
    private(set) var hasComposedKey = false

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "*") where canBegin(at: index, bytes):
                let end = bytes[(index + 1)...].firstIndex { !isName($0) } ?? bytes.endIndex
                guard end > index + 1 else { continue }
                firstAlias = firstAlias ?? index
                if isColonNext(after: end, bytes) { hasComposedKey = true }
            case UInt8(ascii: "?") where canBegin(at: index, bytes):
                hasComposedKey = true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isColonNext(after: index + 1, bytes) { hasComposedKey = true }
            default:
                continue
            }
        }
    }

    /// Whether an indicator can stand here: at the beginning, after a blank, a break or another
    /// indicator.
    private func canBegin(at index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index > 0 else { return true }
        switch bytes[index - 1] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
            UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"),
            UInt8(ascii: "?"):
            return true
        case 0x85:  // the last byte of NEL
            return index > 1 && bytes[index - 2] == 0xC2
        case 0xA8, 0xA9:  // the last byte of LS and PS
            return index > 2 && bytes[index - 2] == 0x80 && bytes[index - 3] == 0xE2
        default:
            return false
        }
    }

    private func isColonNext(after start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let next = bytes[start...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return next == UInt8(ascii: ":")
    }

    private func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

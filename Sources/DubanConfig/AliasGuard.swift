// Looks at a text before the parser does: Yams compares the keys of every mapping, and a key that
// is an alias of aliases of aliases (a "billion laughs" as a key) would keep it comparing for ever.

enum AliasGuard {
    /// The place of the first alias in a text that also has keys which may be lists, mappings or
    /// aliases.
    ///
    /// It looks at characters, not at YAML: quotes and comments count too. So it may refuse a text
    /// that has both such marks in comments, and never misses one that is dangerous.
    static func dangerousAlias(in text: String) -> (line: Int, column: Int)? {
        var (firstAlias, hasComposedKey): (Int?, Bool) = (nil, false)
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "*") where canBegin(behind: bytes[..<index]):
                let end = bytes[(index + 1)...].firstIndex { !isName($0) } ?? bytes.endIndex
                guard end > index + 1 else { continue }
                firstAlias = firstAlias ?? index
                if isColonNext(in: bytes[end...]) { hasComposedKey = true }
            case UInt8(ascii: "?") where canBegin(behind: bytes[..<index]):
                hasComposedKey = true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isColonNext(in: bytes[(index + 1)...]) { hasComposedKey = true }
            default:
                continue
            }
        }
        guard hasComposedKey, let firstAlias else { return nil }
        let before = text.utf8.prefix(firstAlias)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map(text.utf8.index(after:))
        let column = text[(start ?? text.startIndex)..<before.endIndex].unicodeScalars.count + 1
        return (line, column)
    }

    /// Whether an indicator can stand here: at the beginning, after a blank, a break or another
    /// indicator.
    private static func canBegin(behind before: ArraySlice<UInt8>) -> Bool {
        before.isEmpty || " \t\n\r[{,:?".utf8.contains(before[before.endIndex - 1])
            || ["\u{85}", "\u{2028}", "\u{2029}"].contains {
                before.suffix($0.utf8.count).elementsEqual($0.utf8)
            }
    }

    private static func isColonNext(in rest: ArraySlice<UInt8>) -> Bool {
        rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: ":")
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

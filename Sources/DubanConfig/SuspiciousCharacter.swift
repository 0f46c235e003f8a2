// Characters that stand where YAML has another: what input methods and other programs leave in a
// text, and lists that are written as sentences are.

/// A character that input methods produce where YAML needs its plain form.
struct SuspiciousCharacter {
    let complaint: Complaint
    /// 1-based, in Unicode scalars.
    let column: Int

    /// The first one in a line that stands where structure should be: a tab in the indentation,
    /// U+3000, a `：` before any colon, a `，` inside brackets. Text in quotes and comments is left
    /// alone.
    static func first(in line: Substring) -> SuspiciousCharacter? {
        var (quote, isIndentation, hasColon, depth): (Unicode.Scalar?, Bool, Bool, Int) =
            (nil, true, false, 0)
        var previous: Unicode.Scalar = " "
        let count = line.unicodeScalars.count
        for (offset, scalar) in line.unicodeScalars.enumerated() {
            let column = offset + 1
            defer { previous = scalar }
            if let open = quote {
                if scalar == open { quote = nil }
                continue
            }
            switch scalar {
            case "\t" where isIndentation:
                return SuspiciousCharacter(complaint: .tab, column: column)
            case "\u{3000}" where isIndentation || previous == ":":
                return SuspiciousCharacter(complaint: .fullWidthSpace, column: column)
            case "\u{A0}" where isIndentation || previous == ":":
                return SuspiciousCharacter(complaint: .noBreakSpace, column: column)
            case "［" where isIndentation || previous == " ",
                "｛" where isIndentation || previous == " ", "］" where column == count,
                "｝" where column == count:
                return SuspiciousCharacter(scalar, column: column)
            case "：" where !hasColon:
                return SuspiciousCharacter(scalar, column: column)
            case "，" where depth > 0:
                return SuspiciousCharacter(scalar, column: column)
            case "\"" where " {[,:".unicodeScalars.contains(previous),
                "'" where " {[,:".unicodeScalars.contains(previous):
                quote = scalar
            case "#" where previous == " " || offset == 0:
                return nil
            case ":": hasColon = true
            case "{", "[":
                depth += 1
                hasColon = false
            case "}", "]": depth -= 1
            case ",": hasColon = false
            default: break
            }
            if scalar != " ", scalar != "-" { isIndentation = false }
        }
        return nil
    }

    private init(complaint: Complaint, column: Int) {
        (self.complaint, self.column) = (complaint, column)
    }

    /// A full-width character and what it should be.
    private init(_ scalar: Unicode.Scalar, column: Int) {
        self.init(
            complaint: .fullWidth(scalar, Self.plain[scalar] ?? ","),
            column: column)
    }

    private static let plain: [Unicode.Scalar: String] = [
        "：": ":", "，": ",", "；": ",", "［": "[", "］": "]", "｛": "{", "｝": "}",
    ]

    /// What keeps a text from being a name or a list of names.
    static func inName(_ name: String) -> SuspiciousCharacter? {
        for (offset, scalar) in name.unicodeScalars.enumerated() {
            switch scalar {
            case "、": return SuspiciousCharacter(complaint: .enumeration, column: offset + 1)
            case "\u{A0}": return SuspiciousCharacter(complaint: .noBreakSpace, column: offset + 1)
            case "\u{3000}":
                return SuspiciousCharacter(complaint: .fullWidthSpace, column: offset + 1)
            default:
                if plain[scalar] != nil { return SuspiciousCharacter(scalar, column: offset + 1) }
            }
        }
        return nil
    }

    /// The column of a `#` that begins a comment before a closing bracket.
    static func comment(in line: Substring) -> Int? {
        let scalars = Array(line.unicodeScalars)
        let start = scalars.indices.dropFirst().first {
            scalars[$0] == "#" && scalars[$0 - 1] == " "
                && scalars[..<$0].count { $0 == "\"" }.isMultiple(of: 2)
        }
        guard let start, scalars[start...].contains(where: { $0 == "}" || $0 == "]" }) else {
            return nil
        }
        return start + 1
    }
}

// How many columns of a terminal a text takes: Chinese characters take two (Unicode Standard Annex
// #11, with ambiguous characters narrow as terminals show them outside East Asian locales), so that
// columns line up and a caret stands below the character it means.

import DubanKernel

extension String {
    /// The text as a terminal may be shown it: control characters, which could move its cursor or
    /// worse, become visible replacements.
    package var printable: String {
        guard unicodeScalars.contains(where: \.actsUnseen) else { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { $0.actsUnseen ? Unicode.Scalar(0xFFFD)! : $0 }))
    }

    /// The lines of the text, each as `printable`.
    package var printableLines: [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
    }

    /// Columns on a terminal.
    package var displayWidth: Int {
        unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }
}

extension Unicode.Scalar {
    /// `U+3000`, for what cannot be shown.
    var code: String {
        let hex = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }

    /// 0 for what combines with the character before, 2 for wide and full-width characters, else 1.
    var displayWidth: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// The blocks whose characters EastAsianWidth.txt calls W or F, and pictographs.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul initial consonants
        0x231A...0x231B, 0x23E9...0x23EC, 0x2614...0x2615, 0x26A0...0x26A1,  // signs shown as emoji
        0x2E80...0x303E,  // CJK radicals, punctuation
        0x3041...0xA4CF,  // kana, CJK ideographs, Yi
        0xA960...0xA97F, 0xAC00...0xD7A3,  // Hangul
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,  // compatibility forms
        0xFF00...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
        0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F900...0x1F9FF,  // emoji
        0x20000...0x3FFFD,  // further ideographs
    ]
}

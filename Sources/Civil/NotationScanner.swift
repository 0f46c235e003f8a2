// Reads a short notation from left to right and knows the column it has come to: the one reader
// behind spans, cadences, due rules and anchors.

/// A cursor over the Unicode scalars of a notation.
struct NotationScanner {
    private let scalars: [Unicode.Scalar]
    /// How many scalars have been read.
    private(set) var position = 0

    init(_ text: some StringProtocol) {
        scalars = Array(text.unicodeScalars)
    }

    /// The column of the next scalar, counted from 1.
    var column: Int { position + 1 }
    var isAtEnd: Bool { position == scalars.count }
    /// The next scalar, or nil at the end.
    var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

    /// Steps over what systemd calls white space: blank, tab, line feed and carriage return.
    mutating func skipBlanks() {
        _ = take { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    }

    /// Takes the longest run of scalars that satisfy `condition`, which may be empty.
    mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
        var run = String.UnicodeScalarView()
        while let scalar = next, condition(scalar) {
            run.append(scalar)
            position += 1
        }
        return String(run)
    }

    /// Takes a run of ASCII digits, which may be empty.
    mutating func takeDigits() -> String {
        take { ("0"..."9").contains($0) }
    }

    /// Takes everything up to the next blank or the end.
    mutating func takeWord() -> String {
        take { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r" }
    }

    /// Takes one scalar if it is `scalar`.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    var rest: String {
        var remaining = String.UnicodeScalarView()
        remaining.append(contentsOf: scalars[position...])
        return String(remaining)
    }
}

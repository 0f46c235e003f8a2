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
        let run = scalars[position...].prefix(while: condition)
        position = run.endIndex
        return run.text
    }

    /// Takes a run of ASCII digits, which may be empty.
    mutating func takeDigits() -> String {
        take(while: \.isDigit)
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

    var rest: String { scalars[position...].text }
}

extension Unicode.Scalar {
    /// An ASCII digit.
    var isDigit: Bool { ("0"..."9").contains(self) }
    /// An ASCII letter.
    var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

extension ArraySlice<Unicode.Scalar> {
    var text: String { String(String.UnicodeScalarView(self)) }

    /// Without the scalars at both ends that satisfy `condition`.
    func trimmed(while condition: (Unicode.Scalar) -> Bool) -> Self {
        let head = drop(while: condition)
        return head[..<((head.lastIndex { !condition($0) } ?? head.startIndex - 1) + 1)]
    }
}

// One file's text, its lines, found when a complaint needs them, and the values written in it.

/// A place in one of the files of a run, small enough to stand beside every node.
struct SourceMark: Hashable, Sendable {
    /// The file's position in the run.
    let file: Int32
    /// 1-based.
    let line: Int32
    /// 1-based, in Unicode scalars.
    let column: Int32

    init(file: Int32, line: Int, column: Int) {
        self.file = file
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }

    /// The place `count` scalars further right.
    func moved(by count: Int) -> SourceMark {
        SourceMark(file: file, line: Int(line), column: Int(column) + count)
    }
}

extension SourceMark: Comparable {
    /// Files in their order, then from top to bottom and left to right.
    static func < (left: SourceMark, right: SourceMark) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// A file's text, without a byte order mark, cut into lines as YAML 1.1 cuts them (LF, CR, CRLF,
/// NEL, LS, PS).
final class SourceFile {
    /// As the administrator named it.
    let name: String
    /// The text; empty when the bytes are no text.
    let text: String
    private lazy var lineStarts = SourceFile.starts(of: text)

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// A line by its number, without its break; empty beyond the last.
    func line(_ number: Int) -> Substring {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] : text.utf8.endIndex
        let line = text[start..<end].unicodeScalars
        let content = line.reversed().drop(while: SourceFile.isBreak)
        return Substring(line[..<content.startIndex.base])
    }

    /// The place one past the last character.
    var end: (line: Int, column: Int) {
        let last = lineStarts.count
        return (last, text[lineStarts[last - 1]...].unicodeScalars.count + 1)
    }

    /// Where a line begins, for cutting the text before it.
    func start(ofLine number: Int) -> String.Index {
        number <= lineStarts.count ? lineStarts[number - 1] : text.endIndex
    }

    /// Where a place lies in the text; nil beyond the end of its line.
    func index(line number: Int, column: Int) -> String.Index? {
        let line = line(number).unicodeScalars
        return line.index(line.startIndex, offsetBy: column - 1, limitedBy: line.endIndex)
    }

    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func starts(of text: String) -> [String.Index] {
        let scalars = text.unicodeScalars
        var starts = [scalars.startIndex]
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            guard isBreak(scalar) else { continue }
            if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { continue }
            starts.append(index)
        }
        return starts
    }
}

/// A value of a configuration file in duban's own form: what was written and where. Tags are not
/// resolved, so `off` and `17:00` stay what the administrator wrote (YAML 1.1 would make them a
/// boolean and 61,200).
struct SourceNode {
    /// How a scalar was written.
    enum Style {
        case plain
        case quoted
        /// After `|` or `>`: its text stands on other lines.
        case block
    }

    enum Content {
        case scalar(String, Style)
        case sequence([SourceNode])
        case mapping([SourcePair])
    }

    let mark: SourceMark
    let content: Content

    /// Nothing was written, or `~`.
    var isEmpty: Bool {
        if case .scalar(let text, .plain) = content { return text.isEmpty || text == "~" }
        return false
    }

    /// A text, and not nothing.
    var isWord: Bool {
        if case .scalar = content { !isEmpty } else { false }
    }

    /// One value, or each element of a list: what may be written either way.
    var oneOrMany: [SourceNode] {
        if case .sequence(let nodes) = content { return nodes }
        return [self]
    }
}

/// A key with its value.
struct SourcePair {
    let key: String
    let keyMark: SourceMark
    let value: SourceNode
}

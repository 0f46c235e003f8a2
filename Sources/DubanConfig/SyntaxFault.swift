// Says what is wrong with a text that is no YAML. The parser notices late and speaks of tokens;
// this looks at the text again for what people really do: tabs, full-width punctuation, unquoted
// asterisks.

import Yams

/// A syntax error with the best place and words for it.
struct SyntaxFault {
    private let file: SourceFile
    private let problem: String
    private let place: SourceMark
    /// Where the construct began in which the parser found the problem.
    private let context: SourceMark?

    init(_ error: YamlError, in file: SourceFile, number: Int32) {
        self.file = file
        func here(_ mark: Mark) -> SourceMark {
            SourceMark(file: number, line: mark.line, column: mark.column)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            (self.problem, place) = (problem, here(mark))
            self.context = context.map { here($0.mark) }
            return
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
            .representer(let problem):
            self.problem = problem
        case .no, .memory, .dataCouldNotBeDecoded, .duplicatedKeysInMapping:
            problem = error.description
        }
        (place, context) = (SourceMark(file: number, line: 1, column: 1), nil)
    }

    /// What libyaml's messages (0.2.5, scanner.c and parser.c, which Yams carries) mean to somebody
    /// who writes a charter.
    private static let ofPlace: [String: Complaint] = [
        "mapping values are not allowed in this context": .strayColon,
        "did not find expected key": .misindented,
        "did not find expected '-' indicator": .misindented,
        "block sequence entries are not allowed in this context": .misindented,
        "did not find expected <document start>": .misindented,
        "found unknown escape character": .badEscape,
        "found a tab character where an indentation space is expected": .tab,
        "found a tab character that violates indentation": .tab,
        "did not find expected node content": .noNode,
    ]
    /// The same, of messages whose place is where the construct began.
    private static let ofContext: [String: Complaint] = [
        "could not find expected ':'": .keyWithoutColon,
        "did not find expected ',' or '}'": .unclosed("{", "}"),
        "did not find expected ',' or ']'": .unclosed("[", "]"),
        "found unexpected end of stream": .openQuote,
    ]

    /// Complains, and gives the line from which on nothing can be read.
    func report(to findings: Findings) -> Int {
        let (complaint, mark) = explained()
        findings.error(complaint, at: mark)
        return Int(min(mark.line, context?.line ?? mark.line))
    }

    private func explained() -> (Complaint, SourceMark) {
        switch problem {
        case "found undefined alias":
            return (.undefinedAlias(word(after: place)), place)
        case "but found another document":
            return (.secondDocument, place)
        case "did not find expected alphabetic or numeric character":
            let start = context ?? place
            return (.unquoted(scalar(at: start) ?? "*"), start)
        case "found character that cannot start any token":
            let found = scalar(at: place) ?? " "
            return (found == "\t" ? .tab : .unquoted(found), place)
        case _ where problem.hasPrefix("Maximum nesting level"):
            return (.tooDeep(YAMLReader.depthMax), place)
        default:
            if let comment = commentInBrackets() { return comment }
            if let culprit = culprit() { return culprit }
            if let first = indentedBeginning() { return (.misindented, first) }
            if let complaint = Self.ofContext[problem] { return (complaint, context ?? place) }
            return (Self.ofPlace[problem] ?? .notYAML(problem), place)
        }
    }

    /// What people type that looks like YAML and is not, in the lines the parser complains of.
    private func culprit() -> (Complaint, SourceMark)? {
        let lines: [Int?] = [
            Int(place.line), linesAbove.first, lineIndentedOddly(), context.map { Int($0.line) },
        ]
        for line in lines.compactMap(\.self) {
            if let found = SuspiciousCharacter.first(in: file.line(line)) {
                let mark = SourceMark(file: place.file, line: line, column: found.column)
                return (found.complaint, mark)
            }
        }
        return nil
    }

    /// A `#` after a blank that hides the bracket that would close.
    private func commentInBrackets() -> (Complaint, SourceMark)? {
        guard problem.hasPrefix("did not find expected ','"), let context else { return nil }
        for number in Int(context.line)...max(Int(context.line), Int(place.line)) {
            guard let column = SuspiciousCharacter.comment(in: file.line(number)) else { continue }
            let mark = SourceMark(file: place.file, line: number, column: column)
            return (.commentInBrackets, mark)
        }
        return nil
    }

    /// The line above that seems to be on the same level or a higher one, if a tab or U+3000 is
    /// why.
    private func lineIndentedOddly() -> Int? {
        let above = linesAbove.first { indent(of: $0) < Int(place.column) }
        let first = above.flatMap { file.line($0).first { $0 != " " } }
        return first == "\t" || first == "\u{3000}" ? above : nil
    }

    /// The first key of a file whose other keys are indented less.
    private func indentedBeginning() -> SourceMark? {
        guard problem == "did not find expected <document start>", place.column == 1,
            let first = linesAbove.last, case let indent = indent(of: first), indent > 0
        else { return nil }
        return SourceMark(file: place.file, line: first, column: indent + 1)
    }

    /// The lines above that say something, the nearest first.
    private var linesAbove: some BidirectionalCollection<Int> {
        (1..<max(1, Int(place.line))).reversed().lazy.filter { number in
            let first = file.line(number).first { !$0.isWhitespace }
            return first != nil && first != "#"
        }
    }

    private func indent(of number: Int) -> Int { file.line(number).prefix { $0 == " " }.count }

    private func scalar(at mark: SourceMark) -> Unicode.Scalar? {
        let line = file.line(Int(mark.line)).unicodeScalars
        return line.dropFirst(Int(mark.column) - 1).first
    }

    private func word(after mark: SourceMark) -> String {
        let rest = file.line(Int(mark.line)).unicodeScalars.dropFirst(Int(mark.column))
        let word = rest.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                || $0 == "-" || $0 == "_"
        }
        return String(String.UnicodeScalarView(word))
    }
}

// A complaint about the configuration at its place, and its rendering: `file:line:column`, the
// source line, a caret, and what to do.

import Civil
package import DubanKernel

/// One thing that is wrong or doubtful in the configuration.
package struct Diagnostic: Hashable, Sendable {
    /// How bad it is.
    package enum Severity: String, Sendable {
        /// The charter is refused.
        case error
        /// The charter is accepted; the status keeps showing this.
        case warning

        fileprivate var word: Wording {
            switch self {
            case .error: Wording("error", "错误")
            case .warning: Wording("warning", "警告")
            }
        }
    }

    /// A place in a file and the line that stands there.
    package struct Place: Hashable, Sendable {
        /// 1-based.
        package let line: Int
        /// 1-based, in Unicode scalars.
        package let column: Int
        /// The whole line without its line break.
        package let source: String
    }

    package let severity: Severity
    /// What is wrong and what to do.
    package let complaint: Complaint
    /// The file as the administrator named it.
    package let file: String
    /// Where in the file; nil when the file as a whole is meant.
    package let place: Place?

    /// Name and place, `file:line:column`, or the file alone.
    package var location: String {
        place.map { "\(file):\($0.line):\($0.column)" } ?? file
    }

    /// What is wrong, one line.
    package func message(in language: Language = .english) -> String {
        complaint.problem.text(in: language)
    }

    /// The whole complaint for a terminal or a log, without a final line break:
    ///
    ///     conf.d/units.yaml:12:5: error: a unit has no key “nmae”
    ///         nmae: 区教育局
    ///         ^
    ///     hint: did you mean “name”?
    package func rendered(in language: Language = .english) -> String {
        var lines = ["\(location): \(severity.word.text(in: language)): \(message(in: language))"]
        if let place { lines += Excerpt(of: place).lines }
        if let advice = complaint.advice {
            lines.append(Wording("hint: ", "提示：").text(in: language) + advice.text(in: language))
        }
        return lines.joined(separator: "\n")
    }
}

extension [Diagnostic] {
    /// Whether any of them refuses the charter.
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// All of them for a terminal, one after the other, without a final line break.
    package func rendered(in language: Language = .english) -> String {
        map { $0.rendered(in: language) }.joined(separator: "\n")
    }
}

/// A source line cut to a readable width, and a caret below the place.
private struct Excerpt {
    /// Columns of a terminal that the line may take.
    private static let widthMax = 160

    let lines: [String]

    init(of place: Diagnostic.Place) {
        let scalars = Array(place.source.unicodeScalars)
        let caret = min(place.column - 1, scalars.count)
        var first = 0
        while Excerpt.width(scalars[first..<caret]) > Excerpt.widthMax * 3 / 4 { first += 1 }
        var last = caret
        while last < scalars.count, Excerpt.width(scalars[first...last]) <= Excerpt.widthMax {
            last += 1
        }
        let (head, tail) = (first > 0 ? "…" : "", last < scalars.count ? "…" : "")
        let indent = scalars[first..<caret].map {
            $0 == "\t" ? "\t" : String(repeating: " ", count: $0.displayWidth)
        }
        var shown = String.UnicodeScalarView()
        shown.append(
            contentsOf: scalars[first..<last].map { $0 == "\t" || !$0.actsUnseen ? $0 : "�" })
        lines = [head + String(shown) + tail, (first > 0 ? " " : "") + indent.joined() + "^"]
    }

    private static func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { $0 + $1.displayWidth }
    }
}

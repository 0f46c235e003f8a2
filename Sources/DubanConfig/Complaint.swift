// What a rule complains of: stated once, in one place, in both languages that duban speaks; a
// reader chooses the language when it is printed.

package import Civil
package import DubanKernel

extension Wording {
    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// What is wrong, and what to do about it.
package struct Complaint: Error, Hashable, Sendable {
    /// What is wrong: one line, no full stop.
    package let problem: Wording
    /// What would mend it: one line, no full stop; nil where the problem says it.
    package let advice: Wording?
    /// What sort of warning it is; nil for an error.
    package private(set) var kind: WarningKind?
    /// What it is about, where it is one of many.
    private(set) var about = ""

    /// The same problem, with the number of other places that have it.
    func shown(others: Int) -> Complaint {
        Complaint(
            problem: Wording(
                "\(problem.english) (and at \(others) more place\(others == 1 ? "" : "s"))",
                "\(problem.chinese)（另有 \(others) 处）"),
            advice: advice, kind: kind, about: about)
    }

    /// The same problem of many things, with their names.
    func shown(alike names: [String]) -> Complaint {
        let (shown, rest) = (names.prefix(Self.namesMax), max(0, names.count - Self.namesMax))
        let (more, moreInChinese) = rest == 0 ? ("", "") : (" and \(rest) more", "，另有 \(rest) 处")
        return Complaint(
            problem: Wording(
                "\(problem.english) (\(names.count) alike: \(shown.joined(separator: ", "))"
                    + "\(more))",
                "\(problem.chinese)（同类 \(names.count) 处：\(shown.joined(separator: "、"))"
                    + "\(moreInChinese)）"),
            advice: advice, kind: kind, about: about)
    }

    private static let namesMax = 100

    /// The same complaint as a warning of a kind.
    func warning(_ kind: WarningKind) -> Complaint {
        var warning = self
        warning.kind = kind
        return warning
    }
}

extension Complaint {
    init(_ english: String, _ chinese: String, _ advice: String, _ adviceInChinese: String) {
        self.init(
            problem: Wording(english, chinese), advice: Wording(advice, adviceInChinese))
    }

    /// A complaint with gaps, `%1`, `%2`, …, for what it is about: `.tooMany(.key("years"), 100)`.
    struct Form: Sendable {
        private let problem: Wording
        private let advice: Wording?
        private var warning: (kind: WarningKind, about: String)?

        init(_ english: String, _ chinese: String, advice: Wording? = nil) {
            (problem, self.advice) = (Wording(english, chinese), advice)
        }

        init(_ english: String, _ chinese: String, _ advice: String, _ adviceInChinese: String) {
            self.init(english, chinese, advice: Wording(advice, adviceInChinese))
        }

        /// The same form as a warning of a kind; what it is about, with gaps too.
        func warning(_ kind: WarningKind, _ about: String = "%1") -> Form {
            var form = self
            form.warning = (kind, about)
            return form
        }

        /// The complaint about `values`, each a `Wording` or written alike in both languages. The
        /// best advice is the name that was probably meant, `near`.
        func callAsFunction(_ values: Any..., near: String? = nil) -> Complaint {
            filled(with: values, near)
        }

        /// The complaint about a thing, `%1`, and values from `%2` on.
        func callAsFunction(_ noun: Wording, _ values: Any..., near: String? = nil) -> Complaint {
            filled(with: [noun] + values, near)
        }

        private func filled(with values: [Any], _ near: String?) -> Complaint {
            let words = values.map { $0 as? Wording ?? Wording(notation: "\($0)") }
            let meant = near.map { Wording("did you mean “\($0)”?", "是否想写“\($0)”？") }
            let about = warning.map { Wording(notation: $0.about).filled(with: words).english }
            return Complaint(
                problem: problem.filled(with: words), advice: meant ?? advice?.filled(with: words),
                kind: warning?.kind, about: about ?? "")
        }
    }
}

extension Wording {
    fileprivate func filled(with words: [Wording]) -> Wording {
        func fill(_ text: String, _ words: [String]) -> String {
            let parts = text.split(separator: "%", omittingEmptySubsequences: false)
            return parts.dropFirst().reduce(String(parts[0])) { filled, part in
                guard let number = part.first?.wholeNumberValue, words.indices ~= number - 1 else {
                    preconditionFailure("“\(text)” has other gaps than \(words)")
                }
                return filled + words[number - 1] + part.dropFirst()
            }
        }
        return Wording(fill(english, words.map(\.english)), fill(chinese, words.map(\.chinese)))
    }
}

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
package struct Complaint: Hashable, Sendable {
    /// What is wrong: one line, no full stop.
    package let problem: Wording
    /// What would mend it: one line, no full stop; nil where the problem says it.
    package let advice: Wording?

    init(_ english: String, _ chinese: String, advice: Wording? = nil) {
        problem = Wording(english, chinese)
        self.advice = advice
    }

    init(_ english: String, _ chinese: String, _ advice: String, _ adviceInChinese: String) {
        self.init(english, chinese, advice: Wording(advice, adviceInChinese))
    }

    init(_ problem: Wording, advice: Wording? = nil) {
        self.problem = problem
        self.advice = advice
    }

    /// The same problem, with the number of other places that have it.
    func shown(others: Int) -> Complaint {
        Complaint(
            Wording(
                "\(problem.english) (and at \(others) more place\(others == 1 ? "" : "s"))",
                "\(problem.chinese)（另有 \(others) 处）"),
            advice: advice)
    }
}

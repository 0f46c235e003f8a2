// A sentence or a noun in both languages that duban speaks, so that a rule states its complaint
// once, in one place, and a reader chooses the language when it is printed.

package import DubanKernel

/// One text in English and in Chinese.
package struct Phrase: Hashable, Sendable {
    /// The English text.
    package let english: String
    /// The Chinese text (zh-Hans).
    package let chinese: String

    /// The same thought twice.
    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The text in one language.
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
    package let problem: Phrase
    /// What would mend it: one line, no full stop; nil where the problem says it.
    package let advice: Phrase?

    init(_ english: String, _ chinese: String, advice: Phrase? = nil) {
        problem = Phrase(english, chinese)
        self.advice = advice
    }

    init(_ problem: Phrase, advice: Phrase? = nil) {
        self.problem = problem
        self.advice = advice
    }

    /// The same problem with other advice, unless there is none.
    func advising(_ advice: Phrase?) -> Complaint {
        Complaint(problem, advice: advice ?? self.advice)
    }
}

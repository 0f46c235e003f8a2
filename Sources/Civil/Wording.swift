// A text in both languages that duban speaks, so that whoever finds a fault words it once, and a
// reader chooses the language when it is shown.

/// One text in English and in Chinese.
package struct Wording: Hashable, Sendable {
    package let english: String
    /// The Chinese text (zh-Hans).
    package let chinese: String

    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// What is written alike in both languages: a notation, a list of its words.
    package init(notation: String) {
        self.init(notation, notation)
    }
}

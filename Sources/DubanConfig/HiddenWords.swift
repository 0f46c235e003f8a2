// The words of a text that is no YAML: names that it may define, looked up once for each reference
// to them.

/// A set of words, taken from texts when it is first asked.
struct HiddenWords {
    private var texts: [Substring] = []
    private var words: Set<Substring> = []

    mutating func add(_ text: Substring) {
        texts.append(text)
    }

    var isEmpty: Bool { texts.isEmpty && words.isEmpty }

    /// Whether a name stands in one of the texts, by itself or within quotes or brackets.
    mutating func contains(_ name: String) -> Bool {
        for text in texts { words.formUnion(text.split(whereSeparator: HiddenWords.isSeparator)) }
        texts = []
        guard !words.isEmpty else { return false }
        // A name of several words is taken for hidden if its first one is.
        let first = name.split(whereSeparator: HiddenWords.isSeparator).first
        return first.map(words.contains) ?? false
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || ":,[]{}\"'#&*：，".contains(character)
    }
}

// The keys that a mapping may have, as one table a mapping: what is accepted does something, or is
// a warning that says that it does not yet.

/// The keys of one kind of mapping.
struct Keys {
    let accepted: [String]
    /// Accepted and checked, without effect in this version: a warning.
    let idle: Set<String>
    /// Of the whole grammar, but refused by this version.
    let later: Set<String>
    let mayBeEmpty: Set<String>

    /// Keys in one text each, separated by blanks.
    init(_ working: String, idle: String = "", later: String = "", mayBeEmpty: String = "") {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        accepted = words(working) + words(idle)
        self.idle = Set(words(idle))
        self.later = Set(words(later))
        self.mayBeEmpty = Set(words(mayBeEmpty))
    }
}

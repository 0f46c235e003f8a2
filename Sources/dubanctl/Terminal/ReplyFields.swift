// Fields of a reply as people read them. What is null or absent shows as a dash.

import Civil
import Varlink

extension JSON {
    /// A string or a number as text; a dash when there is none.
    func text(_ name: String) -> String {
        self[name]?.string ?? self[name]?.integer.map(String.init) ?? "–"
    }

    /// A word of the wire in the reader's language.
    func word(_ name: String) -> String {
        self[name]?.string.map(spoken) ?? "–"
    }

    /// A time in microseconds since the epoch.
    func instant(_ name: String) -> Instant? {
        self[name]?.integer.map(Instant.init(microseconds:))
    }

    func time(_ name: String, _ clock: LocalTime) -> String {
        instant(name).map(clock.text) ?? "–"
    }

    /// The elements of an array, none if there is no array.
    func items(_ name: String) -> [JSON] {
        self[name]?.array ?? []
    }

    func texts(_ name: String) -> [String] {
        items(name).compactMap(\.string)
    }

    /// An obligation's state, marked where one person has submitted and closed it.
    var stateWord: String {
        word("state") + (self["onePerson"]?.bool == true ? say(" (one person)", "（一人经办）") : "")
    }

    /// `1/2`: how many counted of how many are owed; a dash where it is not a count.
    var progress: String {
        guard let done = self["done"]?.integer, let least = self["least"]?.integer else {
            return "–"
        }
        return "\(done)/\(least)"
    }
}

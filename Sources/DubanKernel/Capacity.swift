// Through what somebody is named: a post, the office, or a relation to the obligation.

/// Why it is this person who is told. The words are in ledgers and in previews, and therefore
/// fixed.
package struct Capacity: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// How far the post is above the unit that owes it; 0 for whatever is no post.
    package private(set) var levels = 0

    /// A holder of a post so many levels above the unit that owes it: `liaison`, `up.up.secretary`.
    package static func post(_ post: PostID, up levels: Int) -> Capacity {
        Capacity(
            description: String(repeating: up, count: levels) + post.text, levels: levels)
    }
    /// A holder of a post of the office that supervises it: `office.liaison`.
    package static func office(_ post: PostID) -> Capacity {
        Capacity(description: "office.\(post)")
    }
    package static let bearer = Capacity(description: "bearer")
    package static let leader = Capacity(description: "leader")
    package static func person(_ person: PersonID) -> Capacity {
        Capacity(description: person.text)
    }
    /// Told of it before, and now that it is over or has moved: `exit`, `moved`.
    package static func told(_ kind: NoticeKind) -> Capacity {
        Capacity(description: kind.rawValue)
    }

    private static let up = "up."
}

extension Capacity {
    /// Reads the words in a notice to `person`.
    package init(_ words: String, of person: PersonID) {
        self.init(description: words)
        var post = words[...]
        while words != person.text, post.hasPrefix(Self.up) {
            post = post.dropFirst(Self.up.count)
            levels += 1
        }
    }
}

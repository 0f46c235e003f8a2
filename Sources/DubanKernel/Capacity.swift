// Through what somebody is named: a post, the office, or a relation to the obligation.

/// Why it is this person who is told. The words are in ledgers and in previews, and therefore
/// fixed.
package enum Capacity: Hashable, Sendable, CustomStringConvertible {
    /// A holder of a post so many levels above the unit that owes it: `liaison`, `up.up.secretary`.
    case post(PostID, up: Int)
    /// A holder of a post of the office that supervises it: `office.liaison`.
    case office(PostID)
    case bearer
    case leader
    case person(PersonID)
    /// Told of it before, and now that it is over or has moved: `exit`, `moved`.
    case told(NoticeKind)

    package var description: String {
        switch self {
        case .post(let post, let up): String(repeating: Self.up, count: up) + post.text
        case .office(let post): Self.office + post.text
        case .bearer: "bearer"
        case .leader: "leader"
        case .person(let person): person.text
        case .told(let kind): kind.rawValue
        }
    }

    /// Reads the words in a notice to `person`. A post that is called like one of the other cases
    /// is taken for that one; its words stay the same.
    package init(_ words: String, of person: PersonID) {
        switch words {
        case "bearer": self = .bearer
        case "leader": self = .leader
        case NoticeKind.exit.rawValue: self = .told(.exit)
        case NoticeKind.moved.rawValue: self = .told(.moved)
        case person.text: self = .person(person)
        case _ where words.hasPrefix(Self.office):
            self = .office(PostID(String(words.dropFirst(Self.office.count))))
        default:
            var (post, levels) = (words[...], 0)
            while post.hasPrefix(Self.up) {
                post = post.dropFirst(Self.up.count)
                levels += 1
            }
            self = .post(PostID(String(post)), up: levels)
        }
    }

    private static let up = "up."
    private static let office = "office."
}

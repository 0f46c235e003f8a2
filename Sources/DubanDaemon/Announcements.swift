// Events that are no notices: what was recorded, and which charter came into force.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

/// Makes the event of a recorded entry.
struct EntryAnnouncer: Sendable {
    let charter: Charter
    let unit: UnitID

    /// What subscribers learn of an entry.
    @Sendable func announcement(of entry: Entry) -> Announcement? {
        guard let (obligation, words) = entry.event.summary(in: charter.language) else {
            return nil
        }
        let person = entry.actor.person
        let name = person.flatMap { charter.people[$0]?.name } ?? person?.text
        let text = [name, words, obligation.text].compactMap(\.self).joined(separator: " ")
        return Announcement(SocketEvent(entry, of: obligation, in: unit, text: text))
    }
}

extension Event {
    /// What a person did to which obligation; nil for the daemon's own bookkeeping.
    fileprivate func summary(in language: Language) -> (ObligationKey, String)? {
        let (key, verb): (ObligationKey, Verb)
        switch self {
        case .submitted(let obligation, _, _, _, _): (key, verb) = (obligation, .submit)
        case .withdrawn(let obligation, _, _, _): (key, verb) = (obligation, .withdraw)
        case .closed(let obligation, _, _): (key, verb) = (obligation, .close)
        case .reopened(let obligation, _, _): (key, verb) = (obligation, .reopen)
        case .firstSeen, .duesMoved, .charterAccepted, .told, .registered, .declared, .amended,
            .cancelled, .resumed, .extended, .transferred, .over:
            return nil
        }
        return (key, language == .chinese ? verb.chinese : verb.rawValue)
    }
}

extension Announcement {
    /// Another charter came into force.
    static func charter(_ charter: Charter, at now: Instant) -> Announcement {
        let text =
            charter.language == .chinese
            ? "新的督办规则已生效 \(charter.hash.prefix(12))"
            : "charter \(charter.hash.prefix(12)) is in force"
        return Announcement(SocketEvent(charterAt: now, text: text))
    }

    fileprivate init(_ event: SocketEvent) {
        self.init(
            kind: event.kind.rawValue, payload: String(decoding: event.json.bytes, as: UTF8.self))
    }
}

// How a delivery ends, and why: one vocabulary for the channels, the outbox, the chain and the
// status.

/// What a channel answers to an attempt.
package enum Outcome: Hashable, Sendable {
    case delivered
    /// It was handed over, and it cannot be found out now whether it arrived. It is looked for
    /// again, and sent again only if it is certainly absent; `final`: it never will be known.
    case unproven(Reason, final: Bool = false)
    /// Not now. To be prepared again after `Backoff`. If `untouched`, certainly nothing was handed
    /// over by this attempt or any before: its mark is void, and the next one is again a first one.
    case retry(Reason, untouched: Bool)
    /// Not now, as nothing can go this way at present: as `retry`, and not counted as an attempt.
    case postponed(Reason, untouched: Bool)
    /// Not as things stand with the recipient or the message: tried again for thirty days. If
    /// `untouched`, certainly nothing was ever handed over, and it is composed anew.
    case refused(Reason, untouched: Bool = true)
}

/// What the chain says of a delivery. `refused` and `unproven` may be followed by how it ended; the
/// last word holds. The words are in the chain and in the outbox.
package enum Ending: String, Hashable, Sendable, Codable, CaseIterable {
    case delivered
    case unproven
    case refused
    /// It was no longer true when it could be told, or it was given up.
    case dropped
}

/// How far a notice has come on one channel: on its way, or ended as `Ending` says.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    case waiting
    /// Its message is frozen and on the way.
    case sending
    /// An attempt failed; it is tried again.
    case retrying
    case delivered, unproven, refused, dropped
}

/// Why a notice was dropped, or a message was refused, is tried again or stays unproven. Its text
/// is what ledgers hold and the status shows, and therefore fixed.
package struct Reason: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// In the words of the system, or of the program that writes mailboxes.
    package static func said(_ words: String) -> Reason { Reason(words) }

    // What was decided is no longer true (exact rules 6 and 8).
    package static let met = Reason("met meanwhile")
    package static let submitted = Reason("submitted meanwhile")
    package static let reopened = Reason("reopened meanwhile")
    package static let withdrawn = Reason("withdrawn meanwhile")
    package static let cancelled = Reason("cancelled meanwhile")
    package static let excused = Reason("excused meanwhile")
    package static let forgotten = Reason("the charter has no such obligation any more")
    package static func accountGone(_ person: PersonID) -> Reason {
        Reason("\(person) has no account any more")
    }
    package static let nobodyReceives = Reason("nobody with an account receives it")
    // What is frozen cannot go anywhere.
    package static func noAccount(_ person: PersonID) -> Reason {
        Reason("\(person) has no account in the charter")
    }
    package static let damaged = Reason("the frozen entry is damaged")
    // What the journal does.
    package static let journalDropped = Reason("journald dropped the entry")
    package static let journalSilent = Reason("the journal does not show its marker")
    package static let journalAbsent = Reason("nobody takes entries for the journal")
    package static let journalShortened = Reason(
        "the journal no longer reaches back to the attempt")
    package static let journalUnreadable = Reason("this account can read no journal")
}

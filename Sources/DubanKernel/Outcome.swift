// How a delivery ends, and why: one vocabulary for the channels, the outbox, the chain and the
// status.

/// What a channel answers to an attempt.
package enum Outcome: Hashable, Sendable {
    case delivered
    /// It was handed over, and it cannot be found out whether it arrived. Final: never sent again.
    case unproven(Reason)
    /// Not now. To be prepared again after `Backoff`. If `untouched`, certainly nothing was handed
    /// over by this attempt or any before: its mark is void, and the next one is again a first one.
    case retry(Reason, untouched: Bool)
    /// Never.
    case refused(Reason)
}

/// How a delivery ended for good. The words are in the chain and in the outbox.
package enum Ending: String, Hashable, Sendable, Codable, CaseIterable {
    case delivered
    case unproven
    case refused
    /// It was no longer true when it could be told.
    case dropped
}

/// How far a notice has come on one channel.
package enum DeliveryState: Hashable, Sendable {
    case waiting
    /// Its message is frozen and on the way.
    case sending
    /// An attempt failed; it is tried again.
    case retrying
    case ended(Ending)
}

extension DeliveryState: RawRepresentable, CaseIterable {
    package static let allCases = [.waiting, .sending, .retrying] + Ending.allCases.map(Self.ended)

    package init?(rawValue: String) {
        guard let state = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = state
    }

    package var rawValue: String {
        switch self {
        case .waiting: "waiting"
        case .sending: "sending"
        case .retrying: "retrying"
        case .ended(let ending): ending.rawValue
        }
    }
}

/// Why a notice was dropped, or a message was refused, is tried again or stays unproven. Its text
/// is what ledgers hold and the status shows, and therefore fixed.
package enum Reason: Hashable, Sendable {
    // What was decided is no longer true (exact rules 6 and 8).
    case met
    case submitted
    case reopened
    case withdrawn
    case cancelled
    case excused
    /// The charter knows no such obligation any more.
    case forgotten
    case accountGone(PersonID)
    /// Nobody with an account receives what is for the person.
    case nobodyReceives
    // What is frozen cannot go anywhere.
    case noAccount(PersonID)
    case damaged
    // What the journal does.
    case journalDropped
    case journalSilent
    case journalUnreadable
    /// In the words of the system, or of the program that writes mailboxes.
    case said(String)

    package var text: String {
        switch self {
        case .met: "met meanwhile"
        case .submitted: "submitted meanwhile"
        case .reopened: "reopened meanwhile"
        case .withdrawn: "withdrawn meanwhile"
        case .cancelled: "cancelled meanwhile"
        case .excused: "excused meanwhile"
        case .forgotten: "the charter has no such obligation any more"
        case .accountGone(let person): person.text + Self.accountGoneEnd
        case .nobodyReceives: "nobody with an account receives it"
        case .noAccount(let person): person.text + Self.noAccountEnd
        case .damaged: "the frozen entry is damaged"
        case .journalDropped: "journald dropped the entry"
        case .journalSilent: "the journal does not show its marker"
        case .journalUnreadable: "this account can read no journal"
        case .said(let words): words
        }
    }

    package init(_ text: String) {
        if let plain = Self.plain.first(where: { $0.text == text }) {
            self = plain
        } else if text.hasSuffix(Self.accountGoneEnd) {
            self = .accountGone(PersonID(String(text.dropLast(Self.accountGoneEnd.count))))
        } else if text.hasSuffix(Self.noAccountEnd) {
            self = .noAccount(PersonID(String(text.dropLast(Self.noAccountEnd.count))))
        } else {
            self = .said(text)
        }
    }

    package static let plain: [Reason] = [
        .met, .submitted, .reopened, .withdrawn, .cancelled, .excused, .forgotten, .nobodyReceives,
        .damaged,
        .journalDropped, .journalSilent, .journalUnreadable,
    ]
    private static let accountGoneEnd = " has no account any more"
    private static let noAccountEnd = " has no account in the charter"
}

// An entry (台账记录): one event in the ledger: who did what, when, why, with what evidence. Entries are
// facts; states, lights and overdue are derived from them.

package import Civil

/// Who recorded something.
package struct Actor: Hashable, Sendable, Codable {
    /// The local account's number; nil for the daemon itself.
    package let uid: UInt32?
    /// The person of the charter behind the account.
    package let person: PersonID?
    /// The unit for which a clerk recorded it.
    package let onBehalfOf: UnitID?

    /// An account, the person behind it, and for whom.
    package init(uid: UInt32?, person: PersonID?, onBehalfOf: UnitID? = nil) {
        self.uid = uid
        self.person = person
        self.onBehalfOf = onBehalfOf
    }

    /// The daemon itself.
    package static let daemon = Actor(uid: nil, person: nil)
}

/// Something that happened. The coded form is part of the hash chain: cases and labels are never renamed,
/// and new ones have new names.
package enum Event: Hashable, Sendable, Codable {
    /// Tasks, and duties of bearers, that the charter showed for the first time (`Subject.text`).
    case firstSeen(subjects: [String])
    /// A quota's item, a session held, or a task or milestone reported as done. `effective` is the office's
    /// backdating, with a reason.
    case submitted(
        obligation: ObligationKey, evidence: [String], held: CivilDate?, effective: Instant?,
        note: String)
    /// Submission `entry` counts no more. `reopens`: the obligation had been met by it.
    case withdrawn(obligation: ObligationKey, entry: Int64, reopens: Bool, reason: String)
    /// The office verified and closed a task or milestone. It counts as met at `met`, the instant of its
    /// submission, or of the closing when there was none.
    case closed(obligation: ObligationKey, met: Instant, reason: String)
    /// A closed task or milestone is open again.
    case reopened(obligation: ObligationKey, because: Reopening, reason: String)
    /// A changed charter or calendar moved due dates.
    case duesMoved(moves: [DueMove])
    /// Another charter came into force.
    case charterAccepted(hash: String)
    /// Who was told: one batch of settled deliveries.
    case told(deliveries: [Delivered])
}

/// Why something is open again.
package enum Reopening: String, Sendable, Codable, CaseIterable {
    /// The problem came back.
    case relapse
    /// The closing was not true.
    case `false`
    /// It was closed by mistake.
    case error
}

/// A due date that moved.
package struct DueMove: Hashable, Sendable, Codable {
    /// Of which obligation.
    package let obligation: ObligationKey
    /// The date that people knew.
    package let from: CivilDate
    /// The date that holds now.
    package let to: CivilDate

    /// A move.
    package init(obligation: ObligationKey, from: CivilDate, to: CivilDate) {
        self.obligation = obligation
        self.from = from
        self.to = to
    }
}

/// One settled delivery in a `told` entry.
package struct Delivered: Hashable, Sendable, Codable {
    package let notice: NoticeID
    package let channel: ChannelName
    package let outcome: Ending

    package init(notice: NoticeID, channel: ChannelName, outcome: Ending) {
        self.notice = notice
        self.channel = channel
        self.outcome = outcome
    }
}

/// The ways out of the house.
package enum ChannelName: String, Hashable, Sendable, Codable, CaseIterable {
    case journal
    case mail
    case socket
}

/// One event in the ledger.
package struct Entry: Hashable, Sendable {
    /// 1 for the first; without gaps.
    package let sequence: Int64
    /// When it was recorded.
    package let at: Instant
    /// Who recorded it.
    package let actor: Actor
    /// What happened.
    package let event: Event
    /// SHA-256 over the entry before and this one, lower-case hexadecimal.
    package let hash: String

    /// A recorded entry.
    package init(sequence: Int64, at: Instant, actor: Actor, event: Event, hash: String) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.event = event
        self.hash = hash
    }
}

/// An event that is about to be recorded.
package struct NewEntry: Hashable, Sendable {
    /// When.
    package let at: Instant
    /// Who.
    package let actor: Actor
    /// What.
    package let event: Event

    /// What the ledger will number and chain.
    package init(at: Instant, actor: Actor, event: Event) {
        self.at = at
        self.actor = actor
        self.event = event
    }
}

// An entry (台账记录): one event in the ledger: who did what, when, why, with what evidence. Entries
// are facts; states, lights and overdue are derived from them.

package import Civil

/// Who recorded something.
package struct Actor: Hashable, Sendable, Codable {
    /// The local account's number; nil for the daemon itself.
    package let uid: UInt32?
    /// The person of the charter behind the account.
    package let person: PersonID?
    /// The unit for which a clerk recorded it.
    package let onBehalfOf: UnitID?
    /// The paper that the person has only written down.
    package let paper: String?
    /// The post whose holder has signed what the person has only written down.
    package let signedBy: PostID?

    package init(
        uid: UInt32?, person: PersonID?, onBehalfOf: UnitID? = nil, paper: String? = nil,
        signedBy: PostID? = nil
    ) {
        self.uid = uid
        self.person = person
        self.onBehalfOf = onBehalfOf
        self.paper = paper
        self.signedBy = signedBy
    }

    package static let daemon = Actor(uid: nil, person: nil)
}

/// Something that happened. The coded form is part of the hash chain: cases and labels are never
/// renamed, and new ones have new names.
package enum Event: Hashable, Sendable, Codable {
    /// Tasks, and duties of bearers, that the charter showed for the first time (`Subject.text`).
    case firstSeen(subjects: [String])
    /// A quota's item, a session held, or a task or milestone reported as done. `effective` is the
    /// office's backdating, with a reason.
    case submitted(
        obligation: ObligationKey, evidence: [String], held: CivilDate?, effective: Instant?,
        note: String, title: String? = nil)
    /// Submission `entry` counts no more. `reopens`: the obligation had been met by it.
    case withdrawn(obligation: ObligationKey, entry: Int64, reopens: Bool, reason: String)
    /// The office verified and closed a task or milestone. It counts as met at `met`, the instant
    /// of its submission, or of the closing when there was none. `over`: the open milestones that
    /// a task was closed over; absent in the first house, where a task's closing closed them all.
    case closed(
        obligation: ObligationKey, met: Instant, reason: String, over: [ObligationKey]? = nil)
    /// A closed task or milestone is open again.
    case reopened(obligation: ObligationKey, because: Reopening, reason: String)
    /// A changed charter or calendar moved due instants.
    case duesMoved(moves: [DueMove])
    case charterAccepted(hash: String)
    /// Who was told: one batch of settled deliveries.
    case told(deliveries: [Delivered])
    /// Tasks written into the register, each its own first sight.
    case registered(tasks: [Registration])
    /// What a charter's YAML now says of tasks that are in the register.
    case declared(charter: String, tasks: [DeclaredTask])
    case amended(changes: [Amendment], basis: String, reason: String)
    /// The office has ended what is not done.
    case cancelled(obligations: [ObligationKey], reason: String)
    /// Something cancelled or suspended goes on; `due` in the register's text, nil for the old one.
    case resumed(obligation: ObligationKey, due: String?, reason: String)
    /// A grant: the due in the register's texts, and the paper it rests on.
    case extended(obligation: ObligationKey, from: String?, to: String, basis: String)
    /// Units that owe from now on what others owed.
    case transferred(moves: [Transfer], reason: String)
    /// Nothing is decided to be told until somebody releases it: `first-pass`, `clock`, `ledger`.
    case held(why: String)
    /// What was held is told now; what stood through the end of `toldUntil` counts as told before.
    /// `reason`: why a ledger that its witness denied is accepted.
    case released(toldUntil: CivilDate?, reason: String?)
    /// What was due, and what had been recorded when it was over, by the charter with this hash.
    case over(charter: String, ended: [Ended])
}

extension Event {
    /// Why somebody did it, in words; empty where nobody said.
    package var reason: String {
        switch self {
        case .submitted(_, _, _, _, let note, _): note
        case .withdrawn(_, _, _, let reason), .closed(_, _, let reason, _),
            .reopened(_, _, let reason), .amended(_, _, let reason), .cancelled(_, let reason),
            .resumed(_, _, let reason), .transferred(_, let reason):
            reason
        default: ""
        }
    }
}

/// A task as it enters the register.
package struct Registration: Hashable, Sendable, Codable {
    package let task: AssignmentID
    package let fields: Particulars
    package let by: RegisteredBy
    package let seen: Instant
    /// Fields that YAML does not say itself: a due taken from the class.
    package var taken: [String]?
}

/// What YAML says of a task.
package struct DeclaredTask: Hashable, Sendable, Codable {
    package let task: AssignmentID
    package let fields: Particulars?
}

/// One particular that changed; nil where there was or is none.
package struct Amendment: Hashable, Sendable, Codable {
    package let task: AssignmentID
    package let field: TaskField
    package let from: String?
    package let to: String?
}

/// An obligation that another unit owes from now on.
package struct Transfer: Hashable, Sendable, Codable {
    package let obligation: ObligationKey
    package let from: UnitID
    package let to: UnitID
}

/// Why something is open again.
package enum Reopening: String, Sendable, Codable, CaseIterable {
    case relapse
    /// The closing was not true.
    case `false`
    case error
}

/// A due instant that moved.
package struct DueMove: Hashable, Sendable, Codable {
    package let obligation: ObligationKey
    package let from: CivilDate
    package let to: CivilDate
    /// The times of day; nil in what the first house recorded, which did not know them.
    package var fromTime: TimeOfDay?
    package var toTime: TimeOfDay?

    /// Where it was due before, as people read it.
    package var fromText: String { fromTime.map { "\(from) \($0)" } ?? from.description }
}

/// What became of one delivery, in a `told` entry.
package struct Delivered: Hashable, Sendable, Codable {
    package let notice: NoticeID
    package let channel: ChannelName
    package let outcome: Ending
    /// Why it was refused or given up.
    package let why: String?

    package init(notice: NoticeID, channel: ChannelName, outcome: Ending, why: String? = nil) {
        self.notice = notice
        self.channel = channel
        self.outcome = outcome
        self.why = why
    }
}

/// The ways out of the house. A new one comes last: the ledger's schema grows with them.
package enum ChannelName: String, Hashable, Sendable, Codable, CaseIterable {
    case journal, mail, socket

    package var chinese: String {
        switch self {
        case .journal: "日志"
        case .mail: "邮件"
        case .socket: "套接字"
        }
    }

    /// One message an account and pass, instead of one a person and notice.
    package var sendsDigests: Bool { self == .mail }
}

/// One event in the ledger.
package struct Entry: Hashable, Sendable {
    /// 1 for the first; without gaps.
    package let sequence: Int64
    package let at: Instant
    package let actor: Actor
    package let event: Event
    /// SHA-256 over the entry before and this one, lower-case hexadecimal.
    package let hash: String

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
    package let at: Instant
    package let actor: Actor
    package let event: Event

    package init(at: Instant, actor: Actor, event: Event) {
        self.at = at
        self.actor = actor
        self.event = event
    }
}

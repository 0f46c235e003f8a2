// The standing: the fold of all entries and decided tellings. It holds what happened, never what follows
// from it.

package import Civil

/// What is known about everything that was ever recorded or told.
package struct Standing: Sendable {
    /// When each subject (`Subject.text`) was first seen.
    package private(set) var firstSeen: [String: Instant] = [:]
    /// What was recorded about each obligation.
    package private(set) var records: [ObligationKey: Record] = [:]
    /// What was decided about each obligation's tellings.
    package private(set) var tellings: [ObligationKey: [TellingKey: Telling]] = [:]
    /// Which due dates moved, in the order of recording.
    package private(set) var moves: [ObligationKey: [Move]] = [:]
    /// The hash of the charter last accepted.
    package private(set) var charterHash: String?
    /// The number and hash of the last entry; 0 and an empty hash at the beginning.
    package private(set) var head: (sequence: Int64, hash: String) = (0, "")

    /// A due date that moved, and when that came into force.
    package struct Move: Hashable, Sendable {
        /// From which date to which.
        package let move: DueMove
        /// When it was recorded.
        package let at: Instant
    }

    /// Nothing recorded, nothing told.
    package init() {}

    /// What was recorded about one obligation.
    package func record(of key: ObligationKey) -> Record { records[key] ?? Record() }

    /// What was recorded about when subjects were first seen, for a preview that records nothing.
    mutating func assumeSeen(_ subjects: [String], at instant: Instant) {
        for subject in subjects where firstSeen[subject] == nil { firstSeen[subject] = instant }
    }

    /// Folds in the next entry. Entries are applied in the order of their numbers, each once.
    package mutating func apply(_ entry: Entry) {
        head = (entry.sequence, entry.hash)
        switch entry.event {
        case .firstSeen(let subjects):
            for subject in subjects where firstSeen[subject] == nil {
                firstSeen[subject] = entry.at
            }
        case .submitted(let key, let evidence, let held, let effective, _):
            records[key, default: Record()].submissions.append(
                Submission(
                    entry: entry.sequence, recorded: entry.at, effective: effective ?? entry.at,
                    evidence: evidence, held: held))
        case .withdrawn(let key, let submission, let reopens, _):
            records[key, default: Record()].withdraw(submission, reopens: reopens)
        case .closed(let key, let met, _):
            records[key, default: Record()].closing = Closing(recorded: entry.at, met: met)
        case .reopened(let key, _, _):
            records[key, default: Record()].reopen()
        case .duesMoved(let all):
            for move in all {
                moves[move.obligation, default: []].append(Move(move: move, at: entry.at))
            }
        case .charterAccepted(let hash):
            charterHash = hash
        case .told:
            break
        }
    }

    /// Takes note of tellings that the ledger has stored.
    package mutating func note(_ decided: [Telling], voided: [TellingKey] = []) {
        for key in voided { tellings[key.obligation]?[key] = nil }
        for telling in decided {
            tellings[telling.key.obligation, default: [:]][telling.key] = telling
        }
    }
}

/// What was recorded about one obligation.
package struct Record: Hashable, Sendable {
    /// Everything submitted and not withdrawn, in the order of recording.
    package var submissions: [Submission] = []
    /// The office's closing, while it stands.
    package var closing: Closing?
    /// How often it has been reopened.
    package var episode = 0

    /// Nothing recorded.
    package init() {}

    fileprivate mutating func withdraw(_ entry: Int64, reopens: Bool) {
        submissions.removeAll { $0.entry == entry }
        if reopens { episode += 1 }
    }

    fileprivate mutating func reopen() {
        closing = nil
        submissions = []
        episode += 1
    }
}

/// Something a unit handed in.
package struct Submission: Hashable, Sendable {
    /// The number of the entry that recorded it.
    package let entry: Int64
    /// When it was recorded.
    package let recorded: Instant
    /// The instant that counts: the recorded one, unless the office backdated it.
    package let effective: Instant
    /// Which evidence came with it.
    package let evidence: [String]
    /// The date on which a session was held.
    package let held: CivilDate?
}

/// The office's word that something is done.
package struct Closing: Hashable, Sendable {
    /// When the office closed it.
    package let recorded: Instant
    /// The instant at which it counts as met.
    package let met: Instant
}

// The standing: the fold of all entries and decided tellings. It holds what happened, never what
// follows from it.

package import Civil

/// What is known about everything that was ever recorded or told.
package struct Standing: Sendable {
    package private(set) var register = Register()
    /// When each duty of a bearer (`Subject.text`) was first seen; of a ledger of the first house,
    /// each task too.
    package private(set) var firstSeen: [String: Instant] = [:]
    package private(set) var records: [ObligationKey: Record] = [:]
    package private(set) var tellings: [ObligationKey: [TellingKey: Telling]] = [:]
    /// How often a task's submissions were handed over to its office to be verified, and when last.
    package private(set) var handovers: [AssignmentID: (count: Int, at: Instant)] = [:]
    /// Which due dates moved, in the order of recording.
    package private(set) var moves: [ObligationKey: [Move]] = [:]
    /// What was written down of obligations that were over.
    package private(set) var over: [ObligationKey: Over] = [:]
    /// Notices that never reached their reader: refused so far, or dropped.
    package private(set) var undelivered: Set<NoticeID> = []
    /// The number of the last entry that may have changed what is over, or what is owed.
    private(set) var touched: Int64 = 0
    /// When the last entry was made under a clock that nobody doubted.
    package private(set) var lastAt: Instant?
    /// Why nothing is decided to be told; nil where nothing is held.
    package private(set) var held: String?
    /// Through the end of which date people were told by other means (exact rule 7).
    package private(set) var toldUntil: CivilDate?
    private var wasReleased = false
    package private(set) var charterHash: String?
    /// The number and hash of the last entry; 0 and an empty hash at the beginning.
    package private(set) var head: (sequence: Int64, hash: String) = (0, "")

    /// A due date that moved, and when that came into force.
    package struct Move: Hashable, Sendable {
        package let move: DueMove
        package let at: Instant
    }

    /// The last word on an obligation that was over.
    package struct Over: Hashable, Sendable {
        package let outcome: Ended.Outcome
        let counted: Int?
        let at: Instant?

        init(_ ended: Ended) {
            (outcome, counted, at) = (ended.outcome, ended.counted, ended.at)
        }
    }

    package static let heldForFirstPass = "first-pass"
    package static let heldForClock = "clock"
    package static let heldForLedger = "ledger"

    package init() {}

    /// Nobody was ever told anything, and nobody has said that they may be.
    package var isUntold: Bool { tellings.isEmpty && held == nil && !wasReleased }

    /// When a subject was handed over; nil: it was never seen.
    package func firstSight(of subject: Subject) -> Instant? {
        if case .assignment(let id) = subject { return register[id]?.seen }
        return firstSeen[subject.text]
    }

    /// Everything that the agenda keeps a next look for, in a fixed order.
    package func subjects(under charter: Charter) -> [Subject] {
        register.tasks.keys.sorted().map { .assignment($0) } + charter.dutySubjects
    }

    /// What is to be recorded so that everything of a charter is in the standing: tasks registered,
    /// duties seen.
    package func firstSights(of charter: Charter, now: Instant) -> [Event] {
        let unseen = charter.dutySubjects.map(\.text).filter { firstSeen[$0] == nil }
        let isRegistered = charter.declarations.values.allSatisfy {
            register[$0.id] != nil || $0.fields[.cancelled] != nil
        }
        // A charter that was taken has been compared when it was; nothing is worked out twice.
        let events =
            isRegistered ? [] : reconciled(with: charter, reading: .files, now: now).events
        return events + unseen.batches.map { .firstSeen(subjects: $0) }
    }

    /// Folds in events that nobody records: for a preview.
    package mutating func assume(_ events: [Event], at instant: Instant) {
        for event in events {
            apply(
                Entry(
                    sequence: head.sequence + 1, at: instant, actor: .daemon, event: event,
                    hash: ""))
        }
    }

    /// Folds in the next entry. Entries are applied in the order of their numbers, each once.
    package mutating func apply(_ entry: Entry) {
        head = (entry.sequence, entry.hash)
        if entry.event.touchesWhatIsBehind { touched = entry.sequence }
        if held != Standing.heldForClock, entry.event != .held(why: Standing.heldForClock) {
            lastAt = entry.at
        }
        register.apply(entry.event, number: entry.sequence, at: entry.at)
        switch entry.event {
        case .firstSeen(let subjects):
            for subject in subjects where firstSeen[subject] == nil {
                firstSeen[subject] = entry.at
            }
        case .submitted(let key, let evidence, let held, let effective, _, let title):
            records[key, default: Record()].submissions.append(
                Submission(
                    entry: entry.sequence, recorded: entry.at, effective: effective ?? entry.at,
                    evidence: evidence, held: held, title: title, by: entry.actor))
            handOver(key, at: entry.at)
        case .withdrawn(let key, let submission, let reopens, _):
            records[key, default: Record()].submissions.removeAll { $0.entry == submission }
            if reopens { records[key]?.episode += 1 }
        case .closed(let key, let met, _, let over):
            records[key, default: Record()].closing = Closing(
                recorded: entry.at, met: met, closesMilestones: over == nil, by: entry.actor)
        case .reopened(let key, _, _):
            records[key, default: Record()].closing = nil
            records[key]?.submissions = []
            records[key]?.episode += 1
        case .duesMoved(let all):
            for move in all {
                moves[move.obligation, default: []].append(Move(move: move, at: entry.at))
            }
        case .charterAccepted(let hash):
            charterHash = hash
        case .cancelled(let obligations, _):
            for key in obligations { records[key, default: Record()].cancelledAt = entry.at }
        case .resumed(let key, _, _):
            records[key, default: Record()].cancelledAt = nil
        case .transferred(let moves, _):
            for move in moves { records[move.obligation, default: Record()].episode += 1 }
        case .told(let deliveries):
            for one in deliveries where one.channel.sendsDigests {
                switch one.outcome {
                case .refused, .dropped: undelivered.insert(one.notice)
                case .delivered: undelivered.remove(one.notice)
                case .unproven: break
                }
            }
        case .held(let why):
            held = why
        case .released(let date, _):
            if held == Standing.heldForFirstPass { wasReleased = true }
            held = nil
            toldUntil = [toldUntil, date].compactMap(\.self).max()
        case .over(_, let ended):
            for one in ended { over[one.obligation] = Over(one) }
        // What these say is the register's.
        case .registered, .declared, .amended, .extended: break
        }
    }

    /// Takes note of what the entries that tell of deliveries have come to, without their reading.
    package mutating func note(undelivered notices: [NoticeID]) {
        undelivered.formUnion(notices)
    }

    /// Who was told by a telling and has not got its notice.
    package func undelivered(of telling: Telling) -> [PersonID] {
        undelivered.isEmpty
            ? [] : telling.persons.filter { undelivered.contains(telling.key.notice(to: $0)) }
    }

    /// What was submitted in the first house, when no task was registered yet, is past that step.
    private mutating func handOver(_ key: ObligationKey, at instant: Instant) {
        guard let id = key.taskID, register[id] != nil else { return }
        handovers[id] = ((handovers[id]?.count ?? 0) + 1, instant)
    }

    /// Takes note of tellings that the ledger has stored.
    package mutating func note(_ decided: [Telling], voided: [TellingKey] = []) {
        for key in voided { tellings[key.obligation]?[key] = nil }
        for telling in decided {
            tellings[telling.key.obligation, default: [:]][telling.key] = telling
        }
    }
}

extension Event {
    /// It may change something that an evaluation before it had done with.
    fileprivate var touchesWhatIsBehind: Bool {
        switch self {
        case .told, .firstSeen, .registered: false
        case .over(_, let ended): ended.contains { $0.outcome == .reopened }
        default: true
        }
    }
}

/// What was recorded about one obligation.
package struct Record: Hashable, Sendable {
    /// Everything submitted and not withdrawn, in the order of recording.
    package var submissions: [Submission] = []
    /// The office's closing, while it stands.
    package var closing: Closing?
    /// When the office cancelled it, while it stands.
    package var cancelledAt: Instant?
    package var episode = 0

}

/// Something a unit handed in.
package struct Submission: Hashable, Sendable {
    /// The number of the entry that recorded it.
    package let entry: Int64
    package let recorded: Instant
    /// The instant that counts: the recorded one, unless the office backdated it.
    package let effective: Instant
    package let evidence: [String]
    /// The date on which a session was held.
    package let held: CivilDate?
    package let title: String?
    package let by: Actor
}

/// The office's word that something is done.
package struct Closing: Hashable, Sendable {
    package let recorded: Instant
    /// The instant at which it counts as met.
    package let met: Instant
    /// A closing recorded by the first house: it closed the task's milestones too.
    package let closesMilestones: Bool
    package let by: Actor
}

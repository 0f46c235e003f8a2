// A notice (提醒/催办): one thing to tell one person about one obligation, and the tellings it comes
// from.

package import Civil

/// The name of a notice: 32 lower-case hexadecimal digits, a function of what the notice says
/// (exact rule 9).
package typealias NoticeID = String

/// Why somebody is told.
package enum NoticeKind: String, Sendable, Codable, CaseIterable {
    case rung
    /// An obligation that had a light was met or excused.
    case exit
    case moved
}

/// Which time of telling of an obligation: stable over restarts, reloads and re-ordered YAML.
package struct TellingKey: Hashable, Sendable {
    package let obligation: ObligationKey
    package let episode: Int
    package let due: CivilDate
    package let kind: NoticeKind
    /// The rung's `identity`; empty for `exit` and `moved`.
    package let rung: String
    /// 0 for the first telling, n for the nth repeat.
    package let occurrence: Int

    package init(
        obligation: ObligationKey, episode: Int, due: CivilDate, kind: NoticeKind, rung: String,
        occurrence: Int
    ) {
        self.obligation = obligation
        self.episode = episode
        self.due = due
        self.kind = kind
        self.rung = rung
        self.occurrence = occurrence
    }

    /// The id of the notice of this telling to one person.
    package func notice(to person: PersonID) -> NoticeID {
        let parts = [
            kind.rawValue, obligation.text, String(episode), due.description, rung,
            String(occurrence), person.text,
        ]
        return String(SHA256.hexadecimal(parts.joined(separator: "\n")).prefix(32))
    }
}

/// What was decided about a time of telling. Once decided it is never decided again, save a
/// supersession that the clock has taken back.
package struct Telling: Hashable, Sendable {
    /// How it was decided.
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        case told
        /// It stood at the same instant as another rung, whose notices speak for it (exact rule 5).
        case joined
        /// A later rung was reached before it could be told (exact rule 7).
        case superseded
        /// It was met before it could be told (exact rule 6).
        case dropped
        /// Nobody could be reached up to the root.
        case unreachable
    }

    package let key: TellingKey
    /// The rung's instant, as placed.
    package let at: Instant
    package let decidedAt: Instant
    package let outcome: Outcome
    package let light: Light?
    /// Who was told, sorted; empty unless `told`.
    package let persons: [PersonID]

    package init(
        key: TellingKey, at: Instant, decidedAt: Instant, outcome: Outcome, light: Light?,
        persons: [PersonID]
    ) {
        self.key = key
        self.at = at
        self.decidedAt = decidedAt
        self.outcome = outcome
        self.light = light
        self.persons = persons
    }
}

/// One thing to tell one person about one obligation, with all that a message needs to say it;
/// frozen in the ledger when it is decided.
package struct Notice: Hashable, Sendable {
    package let id: NoticeID
    package let telling: TellingKey
    package let person: PersonID
    package let unit: UnitID
    package let title: String
    /// The rung's instant, as placed.
    package let at: Instant
    package let decidedAt: Instant
    package let due: Instant
    /// The light it brings or, for an exit, the one that goes out.
    package let light: Light?
    /// It is told later than the rung's instant.
    package let isLate: Bool
    /// The due date rests on a calendar that is not published yet.
    package let isProvisional: Bool
    package let asPost: Capacity
    /// How many submissions counted, and how many are owed; nil where it is not a count.
    package let progress: Progress?
    /// Identities of the rungs whose telling this one took over.
    package let supersedes: [String]
    /// The place in the charter of the rung.
    package let rule: String

    /// n of least.
    package struct Progress: Hashable, Sendable {
        package let done: Int
        package let least: Int

        package init(done: Int, least: Int) {
            self.done = done
            self.least = least
        }
    }

    /// A notice of these parts; the id follows from them.
    package init(
        telling: TellingKey, person: PersonID, unit: UnitID, title: String, at: Instant,
        decidedAt: Instant, due: Instant, light: Light?, isLate: Bool, isProvisional: Bool,
        asPost: Capacity, progress: Progress?, supersedes: [String], rule: String
    ) {
        id = telling.notice(to: person)
        self.telling = telling
        self.person = person
        self.unit = unit
        self.title = title
        self.at = at
        self.decidedAt = decidedAt
        self.due = due
        self.light = light
        self.isLate = isLate
        self.isProvisional = isProvisional
        self.asPost = asPost
        self.progress = progress
        self.supersedes = supersedes
        self.rule = rule
    }
}

/// What one evaluation of one subject decided: to be enqueued in one transaction.
package struct Decisions: Sendable {
    package var notices: [Notice] = []
    package var tellings: [Telling] = []
    /// Supersessions that a clock set back has made void.
    package var voided: [TellingKey] = []
    /// Tasks that go over to other units; nothing else is decided about them before that is
    /// recorded.
    package var transfers: [Transfer] = []
    /// What is over and has not been written down yet, or is not over any more.
    package var ended: [Ended] = []
    /// When to look again; nil: only when something happens.
    package var nextLook: Instant?

    package init() {}

    package var isEmpty: Bool {
        notices.isEmpty && tellings.isEmpty && voided.isEmpty && ended.isEmpty
            && transfers.isEmpty
    }

    package mutating func merge(_ other: Decisions) {
        notices += other.notices
        tellings += other.tellings
        voided += other.voided
        ended += other.ended
        transfers += other.transfers
        if let look = other.nextLook { nextLook = min(nextLook ?? look, look) }
    }
}

// A charter, what was recorded and decided under it, and the agenda of next looks, as one value.
// Preview, daemon and the tests' stories all work it off by the same turns; they differ in where
// the decisions go.

package import Civil

/// Supervision at work: look at everything once, then take turns until none is left, and again at
/// `nextLook`.
package struct Supervision: Sendable {
    package private(set) var standing: Standing
    private var evaluator: Evaluator
    private var agenda = Agenda()
    /// What is to be recorded before anything else, because it had not been seen when everything
    /// was looked at.
    private var firstSights: [Event] = []
    /// Counts how often everything was looked at: a turn taken before belongs to another agenda.
    private var round = 0

    /// Supervision under a charter; nothing is on the agenda yet.
    package init(charter: Charter, standing: Standing = Standing()) {
        evaluator = Evaluator(charter: charter)
        self.standing = standing
    }

    package var charter: Charter { evaluator.charter }

    /// When somebody is to be looked at next; nil: only when something happens.
    package var nextLook: Instant? { mutating get { agenda.next } }

    // MARK: What is looked at

    /// Brings another charter into force: nothing of it is on the agenda yet.
    package mutating func adopt(_ charter: Charter) {
        evaluator = Evaluator(charter: charter)
        agenda = Agenda()
        firstSights = []
    }

    /// Puts every subject on the agenda.
    package mutating func lookAtEverything(at now: Instant) {
        round += 1
        firstSights = standing.firstSights(of: charter, now: now)
        for subject in standing.subjects(under: charter) { agenda.schedule(subject, at: now) }
    }

    /// Puts one subject on the agenda, because something was recorded about it.
    package mutating func look(at subject: Subject, at instant: Instant) {
        agenda.schedule(subject, at: instant)
    }

    /// What is to be recorded of what was never seen before; nil: all was seen. It is the same
    /// until it is applied.
    package var firstSight: Event? { firstSights.first }

    /// Folds in the next entry.
    package mutating func apply(_ entry: Entry) {
        standing.apply(entry)
        if entry.event == firstSights.first { firstSights.removeFirst() }
        if case .registered(let tasks) = entry.event {
            for one in tasks { agenda.schedule(.assignment(one.task), at: entry.at) }
        }
    }

    /// Folds in events that nobody records, for a preview.
    package mutating func assume(_ events: [Event], at instant: Instant) {
        standing.assume(events, at: instant)
    }

    // MARK: Turns

    /// What was decided about a few subjects: to be stored, then to be kept or taken back.
    package struct Turn: Sendable {
        /// To be stored in one transaction.
        package var decisions = Decisions()
        fileprivate var looks: [(subject: Subject, next: Instant?)] = []
        fileprivate let round: Int
        /// The last entry that it has taken into account.
        fileprivate let head: Int64
    }

    /// Takes off what is due and evaluates it; nil when nothing is due.
    package mutating func turn(at now: Instant, subjectsMax: Int = 64) -> Turn? {
        var turn = Turn(round: round, head: standing.head.sequence)
        while turn.looks.count < subjectsMax, let subject = agenda.popDue(at: now) {
            look(at: subject, in: &turn, now)
        }
        return turn.looks.isEmpty ? nil : turn
    }

    /// A turn as it is by what was recorded since it was taken; empty when everything is looked at
    /// anew.
    package mutating func renewed(_ turn: Turn, at now: Instant) -> Turn {
        guard turn.head != standing.head.sequence || turn.round != round else { return turn }
        var renewed = Turn(round: turn.round, head: standing.head.sequence)
        guard turn.round == round else { return renewed }
        for look in turn.looks { self.look(at: look.subject, in: &renewed, now, isAfresh: true) }
        return renewed
    }

    private mutating func look(
        at subject: Subject, in turn: inout Turn, _ now: Instant, isAfresh: Bool = false
    ) {
        let own = evaluator.evaluate(
            subject, standing: standing, now: now, isAfresh: isAfresh)
        turn.looks.append((subject, own.nextLook))
        turn.decisions.merge(own)
    }

    /// A turn's decisions are stored, or there were none.
    package mutating func keep(_ turn: Turn) {
        standing.note(turn.decisions.tellings, voided: turn.decisions.voided)
        schedule(turn) { $0 }
    }

    /// A turn's decisions could not be stored: its subjects are due as they were.
    package mutating func takeBack(_ turn: Turn, at now: Instant) {
        schedule(turn) { _ in now }
    }

    /// Something recorded meanwhile may have asked for an earlier look; another agenda has its own.
    private mutating func schedule(_ turn: Turn, at instant: (Instant?) -> Instant?) {
        guard turn.round == round else { return }
        for look in turn.looks {
            let next = instant(look.next)
            if let wanted = agenda.place(of: look.subject), next.map({ wanted < $0 }) ?? true {
                continue
            }
            agenda.schedule(look.subject, at: next)
        }
    }

    /// Whether looking at all that is due would send more than so many notices.
    package func sends(moreThan most: Int, at now: Instant) -> Bool {
        var trial = self
        var count = 0
        while count <= most, let turn = trial.turn(at: now) {
            count += turn.decisions.notices.count
        }
        return count > most
    }

    // MARK: Never silent

    /// Holds the agenda against an evaluation of one subject (exact rule 13): true when it would
    /// have been looked at too late, or never, and has been put where it belongs. Nobody may hold a
    /// turn meanwhile.
    package mutating func mend(_ subject: Subject, at now: Instant) -> Bool {
        let decisions = evaluator.evaluate(
            subject, standing: standing, now: now, isAfresh: true)
        guard let wanted = decisions.isEmpty ? decisions.nextLook : now else { return false }
        if let place = agenda.place(of: subject), place <= wanted { return false }
        agenda.schedule(subject, at: wanted)
        return true
    }

    // MARK: Preview

    /// Who would be told what, when and why, if nothing were recorded: all notices decided from
    /// `from` through `through`, in the order of telling; `decidedAt` of each is when it would be
    /// told. What was never seen is first seen at `from`.
    package mutating func notices(from: Instant, through: Instant) -> [Notice] {
        assume(standing.firstSights(of: charter, now: from), at: from)
        lookAtEverything(at: from)
        var result: [Notice] = []
        while let now = nextLook, now <= through {
            while let turn = turn(at: now) {
                assume(turn.decisions.events(charter: charter.hash), at: now)
                keep(turn)
                result += turn.decisions.notices
            }
        }
        return result.sorted {
            ($0.decidedAt, $0.telling.obligation, $0.person, $0.id)
                < ($1.decidedAt, $1.telling.obligation, $1.person, $1.id)
        }
    }

    // MARK: Asking

    /// Everything a subject owes, with what was recorded about it.
    package mutating func situations(of subject: Subject, at now: Instant) -> [Situation] {
        evaluator.situations(of: subject, standing: standing, now: now)
    }

    /// One obligation as it stands; nil when the charter has none of that name now.
    package mutating func situation(of key: ObligationKey, at now: Instant) -> Situation? {
        guard let subject = charter.subject(named: key.text) else { return nil }
        return situations(of: subject, at: now).first { $0.obligation.key == key }
    }

    /// What another charter changes.
    package func change(
        to charter: Charter, wish: Reconciliation.Wish, at now: Instant
    ) -> CharterChange {
        var evaluator = evaluator
        return evaluator.change(
            to: charter, standing: standing,
            reading: wish.overVerbs ? .filesOverVerbs : .files, cancelGone: wish.cancelGone,
            now: now)
    }

    /// Whether somebody may record what they ask for, and the entry that it becomes.
    package mutating func judge(_ command: Command, at now: Instant) throws(Denial) -> Allowed {
        try evaluator.judge(command, standing: standing, now: now)
    }
}

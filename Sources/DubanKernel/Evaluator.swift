// evaluate: what to tell whom, and when to look again. Pure: the same charter, standing and instant
// give the same decisions on any machine.

package import Civil

/// The deciding half of duban's heart; the recording half is `Standing.apply`.
package struct Evaluator: Sendable {
    package let charter: Charter
    /// Schedules that bearers share. They are kept, as tasks are: it changes no result.
    var schedules: [SharedSchedule: Schedule] = [:]
    /// Registered tasks as this charter reads them, by the entry that changed them last.
    private var assignments: [AssignmentID: (revision: Int64, assignment: Assignment?)] = [:]

    package init(charter: Charter) { self.charter = charter }

    /// A telling decided later than this after its instant is marked late.
    static let lateAfterMicroseconds: Int64 = 300_000_000

    /// A task of the register as the charter reads it; nil when the charter no longer has what it
    /// names.
    mutating func assignment(_ id: AssignmentID, in register: Register) -> Assignment? {
        guard let task = register[id] else { return nil }
        if let known = assignments[id], known.revision == task.revision { return known.assignment }
        let assignment = task.assignment(in: charter)
        assignments[id] = (task.revision, assignment)
        return assignment
    }

    /// What is to be told about a subject at `now`. A subject that was never seen owes nothing yet.
    package mutating func evaluate(
        _ subject: Subject, standing: Standing, now: Instant
    ) -> Decisions {
        var decisions = Decisions()
        let resolved = resolve(subject, standing: standing, now: now)
        let situations = situations(of: subject, resolved.obligations, standing)
        if case .assignment = subject {
            decisions.transfers = transfers(of: situations, now: now)
            if !decisions.transfers.isEmpty {
                decisions.nextLook = now
                return decisions
            }
        }
        for situation in situations {
            let key = situation.obligation.key
            var evaluation = Evaluation(
                charter: charter, situation: situation, decided: standing.tellings[key] ?? [:],
                moves: standing.moves[key] ?? [], undelivered: standing.undelivered(of:), now: now)
            let over = standing.over[key]
            decisions.merge(evaluation.decide(over: situation.isPast(at: now) ? over : nil))
            decisions.note(situation, over: over, at: now)
        }
        decisions.nextLook = nextLook(behind: resolved, now: now, found: decisions.nextLook)
        if let end = resolved.obligations.first.flatMap({ charter.end(of: $0.unit) }), end > now {
            decisions.nextLook = min(decisions.nextLook ?? end, end)
        }
        return decisions
    }

    /// Everything a subject owes with what was recorded about it.
    package mutating func situations(
        of subject: Subject, standing: Standing, now: Instant
    ) -> [Situation] {
        let resolved = resolve(subject, standing: standing, now: now)
        return situations(of: subject, resolved.obligations, standing)
    }

    private func situations(
        of subject: Subject, _ obligations: [Obligation], _ standing: Standing
    ) -> [Situation] {
        var whole: Record?
        if case .assignment(let id) = subject {
            whole = standing.records[ObligationKey(task: id)]
        }
        return obligations.map {
            if case .step = $0.kind, let id = $0.key.taskID {
                // Handed over again, it is told again.
                let count = standing.handovers[id]?.count ?? 1
                return Situation($0, record: Record(episode: count - 1))
            }
            return Situation(
                $0, record: standing.records[$0.key] ?? Record(), whole: whole,
                excusedAt: $0.person == nil ? nil : charter.end(of: $0.unit))
        }
    }

    /// A task whose lead has ended goes over to the successor, with all its parts that are still
    /// owed.
    private func transfers(of situations: [Situation], now: Instant) -> [Transfer] {
        let today = charter.zone.civil(now).date
        let owed = situations.filter { $0.obligation.kind != .step && $0.isOwed(at: now) }
        return owed.map(\.obligation).compactMap { obligation in
            let successor = charter.successor(of: obligation.unit, on: today)
            return successor == obligation.unit
                ? nil : Transfer(obligation: obligation.key, from: obligation.unit, to: successor)
        }
    }
}

/// The evaluation of one obligation at one instant.
private struct Evaluation {
    let charter: Charter
    let situation: Situation
    let decided: [TellingKey: Telling]
    let moves: [Standing.Move]
    let undelivered: (Telling) -> [PersonID]
    let now: Instant
    var decisions = Decisions()

    var obligation: Obligation { situation.obligation }
    var placement: Placement { obligation.schedule.placement }
    var episode: Int { situation.record.episode }

    /// `over`: what was written of a period that is past; of that only the exit is still told.
    mutating func decide(over: Standing.Over?) -> Decisions {
        voidSupersessionsAhead()
        switch over?.outcome {
        case nil, .reopened:
            tellMove()
            tellRungs()
            tellExit()
        case .met, .metLate, .closed: tellExit()
        case .missed, .excused, .cancelled, .notHere: break
        }
        return decisions
    }

    /// A clock set back has put superseded rungs into the future again: they will be told in their
    /// time.
    private mutating func voidSupersessionsAhead() {
        decisions.voided =
            decided.values.filter { $0.outcome == .superseded && $0.at > now }.map(\.key)
            .sorted { ($0.rung, $0.occurrence) < ($1.rung, $1.occurrence) }
    }

    // MARK: Rungs

    private mutating func tellRungs() {
        // Told in time and met at that very instant: not told (exact rule 6).
        let rests = [situation.settledAt ?? situation.restingSince, situation.excusedAt]
        let restsFrom = rests.compactMap(\.self).min() ?? .distantFuture
        var (reached, next) = obligation.schedule.points(through: now)
        if situation.met == nil, situation.restingSince == nil, let next, next < restsFrom {
            look(at: next)
        }
        reached.removeAll { $0.at >= restsFrom || isDecided(key(of: $0)) }
        guard !reached.isEmpty else { return }
        let told = lastTold()
        for point in reached where point.at <= told {
            record(point, point.at == told ? .joined : .superseded)
        }
        let open = reached.filter { $0.at > told }
        guard let latest = open.map(\.at).max() else { return }
        if restsFrom <= now {
            for point in open { record(point, .dropped) }
        } else if isLate(latest),
            let opening = open.map({ placement.next($0.step.rung.hours, from: now) }).min(),
            opening > now
        {
            // Late news waits until it may be told.
            look(at: opening)
        } else {
            tell(open, asOf: latest)
        }
    }

    /// Exact rules 5 and 7: one telling for all points, as of the latest instant.
    private mutating func tell(_ open: [Schedule.Point], asOf latest: Instant) {
        let together = open.filter { $0.at == latest }
        guard let speaker = together.max(by: { $1.isLater(than: $0) }) else { return }
        let overtaken = open.filter { $0.at < latest }
        let named = open.flatMap {
            charter.named(by: $0.step.rung, isRepeat: $0.occurrence > 0, for: obligation)
        }
        guard !named.isEmpty else {
            for point in overtaken { record(point, .superseded) }
            for point in together { record(point, .joined) }
            return
        }
        let reached = charter.reached(
            by: named, for: obligation, on: placement.zone.civil(now).date)
        // An entry is told once: the telling takes over the light that an overtaken rung brought.
        // What is told after the last late day has none any more.
        let overtakes = open.contains { $0.step.rung.light != nil }
        let brought = speaker.step.rung.light ?? (overtakes ? situation.light(at: now) : nil)
        let own = key(of: speaker)
        tell(
            reached, own, at: latest, light: situation.isPast(at: now) ? nil : brought,
            supersedes: overtaken.map(\.name), rule: speaker.step.rung.origin)
        for point in together where key(of: point) != own { record(point, .joined) }
        for point in overtaken { record(point, .superseded) }
    }

    /// The instant of the last telling of this due date that people have heard of, not after now.
    private func lastTold() -> Instant {
        decided.values.filter {
            $0.key.episode == episode && $0.key.due == obligation.due.date && $0.at <= now
                && ($0.outcome == .told || $0.outcome == .unreachable) && $0.key.kind != .exit
        }.map(\.at).max() ?? .distantPast
    }

    // MARK: Exits and moves

    /// Good news waits for the next `remind-at` and goes to those who have heard of a light, or
    /// after the due instant.
    private mutating func tellExit() {
        guard let met = situation.met else { return }
        let heard = decided.values.filter {
            $0.key.episode == episode && $0.key.kind == .rung && $0.outcome == .told
                && ($0.light != nil || $0.at > obligation.due.instant)
        }
        let told = decided.values.contains { $0.key.episode == episode && $0.key.kind == .exit }
        let readers = readers(of: heard, .exit)
        guard !readers.isEmpty, !told else { return }
        let at = placement.nextReminder(after: met.recorded)
        guard at <= now else { return look(at: at) }
        let light = heard.max { ($0.at, $0.key.rung) < ($1.at, $1.key.rung) }?.light
        tell(readers, key(.exit), at: at, light: light, rule: obligation.origin)
    }

    /// A moved due date is told once to those who know the old one; rungs of the new one that are
    /// already past are not told beside it.
    private mutating func tellMove() {
        guard situation.met == nil, situation.restingSince == nil,
            let move = moves.last(where: { $0.move.to == obligation.due.date })
        else { return }
        let readers = readers(
            of: decided.values.filter {
                $0.key.episode == episode && $0.key.due != obligation.due.date
                    && $0.outcome == .told
            }, .moved)
        let key = key(.moved)
        guard decided[key] == nil, move.at <= now, !readers.isEmpty else { return }
        guard placement.isOpen(now) else { return look(at: placement.nextOpening(now)) }
        tell(
            readers, key, at: move.at, light: situation.light(at: now), rule: obligation.origin)
        let (reached, _) = obligation.schedule.points(through: move.at)
        for point in reached where !isDecided(self.key(of: point)) { record(point, .superseded) }
    }

    /// Who was told before and can be told again, and as what. Nobody learns that something is over
    /// who never got word of it.
    private func readers(of tellings: [Telling], _ kind: NoticeKind) -> [Reached] {
        let persons = tellings.flatMap { telling in
            let deaf = kind == .exit ? undelivered(telling) : []
            return telling.persons.filter { !deaf.contains($0) }
        }
        return Set(persons).sorted().filter { charter.receiver(of: $0) != nil }
            .map { Reached(person: $0, asPost: .told(kind)) }
    }

    // MARK: Making

    private func isDecided(_ key: TellingKey) -> Bool {
        decided[key] != nil || decisions.tellings.contains { $0.key == key }
    }

    private func key(of point: Schedule.Point) -> TellingKey {
        key(.rung, rung: point.step.identity, occurrence: point.occurrence)
    }

    private func key(_ kind: NoticeKind, rung: String = "", occurrence: Int = 0) -> TellingKey {
        TellingKey(
            obligation: obligation.key, episode: episode, due: obligation.due.date, kind: kind,
            rung: rung, occurrence: occurrence)
    }

    private mutating func record(_ point: Schedule.Point, _ outcome: Telling.Outcome) {
        decisions.tellings.append(
            Telling(
                key: key(of: point), at: point.at, decidedAt: now, outcome: outcome,
                light: point.step.rung.light, persons: []))
    }

    private mutating func tell(
        _ reached: [Reached], _ key: TellingKey, at: Instant, light: Light?,
        supersedes: [String] = [], rule: Origin
    ) {
        decisions.tellings.append(
            Telling(
                key: key, at: at, decidedAt: now, outcome: reached.isEmpty ? .unreachable : .told,
                light: light, persons: reached.map(\.person).sorted()))
        decisions.notices += reached.map {
            Notice(
                telling: key, person: $0.person, unit: obligation.unit, title: obligation.title,
                at: at, decidedAt: now, due: obligation.due.instant, light: light,
                isLate: isLate(at), isProvisional: obligation.due.isProvisional,
                asPost: $0.asPost, progress: situation.progress, supersedes: supersedes,
                rule: rule.description)
        }
    }

    private func isLate(_ at: Instant) -> Bool {
        now > at.adding(microseconds: Evaluator.lateAfterMicroseconds)
    }

    private mutating func look(at instant: Instant) {
        decisions.nextLook = min(decisions.nextLook ?? instant, instant)
    }
}

extension Schedule.Point {
    /// The rung's identity, with the number of the repeat.
    fileprivate var name: String {
        occurrence == 0 ? step.identity : "\(step.identity) #\(occurrence)"
    }
}

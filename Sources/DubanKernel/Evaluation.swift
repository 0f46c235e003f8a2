// One obligation at one instant: which of its rungs, its move and its exit are told to whom, exact
// rules 5 to 10 and 14, and when to look at it again.

import Civil

/// The evaluation of one obligation at one instant.
struct Evaluation {
    let charter: Charter
    let situation: Situation
    let decided: [TellingKey: Telling]
    let moves: [Standing.Move]
    let undelivered: (Telling) -> [PersonID]
    /// Rungs through this instant were told by other means.
    let toldUntil: Instant?
    let now: Instant
    /// The last point of each rung up to which all have been decided.
    private(set) var behind: [Schedule.Point]
    private(set) var decisions = Decisions()

    var obligation: Obligation { situation.obligation }
    var placement: Placement { obligation.schedule.placement }
    var episode: Int { situation.record.episode }

    /// `over`: what was written of a period that is past; of that only the exit is still told.
    mutating func decide(over: Standing.Over?) -> Decisions {
        // What is known of an earlier instant shows that the clock was not set back.
        if behind.isEmpty { voidSupersessionsAhead() }
        switch over?.outcome {
        case nil, .reopened:
            tellRungs(besides: tellMove())
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

    /// `movedTo`: who is told now that the due instant has moved, and of nothing beside it.
    private mutating func tellRungs(besides movedTo: Set<PersonID>) {
        // Told in time and met at that very instant: not told (exact rule 6).
        let rests = [situation.settledAt ?? situation.restingSince, situation.excusedAt]
        let restsFrom = rests.compactMap(\.self).min() ?? .distantFuture
        var (reached, next) = obligation.schedule.points(through: now, from: behind)
        noteDecided(among: reached)
        if situation.met == nil, situation.restingSince == nil, let next, next < restsFrom {
            look(at: next)
        }
        reached.removeAll { $0.at >= restsFrom || isDecided(key(of: $0)) }
        guard !reached.isEmpty else { return }
        for point in reached where toldUntil.map({ point.at <= $0 }) ?? false {
            record(point, .superseded)
        }
        reached.removeAll { isDecided(key(of: $0)) }
        let told = lastTold()
        let open = reached.filter { $0.at > told || heardMeanwhile($0) != nil }
        let past = reached.filter { $0.at <= told && heardMeanwhile($0) == nil }
        for point in past { record(point, point.at == told ? .joined : .superseded) }
        guard restsFrom > now else {
            for point in open { record(point, .dropped) }
            return
        }
        // Late news waits until it may be told, what is urgent for less long than the rest.
        var ready = open
        for (hours, points) in Dictionary(grouping: open, by: \.step.rung.hours) {
            let opening = placement.next(hours, from: now)
            guard opening > now, points.allSatisfy({ isLate($0.at) }) else { continue }
            look(at: opening)
            ready.removeAll { $0.step.rung.hours == hours }
        }
        tell(ready, besides: movedTo)
    }

    /// What is decided only now may yet be taken back.
    private mutating func noteDecided(among points: [Schedule.Point]) {
        behind = []
        var open: Schedule.Step?
        for point in points where point.step !== open {
            if decided[key(of: point)] == nil {
                open = point.step
            } else if behind.last?.step === point.step {
                behind[behind.count - 1] = point
            } else {
                behind.append(point)
            }
        }
    }

    /// Exact rules 5 and 7: one telling for all points, as of the latest instant.
    private mutating func tell(_ open: [Schedule.Point], besides movedTo: Set<PersonID>) {
        guard let latest = open.map(\.at).max() else { return }
        let (together, overtaken) = (
            open.filter { $0.at == latest }, open.filter { $0.at < latest }
        )
        guard let speaker = together.max(by: { $0.step.rank < $1.step.rank }) else { return }
        let own = key(of: speaker)
        let reached = open.map { self.reached(by: $0, besides: movedTo) }
        let isAnybodyLeft = reached.contains { !$0.left.isEmpty || $0.isUnreachable }
        if isAnybodyLeft {
            var seen: Set<PersonID> = []
            tell(
                reached.flatMap(\.left).filter { seen.insert($0.person).inserted }, own,
                at: latest, light: situation.light(at: now), supersedes: overtaken.map(\.name),
                rule: speaker.step.rung.origin)
        }
        for point in together where !isAnybodyLeft || key(of: point) != own {
            record(point, .joined)
        }
        for point in overtaken { record(point, .superseded) }
    }

    /// Whom a point names and has not been told of it meanwhile.
    private func reached(
        by point: Schedule.Point, besides movedTo: Set<PersonID>
    ) -> (left: [Reached], isUnreachable: Bool) {
        let named = charter.named(
            by: point.step.rung, isRepeat: point.occurrence > 0, for: obligation)
        let all = charter.reached(
            by: named, for: obligation, on: placement.zone.civil(now).date)
        let heard = movedTo.union(heardMeanwhile(point) ?? [])
        return (
            all.filter { !heard.contains($0.person) }, all.isEmpty && !named.isEmpty
        )
    }

    /// Who was told of what is more urgent while a point waited for its hours (exact rule 5); nil
    /// when it did not.
    private func heardMeanwhile(_ point: Schedule.Point) -> Set<PersonID>? {
        let hours = point.step.rung.hours
        let urgent = Set(
            obligation.schedule.steps.filter { $0.rung.hours > hours }.map(\.identity))
        guard !urgent.isEmpty else { return nil }
        let since = decided.values.filter { isOfThisDue($0.key) && $0.decidedAt >= point.at }
        guard !since.contains(where: { placement.isOpen($0.decidedAt, for: hours) }) else {
            return nil
        }
        let before = since.filter {
            $0.key.kind == .rung && $0.outcome == .told && urgent.contains($0.key.rung)
        }
        return before.isEmpty ? nil : Set(before.flatMap(\.persons))
    }

    /// The instant of the last telling of this due date that people have heard of, not after now.
    private func lastTold() -> Instant {
        decided.values.filter {
            isOfThisDue($0.key) && $0.at <= now
                && ($0.outcome == .told || $0.outcome == .unreachable) && $0.key.kind != .exit
        }.map(\.at).max() ?? .distantPast
    }

    private func isOfThisDue(_ key: TellingKey) -> Bool {
        key.episode == episode && key.due == obligation.due.date
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
        // Nobody learns that something is over who never got word of it.
        let readers = readers(
            Set(heard.flatMap { Set($0.persons).subtracting(undelivered($0)) }), .exit)
        guard !readers.isEmpty, !told else { return }
        let at = placement.nextReminder(after: met.recorded)
        guard at <= now else { return look(at: at) }
        let light = heard.max { ($0.at, $0.key.rung) < ($1.at, $1.key.rung) }?.light
        tell(readers, key(.exit), at: at, light: light, rule: obligation.origin)
    }

    /// Exact rule 14: everybody whose latest word named another due instant is told of the last
    /// move.
    ///
    /// - Returns: who is told of it now.
    private mutating func tellMove() -> Set<PersonID> {
        let here = moves.indices.filter { moves[$0].move.to == obligation.due.date }
        guard situation.met == nil, situation.restingSince == nil, let last = here.last,
            // What the first house recorded counts as told.
            moves[last].move.toTime != nil
        else { return [] }
        let key = key(.moved, occurrence: here.count - 1)
        let readers = readers(latestWords.filter { isOutdated($0.value) }.keys, .moved)
        guard decided[key] == nil, moves[last].at <= now, !readers.isEmpty else { return [] }
        guard placement.isOpen(now) else {
            look(at: placement.nextOpening(now))
            return []
        }
        tell(
            readers, key, at: moves[last].at, light: situation.light(at: now),
            rule: obligation.origin)
        return Set(readers.map(\.person))
    }

    /// What everybody was told last in this episode.
    private var latestWords: [PersonID: Telling] {
        let told = decided.values.filter { $0.key.episode == episode && $0.outcome == .told }
        var words: [PersonID: Telling] = [:]
        for telling in told {
            for person in telling.persons {
                guard let known = words[person] else {
                    words[person] = telling
                    continue
                }
                let isLater =
                    known.decidedAt == telling.decidedAt
                    ? known.key.due != obligation.due.date : known.decidedAt < telling.decidedAt
                if isLater { words[person] = telling }
            }
        }
        return words
    }

    /// Whether a telling named another due instant than the one that holds.
    private func isOutdated(_ word: Telling) -> Bool {
        let due = obligation.schedule.civilDue
        guard word.key.due == due.date else { return true }
        let since = moves.first { $0.at > word.decidedAt && $0.move.fromTime != nil }?.move
        return since.map { $0.from == due.date && $0.fromTime != due.time } ?? false
    }

    /// Who can be told again, and as what.
    private func readers(_ persons: some Sequence<PersonID>, _ kind: NoticeKind) -> [Reached] {
        persons.sorted().filter { charter.receiver(of: $0) != nil }
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

// A schedule: the placed rungs of one ladder around one due date. Every bearer of a duty with the
// same days and hours shares one, so that a province places each rung once and not twelve thousand
// times.

package import Civil

/// The placed rungs of a ladder.
package struct Schedule: Sendable {
    /// A rung with the instant of its first telling. Shared by all points that come of it, and by
    /// every bearer: a class, because copies of a rung were a third of an evaluation.
    final class Step: Sendable {
        let rung: Rung
        let identity: String
        let at: Instant
        /// Which of two rungs is the later one (exact rule 5): where the charter's words put it,
        /// the height of its light, its place in the ladder.
        let rank: (Instant, Int, Int)

        init(_ rung: Rung, at: Instant, nominal: Instant, index: Int) {
            self.rung = rung
            identity = rung.identity
            self.at = at
            rank = (nominal, Light.height(rung.light), index)
        }
    }

    package let due: Due
    /// When the obligation is handed over or its period opens.
    package let opens: Instant
    /// The last instant at which a late one counts; nil: for ever.
    package let lateUntil: Instant?
    let placement: Placement
    /// By instant, then rank.
    let steps: [Step]
    /// Rungs written as before the due instant that would stand after it; dropped (exact rule 5).
    let dropped: [Rung]

    init(
        ladder: Ladder, due: Due, opens: Instant, ofTaskSince start: Instant? = nil,
        lateUntil: Instant?, named: [String: CivilDate] = [:], placement: Placement
    ) {
        let anchors = Anchors(
            due: due, opens: opens, opensOn: placement.zone.civil(opens).date, start: start,
            named: named)
        var steps: [Step] = []
        var dropped: [Rung] = []
        var earliest = opens
        for (index, rung) in ladder.rungs.enumerated() {
            guard let nominal = placement.nominal(rung, around: anchors) else { continue }
            guard let at = placement.instant(of: rung, around: anchors) else {
                earliest = min(earliest, nominal, due.instant)
                dropped.append(rung)
                continue
            }
            earliest = min(earliest, nominal, at)
            steps.append(Step(rung, at: at, nominal: nominal, index: index))
        }
        self.due = due
        self.opens = opens
        self.lateUntil = lateUntil
        self.placement = placement
        self.steps = steps.sorted { $0.at == $1.at ? $0.rank < $1.rank : $0.at < $1.at }
        self.dropped = dropped
        self.earliest = earliest
    }

    /// Of a step that an office owes from `instant` on and that has no due of its own: its start
    /// stands for it, and is told with what else the office is told.
    init(handedOver instant: Instant, telling rung: Rung, placement: Placement) {
        due = Due(
            date: placement.zone.civil(instant).date, instant: instant, isProvisional: false)
        (opens, earliest, lateUntil, dropped) = (instant, instant, nil, [])
        self.placement = placement
        steps = [
            Step(rung, at: placement.nextPage(after: instant), nominal: instant, index: 0)
        ]
    }

    /// One time at which somebody is told, if nothing has happened by then.
    struct Point: Sendable {
        let step: Step
        let occurrence: Int
        let at: Instant

    }

    /// Rungs were dropped, and nothing is left that is told before the due instant.
    package var isSilentBeforeDue: Bool {
        !dropped.isEmpty && !steps.contains { $0.at < due.instant }
    }

    /// The due instant as the charter's clocks show it; 24:00 belongs to the day that it ends.
    package var civilDue: CivilDateTime {
        let local = placement.zone.civil(due.instant)
        return CivilDateTime(due.date, local.date > due.date ? .endOfDay : local.time)
    }

    /// When it can be met no more; never where there is no end.
    var end: Instant { lateUntil ?? .distantFuture }

    /// All points at or before `limit`, and the first instant behind it. Of a rung that has one
    /// among `known`, only that one and those after it.
    func points(
        through limit: Instant, from known: [Point] = []
    ) -> (reached: [Point], next: Instant?) {
        var reached: [Point] = []
        var next: Instant?
        for step in steps {
            var point =
                known.first { $0.step.identity == step.identity }
                .map { Point(step: step, occurrence: $0.occurrence, at: $0.at) }
                ?? Point(step: step, occurrence: 0, at: step.at)
            while point.at <= end {
                if point.at > limit {
                    next = min(next ?? point.at, point.at)
                    break
                }
                reached.append(point)
                guard let following = repeated(point) else { break }
                point = following
            }
        }
        return (reached, next)
    }

    /// No rung stands before this, and none of a later period before that one's: it is never later
    /// in an earlier period, because rungs that have no room there are counted too.
    let earliest: Instant

    private func repeated(_ point: Point) -> Point? {
        let number = point.occurrence + 1
        guard let repetition = point.step.rung.repetition,
            repetition.times.map({ number <= $0 }) ?? true
        else { return nil }
        let at = placement.instant(
            of: point.step.rung, repeatedAfter: point.at, wait: repetition.wait(before: number))
        // A week without working days has no later one.
        guard at > point.at else { return nil }
        return Point(step: point.step, occurrence: number, at: at)
    }
}

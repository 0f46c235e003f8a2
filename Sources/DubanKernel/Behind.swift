// What the evaluations of a subject before have done with, so that each one costs what is open and
// not what ever was: a year's preview, or a task that is told of every day for years, would else
// grow with its square. A memory only: without it the result is the same.

import Civil

/// What a subject's evaluations need not look at again, as long as nothing was recorded and the
/// clock was not set back.
struct Behind: Sendable {
    /// No period before this date has anything to be told or written down any more.
    private(set) var periods: CivilDate?
    /// Of what is told many times, the last point of each rung up to which all are decided.
    private(set) var points: [ObligationKey: [Schedule.Point]] = [:]
    private var isOpen = false
    private var touched: Int64 = 0
    private var at = Instant.distantPast

    var isEmpty: Bool { periods == nil && points.isEmpty }

    func holds(_ standing: Standing, at now: Instant) -> Bool {
        touched == standing.touched && at <= now
    }

    func made(of standing: Standing, at now: Instant) -> Behind {
        var made = self
        (made.touched, made.at, made.isOpen) = (standing.touched, now, false)
        return made
    }

    /// Takes note of the next obligation in the order of periods. `isDone`: it is over, written
    /// down, and nothing was decided about it or is to come.
    mutating func note(
        _ situation: Situation, _ decided: [Schedule.Point], isDone: Bool
    ) {
        let key = situation.obligation.key
        let isLong = decided.contains { $0.occurrence >= Self.repeatsMin }
        points[key] = isLong && !isDone ? decided : nil
        guard let period = situation.obligation.period else { return }
        if isDone, !isOpen {
            periods = period.next.first
        } else {
            // Of several people's the others may be done with.
            periods = isOpen ? periods : periods.map { min($0, period.first) }
            isOpen = true
        }
    }

    /// Fewer repeats are quickly found again, and most obligations have no more.
    private static let repeatsMin = 8
}

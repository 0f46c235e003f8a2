// The ladder (催办梯度): the times relative to the due instant at which somebody is told.

package import Civil

/// 双色预警. Derived at evaluation, never stored as a state.
package enum Light: String, Sendable, Codable, CaseIterable {
    case yellow
    case red

    /// Nil where there is none.
    package static func highest(of lights: some Sequence<Light>) -> Light? {
        lights.max { height($0) < height($1) }
    }

    /// The higher one; none is the lowest.
    static func height(_ light: Light?) -> Int {
        light.flatMap { Light.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }
}

/// Whom a rung tells, seen from the obligation.
package enum Recipient: Hashable, Sendable {
    /// Holders of a post `up` levels above the bearer's unit; 0 is the unit itself.
    case post(PostID, up: Int)
    case office(PostID)
    /// The person who owes it: the bearing holder, or a task's owner.
    case bearer
    /// Holders of the task's owning post in its lead unit.
    case owner
    /// The supervising leader of the task, else holders of the unit's post of that role.
    case leader
    case person(PersonID)
}

/// How a rung is told again.
package struct Repetition: Hashable, Sendable {
    /// The waits between tellings; the last one goes on. Not empty, each positive.
    package var every: [Span]
    /// Tellings after the first; nil: until met.
    package var times: Int?

    package init(every: [Span], times: Int?) {
        self.every = every
        self.times = times
    }

    /// The wait before occurrence `number` (1 is the first repeat).
    package func wait(before number: Int) -> Span {
        every[min(number, every.count) - 1]
    }
}

/// One step of a ladder.
package struct Rung: Sendable {
    /// At what time of day it may be told (exact rule 3); the later ones at more times.
    package enum Hours: Comparable, Sendable {
        /// While the office is open.
        case office
        /// `urgent`: outside office hours too, but not at night.
        case day
        /// `urgent` and `at-night`.
        case always
    }

    package var at: Anchor
    /// The time of day of a rung that stands on a date; nil: the unit's `remind-at`.
    package var time: TimeOfDay?
    /// Everyone it tells; not empty.
    package var tell: [Recipient]
    package var light: Light?
    package var repetition: Repetition?
    package var hours: Hours
    package var origin: Origin

    package init(
        at: Anchor, time: TimeOfDay?, tell: [Recipient], light: Light?, repetition: Repetition?,
        hours: Hours, origin: Origin
    ) {
        self.at = at
        self.time = time
        self.tell = tell
        self.light = light
        self.repetition = repetition
        self.hours = hours
        self.origin = origin
    }

    /// The rung's name in a notice's identity (exact rule 9): `at` and `time` in normal form.
    package var identity: String {
        time.map { "\(at.normalized) \($0)" } ?? at.normalized
    }
}

/// Rungs in the order of the charter; two of them never share an `identity`.
package struct Ladder: Sendable {
    /// The key in `ladders`, for messages only: never part of an identity.
    package var name: String
    package var rungs: [Rung]
    package var origin: Origin

    /// Nobody is told.
    static let none = Ladder(name: "", rungs: [], origin: Origin(ledgerEntry: 0))

    package init(name: String, rungs: [Rung], origin: Origin) {
        self.name = name
        self.rungs = rungs
        self.origin = origin
    }
}

// When what the ledger refused is tried again, and whose turn it is when the wall clock's one alarm
// goes off.

import Civil

/// The wait after failures in a row: 1 s, 2 s, 4 s, then 5 s each.
struct Retry: Equatable {
    /// When to try again; nil: the last attempt succeeded.
    private(set) var at: Instant?
    private var failures = 0

    private static let longestSeconds: Int64 = 5

    mutating func failed(at now: Instant) {
        at = now.adding(seconds: min(1 << min(failures, 3), Self.longestSeconds))
        failures += 1
    }

    mutating func succeeded() { self = Retry() }
}

/// The one alarm of the wall clock: it stands at the earliest instant that anybody waits for.
@MainActor final class Alarms {
    private let clock: any WallClock
    private var waiting: [Undertaking: (at: Instant, wake: @MainActor () -> Void)] = [:]

    init(clock: any WallClock) {
        self.clock = clock
        clock.onAlarm = { [weak self] in self?.ring() }
    }

    /// Wakes somebody at an instant instead of whenever it was to be woken; nil: not any more.
    func set(_ sleeper: Undertaking, at instant: Instant?, wake: @escaping @MainActor () -> Void) {
        waiting[sleeper] = instant.map { ($0, wake) }
        arm()
    }

    private func arm() { clock.setAlarm(waiting.values.map(\.at).min()) }

    private func ring() {
        let now = clock.now
        let due = waiting.filter { $0.value.at <= now }
        for sleeper in due.keys { waiting[sleeper] = nil }
        arm()
        for woken in due.values.sorted(by: { $0.at < $1.at }) { woken.wake() }
    }
}

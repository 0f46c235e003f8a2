// What does not work at present, when the ledger is asked again, and whose turn it is when the wall
// clock's one alarm goes off. A trouble lasts until work of the same kind succeeds: what can still
// be read must not hide that nothing can be written.

import Civil
import DubanKernel
import DubanLedger

/// A kind of work that is in trouble by itself, or sleeps until its own time.
enum Undertaking: Hashable {
    case deciding, recording, reading, events, dailyLook, outbox, refusals
    case delivery(ChannelName)
}

/// What fails, said once when it begins and once when it is over.
@MainActor final class Troubles {
    /// Told when one begins or is over.
    var onChange: (@MainActor () -> Void)?

    private let log: Log
    private var held: [(of: Undertaking, error: LedgerError)] = []

    init(log: Log) { self.log = log }

    /// One line for each thing that is wrong, in the order in which they began.
    var texts: [String] {
        held.map(\.error.description).reduce(into: []) { texts, text in
            if !texts.contains(text) { texts.append(text) }
        }
    }

    func begin(_ undertaking: Undertaking, _ error: LedgerError) {
        let isKnown = held.contains { $0.error == error }
        if let index = held.firstIndex(where: { $0.of == undertaking }) {
            held[index].error = error
        } else {
            held.append((undertaking, error))
        }
        if !isKnown { log.write(.error, error.description) }
        onChange?()
    }

    /// Work of this kind succeeds again, or there is none left to do.
    func end(_ undertaking: Undertaking) {
        guard let index = held.firstIndex(where: { $0.of == undertaking }) else { return }
        held.remove(at: index)
        if held.isEmpty { log.write(.notice, "the ledger works again") }
        onChange?()
    }
}

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

// Once a day every subject is evaluated and held against the agenda, a few a turn (exact rule 13:
// never silent).

import Civil
import DubanKernel

struct DailyLookStateMachine {
    enum State: Equatable {
        case waiting
        case looking(ArraySlice<Subject>, mended: [Subject])
    }

    enum Action: Equatable {
        case none
        /// Hold these against the agenda.
        case look([Subject])
        /// The look is over; these had been forgotten.
        case report([Subject])
    }

    private(set) var state = State.waiting
    /// What the last whole look had to mend: somebody should find out why.
    private(set) var mended: [Subject] = []

    private static let subjectsPerTurn = 16
    static let hour = TimeOfDay(hour: 3, minute: 0) ?? .midnight

    /// When the next look is to begin.
    static func next(after now: Instant, in zone: Zone) -> Instant {
        let today = zone.civil(now).date
        let instants = [today, today.adding(days: 1)].map { zone.instant(CivilDateTime($0, hour)) }
        return instants.first { $0 > now } ?? instants[1]
    }

    /// The hour has come; a look that still goes on is the one.
    mutating func began(with subjects: [Subject]) -> Action {
        guard state == .waiting else { return .none }
        state = .looking(subjects[...], mended: [])
        return proceed()
    }

    /// The loop is free for another turn.
    mutating func proceed() -> Action {
        guard case .looking(let subjects, let found) = state else { return .none }
        guard subjects.isEmpty else { return .look(Array(subjects.prefix(Self.subjectsPerTurn))) }
        state = .waiting
        mended = found
        return .report(found)
    }

    /// A turn is over.
    mutating func looked(mending found: [Subject]) {
        guard case .looking(let subjects, let before) = state else { return }
        state = .looking(subjects.dropFirst(Self.subjectsPerTurn), mended: before + found)
    }

    /// Everything is looked at anew anyhow.
    mutating func abandon() { state = .waiting }
}

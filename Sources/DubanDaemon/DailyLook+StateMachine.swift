// Once a day every subject is evaluated and held against the agenda, a few a turn (exact rule 13:
// never silent).

import Civil
import DubanKernel

struct DailyLookStateMachine {
    enum State: Equatable {
        case waiting
        /// The next turn is on its way.
        case looking(ArraySlice<Subject>, mended: [Subject])
        /// The next turn comes after the pass: what that has taken off the agenda is not forgotten.
        case held(ArraySlice<Subject>, mended: [Subject])
    }

    enum Action: Equatable {
        case none
        /// Let others have the loop, then take a turn.
        case turn
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

    static func next(after now: Instant, in zone: Zone) -> Instant {
        let today = zone.civil(now).date
        let instants = [today, today.adding(days: 1)].map { zone.instant(CivilDateTime($0, hour)) }
        return instants.first { $0 > now } ?? instants[1]
    }

    mutating func began(with subjects: [Subject]) -> Action {
        state = .looking(subjects[...], mended: [])
        return .turn
    }

    /// The loop is free for the turn.
    mutating func turned(duringPass: Bool) -> Action {
        guard case .looking(let subjects, let found) = state else { return .none }
        if duringPass {
            state = .held(subjects, mended: found)
            return .none
        }
        guard subjects.isEmpty else { return .look(Array(subjects.prefix(Self.subjectsPerTurn))) }
        (state, mended) = (.waiting, found)
        return .report(found)
    }

    mutating func looked(mending found: [Subject]) -> Action {
        guard case .looking(let subjects, let before) = state else { return .none }
        state = .looking(subjects.dropFirst(Self.subjectsPerTurn), mended: before + found)
        return .turn
    }

    mutating func passed() -> Action {
        guard case .held(let subjects, let found) = state else { return .none }
        state = .looking(subjects, mended: found)
        return .turn
    }

    /// Everything is looked at anew anyhow.
    mutating func abandon() { state = .waiting }
}

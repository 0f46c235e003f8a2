// The order of a pass: see what is new, then look at what is due a turn at a time, store what a
// turn decided, keep it.

import Civil
import DubanKernel

struct PassStateMachine {
    enum Step {
        /// What the charter brought and nobody saw before is being recorded.
        case seeing
        case looking(at: Instant)
        /// The ledger has the turn's decisions.
        case storing(Supervision.Turn, at: Instant)
    }

    enum Action {
        case none
        case see
        /// Take the next turn as of the instant at which the pass began.
        case look(at: Instant)
        case store(Supervision.Turn, at: Instant)
        /// Keep the turn, then take the next one; `yields`: others have the loop before.
        case keep(Supervision.Turn, at: Instant, yields: Bool)
        /// The pass is over; a turn that could not be stored is taken back. `again`: the next one
        /// begins at once.
        case end(again: Bool, takingBack: Supervision.Turn?)
    }

    private(set) var gate = Gate<Step, Void>.idle
    /// When a pass that failed is tried again.
    private(set) var retry = Retry()

    /// When the pass is to begin by itself: what failed is due when it is tried again.
    func wake(nextLook: Instant?) -> Instant? { retry.at ?? nextLook }

    mutating func wanted() -> Action {
        gate.want((), first: .seeing) ? .see : .none
    }

    /// Everything was seen and recorded; the pass is as of `now`.
    mutating func seen(at now: Instant) -> Action {
        gate.proceed(to: .looking(at: now))
        return .look(at: now)
    }

    /// Nothing is to be decided for now.
    mutating func held() -> Action {
        guard case .seeing = gate.step else { gate.unasked() }
        retry.succeeded()
        let isWanted = !gate.end().isEmpty
        if isWanted { gate.begin(.seeing) }
        return .end(again: isWanted, takingBack: nil)
    }

    /// A turn was taken; nil: nothing is due.
    mutating func looked(_ turn: Supervision.Turn?) -> Action {
        guard case .looking(let now) = gate.step else { gate.unasked() }
        guard let turn else {
            retry.succeeded()
            let isWanted = !gate.end().isEmpty
            if isWanted { gate.begin(.seeing) }
            return .end(again: isWanted, takingBack: nil)
        }
        guard !turn.decisions.isEmpty else { return .keep(turn, at: now, yields: true) }
        gate.proceed(to: .storing(turn, at: now))
        return .store(turn, at: now)
    }

    mutating func stored() -> Action {
        guard case .storing(let turn, let now) = gate.step else { gate.unasked() }
        gate.proceed(to: .looking(at: now))
        return .keep(turn, at: now, yields: false)
    }

    /// The ledger refused: everything waits for the next try, unless somebody wants a pass before.
    mutating func failed(at now: Instant) -> Action {
        retry.failed(at: now)
        defer { _ = gate.end() }
        guard case .storing(let turn, _) = gate.step else {
            return .end(again: false, takingBack: nil)
        }
        return .end(again: false, takingBack: turn)
    }
}

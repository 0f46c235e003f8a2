// The order of a pass: see what is new, then look at what is due a turn at a time, record what a
// turn found to be over, store what it decided, keep it.

import Civil
import DubanKernel

struct PassStateMachine {
    enum Step {
        /// What the charter brought and nobody saw before is being recorded.
        case seeing
        case looking(at: Instant)
        /// What is over waits for its turn among all that is recorded.
        case recording(Supervision.Turn, at: Instant)
        /// The ledger has the turn's decisions.
        case storing(Supervision.Turn, at: Instant)
    }

    enum Action {
        case none
        case see
        /// Take the next turn as of the instant at which the pass began.
        case look(at: Instant)
        case record(Supervision.Turn, at: Instant)
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
        guard turn.decisions.isToBeRecorded else { return store(turn, at: now) }
        gate.proceed(to: .recording(turn, at: now))
        return .record(turn, at: now)
    }

    /// What is over is recorded, by the turn as it had become until then.
    mutating func recorded(_ turn: Supervision.Turn) -> Action {
        guard case .recording(_, let now) = gate.step else { gate.unasked() }
        gate.proceed(to: .looking(at: now))
        return store(turn, at: now)
    }

    private mutating func store(_ turn: Supervision.Turn, at now: Instant) -> Action {
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
        switch gate.step {
        case .recording(let turn, _), .storing(let turn, _):
            return .end(again: false, takingBack: turn)
        case .seeing, .looking, nil: return .end(again: false, takingBack: nil)
        }
    }
}

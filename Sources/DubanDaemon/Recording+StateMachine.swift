// The order of recording: one request after another, each judged by the standing that the one
// before has left, and none before everything that the charter brought has been seen.

import DubanLedger

struct RecordingStateMachine<Request> {
    enum Step {
        case seeing(Request)
        /// The request is judged, and what it becomes goes to the ledger.
        case judging
    }

    enum Action {
        case none
        /// Record what nobody saw before, a batch at a time.
        case see
        case judge(Request)
        /// Nothing could be recorded before it.
        case fail(Request, LedgerError)
    }

    private(set) var gate = Gate<Step, Request>.idle

    mutating func asked(_ request: Request) -> Action {
        gate.want(request, first: .seeing(request)) ? .see : .none
    }

    mutating func sawEverything() -> Action {
        guard case .seeing(let request) = gate.step else { gate.unasked() }
        gate.proceed(to: .judging)
        return .judge(request)
    }

    mutating func couldNotSee(_ error: LedgerError) -> Action {
        guard case .seeing(let request) = gate.step else { gate.unasked() }
        gate.proceed(to: .judging)
        return .fail(request, error)
    }

    /// The request is answered: recorded, refused or failed.
    mutating func answered() -> Action {
        guard case .judging = gate.step else { gate.unasked() }
        let waiting = gate.end()
        guard let next = waiting.first else { return .none }
        gate.begin(.seeing(next), waiting: Array(waiting.dropFirst()))
        return .see
    }
}

// The order of a reload: read the files, take the charter. Who asks while one goes on gets the
// answer of the next one, for the files may have changed after they were read.

struct ReloadStateMachine<Asker, Outcome> {
    enum Step {
        case reading(for: [Asker])
        case taking(for: [Asker])
    }

    enum Action {
        case none
        case read
        case take(AcceptedCharter, for: [Asker])
        /// Answer them; `again`: others have asked meanwhile.
        case answer([Asker], Outcome, again: Bool)
    }

    private(set) var gate = Gate<Step, Asker>.idle

    mutating func asked(by asker: Asker) -> Action {
        gate.want(asker, first: .reading(for: [asker])) ? .read : .none
    }

    mutating func read(_ accepted: AcceptedCharter) -> Action {
        guard case .reading(let askers) = gate.step else { preconditionFailure("read unasked") }
        gate.proceed(to: .taking(for: askers))
        return .take(accepted, for: askers)
    }

    /// Taken, or not: the files were refused or the ledger failed.
    mutating func ended(_ outcome: Outcome) -> Action {
        let askers: [Asker]
        switch gate.step {
        case .reading(let waiting), .taking(let waiting): askers = waiting
        case nil: preconditionFailure("no reload goes on")
        }
        let next = gate.end()
        if !next.isEmpty { gate.begin(.reading(for: next)) }
        return .answer(askers, outcome, again: !next.isEmpty)
    }
}

// The order of a reload: read the files, take the charter. Who asks while one goes on gets the
// answer of the next one, for the files may have changed after they were read.

struct ReloadStateMachine<Asker, Outcome> {
    enum Action {
        case none
        case read(for: [Asker])
        case take(AcceptedCharter, for: [Asker])
        /// Answer them, then read for those who have asked meanwhile.
        case answer([Asker], Outcome, again: [Asker])
    }

    /// Who is answered by the reload that goes on, and who waits for the next one.
    private var gate = Gate<[Asker], Asker>.idle

    private var askers: [Asker] {
        guard let askers = gate.step else { gate.unasked() }
        return askers
    }

    mutating func asked(by asker: Asker) -> Action {
        gate.want(asker, first: [asker]) ? .read(for: [asker]) : .none
    }

    func read(_ accepted: AcceptedCharter) -> Action { .take(accepted, for: askers) }

    /// Taken, or not: the files were refused or the ledger failed.
    mutating func ended(_ outcome: Outcome) -> Action {
        let answered = askers
        let next = gate.end()
        if !next.isEmpty { gate.begin(next) }
        return .answer(answered, outcome, again: next)
    }
}

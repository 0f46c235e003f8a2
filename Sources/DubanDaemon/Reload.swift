// Another charter, read from disk while the old one is in force. All or nothing.

import DubanConfig
import DubanKernel
import DubanLedger

/// What a reload did.
struct Reloaded: Sendable {
    /// The files say something else than what was in force.
    let isChanged: Bool
    let warnings: [String]
    let duesMoved: Int
}

/// Why the old charter stays in force.
enum ReloadFault: Error, Sendable {
    /// The configuration is bad: each diagnostic as it is shown.
    case rejected([String])
    /// The acceptance could not be recorded.
    case ledger(LedgerError)
}

/// The shell around `ReloadStateMachine`.
@MainActor final class Reload {
    typealias Outcome = Result<Reloaded, ReloadFault>
    /// What somebody wants, and who gets the answer.
    typealias Asker = (wish: Reconciliation.Wish, finish: @MainActor (Outcome) -> Void)

    /// Told when a reload begins and ends; the second value is what to show.
    var onReload: (@MainActor (_ isOver: Bool, _ status: String) -> Void)?

    private var machine = ReloadStateMachine<Asker, Outcome>()
    private let floor: Floor
    private let recorder: Recorder
    private let keeper: CharterKeeper
    private let status: ServiceStatus

    init(supervisor: Supervisor, keeper: CharterKeeper, status: ServiceStatus) {
        floor = supervisor.floor
        recorder = supervisor.recorder
        self.keeper = keeper
        self.status = status
    }

    func ask(
        _ wish: Reconciliation.Wish = .none, then finish: @escaping @MainActor (Outcome) -> Void
    ) {
        perform(machine.asked(by: (wish, finish)))
    }

    private func perform(_ action: ReloadStateMachine<Asker, Outcome>.Action) {
        switch action {
        case .none: break
        case .read: read()
        case .take(let accepted, let askers):
            take(accepted, .common(askers.map(\.wish)))
        case .answer(let askers, let outcome, let again):
            onReload?(true, status.line)
            for asker in askers { asker.finish(outcome) }
            if again { read() }
        }
    }

    private func read() {
        onReload?(false, "Reading the configuration")
        let keeper = keeper
        floor.lanes.run(.charter, { keeper.read() }) { [self] result in
            switch result {
            case .success(let accepted): perform(machine.read(accepted))
            case .failure(let rejection): end(.rejected(rejection.diagnostics))
            }
        }
    }

    private func take(_ accepted: AcceptedCharter, _ wish: Reconciliation.Wish) {
        let isChanged = accepted.charter.hash != floor.docket.charter.hash
        for warning in accepted.warnings where !status.warnings.contains(warning) {
            floor.log.write(.warning, warning)
        }
        recorder.take(accepted, wish: wish) { [self] result in
            switch result {
            case .success(let change):
                status.took(accepted, at: floor.clock.now)
                let reloaded = Reloaded(
                    isChanged: isChanged, warnings: accepted.warnings,
                    duesMoved: change.moves.count)
                perform(machine.ended(.success(reloaded)))
            case .failure(let fault): end(fault)
            }
        }
    }

    private func end(_ fault: ReloadFault) {
        status.refuse(fault)
        perform(machine.ended(.failure(fault)))
    }
}

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

extension Fault<Rejection> {
    /// Why the charter of before stays in force, as it is shown.
    var diagnostics: [String] {
        switch self {
        case .refused(let rejection): rejection.diagnostics
        case .ledger(let error): [error.description]
        }
    }
}

/// The shell around `ReloadStateMachine`.
@MainActor final class Reload {
    typealias Outcome = Result<Reloaded, Fault<Rejection>>
    /// What somebody wants, and who gets the answer.
    typealias Asker = (wish: Reconciliation.Wish, finish: @MainActor (Outcome) -> Void)

    /// Told when a reload begins and ends; the second value is what to show.
    var onReload: (@MainActor (_ isOver: Bool, _ status: String) -> Void)?

    private var machine = ReloadStateMachine<Asker, Outcome>()
    private let floor: Floor
    private let recorder: Recorder
    private let status: ServiceStatus

    init(supervisor: Supervisor, status: ServiceStatus) {
        floor = supervisor.floor
        recorder = supervisor.recorder
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
        let keeper = recorder.keeper
        floor.lanes.run(.charter, { keeper.read() }) { [self] result in
            switch result {
            case .success(let accepted): perform(machine.read(accepted))
            case .failure(let rejection): end(.failure(.refused(rejection)))
            }
        }
    }

    private func take(_ accepted: AcceptedCharter, _ wish: Reconciliation.Wish) {
        let isChanged = accepted.charter.hash != floor.docket.charter.hash
        for warning in accepted.warnings where !status.warnings.contains(warning) {
            floor.log.write(.warning, warning)
        }
        recorder.take(accepted, wish: wish) { [self] result in
            if case .success = result { status.took(accepted, at: floor.clock.now) }
            end(
                result.map { change in
                    Reloaded(
                        isChanged: isChanged, warnings: accepted.warnings,
                        duesMoved: change.moves.count)
                })
        }
    }

    private func end(_ outcome: Outcome) {
        if case .failure(let fault) = outcome { status.refuse(fault) }
        perform(machine.ended(outcome))
    }
}

// Another charter, read from disk while the old one is in force. All or nothing.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger

/// What a reload did.
struct Reloaded: Sendable {
    /// The files say something else than what was in force.
    let isChanged: Bool
    let difference: CharterDifference
}

extension Fault<Rejection> {
    /// The files are at fault, and not the ledger.
    var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }

    /// Why the charter of before stays in force, as it is shown.
    func text(in language: Language) -> String {
        switch self {
        case .refused(let rejection): rejection.diagnostics.joined(separator: "\n")
        case .ledger(let error):
            language == .chinese
                ? "磁盘上的配置未能记入台账，尚未生效：\(error)；台账恢复后请执行 `dubanctl reload`"
                : "the configuration on disk could not be recorded and is not in force: \(error); "
                    + "when the ledger works, `dubanctl reload`"
        }
    }
}

/// The shell around `ReloadStateMachine`.
@MainActor final class Reload {
    typealias Outcome = Result<Reloaded, Fault<Rejection>>
    /// What somebody wants, and who gets the answer.
    typealias Asker = (wish: Reconciliation.Wish, finish: @MainActor (Outcome) -> Void)

    /// Told when a reload begins and when it ends.
    var onReload: (@MainActor (_ isOver: Bool) -> Void)?

    /// Of the charter in force.
    private(set) var warnings: [String]
    /// Why the configuration on disk is not in force; it is read again whenever somebody asks.
    private(set) var pending: Fault<Rejection>?
    private(set) var loadedAt: Instant
    /// What the charter in force has changed when it came.
    private(set) var lastChange = CharterDifference()

    /// Of the files that were read last and are in force.
    private var stamp: CharterStamp?
    private var machine = ReloadStateMachine<Asker, Outcome>()
    private let supervisor: Supervisor
    private var floor: Floor { supervisor.floor }

    init(
        supervisor: Supervisor, warnings: [String] = [], pending: Fault<Rejection>? = nil,
        stamp: CharterStamp? = nil
    ) {
        self.supervisor = supervisor
        self.warnings = warnings
        self.pending = pending
        self.stamp = stamp
        loadedAt = supervisor.floor.clock.now
    }

    /// Why the configuration on disk is not in force, as it is shown.
    var pendingChange: String? { pending?.text(in: floor.docket.charter.language) }

    func ask(
        _ wish: Reconciliation.Wish = .none, then finish: @escaping @MainActor (Outcome) -> Void
    ) {
        perform(machine.asked(by: (wish, finish)))
    }

    private func perform(_ action: ReloadStateMachine<Asker, Outcome>.Action) {
        switch action {
        case .none: break
        case .read(let askers): read(for: askers)
        case .take(let accepted, let askers):
            take(accepted, .common(askers.map(\.wish)))
        case .answer(let askers, let outcome, let again):
            onReload?(true)
            for asker in askers { asker.finish(outcome) }
            if !again.isEmpty { read(for: again) }
        }
    }

    private func read(for askers: [Asker]) {
        onReload?(false)
        let keeper = supervisor.recorder.keeper
        let wantsMore = askers.contains { $0.wish.cancelGone != nil }
        let known = pending == nil && !wantsMore ? stamp : nil
        floor.lanes.run(.charter, { keeper.read(unless: known) }) { [self] result in
            switch result {
            case .success(let accepted?): perform(machine.read(accepted))
            case .success(nil): end(unchanged: warnings, stamp)
            case .failure(let rejection): end(.refused(rejection))
            }
        }
    }

    private func take(_ accepted: AcceptedCharter, _ wish: Reconciliation.Wish) {
        let isSame = accepted.charter.hash == floor.docket.charter.hash
        floor.log.warn(of: accepted.warnings.filter { !warnings.contains($0) })
        if isSame, wish.cancelGone == nil {
            return end(unchanged: accepted.warnings, accepted.stamp)
        }
        supervisor.recorder.take(accepted, wish: wish) { [self] result in
            switch result {
            case .success(let change):
                came(accepted, change.difference)
                let isChanged = !isSame || !change.difference.names.isEmpty
                let reloaded = Reloaded(isChanged: isChanged, difference: change.difference)
                perform(machine.ended(.success(reloaded)))
            case .failure(let fault): end(fault)
            }
        }
    }

    /// Another charter is in force; says what that has changed.
    func came(_ accepted: AcceptedCharter, _ difference: CharterDifference) {
        (warnings, pending) = (accepted.warnings, nil)
        (stamp, lastChange) = (accepted.stamp, difference)
        loadedAt = floor.clock.now
        let head = "charter \(accepted.charter.hash.prefix(12)) is in force"
        let lines = difference.lines(in: accepted.charter.language)
        floor.log.write(.notice, ([head] + lines).joined(separator: "; "))
    }

    /// The files say what is in force: nothing is recorded.
    private func end(unchanged warnings: [String], _ stamp: CharterStamp?) {
        (self.warnings, self.stamp, pending) = (warnings, stamp, nil)
        floor.log.write(.notice, "the configuration says what is in force already")
        perform(
            machine.ended(
                .success(Reloaded(isChanged: false, difference: CharterDifference()))))
    }

    private func end(_ fault: Fault<Rejection>) {
        refused(fault)
        perform(machine.ended(.failure(fault)))
    }

    /// The charter of before stays in force; says so until another one comes.
    func refused(_ fault: Fault<Rejection>) {
        pending = fault
        let why = fault.text(in: floor.docket.charter.language)
        floor.log.write(
            .error,
            fault.isRefusal
                ? "the configuration is refused, the charter of before stays in force:\n\(why)"
                : why)
    }
}

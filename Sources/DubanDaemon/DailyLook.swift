// The daily look: what the agenda has forgotten is found within a day, mended and said.

import Civil
import DubanKernel

/// The shell around `DailyLookStateMachine`.
@MainActor final class DailyLook {
    private var machine = DailyLookStateMachine()
    private let floor: Floor
    private let pass: Pass

    private static let namesMax = 5

    init(floor: Floor, pass: Pass) {
        self.floor = floor
        self.pass = pass
    }

    /// What needs a person, until a look finds the agenda whole.
    var warning: String? { machine.mended.isEmpty ? nil : forgotten(machine.mended) }

    private func forgotten(_ subjects: [Subject]) -> String {
        "the agenda had forgotten \(listed(subjects.map(\.text), most: Self.namesMax)); mended"
    }

    /// Everything is looked at now; the next look is tomorrow's.
    func restart() {
        machine.abandon()
        let next = DailyLookStateMachine.next(after: floor.clock.now, in: floor.docket.charter.zone)
        floor.alarms.set(.dailyLook, at: next) { [weak self] in self?.begin() }
    }

    /// A pass is over: a look that waited for it goes on.
    func passed() { perform(machine.passed()) }

    private func begin() {
        restart()
        perform(machine.began(with: floor.docket.subjects))
    }

    private func perform(_ action: DailyLookStateMachine.Action) {
        switch action {
        case .none: break
        case .turn:
            floor.lanes.later { [self] in
                perform(machine.turned(duringPass: !pass.isAtRest))
            }
        case .look(let subjects):
            let now = floor.clock.now
            let mended = subjects.filter { floor.docket.supervision.mend($0, at: now) }
            perform(machine.looked(mending: mended))
        case .report(let mended):
            guard !mended.isEmpty else { return }
            floor.log.write(
                .error,
                forgotten(mended) + ": this is a mistake in duban, please report it")
            pass.want()
        }
    }
}

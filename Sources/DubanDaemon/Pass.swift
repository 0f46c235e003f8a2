// The walk of one deadline, over and over: what is due is evaluated, decided and stored. Start-up,
// alarm, reload and every recorded entry run this same pass.

import Civil
import DubanKernel
import DubanLedger

/// The shell around `PassStateMachine`: it asks the docket and the ledger.
@MainActor final class Pass {
    /// Told when notices of a turn are queued.
    var onStored: (@MainActor () -> Void)?
    /// Told after every pass.
    var onEnd: (@MainActor () -> Void)?

    private var machine = PassStateMachine()
    private let floor: Floor
    private let recorder: Recorder
    private let channels: [ChannelName]

    init(floor: Floor, recorder: Recorder, channels: [ChannelName]) {
        self.floor = floor
        self.recorder = recorder
        self.channels = channels
    }

    /// Nothing is taken off the agenda that is not back on it.
    var isAtRest: Bool { machine.gate.step == nil }

    /// When the daemon looks again by itself.
    var nextLook: Instant? { machine.wake(nextLook: floor.docket.nextLook) }

    func want() { perform(machine.wanted()) }

    private func perform(_ action: PassStateMachine.Action) {
        switch action {
        case .none: break
        case .see: see()
        case .look(let now): look(at: now)
        case .store(let turn, let now): store(turn, at: now)
        case .keep(let turn, let now, let yields):
            floor.docket.supervision.keep(turn)
            guard yields else { return look(at: now) }
            floor.lanes.later { [self] in look(at: now) }
        case .end(let again, let turn): end(again: again, takingBack: turn)
        }
    }

    /// The first sight of a subject is an entry too, so that no hidden state decides.
    private func see() {
        recorder.seeEverything { [self] result in
            guard case .success = result else { return fail() }
            perform(machine.seen(at: floor.clock.now))
        }
    }

    /// One turn: as many subjects as take a millisecond or so.
    private func look(at now: Instant) {
        perform(machine.looked(floor.docket.supervision.turn(at: now)))
    }

    /// What has ended is recorded first, and applied whatever becomes of the rest: it is not
    /// decided again.
    private func store(_ turn: Supervision.Turn, at now: Instant) {
        let events = turn.decisions.events(charter: floor.docket.charter.hash)
        guard !events.isEmpty else { return enqueue(turn.decisions, at: now) }
        floor.ask(.deciding, orElse: { [self] _ in fail() }) { ledger throws(LedgerError) in
            try ledger.record(events.map { NewEntry(at: now, actor: .daemon, event: $0) })
        } then: { [self] entries in
            floor.docket.apply(entries)
            enqueue(turn.decisions, at: now)
        }
    }

    private func enqueue(_ decisions: Decisions, at now: Instant) {
        let channels = channels
        floor.ask(.deciding, orElse: { [self] _ in fail() }) { ledger throws(LedgerError) in
            try ledger.enqueue(decisions, channels: channels, now: now)
        } then: { [self] _ in
            // Who could not record was told so, and nothing of it is left to be done.
            floor.troubles.end(.recording)
            for telling in decisions.tellings where telling.outcome == .unreachable {
                floor.docket.noteUnreachable(telling.key.obligation)
                floor.log.write(
                    .warning,
                    "\(telling.key.obligation): nobody can be told of \(telling.key.rung); "
                        + "give a post up to the root a holder with an account")
            }
            if !decisions.notices.isEmpty { onStored?() }
            perform(machine.stored())
        }
    }

    private func fail() { perform(machine.failed(at: floor.clock.now)) }

    private func end(again: Bool, takingBack turn: Supervision.Turn?) {
        let now = floor.clock.now
        if let turn { floor.docket.supervision.takeBack(turn, at: now) }
        if machine.retry.at == nil { floor.troubles.end(.deciding) }
        floor.docket.lastPass = now
        floor.alarms.set(.deciding, at: nextLook) { [weak self] in self?.want() }
        onEnd?()
        if again { see() }
    }
}

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
    /// Of this life. Only the first one may be too much at once: later ones tell what is news.
    private var isFirst = true

    private nonisolated static let firstNoticesMax = 100

    init(floor: Floor, recorder: Recorder, channels: [ChannelName]) {
        self.floor = floor
        self.recorder = recorder
        self.channels = channels
    }

    /// Nothing is taken off the agenda that is not back on it.
    var isAtRest: Bool { machine.gate.step == nil }

    /// When the daemon looks again by itself.
    var nextLook: Instant? {
        let docket = floor.docket
        let next = docket.standing.held == nil ? docket.nextLook : nil
        return machine.wake(nextLook: docket.quarantineEnd(after: floor.clock.now) ?? next)
    }

    func want() { perform(machine.wanted()) }

    private func perform(_ action: PassStateMachine.Action) {
        switch action {
        case .none: break
        case .see: see()
        case .look(let now): look(at: now)
        case .record(let turn, _): record(turn)
        case .store(let turn, let now): enqueue(turn.decisions, at: now)
        case .keep(let turn, let now, let yields):
            floor.docket.supervision.keep(turn)
            guard yields else { return look(at: now) }
            floor.lanes.later { [self] in look(at: now) }
        case .end(let again, let turn): end(again: again, takingBack: turn)
        }
    }

    /// The first sight of a subject is an entry too, so that no hidden state decides.
    private func see() {
        let docket = floor.docket
        if let why = docket.mustHold {
            let held = docket.standing.held
            if held == nil || why == Standing.heldForLedger && held != why { return hold(why) }
            docket.mustHold = nil
        }
        guard docket.quarantineEnd(after: floor.clock.now) == nil else {
            return perform(machine.held())
        }
        recorder.seeEverything { [self] result in
            guard case .success = result else { return fail() }
            if floor.docket.standing.held != nil { return perform(machine.held()) }
            lookUnlessMuch()
        }
    }

    /// Where nobody was ever told anything, as in a state directory that is new or was emptied,
    /// everything past is news. A great deal of it waits for somebody's word.
    private func lookUnlessMuch() {
        let (docket, now) = (floor.docket, floor.clock.now)
        guard isFirst, docket.charter.firstPass == .hold, docket.standing.isUntold else {
            isFirst = false
            return perform(machine.seen(at: now))
        }
        let supervision = docket.supervision
        floor.lanes.run(.charter) {
            supervision.sends(moreThan: Self.firstNoticesMax, at: now)
        } then: { [self] isMuch in
            if isMuch { return hold(Standing.heldForFirstPass) }
            isFirst = false
            perform(machine.seen(at: floor.clock.now))
        }
    }

    private func hold(_ why: String) {
        let entry = NewEntry(at: floor.clock.now, actor: .daemon, event: .held(why: why))
        floor.ask(.deciding, orElse: { [self] _ in fail() }) { ledger throws(LedgerError) in
            try ledger.record([entry])
        } then: { [self] entries in
            floor.docket.apply(entries)
            floor.docket.mustHold = nil
            floor.log.write(.error, "sending is held: \(Self.advice(on: why))")
            perform(machine.held())
        }
    }

    /// One turn: as many subjects as take a millisecond or so.
    private func look(at now: Instant) {
        perform(machine.looked(floor.docket.supervision.turn(at: now)))
    }

    /// What has ended is recorded first, and applied whatever becomes of the rest: it is not
    /// decided again.
    private func record(_ turn: Supervision.Turn) {
        recorder.record(turn) { [self] result in
            guard case .success(let recorded) = result else { return fail() }
            perform(machine.recorded(recorded))
        }
    }

    /// What somebody is to do about a hold.
    private static func advice(on why: String) -> String {
        switch why {
        case Standing.heldForLedger:
            "the ledger lacks an entry that it had: it was emptied, cut off, altered or taken back "
                + "to an older copy; see to it, then `dubanctl ledger accept --reason TEXT`"
        case Standing.heldForClock:
            "the wall clock is off by more than a year; set it, then `dubanctl outbox release`"
        default:
            "the first pass would send more than \(firstNoticesMax) notices; see `dubanctl "
                + "preview`, then `dubanctl outbox release`"
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

// The one gate of what is recorded about obligations: each is judged by the standing that the one
// before has left. (Entries that only say who was told are the channels' own.)

import Civil
import DubanConfig
import DubanKernel
import DubanLedger

/// What was recorded, and how the obligation stands now.
struct Recorded: Sendable {
    let entry: Entry
    let obligation: ObligationKey
    let situation: Situation?

    /// The evidence that the session still lacks for which it was recorded.
    var missing: [String] {
        let own = situation?.handed.first { $0.pieces.contains { $0.entry == entry.sequence } }
        return own?.missing ?? []
    }
}

/// There is nothing of what was meant.
struct Nothing: Sendable {}

/// Why nothing was recorded.
enum Fault<Why: Sendable>: Error, Sendable {
    case refused(Why)
    case ledger(LedgerError)
}

/// The shell around `RecordingStateMachine`.
@MainActor final class Recorder {
    typealias Answer<Success, Why: Sendable> = @MainActor (Result<Success, Fault<Why>>) -> Void

    /// Told when something was recorded that may call for a telling.
    var onChange: (@MainActor () -> Void)?
    /// Told when another charter has come into force.
    var onCharter: (@MainActor () -> Void)?
    /// Told when something was recorded that subscribers are to learn of.
    var onAnnounced: (@MainActor () -> Void)?

    private struct Request {
        let judge: @MainActor () -> Void
        let fail: @MainActor (LedgerError) -> Void
    }

    private var machine = RecordingStateMachine<Request>()
    private let floor: Floor
    let keeper: CharterKeeper

    init(floor: Floor, keeper: CharterKeeper) {
        self.floor = floor
        self.keeper = keeper
    }

    /// Records the first sight of whatever was never seen, and nothing else.
    func seeEverything(then finish: @escaping Answer<Void, Never>) {
        ask(finish) { answer in answer(.success(())) }
    }

    func record(_ command: Command, then finish: @escaping Answer<Recorded, Denial>) {
        ask(finish) { [self] answer in judge(command, answer) }
    }

    /// Brings a charter into force: what it changes is recorded first. All or nothing.
    func take(
        _ accepted: AcceptedCharter, wish: Reconciliation.Wish = .none,
        then finish: @escaping Answer<CharterChange, Rejection>
    ) {
        ask(finish) { [self] answer in compare(accepted, wish, answer) }
    }

    /// Lets what was held be told. With a reason it is a ledger that is accepted, else anything
    /// else.
    func release(
        _ toldUntil: CivilDate?, reason: String? = nil, by actor: Actor,
        then finish: @escaping Answer<Entry, Nothing>
    ) {
        ask(finish) { [self] answer in
            let held = floor.docket.standing.held
            guard held != nil, (held == Standing.heldForLedger) == (reason != nil) else {
                return answer(.failure(.refused(Nothing())))
            }
            let entry = NewEntry(
                at: floor.clock.now, actor: actor,
                event: .released(toldUntil: toldUntil, reason: reason))
            write(orElse: { answer(.failure(.ledger($0))) }) { ledger throws(LedgerError) in
                try ledger.record([entry])
            } then: { [self] entries in
                answer(.success(entries[0]))
                onChange?()
            }
        }
    }

    /// Records what a turn of a pass has found to be over, as it is by then: who records in the
    /// meantime has not seen that it is over, and corrects nothing. Answers the turn as recorded.
    func record(
        _ turn: Supervision.Turn, then finish: @escaping Answer<Supervision.Turn, Never>
    ) {
        ask(finish) { [self] answer in
            let now = floor.clock.now
            let renewed = floor.docket.supervision.renewed(turn, at: now)
            let events = renewed.decisions.events(charter: floor.docket.charter.hash)
            guard !events.isEmpty else { return answer(.success(renewed)) }
            write(.deciding, orElse: { answer(.failure(.ledger($0))) }) {
                ledger throws(LedgerError) in
                try ledger.record(events.map { NewEntry(at: now, actor: .daemon, event: $0) })
            } then: { _ in
                answer(.success(renewed))
            }
        }
    }

    /// A request is judged when its turn has come, and answered once: then it is the next one's.
    private func ask<Success, Why>(
        _ finish: @escaping Answer<Success, Why>,
        judge: @escaping @MainActor (@escaping Answer<Success, Why>) -> Void
    ) {
        let answer: Answer<Success, Why> = { [self] result in
            finish(result)
            perform(machine.answered())
        }
        perform(
            machine.asked(
                Request(judge: { judge(answer) }, fail: { answer(.failure(.ledger($0))) })))
    }

    private func perform(_ action: RecordingStateMachine<Request>.Action) {
        switch action {
        case .none: break
        case .see: see()
        case .judge(let request): request.judge()
        case .fail(let request, let error): request.fail(error)
        }
    }

    /// Entries go to the ledger, and from there into the docket.
    private func write(
        _ undertaking: Undertaking = .recording,
        orElse fail: @escaping @MainActor @Sendable (LedgerError) -> Void,
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> [Entry],
        then finish: @escaping @MainActor @Sendable ([Entry]) -> Void
    ) {
        floor.ask(undertaking, orElse: fail, question) { [floor] entries in
            floor.docket.apply(entries)
            finish(entries)
        }
    }

    private func see() {
        guard let sight = floor.docket.supervision.firstSight else {
            return perform(machine.sawEverything())
        }
        let entry = NewEntry(at: floor.clock.now, actor: .daemon, event: sight)
        write(orElse: { [self] in perform(machine.couldNotSee($0)) }) {
            ledger throws(LedgerError) in
            try ledger.record([entry])
        } then: { [self] _ in
            see()
        }
    }

    private func judge(_ command: Command, _ answer: @escaping Answer<Recorded, Denial>) {
        let (docket, now) = (floor.docket, floor.clock.now)
        let allowed: Allowed
        do throws(Denial) {
            allowed = try docket.supervision.judge(command, at: now)
        } catch {
            return answer(.failure(.refused(error)))
        }
        let (charter, verb) = (docket.charter, command.verb)
        write(orElse: { answer(.failure(.ledger($0))) }) { ledger throws(LedgerError) in
            try ledger.record(allowed.entries) { Announcement($0, verb, allowed, in: charter) }
        } then: { [self] entries in
            docket.supervision.look(at: allowed.subject, at: now)
            onAnnounced?()
            answer(
                .success(
                    Recorded(
                        entry: entries[0], obligation: allowed.obligation,
                        situation: docket.situation(of: allowed.obligation, at: now))))
            onChange?()
        }
    }

    /// What another charter changes is worked out off the loop; nothing else is recorded meanwhile.
    private func compare(
        _ accepted: AcceptedCharter, _ wish: Reconciliation.Wish,
        _ answer: @escaping Answer<CharterChange, Rejection>
    ) {
        let (supervision, now) = (floor.docket.supervision, floor.clock.now)
        floor.lanes.run(.charter) {
            supervision.change(to: accepted.charter, wish: wish, at: now)
        } then: { [self] change in
            let conflicts = change.register.conflicts
            guard conflicts.isEmpty else {
                let texts = conflicts.map { $0.text(in: accepted.charter.language) }
                return answer(.failure(.refused(Rejection(diagnostics: texts))))
            }
            if !wish.overVerbs, let loss = change.difference.loss(in: accepted.charter.language) {
                return answer(.failure(.refused(Rejection(diagnostics: [loss]))))
            }
            adopt(accepted, change, by: wish.actor, at: now, answer)
        }
    }

    private func adopt(
        _ accepted: AcceptedCharter, _ change: CharterChange, by actor: Actor, at now: Instant,
        _ answer: @escaping Answer<CharterChange, Rejection>
    ) {
        let (keeper, log) = (keeper, floor.log)
        write(orElse: { answer(.failure(.ledger($0))) }) { ledger throws(LedgerError) in
            let recorded = try ledger.record(
                change.events.map { NewEntry(at: now, actor: actor, event: $0) }
            ) { Announcement($0, of: accepted.charter) }
            // Only what is recorded is kept: a start on bad files must not run what never was in
            // force.
            do throws(CharterKeeper.KeepingFailure) {
                try keeper.keep(accepted)
            } catch {
                // The old one stays the fallback; the new one is in force all the same.
                log.write(.error, "the accepted charter could not be kept: \(error)")
            }
            return recorded
        } then: { [self] _ in
            floor.docket.adopt(accepted.charter)
            onAnnounced?()
            onCharter?()
            answer(.success(change))
        }
    }
}

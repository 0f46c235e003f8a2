// Everything that is recorded by somebody's will, a charter's coming into force included, goes
// through here.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger

/// What was recorded, and how the obligation stands now.
struct Recorded: Sendable {
    let entry: Entry
    let obligation: ObligationKey
    let situation: Situation?
}

/// Why nothing was recorded.
enum RecordingFault: Error, Sendable {
    case refused(Denial)
    case ledger(LedgerError)
}

/// The shell around `RecordingStateMachine`.
@MainActor final class Recorder {
    typealias Answer<Success, Fault: Error> = @MainActor (Result<Success, Fault>) -> Void

    /// Told when something was recorded that may call for a telling.
    var onChange: (@MainActor () -> Void)?
    /// Told when another charter has come into force.
    var onCharter: (@MainActor () -> Void)?

    private enum Request {
        /// That everything is seen, and nothing else.
        case sight(Answer<Void, LedgerError>)
        case command(Command, Answer<Recorded, RecordingFault>)
        case charter(AcceptedCharter, Reconciliation.Wish, Answer<CharterChange, ReloadFault>)
    }

    private var machine = RecordingStateMachine<Request>()
    private let floor: Floor
    private let keeper: CharterKeeper

    init(floor: Floor, keeper: CharterKeeper) {
        self.floor = floor
        self.keeper = keeper
    }

    /// Records the first sight of whatever was never seen.
    func seeEverything(then finish: @escaping Answer<Void, LedgerError>) { ask(.sight(finish)) }

    func record(_ command: Command, then finish: @escaping Answer<Recorded, RecordingFault>) {
        ask(.command(command, finish))
    }

    /// Brings a charter into force: what it changes is recorded first. All or nothing.
    func take(
        _ accepted: AcceptedCharter, wish: Reconciliation.Wish = .none,
        then finish: @escaping Answer<CharterChange, ReloadFault>
    ) {
        ask(.charter(accepted, wish, finish))
    }

    private func ask(_ request: Request) { perform(machine.asked(request)) }

    private func perform(_ action: RecordingStateMachine<Request>.Action) {
        switch action {
        case .none: break
        case .see: see()
        case .judge(.sight(let finish)): answer(finish, .success(()))
        case .judge(.command(let command, let finish)): judge(command, finish)
        case .judge(.charter(let accepted, let wish, let finish)): compare(accepted, wish, finish)
        case .fail(.sight(let finish), let error): answer(finish, .failure(error))
        case .fail(.command(_, let finish), let error): answer(finish, .failure(.ledger(error)))
        case .fail(.charter(_, _, let finish), let error): answer(finish, .failure(.ledger(error)))
        }
    }

    private func answer<Success, Fault>(
        _ finish: Answer<Success, Fault>, _ result: Result<Success, Fault>
    ) {
        finish(result)
        perform(machine.answered())
    }

    /// Entries go to the ledger, and from there into the docket.
    private func write(
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> [Entry],
        then finish: @escaping @MainActor @Sendable (Result<[Entry], LedgerError>) -> Void
    ) {
        floor.ledger.ask(question) { [floor] result in
            if let entries = floor.troubles.note(result, of: .recording) {
                floor.docket.apply(entries)
            }
            finish(result)
        }
    }

    private func see() {
        guard let sight = floor.docket.supervision.firstSight else {
            return perform(machine.sawEverything())
        }
        let entry = NewEntry(at: floor.clock.now, actor: .daemon, event: sight)
        write { ledger throws(LedgerError) in
            try ledger.record([entry])
        } then: { [self] result in
            switch result {
            case .success: perform(machine.sawSome())
            case .failure(let error): perform(machine.couldNotSee(error))
            }
        }
    }

    private func judge(_ command: Command, _ finish: @escaping Answer<Recorded, RecordingFault>) {
        let (docket, now) = (floor.docket, floor.clock.now)
        let allowed: Allowed
        do throws(Denial) {
            allowed = try docket.supervision.judge(command, at: now)
        } catch {
            return answer(finish, .failure(.refused(error)))
        }
        machine.judged()
        let announcer = EntryAnnouncer(charter: docket.charter, unit: allowed.unit)
        write { ledger throws(LedgerError) in
            try ledger.record(allowed.entries, announcing: announcer.announcement)
        } then: { [self] result in
            let recorded = result.mapError(RecordingFault.ledger).map { entries in
                docket.supervision.look(at: allowed.subject, at: now)
                return Recorded(
                    entry: entries[0], obligation: allowed.obligation,
                    situation: docket.situation(of: allowed.obligation, at: now))
            }
            answer(finish, recorded)
            if case .success = result { onChange?() }
        }
    }

    /// What another charter changes is worked out off the loop; nothing else is recorded meanwhile.
    private func compare(
        _ accepted: AcceptedCharter, _ wish: Reconciliation.Wish,
        _ finish: @escaping Answer<CharterChange, ReloadFault>
    ) {
        let (supervision, now) = (floor.docket.supervision, floor.clock.now)
        floor.lanes.run(.charter) {
            supervision.change(to: accepted.charter, wish: wish, at: now)
        } then: { [self] change in
            let conflicts = change.register.conflicts
            guard conflicts.isEmpty else {
                let language = accepted.charter.language
                return answer(finish, .failure(.rejected(conflicts.map { $0.text(in: language) })))
            }
            adopt(accepted, change, by: wish.actor, at: now, finish)
        }
    }

    private func adopt(
        _ accepted: AcceptedCharter, _ change: CharterChange, by actor: Actor, at now: Instant,
        _ finish: @escaping Answer<CharterChange, ReloadFault>
    ) {
        machine.judged()
        let (keeper, log) = (keeper, floor.log)
        let announcement = { @Sendable (entry: Entry) -> Announcement? in
            guard case .charterAccepted = entry.event else { return nil }
            return .charter(accepted.charter, at: now)
        }
        write { ledger throws(LedgerError) in
            let recorded = try ledger.record(
                change.events.map { NewEntry(at: now, actor: actor, event: $0) },
                announcing: announcement)
            // Only what is recorded is kept: a start on bad files must not run what never was in
            // force.
            do throws(CharterKeeper.KeepingFailure) {
                try keeper.keep(accepted.source)
            } catch {
                // The old one stays the fallback; the new one is in force all the same.
                log.write(.error, "the accepted charter could not be kept: \(error)")
            }
            return recorded
        } then: { [self] result in
            if case .success = result {
                floor.docket.adopt(accepted.charter)
                onCharter?()
            }
            answer(finish, result.mapError(ReloadFault.ledger).map { _ in change })
        }
    }
}

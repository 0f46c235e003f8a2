// The walk of one deadline, over and over: what is due is evaluated, decided, stored and sent.
// Start-up, alarm, reload and every recorded entry run this same pass.

package import Civil
package import DubanDelivery
package import DubanKernel
package import DubanLedger

/// The one owner of the standing, the agenda and the charter in force.
@MainActor package final class Supervisor {
    /// Told after every pass and every change that a reader of the status may see.
    package var onChange: (@MainActor () -> Void)?

    /// The charter in force, with the schedules made from it.
    package internal(set) var evaluator: Evaluator
    /// What was recorded and decided.
    package private(set) var standing: Standing
    /// When the last pass ended.
    package private(set) var lastPass: Instant?
    /// When the daemon looks again by itself.
    package var nextLook: Instant? { agenda.next }
    /// Why the last transaction failed, until one succeeds.
    package private(set) var ledgerTrouble: LedgerError?
    /// Until when nothing is sent, because the clock has made an unbelievable jump.
    package private(set) var sendingWaitsUntil: Instant?

    let clock: any WallClock
    let workplace: any Workplace
    let desk: LedgerDesk
    let log: Log
    /// The channels' outlets, in the order in which they are served.
    private(set) var outlets: [Outlet] = []
    /// Situations that somebody has asked for; nothing that was recorded since changes them.
    var known: [ObligationKey: Situation] = [:]
    /// Their next tellings, as long as those lie ahead.
    var nextTellings: [ObligationKey: Instant] = [:]
    private var agenda = Agenda()
    private var unseen: [Event] = []
    private var isPassing = false
    private var isPassWanted = false
    private var retryPassAt: Instant?
    private var recording: [(Command, @MainActor (Result<Recorded, RecordingFault>) -> Void)] = []
    private var isRecording = false

    private static let subjectsPerTurn = 64
    private static let ledgerRetrySeconds: Int64 = 5

    /// A supervisor of a charter that is in force already: its acceptance is recorded. `start`
    /// begins.
    package init(
        charter: Charter, standing: Standing, ledger: Ledger, channels: [any Channel],
        host: String, clock: any WallClock, workplace: any Workplace, log: Log
    ) {
        evaluator = Evaluator(charter: charter)
        self.standing = standing
        self.clock = clock
        self.workplace = workplace
        self.log = log
        desk = LedgerDesk(ledger: ledger, workplace: workplace)
        outlets = channels.map { Outlet(channel: $0, supervisor: self, host: host) }
        clock.onAlarm = { [weak self] in self?.pass() }
    }

    /// The charter in force.
    package var charter: Charter { evaluator.charter }

    /// Looks at everything once. What was on the way when an earlier life ended must have been
    /// resumed.
    package func start() { lookAtEverything() }

    /// The wall clock was set: everything is computed anew.
    package func clockChanged(sendNothingUntil instant: Instant?) {
        sendingWaitsUntil = instant
        lookAtEverything()
    }

    /// Takes another charter into force; the caller has recorded it.
    func adopt(_ charter: Charter) {
        evaluator = Evaluator(charter: charter)
        agenda = Agenda()
        lookAtEverything()
    }

    /// Folds in entries that the ledger has just stored.
    func apply(_ entries: [Entry]) {
        for entry in entries {
            standing.apply(entry)
            if !entry.event.isBookkeeping { forgetKnown() }
        }
    }

    private func lookAtEverything() {
        forgetKnown()
        let now = clock.now
        unseen = standing.firstSights(of: charter, now: now)
        for subject in standing.subjects(under: charter) { agenda.schedule(subject, at: now) }
        pass()
    }

    // MARK: The pass

    /// Evaluates what is due, then lets the channels deliver.
    package func pass() {
        guard !isPassing else {
            isPassWanted = true
            return
        }
        isPassing = true
        isPassWanted = false
        recordUnseen(at: clock.now)
    }

    /// The first sight of a subject is an entry too, so that no hidden state decides.
    private func recordUnseen(at now: Instant) {
        guard let next = unseen.first else {
            recordNext()
            return look(at: now)
        }
        let entry = NewEntry(at: now, actor: .daemon, event: next)
        desk.ask { ledger throws(LedgerError) in
            try ledger.record([entry])
        } then: { [self] result in
            guard let entries = succeeded(result) else { return endPass() }
            apply(entries)
            if unseen.first == next { unseen.removeFirst() }
            if case .registered(let tasks) = next {
                for one in tasks { agenda.schedule(.assignment(one.task), at: now) }
            }
            recordUnseen(at: now)
        }
    }

    /// One turn: as many subjects as take a few milliseconds, then whoever else waits for the loop.
    private func look(at now: Instant) {
        var decisions = Decisions()
        var looks: [(subject: Subject, next: Instant?)] = []
        while looks.count < Self.subjectsPerTurn, let subject = agenda.popDue(at: now) {
            let own = evaluator.evaluate(subject, standing: standing, now: now)
            looks.append((subject, own.nextLook))
            decisions.merge(own)
        }
        guard !looks.isEmpty else { return endPass() }
        guard !decisions.isEmpty else {
            for look in looks { schedule(look.subject, at: look.next) }
            return workplace.later { [self] in look(at: now) }
        }
        store(decisions, of: looks, at: now)
    }

    private func store(
        _ decisions: Decisions, of looks: [(subject: Subject, next: Instant?)], at now: Instant
    ) {
        let (channels, events) = (outlets.map(\.name), decisions.events(charter: charter.hash))
        desk.ask { ledger throws(LedgerError) in
            try ledger.enqueue(decisions, recording: events, channels: channels, now: now)
        } then: { [self] result in
            guard let entries = succeeded(result) else {
                for look in looks { schedule(look.subject, at: now) }
                return endPass()
            }
            apply(entries)
            standing.note(decisions.tellings, voided: decisions.voided)
            for telling in decisions.tellings where telling.outcome == .unreachable {
                log.write(
                    .warning,
                    "\(telling.key.obligation): nobody can be told of \(telling.key.rung); "
                        + "give a post up to the root a holder with an account")
            }
            for look in looks { schedule(look.subject, at: look.next) }
            look(at: now)
        }
    }

    /// Something recorded meanwhile may have asked for an earlier look.
    private func schedule(_ subject: Subject, at instant: Instant?) {
        if let wanted = agenda.place(of: subject), instant.map({ wanted < $0 }) ?? true { return }
        agenda.schedule(subject, at: instant)
    }

    private func endPass() {
        isPassing = false
        lastPass = clock.now
        deliver()
        onChange?()
        if isPassWanted { return pass() }
        setAlarm()
    }

    // MARK: Delivery

    /// Whether anything may leave the house now.
    var maySend: Bool {
        if let until = sendingWaitsUntil, clock.now < until { return false }
        return charter.delivery == .live
    }

    private func deliver() {
        if let until = sendingWaitsUntil, clock.now >= until { sendingWaitsUntil = nil }
        guard maySend else { return }
        for outlet in outlets { outlet.serve() }
    }

    /// The earliest of what must be done without being asked.
    func setAlarm() {
        let own = [agenda.next, retryPassAt, sendingWaitsUntil]
        clock.setAlarm((own + outlets.map(\.nextTry)).compactMap(\.self).min())
    }

    /// The value of an answer, or nil after taking note of what failed and when to try again.
    func succeeded<Value>(_ result: Result<Value, LedgerError>) -> Value? {
        switch result {
        case .success(let value):
            if ledgerTrouble != nil { log.write(.notice, "the ledger works again") }
            ledgerTrouble = nil
            retryPassAt = nil
            return value
        case .failure(let error):
            if ledgerTrouble != error { log.write(.error, error.description) }
            ledgerTrouble = error
            retryPassAt = clock.now.adding(seconds: Self.ledgerRetrySeconds)
            return nil
        }
    }

    // MARK: Recording

    /// Records what somebody asks for, one request after another: each is judged by the standing
    /// that the one before has left.
    package func record(
        _ command: Command,
        then finish: @escaping @MainActor (Result<Recorded, RecordingFault>) -> Void
    ) {
        recording.append((command, finish))
        recordNext()
    }

    /// What the charter has just brought is seen first: nothing can be recorded about it before.
    private func recordNext() {
        guard !isRecording, unseen.isEmpty else { return }
        guard let (command, finish) = recording.first else { return }
        isRecording = true
        let now = clock.now
        let allowed: Allowed
        do throws(Denial) {
            allowed = try evaluator.judge(command, standing: standing, now: now)
        } catch {
            return finishRecording(finish, .failure(.refused(error)))
        }
        let announcer = EntryAnnouncer(charter: charter, unit: allowed.unit)
        desk.ask { ledger throws(LedgerError) in
            try ledger.record(allowed.entries, announcing: announcer.announcement)
        } then: { [self] result in
            guard let entries = succeeded(result), let entry = entries.first else {
                let error = ledgerTrouble ?? .busy
                return finishRecording(finish, .failure(.ledger(error)))
            }
            apply(entries)
            agenda.schedule(allowed.subject, at: now)
            let recorded = Recorded(
                entry: entry, obligation: allowed.obligation,
                situation: situation(of: allowed.obligation, at: now))
            finishRecording(finish, .success(recorded))
            pass()
        }
    }

    private func finishRecording(
        _ finish: @MainActor (Result<Recorded, RecordingFault>) -> Void,
        _ result: Result<Recorded, RecordingFault>
    ) {
        recording.removeFirst()
        isRecording = false
        finish(result)
        recordNext()
    }
}

/// What was recorded, and how the obligation stands now.
package struct Recorded: Sendable {
    /// The entry on disk.
    package let entry: Entry
    /// What it counted for.
    package let obligation: ObligationKey
    /// How that stands.
    package let situation: Situation?
}

/// Why nothing was recorded.
package enum RecordingFault: Error, Sendable {
    /// The caller can mend it.
    case refused(Denial)
    /// The store could not write.
    case ledger(LedgerError)
}

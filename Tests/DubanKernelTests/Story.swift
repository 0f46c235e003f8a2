// A story: an office, a clock that is moved by hand, and what is told meanwhile, one line a notice.
// Tests read as timelines: act at an instant, then compare what was told.

import Civil
import Testing

@testable import DubanKernel

/// Local time of the stories, `2026-11-25 17:00`.
func at(_ text: String, _ zone: Zone = Office.zone) -> Instant {
    let parts = text.split(separator: " ")
    guard let date = CivilDate(String(parts[0])),
        let time = parts.count > 1 ? TimeOfDay(String(parts[1])) : .midnight
    else { preconditionFailure("\(text) is no local time") }
    return zone.instant(CivilDateTime(date, time))
}

/// A date, `2026-11-25`.
func day(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { preconditionFailure("\(text) is no date") }
    return date
}

/// What stories ask for, still without its obligation and whoever asks.
extension Command {
    static func submit(
        evidence: [String] = [], held: CivilDate? = nil, title: String? = nil, again: Bool = false,
        effective: Instant? = nil
    ) -> Command {
        Command(
            verb: .submit, obligation: "", evidence: evidence, held: held, title: title,
            again: again, effective: effective, uid: 1000, persons: [])
    }

    static let withdraw = Command(verb: .withdraw, obligation: "", uid: 1000, persons: [])
    static let close = Command(verb: .close, obligation: "", uid: 1000, persons: [])
    static let cancel = Command(verb: .cancel, obligation: "", uid: 1000, persons: [])
    static let resume = Command(verb: .resume, obligation: "", uid: 1000, persons: [])

    static func close(over parts: String...) -> Command {
        Command(verb: .close, obligation: "", over: parts, uid: 1000, persons: [])
    }

    static func reopen(because: Reopening) -> Command {
        Command(verb: .reopen, obligation: "", because: because, uid: 1000, persons: [])
    }

    func with(
        for unit: String? = nil, paper: String? = nil, signedBy: String? = nil
    ) -> Command {
        var command = self
        (command.onBehalfOf, command.paper, command.signedBy) = (unit, paper, signedBy)
        return command
    }

    func about(_ obligation: String, by persons: Set<PersonID>, reason: String) -> Command {
        var command = self
        (command.obligation, command.persons, command.reason) = (obligation, persons, reason)
        return command
    }
}

/// A run of the evaluation with the standing that a ledger would keep.
struct Story {
    private var supervision: Supervision
    private(set) var now: Instant
    private(set) var notices: [Notice] = []
    private(set) var tellings: [Telling] = []
    /// What was written down of what is over.
    private(set) var ended: [Ended] = []

    /// Everything of the charter is first seen at `start`.
    init(_ charter: Charter, from start: String) {
        supervision = Supervision(charter: charter)
        now = at(start)
        lookAtEverything()
    }

    var charter: Charter { supervision.charter }

    /// Moves the clock, evaluating at every look on the way.
    mutating func advance(to text: String) {
        let end = at(text)
        while let next = supervision.nextLook, next <= end {
            now = max(now, next)
            pass()
        }
        now = end
    }

    /// Moves the clock while the service is down, then starts it: a full pass.
    mutating func sleep(until text: String) {
        now = at(text)
        lookAtEverything()
    }

    /// Another charter comes into force, its moved dues recorded as the daemon does.
    mutating func reload(_ charter: Charter) {
        for event in supervision.change(to: charter, wish: .none, at: now).events {
            record(event)
        }
        supervision.adopt(charter)
        lookAtEverything()
    }

    /// Records what a person asks for, at the present instant.
    mutating func record(
        _ command: Command, _ obligation: String, by person: PersonID = "zhao", reason: String = ""
    ) throws(Refusal) {
        let command = command.about(obligation, by: [person], reason: reason)
        let allowed: Allowed
        do throws(Denial) {
            allowed = try supervision.judge(command, at: now)
        } catch {
            throw error.refusal
        }
        for entry in allowed.entries { record(entry.event, by: entry.actor) }
        supervision.look(at: allowed.subject, at: now)
        pass()
    }

    /// One line a notice: when, whom, which rung, and its marks.
    var told: [String] { notices.map(line) }

    /// When the daemon would look again.
    var nextLook: Instant? {
        mutating get { supervision.nextLook }
    }

    /// What is told from now on.
    mutating func forget() {
        notices = []
        tellings = []
    }

    func situation(_ key: String) -> Situation? {
        var supervision = supervision
        return supervision.situation(of: ObligationKey(key), at: now)
    }

    private func line(_ notice: Notice) -> String {
        let local = charter.zone.civil(notice.decidedAt)
        let kind = notice.telling.kind == .rung ? notice.telling.rung : notice.telling.kind.rawValue
        let marks = [
            notice.telling.occurrence == 0 ? nil : "#\(notice.telling.occurrence)",
            notice.light?.rawValue, notice.isLate ? "late" : nil,
            notice.supersedes.isEmpty ? nil : "over \(notice.supersedes.joined(separator: ", "))",
        ]
        return (["\(local) \(notice.person) \(kind)"] + marks.compactMap(\.self))
            .joined(separator: " ")
    }

    /// Folds in an event, as the ledger would have stored it; nil: at the present instant.
    mutating func record(
        _ event: Event, at instant: Instant? = nil, by actor: Actor = .daemon
    ) {
        if case .over(_, let all) = event { ended += all }
        supervision.apply(
            Entry(
                sequence: supervision.standing.head.sequence + 1, at: instant ?? now,
                actor: actor, event: event, hash: "-"))
    }

    /// Records an event that no verb records yet, and looks at everything.
    mutating func enter(_ event: Event) {
        record(event)
        lookAtEverything()
    }

    private mutating func lookAtEverything() {
        supervision.lookAtEverything(at: now)
        while let sight = supervision.firstSight { record(sight) }
        pass()
    }

    private mutating func pass() {
        while let turn = supervision.turn(at: now) {
            for event in turn.decisions.events(charter: charter.hash) { record(event) }
            supervision.keep(turn)
            notices += turn.decisions.notices.sorted { $0.person < $1.person }
            tellings += turn.decisions.tellings
        }
    }
}

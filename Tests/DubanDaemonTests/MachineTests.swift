// The tables of the machines' transitions: what each input makes them do.

import Civil
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `The machines of the floor` {
    private let now = Instant(seconds: 1_790_000_000)

    /// A turn that decided something, one that did not, and one that finds a task closed.
    private func turns() throws -> (
        decided: Supervision.Turn, idle: Supervision.Turn, over: Supervision.Turn
    ) {
        var supervision = Supervision(charter: try SmallCharter.accepted(tasks: 1).charter)
        supervision.assume(
            supervision.standing.firstSights(of: supervision.charter, now: now), at: now)
        supervision.lookAtEverything(at: now)
        guard let idle = supervision.turn(at: now) else { throw Missing.turn }
        supervision.keep(idle)
        guard let later = supervision.nextLook, let decided = supervision.turn(at: later) else {
            throw Missing.turn
        }
        supervision.takeBack(decided, at: later)
        supervision.assume(
            [.closed(obligation: ObligationKey("task:t0"), met: later, reason: "done")],
            at: later)
        guard let over = supervision.turn(at: later) else { throw Missing.turn }
        return (decided, idle, over)
    }

    private enum Missing: Error { case turn }

    @Test func `a pass sees, looks, stores, keeps and ends`() throws {
        let (decided, idle, _) = try turns()
        #expect(!decided.decisions.isEmpty && idle.decisions.isEmpty)
        var pass = PassStateMachine()
        #expect(pass.wanted().word == "see")
        #expect(pass.wanted().word == "none")
        #expect(pass.gate.step != nil)
        #expect(pass.seen(at: now).word == "look")
        #expect(pass.looked(idle).word == "keep, yielding")
        #expect(pass.looked(decided).word == "store")
        #expect(pass.stored().word == "keep")
        #expect(pass.looked(nil).word == "end, again")
        #expect(pass.seen(at: now).word == "look")
        #expect(pass.looked(nil).word == "end")
        #expect(pass.gate.step == nil)
        #expect(pass.wake(nextLook: now) == now)
    }

    @Test func `what a pass could not store is taken back, and not due before it is tried again`()
        throws
    {
        var pass = PassStateMachine()
        _ = pass.wanted()
        _ = pass.seen(at: now)
        _ = pass.looked(try turns().decided)
        _ = pass.wanted()
        #expect(pass.failed(at: now).word == "end, taking back")
        #expect(pass.gate.step == nil)
        #expect(pass.wake(nextLook: now) == now.adding(seconds: 1))
        #expect(pass.wanted().word == "see")
        #expect(pass.failed(at: now).word == "end")
        #expect(pass.wake(nextLook: now) == now.adding(seconds: 2))
        _ = pass.wanted()
        _ = pass.seen(at: now)
        #expect(pass.looked(nil).word == "end")
        #expect(pass.wake(nextLook: nil) == nil)
    }

    @Test func `what a pass finds to be over waits for its turn among what is recorded`() throws {
        let (_, idle, over) = try turns()
        #expect(over.decisions.isToBeRecorded && !idle.decisions.isToBeRecorded)
        var pass = PassStateMachine()
        _ = pass.wanted()
        _ = pass.seen(at: now)
        #expect(pass.looked(over).word == "record")
        #expect(pass.failed(at: now).word == "end, taking back")
        _ = pass.wanted()
        _ = pass.seen(at: now)
        #expect(pass.looked(over).word == "record")
        #expect(pass.recorded(over).word == "store")
        #expect(pass.stored().word == "keep")
        #expect(pass.looked(over).word == "record")
        // What was recorded in the meantime has left nothing to be decided.
        #expect(pass.recorded(idle).word == "keep, yielding")
        #expect(pass.looked(nil).word == "end")
    }

    @Test func `requests are seen to one after another, each after what is new`() {
        var recording = RecordingStateMachine<String>()
        #expect(recording.asked("a").word == "see")
        #expect(recording.asked("b").word == "none")
        #expect(recording.sawEverything().word == "judge a")
        #expect(recording.asked("c").word == "none")
        #expect(recording.answered().word == "see")
        #expect(recording.couldNotSee(.busy).word == "fail b")
        #expect(recording.answered().word == "see")
        #expect(recording.sawEverything().word == "judge c")
        #expect(recording.answered().word == "none")
        #expect(recording.asked("d").word == "see")
    }

    @Test func `a reload answers those who asked before it began to read`() throws {
        let accepted = try SmallCharter.accepted(tasks: 1)
        var reload = ReloadStateMachine<String, Bool>()
        #expect(reload.asked(by: "a").word == "read a")
        #expect(reload.asked(by: "b").word == "none")
        #expect(reload.read(accepted).word == "take")
        #expect(reload.asked(by: "c").word == "none")
        #expect(reload.ended(true).word == "answer a true, again for b, c")
        #expect(reload.ended(false).word == "answer b, c false")
        #expect(reload.asked(by: "d").word == "read d")
    }

    @Test func `a subscriber is fed as it reads, from the ledger when it is behind`() {
        var behind = SubscriptionStateMachine(after: 3, last: 9)
        #expect(behind.state == .behind)
        #expect(behind.readOn() == .replay(after: 3))
        #expect(behind.readOn() == .none)
        behind.failed()
        #expect(behind.readOn() == .replay(after: 3))
        behind.gave(through: 6)
        #expect(behind.replayed(last: 9) == .replay(after: 6))
        behind.refused()
        #expect(behind.replayed(last: 9) == .none)
        #expect(behind.drained(last: 12) == .replay(after: 6))
        behind.gave(through: 12)
        #expect(behind.replayed(last: 12) == .none)
        #expect(behind.state == .current)

        behind.gave(through: 13)
        behind.refused()
        #expect(behind.state == .stalled(isReplaying: false))
        #expect(behind.drained(last: 20) == .gap(from: 14, through: 20))
        #expect(behind.drained(last: 20) == .none)
        #expect(behind.cursor == 20)
    }

    @Test func `the daily look goes through everything a few at a time and reports what it mended`()
    {
        let subjects = (0..<20).map { Subject.assignment(AssignmentID("t\($0)")) }
        var look = DailyLookStateMachine()
        #expect(look.began(with: subjects) == .turn)
        #expect(look.passed() == .none)
        #expect(look.turned(duringPass: false) == .look(Array(subjects.prefix(16))))
        #expect(look.looked(mending: [subjects[3]]) == .turn)
        #expect(look.turned(duringPass: true) == .none)
        #expect(look.turned(duringPass: false) == .none)
        #expect(look.passed() == .turn)
        #expect(look.passed() == .none)
        #expect(look.turned(duringPass: false) == .look(Array(subjects.suffix(4))))
        #expect(look.looked(mending: []) == .turn)
        #expect(look.mended == [])
        #expect(look.turned(duringPass: false) == .report([subjects[3]]))
        #expect(look.mended == [subjects[3]])
        #expect(look.turned(duringPass: false) == .none)
        _ = look.began(with: subjects)
        look.abandon()
        #expect(look.looked(mending: []) == .none)
        #expect(look.turned(duringPass: false) == .none)
        #expect(look.mended == [subjects[3]])
    }

    @Test(arguments: [
        ("2026-09-21 02:59", "2026-09-21 03:00"), ("2026-09-21 03:00", "2026-09-22 03:00"),
        ("2026-03-29 00:10", "2026-03-29 03:00"), ("2026-10-24 12:00", "2026-10-25 03:00"),
    ])
    func `the daily look begins at three in the charter's zone`(now: String, next: String) throws {
        let zone = try Zone.load("Europe/Berlin")
        func instant(_ text: String) throws -> Instant {
            let parts = text.split(separator: " ").map(String.init)
            return zone.instant(
                CivilDateTime(
                    try #require(CivilDate(parts[0])), try #require(TimeOfDay(parts[1]))))
        }
        #expect(
            try DailyLookStateMachine.next(after: instant(now), in: zone) == instant(next))
    }
}

extension PassStateMachine.Action {
    fileprivate var word: String {
        switch self {
        case .none: "none"
        case .see: "see"
        case .look: "look"
        case .record: "record"
        case .store: "store"
        case .keep(_, _, let yields): yields ? "keep, yielding" : "keep"
        case .end(let again, let turn):
            "end" + (again ? ", again" : "") + (turn == nil ? "" : ", taking back")
        }
    }
}

extension RecordingStateMachine.Action {
    fileprivate var word: String {
        switch self {
        case .none: "none"
        case .see: "see"
        case .judge(let request): "judge \(request)"
        case .fail(let request, _): "fail \(request)"
        }
    }
}

extension ReloadStateMachine.Action where Asker == String {
    fileprivate var word: String {
        switch self {
        case .none: "none"
        case .read(let askers): "read \(askers.joined(separator: ", "))"
        case .take: "take"
        case .answer(let askers, let outcome, let again):
            "answer \(askers.joined(separator: ", ")) \(outcome)"
                + (again.isEmpty ? "" : ", again for \(again.joined(separator: ", "))")
        }
    }
}

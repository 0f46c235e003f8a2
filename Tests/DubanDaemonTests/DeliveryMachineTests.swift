// The table of a channel's steps, with what each leaves behind.

import Civil
import DubanDelivery
import DubanKernel
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A channel's round` {
    private typealias Action = DeliveryStateMachine.Action
    private let now = Instant(seconds: 1_790_000_000)
    private let notices: [Notice]

    init() throws {
        var supervision = Supervision(charter: try SmallCharter.accepted(tasks: 3).charter)
        supervision.assume(
            supervision.standing.firstSights(of: supervision.charter, now: now), at: now)
        supervision.lookAtEverything(at: now)
        while let turn = supervision.turn(at: now) { supervision.keep(turn) }
        let later = supervision.nextLook ?? now
        notices = supervision.turn(at: later)?.decisions.notices ?? []
        #expect(notices.count == 3)
    }

    private func composed(_ notice: Notice) -> Message<Composed> {
        Message(channel: .journal, person: notice.person, notices: [notice.id], bytes: [1])
    }

    private func frozen(_ notice: Notice, mark: [UInt8]? = nil) -> Message<Frozen> {
        composed(notice).with(Frozen(retries: 0, mark: mark))
    }

    private func addressed(_ notice: Notice) -> Message<Addressed> {
        composed(notice).with(Frozen(retries: 0, mark: nil).addressed(to: "box"))
    }

    private func marked(_ notice: Notice) -> Message<Marked> {
        let stage = Frozen(retries: 0, mark: nil).addressed(to: "box")
        return composed(notice).with(stage.marked([7]))
    }

    private func ready(
        retries: [Message<Frozen>] = [], waiting: [Notice] = [], next: Instant? = nil
    ) -> DeliveryStateMachine.Ready {
        (retries, waiting, next)
    }

    private func fetched(
        _ machine: inout DeliveryStateMachine, _ ready: DeliveryStateMachine.Ready,
        untrue: Set<NoticeID> = []
    ) -> Action {
        machine.fetched(
            ready, untrue: { untrue.contains($0.id) ? .met : nil }, recipient: { _ in "box" })
    }

    @Test func `drop, compose, freeze, prepare, mark, deliver, settle, then look again`() {
        var machine = DeliveryStateMachine(batchMax: 9)
        #expect(machine.wanted() == .fetch)
        #expect(machine.wanted() == .none)
        #expect(
            fetched(&machine, ready(waiting: notices), untrue: [notices[0].id])
                == .drop([.init(notice: notices[0].id, why: .met)]))
        #expect(machine.dropped() == .compose([notices[1], notices[2]]))
        #expect(
            machine.composed([composed(notices[1])])
                == .freeze([composed(notices[1])], homeless: [notices[2].id]))
        #expect(
            machine.frozen([frozen(notices[1])]) { _ in "box" }
                == .prepare([addressed(notices[1])]))
        #expect(machine.prepared([.ready(mark: [7])]) == .mark([marked(notices[1])]))
        #expect(machine.marked() == .deliver([marked(notices[1])]))
        #expect(
            machine.delivered([.delivered]) == .settle([composed(notices[1]).with(.delivered)]))
        #expect(machine.settled { _ in "box" } == .fetch)
        let next = now.adding(seconds: 60)
        // Somebody wanted it while it was busy.
        #expect(fetched(&machine, ready(next: next)) == .fetch)
        #expect(fetched(&machine, ready(next: next)) == .rest)
        #expect(machine.wake == next)
    }

    @Test func `where everything is untrue nothing is composed`() {
        var machine = DeliveryStateMachine(batchMax: 9)
        _ = machine.wanted()
        _ = fetched(&machine, ready(waiting: notices), untrue: Set(notices.map(\.id)))
        #expect(machine.dropped() == .fetch)
    }

    @Test func `what is frozen goes on where it was, a batch at a time`() {
        var machine = DeliveryStateMachine(batchMax: 2)
        _ = machine.wanted()
        #expect(
            fetched(&machine, ready(retries: notices.map { frozen($0) }))
                == .prepare([addressed(notices[0]), addressed(notices[1])]))
        // One had got through before.
        #expect(
            machine.prepared([.settled(.delivered), .ready(mark: [7])])
                == .mark([marked(notices[1])]))
        _ = machine.marked()
        let held = Outcome.retry(.said("held"), untouched: true)
        #expect(
            machine.delivered([held])
                == .settle([
                    composed(notices[0]).with(.delivered), composed(notices[1]).with(held),
                ]))
        #expect(machine.settled { _ in "box" } == .prepare([addressed(notices[2])]))
        #expect(
            machine.prepared([.settled(.delivered)])
                == .settle([composed(notices[2]).with(.delivered)]))
    }

    @Test func `a message without a recipient is refused and not prepared`() {
        var machine = DeliveryStateMachine(batchMax: 9)
        _ = machine.wanted()
        let action = machine.fetched(
            ready(retries: [frozen(notices[0])]), untrue: { _ in nil }, recipient: { _ in nil })
        #expect(
            action
                == .settle([
                    composed(notices[0]).with(.refused(.noAccount(notices[0].person)))
                ]))
    }

    @Test func `a failure at any step ends the round, and the next one resumes what it left`() {
        let next = now.adding(seconds: 60)
        var machine = DeliveryStateMachine(batchMax: 9)
        _ = machine.wanted()
        _ = fetched(&machine, ready(retries: [frozen(notices[0])]))
        _ = machine.prepared([.ready(mark: [7])])
        _ = machine.wanted()
        #expect(machine.failed(at: now) == .rest)
        #expect(machine.isInterrupted && machine.wake == now.adding(seconds: 1))
        #expect(machine.wanted() == .resume)
        #expect(machine.failed(at: now) == .rest)
        #expect(machine.isInterrupted && machine.wake == now.adding(seconds: 2))
        #expect(machine.wanted() == .resume)
        #expect(machine.resumed() == .fetch)
        #expect(fetched(&machine, ready()) == .rest)
        #expect(!machine.isInterrupted && machine.wake == nil)
        #expect(machine.wanted() == .fetch)
        #expect(machine.held(until: next) == .rest)
        #expect(machine.wake == next)
        _ = machine.wanted()
        #expect(machine.held(until: nil) == .rest)
        #expect(machine.wake == nil)
    }

    @Test func `what a failure has left is resumed also while nothing may be sent`() {
        var machine = DeliveryStateMachine(batchMax: 9)
        _ = machine.wanted()
        _ = fetched(&machine, ready(retries: [frozen(notices[0])]))
        _ = machine.failed(at: now)
        #expect(machine.wanted() == .resume)
        #expect(machine.resumed() == .fetch)
        #expect(machine.held(until: nil) == .rest)
        #expect(!machine.isInterrupted)
        #expect(machine.wanted() == .fetch)
    }

    @Test func `a channel that does not answer for every message is a mistake of the program`()
        async
    {
        await #expect(processExitsWith: .failure) {
            var machine = DeliveryStateMachine(batchMax: 9)
            _ = machine.wanted()
            _ = machine.frozen(twoFrozen) { _ in "box" }
            _ = machine.prepared([.ready(mark: [7])])
        }
        await #expect(processExitsWith: .failure) {
            var machine = DeliveryStateMachine(batchMax: 9)
            _ = machine.wanted()
            _ = machine.frozen(twoFrozen) { _ in "box" }
            _ = machine.prepared([.ready(mark: [7]), .ready(mark: [7])])
            _ = machine.marked()
            _ = machine.delivered([.delivered])
        }
        // As many answers as messages are none.
        await #expect(processExitsWith: .success) {
            var machine = DeliveryStateMachine(batchMax: 9)
            _ = machine.wanted()
            _ = machine.frozen(twoFrozen) { _ in "box" }
            _ = machine.prepared([.ready(mark: [7]), .ready(mark: [7])])
            _ = machine.marked()
            _ = machine.delivered([.delivered, .delivered])
        }
    }
}

private let twoFrozen = ["a", "b"].map { id in
    Message(channel: .journal, person: "clerk", notices: [id], bytes: [1])
        .with(Frozen(retries: 0, mark: nil))
}

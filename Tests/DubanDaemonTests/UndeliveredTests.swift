// Mail that is refused for a while: nothing is lost, nothing is doubled, nobody counts as told.

import Civil
import DubanKernel
import DubanLedger
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `Mail that is refused` {
    private let scene: Scene

    /// A task whose first telling is refused.
    init() throws {
        scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        scene.world.refuse(["clerk"])
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        scene.wait(seconds: 9)
        #expect(scene.world.refused == 1)
        #expect(scene.world.deliveries(on: .journal).count == 1)
    }

    @Test func `it is sent once when the account is back, and said to be refused once`() throws {
        #expect(scene.log.count == 1)
        let line = try #require(scene.log.first)
        #expect(line.hasPrefix("not delivered by mail: clerk (no such account)"))
        let telling = try #require(scene.docket.standing.tellings.values.first?.values.first)
        #expect(scene.docket.standing.undelivered(of: telling) == ["clerk"])
        scene.world.refuse([])
        scene.supervisor.mailboxesChanged(of: ["clerk"])
        scene.supervisor.mailboxesChanged(of: ["clerk", "another"])
        #expect(scene.world.deliveries(on: .mail).isEmpty)
        scene.wait(seconds: 2)
        #expect(scene.world.deliveries(on: .mail).values.map { $0 } == [1])
        #expect(scene.docket.standing.undelivered(of: telling) == [])
        #expect(scene.log.count == 1)
        try scene.expectWhole()
    }

    @Test func `somebody else's mailbox tries nothing`() {
        scene.supervisor.mailboxesChanged(of: ["another"])
        scene.wait(seconds: 2)
        #expect(scene.world.refused == 1)
    }

    @Test func `it is tried hourly for a day`() {
        scene.wait(seconds: 82_800)
        #expect(scene.world.refused == 24)
        #expect(scene.log.count == 1)
    }

    @Test func `after thirty days it is given up, and that is said`() throws {
        scene.wait(seconds: 40 * 86_400)
        // Of three tellings of the task, each at its own time.
        #expect(scene.log.count { $0.hasPrefix("not delivered by mail") } == 3)
        #expect(scene.log.count { $0.hasPrefix("given up after thirty days") } == 3)
        #expect(try ledgerStates() == [.dropped])
        #expect(scene.world.refused <= 3 * (24 + 31))
        try scene.expectWhole()
    }

    @Test func `what is done meanwhile is not sent any more`() throws {
        let command = try Command(
            .close, "task:t0", [(.reason, .text("done"))], uid: 1000, persons: ["clerk"])
        scene.supervisor.recorder.record(command) { _ in }
        scene.wait(seconds: 1)
        scene.world.refuse([])
        scene.wait(seconds: 7200)
        #expect(scene.world.deliveries(on: .mail).isEmpty)
        #expect(try ledgerStates() == [.dropped])
        try scene.expectWhole()
    }

    @Test func `the office tries it again at once`() {
        scene.world.refuse([])
        scene.supervisor.retry(.persons(["clerk"]))
        scene.wait(seconds: 0)
        #expect(scene.world.deliveries(on: .mail).count == 1)
    }

    @Test func `recording asks no channel for what is not queued`() throws {
        scene.world.refuse([])
        scene.wait(seconds: 7200)
        let steps = scene.lanes.steps
        let command = try Command(.submit, "task:t0", [], uid: 1000, persons: ["clerk"])
        scene.supervisor.recorder.record(command) { _ in }
        scene.lanes.runAll()
        // The record and what the pass sees; each channel took two steps more.
        #expect(scene.lanes.steps - steps <= 3)
    }

    @Test func `the first notices leave while others are decided, a digest does not`() throws {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 640).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        var early: Set<ChannelName> = []
        scene.lanes.fault = { [unowned scene] in
            guard !scene.supervisor.pass.isAtRest else { return nil }
            for channel in [ChannelName.journal, .mail]
            where !scene.world.deliveries(on: channel).isEmpty {
                early.insert(channel)
            }
            return nil
        }
        scene.wait(seconds: 60)
        #expect(early == [.journal])
        #expect(scene.world.deliveries(on: .journal).count == 640)
        scene.lanes.fault = nil
        try scene.expectWhole()
    }

    private func ledgerStates() throws -> [DeliveryState] {
        try scene.ledger.outboxSummary().filter { $0.channel == .mail }.map(\.state)
    }
}

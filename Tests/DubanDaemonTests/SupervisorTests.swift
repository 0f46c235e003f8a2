// Who wants whom: what a pass, a record, a charter, the clock and a mailbox set going.

import Civil
import DubanKernel
import DubanLedger
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `The machines together` {
    private let scene: Scene

    /// Two tasks, of which nobody has been told yet.
    init() throws {
        scene = try Scene(SmallCharter.accepted(tasks: 2).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
    }

    /// The first mail to the clerk is refused.
    private func refuse() throws {
        scene.world.refuse(["clerk"])
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        scene.wait(seconds: 9)
        try #require(scene.world.refused == 1)
    }

    @Test func `what a pass queues leaves at once by every channel, a digest whole`() throws {
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        scene.wait(seconds: 0)
        #expect(scene.world.deliveries(on: .journal).count == 2)
        #expect(scene.world.deliveries(on: .mail).count == 1)
        #expect(try scene.ledger.published().count == 2)
    }

    @Test func `whoever records something wants a pass`() throws {
        var passes = 0
        scene.supervisor.onPass = { passes += 1 }
        let command = try Command(
            .close, "task:t0", [(.reason, .text("done"))], uid: 1000, persons: ["clerk"])
        scene.supervisor.recorder.record(command) { _ in }
        scene.lanes.runAll()
        #expect(passes == 1)
        #expect(scene.docket.standing.over[ObligationKey("task:t0")]?.outcome == .closed)
        // What is refused wants none.
        scene.supervisor.recorder.record(command) { _ in }
        scene.lanes.runAll()
        #expect(passes == 1)
    }

    @Test func `a mailbox that changed is tried again a second later, once for all changes`()
        throws
    {
        try refuse()
        for _ in 0..<3 { scene.supervisor.mailboxesChanged(of: ["clerk"]) }
        scene.wait(seconds: 0)
        #expect(scene.world.refused == 1)
        scene.wait(seconds: 5)
        #expect(scene.world.refused == 2)
        scene.supervisor.mailboxesChanged(of: ["somebody"])
        scene.wait(seconds: 5)
        #expect(scene.world.refused == 2)
        scene.world.refuse([])
        scene.supervisor.mailboxesChanged(of: ["clerk"])
        scene.wait(seconds: 5)
        #expect(scene.world.deliveries(on: .mail).count == 1)
        try scene.expectWhole()
    }

    @Test func `a change that the ledger could not take is not forgotten`() throws {
        try refuse()
        scene.world.refuse([])
        var failures = 3
        scene.lanes.fault = {
            failures -= 1
            return failures >= 0 ? .busy : nil
        }
        scene.supervisor.mailboxesChanged(of: ["clerk"])
        scene.wait(seconds: 30)
        #expect(failures < 0)
        #expect(scene.world.deliveries(on: .mail).count == 1)
        try scene.expectWhole()
    }

    private nonisolated static let jumps: [(Int64, Bool)] = [
        (3600, false), (-86_400, false), (86_401, true), (-90_000, true),
    ]

    @Test(arguments: Self.jumps)
    func `a jump of the clock is looked into at once, and doubted beyond a day`(
        seconds: Int64, isDoubted: Bool
    ) throws {
        var passes = 0
        scene.supervisor.onPass = { passes += 1 }
        scene.clock.now = scene.clock.now.adding(seconds: seconds)
        scene.supervisor.clockJumped(microseconds: seconds * 1_000_000)
        scene.lanes.runAll()
        #expect(passes == 1)
        let end = scene.docket.quarantineEnd(after: scene.clock.now)
        #expect(end == (isDoubted ? scene.clock.now.adding(seconds: 600) : nil))
    }
}

// The daily look in a running daemon: what the agenda forgot is found within a day, mended and
// said.

import Civil
import DubanKernel
import DubanLedger
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `The daily look` {
    @Test func `an agenda that is whole is left alone, at the cost of one wake a day`() throws {
        let scene = try Scene(SmallCharter.accepted(tasks: 5).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        #expect(scene.wait(seconds: 10 * 86_400) == 10)
        #expect(scene.supervisor.dailyLook.warning == nil)
        #expect(scene.log.isEmpty)
    }

    @Test func `what the agenda forgot is mended, said, and shown until a look finds nothing`()
        throws
    {
        let scene = try Scene(SmallCharter.accepted(tasks: 5).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        // A turn that nobody gives back stands for whatever loses a subject.
        let next = scene.docket.nextLook
        let due = try #require(next)
        while scene.docket.supervision.turn(at: due, subjectsMax: 2) != nil {}
        #expect(scene.docket.nextLook == nil)
        scene.wait(seconds: 86_400)
        #expect(scene.docket.nextLook == due)
        #expect(scene.log.count == 1)
        #expect(scene.log[0].contains("task:t0") && scene.log[0].contains("task:t4"))
        #expect(scene.supervisor.dailyLook.warning != nil)
        scene.wait(seconds: 86_400)
        #expect(scene.supervisor.dailyLook.warning == nil)
        scene.wait(seconds: 30 * 86_400)
        #expect(scene.world.deliveries(on: .journal).count == 15)
        try scene.expectWhole()
    }
}

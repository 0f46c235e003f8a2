// Reloads that come at any moment: of the same charter, of another one, of one that is refused.

import Civil
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A reload` {
    @Test func `a reload during the first sight counts what was seen by its name`() throws {
        for seed in 0..<6 as Range<UInt64> {
            let scene = try Scene(
                SmallCharter.accepted(tasks: 3000).charter, ledger: Ledger.inMemory(), seed: seed)
            try scene.write(SmallCharter.text(tasks: 1))
            scene.supervisor.lookAtEverything()
            var outcomes: [Reload.Outcome] = []
            scene.reload.ask { outcomes.append($0) }
            scene.lanes.runAll()
            #expect(try outcomes.first?.get().isChanged == true)
            #expect(scene.docket.charter.declarations.count == 1)
            #expect(scene.docket.standing.register.tasks.count == 3000)
            try scene.expectWhole("seed \(seed)")
        }
    }

    @Test func `the same charter changes nothing and sends nothing`() throws {
        let charter = try SmallCharter.accepted(tasks: 3).charter
        let scene = try Scene(charter, ledger: Ledger.inMemory())
        try scene.write(SmallCharter.text(tasks: 3))
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 30 * 86_400)
        let told = scene.world.deliveries(on: .journal)
        #expect(told.count == 9)
        let entries = scene.docket.standing.head.sequence
        var outcome: Reload.Outcome?
        scene.reload.ask { outcome = $0 }
        scene.wait(seconds: 86_400)
        #expect(try outcome?.get().isChanged == false)
        #expect(scene.docket.standing.head.sequence == entries)
        #expect(scene.log.suffix(1) == ["the configuration says what is in force already"])
        #expect(scene.world.deliveries(on: .journal) == told)
        try scene.expectWhole()
    }

    @Test func `a refused charter leaves the old one in force, and says so until it is mended`()
        throws
    {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 3).charter, ledger: Ledger.inMemory())
        try scene.write("office: nowhere\n")
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        var outcome: Reload.Outcome?
        scene.reload.ask { outcome = $0 }
        scene.lanes.runAll()
        guard case .failure(.refused(let rejection)) = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(!rejection.diagnostics.isEmpty)
        #expect(scene.reload.pendingChange != nil)
        #expect(scene.docket.subjects.count == 3)
        try scene.write(SmallCharter.text(tasks: 4))
        scene.reload.ask { outcome = $0 }
        scene.lanes.runAll()
        #expect(scene.reload.pendingChange == nil)
        #expect(scene.docket.subjects.count == 4)
    }

    @Test func `whoever asks while the files are read is answered by the next reading`() throws {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 3).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        var seen: [Int] = []
        try scene.write(SmallCharter.text(tasks: 4))
        let count: @MainActor (Reload.Outcome) -> Void = { _ in
            seen.append(scene.docket.subjects.count)
        }
        var begins = 0
        scene.reload.onReload = { isOver in begins += isOver ? 0 : 1 }
        scene.reload.ask { outcome in
            count(outcome)
            _ = try? scene.write(SmallCharter.text(tasks: 5))
        }
        scene.reload.ask(then: count)
        scene.reload.ask(then: count)
        scene.lanes.runAll()
        #expect(seen == [4, 5, 5])
        #expect(begins == 2)
    }

    @Test func `a charter that cannot be recorded is not in force`() throws {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 3).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        try scene.write(SmallCharter.text(tasks: 4))
        scene.lanes.fault = { .full(path: "here") }
        var outcome: Reload.Outcome?
        scene.reload.ask { outcome = $0 }
        scene.lanes.runAll()
        guard case .failure(.ledger(.full)) = outcome else {
            Issue.record("\(String(describing: outcome))")
            return
        }
        #expect(scene.docket.subjects.count == 3)
        #expect(scene.reload.pendingChange?.hasPrefix("the configuration on disk could") == true)
        #expect(scene.reload.pendingChange == scene.log.last)
        // Nothing on disk has changed since; whoever asks again is taken at their word.
        scene.lanes.fault = nil
        scene.reload.ask { outcome = $0 }
        scene.lanes.runAll()
        #expect(try outcome?.get().isChanged == true)
        #expect(scene.docket.subjects.count == 4)
        #expect(scene.reload.pendingChange == nil)
    }

    @Test(arguments: ["", "delivery: hold"])
    func `that a charter is in force is an event at once, also while nothing is sent`(
        head: String
    ) throws {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 3).charter, ledger: Ledger.inMemory())
        let hub = EventHub(floor: scene.supervisor.floor, last: 0)
        let desk = Desk(supervisor: scene.supervisor, hub: hub, reload: scene.reload)
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        #expect(desk.hub.sequence == 0)
        for tasks in [4, 5] as [Int64] {
            try scene.write(SmallCharter.text(tasks: Int(tasks), head: head))
            scene.reload.ask { _ in }
            scene.lanes.runAll()
            #expect(scene.docket.charter.delivery == (head.isEmpty ? .live : .hold))
            #expect(hub.sequence == tasks - 3)
        }
    }

    @Test func `a date that another charter moves is told once`() throws {
        let scene = try Scene(
            SmallCharter.accepted(tasks: 2).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 20 * 86_400)
        #expect(scene.world.deliveries(on: .journal).count == 2)
        try scene.write(SmallCharter.text(tasks: 2, due: "2026-11-20"))
        var outcome: Reload.Outcome?
        scene.reload.ask { outcome = $0 }
        scene.wait(seconds: 60)
        #expect(try outcome?.get().difference.names[.duesMoved]?.count == 2)
        #expect(scene.world.deliveries(on: .journal).count == 4)
        try scene.expectWhole()
    }
}

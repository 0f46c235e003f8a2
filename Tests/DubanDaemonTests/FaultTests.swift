// A ledger that fails, in the ways in which SQLite does.

import Civil
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A ledger that fails` {
    private let oneTask: Charter

    init() throws { oneTask = try SmallCharter.accepted(tasks: 1).charter }

    @Test func `a full disk is tried again every few seconds, and said once`() throws {
        let disk = try SmallDisk()
        let ledger = try Ledger(directory: disk.path + "/state")
        let scene = try Scene(oneTask, ledger: ledger)
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        try disk.fill()
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        let rings = scene.wait(seconds: 60)
        #expect((10...30).contains(rings))
        #expect(scene.log.count == 1)
        #expect(scene.supervisor.floor.troubles.texts.count == 1)
        #expect(scene.world.deliveries(on: .journal).isEmpty)
        // What can be read does not hide that nothing can be written.
        _ = try ledger.outboxSummary()
        #expect(scene.supervisor.floor.troubles.texts.count == 1)

        try disk.free()
        scene.wait(seconds: 10)
        #expect(scene.log.last == "the ledger works again")
        #expect(scene.log.count == 2)
        #expect(scene.world.deliveries(on: .journal).count == 1)
        try scene.expectWhole()
    }

    @Test func `a full disk at the first sight is tried again`() throws {
        let disk = try SmallDisk()
        let ledger = try Ledger(directory: disk.path + "/state")
        let charter = try SmallCharter.accepted(tasks: 3000).charter
        try disk.fill()
        let scene = try Scene(charter, ledger: ledger)
        scene.supervisor.lookAtEverything()
        #expect((5...30).contains(scene.wait(seconds: 60)))
        #expect(scene.log.count == 1)
        try disk.free()
        scene.wait(seconds: 10)
        #expect(scene.docket.standing.register.tasks.count == 3000)
    }

    @Test func `whoever records while the disk is full is told so`() throws {
        let scene = try Scene(oneTask, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        scene.lanes.fault = { .full(path: "here") }
        let command = try Command(
            .close, "task:t0", [(.reason, .text("done"))], uid: 1000, persons: ["clerk"])
        var answers: [Result<Recorded, Fault<Denial>>] = []
        scene.supervisor.recorder.record(command) { answers.append($0) }
        scene.lanes.runAll()
        guard case .failure(.ledger(.full)) = answers.first else {
            Issue.record("\(answers)")
            return
        }
        scene.lanes.fault = nil
        scene.supervisor.recorder.record(command) { answers.append($0) }
        scene.lanes.runAll()
        #expect(try answers.last?.get().situation?.met != nil)
        #expect(scene.supervisor.floor.troubles.texts.isEmpty)
        try scene.expectWhole()
    }

    @Test func `what was on its way when the ledger failed leaves after a time of no sending`()
        throws
    {
        var interrupted = 0
        for failing in 1...24 {
            let scene = try Scene(oneTask, ledger: Ledger.inMemory())
            scene.supervisor.lookAtEverything()
            scene.lanes.runAll()
            scene.clock.now = try #require(scene.supervisor.pass.nextLook)
            var transactions = 0
            scene.lanes.fault = {
                transactions += 1
                guard transactions == failing else { return nil }
                scene.docket.quarantineEnd = scene.clock.now.adding(seconds: 600)
                return .busy
            }
            scene.wait(seconds: 590)
            let ways = try scene.ledger.outboxSummary().map(\.state.rawValue)
            interrupted += ways.contains { $0 != "delivered" && $0 != "waiting" } ? 1 : 0
            scene.wait(seconds: 60)
            #expect(scene.world.deliveries(on: .mail).count == 1, "transaction \(failing)")
            try scene.expectWhole("transaction \(failing)")
        }
        // Else nothing would have been tested.
        #expect(interrupted >= 3)
    }

    @Test(arguments: [LedgerError.busy, .full(path: "here"), .inputOutput("a bad sector")])
    func `whatever fails, and whenever, nothing is lost or doubled`(error: LedgerError) throws {
        var random = SeededGenerator.announced()
        for _ in 0..<8 {
            let seed = random.next() >> 1
            let charter = try SmallCharter.accepted(tasks: Int.random(in: 1...40, using: &random))
                .charter
            let ledger = try Ledger.inMemory()
            let scene = try Scene(charter, ledger: ledger, seed: seed, failuresPerHundred: 10)
            var luck = SeededGenerator(seed: seed)
            scene.lanes.fault = {
                Int.random(in: 0..<3, using: &luck) == 0 ? error : nil
            }
            scene.supervisor.lookAtEverything()
            let rings = scene.wait(seconds: 40 * 86_400)
            #expect(rings < 2000, "seed \(seed)")
            scene.lanes.fault = nil
            scene.wait(seconds: 3600)
            #expect(
                try ledger.entries().reduce(0) { $0 + $1.deliveries }
                    == scene.docket.subjects.count * 3 * 3, "seed \(seed)")
            try scene.expectWhole("seed \(seed)")
        }
    }
}

extension Entry {
    fileprivate var deliveries: Int {
        if case .told(let delivered) = event { delivered.count } else { 0 }
    }
}

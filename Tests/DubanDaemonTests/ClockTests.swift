// Jumps of the wall clock in a simulated world.

import Civil
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A wall clock that jumps` {
    private static let day: Int64 = 86_400

    @Test func `an unbelievable jump delays sending, and nothing is told twice when it was wrong`()
        throws
    {
        let scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        #expect(scene.world.deliveries(on: .journal).isEmpty)
        jump(scene, days: 40)
        scene.lanes.runAll()
        #expect(scene.world.deliveries(on: .journal).isEmpty)
        #expect(scene.docket.quarantineEnd(after: scene.clock.now) != nil)
        scene.wait(seconds: 600)
        let told = scene.world.deliveries(on: .journal)
        #expect(!told.isEmpty)
        #expect(scene.docket.quarantineEnd(after: scene.clock.now) == nil)
        jump(scene, days: -40)
        scene.lanes.runAll()
        jump(scene, days: 40)
        scene.wait(seconds: 600)
        #expect(scene.world.deliveries(on: .journal).values.allSatisfy { $0 == 1 })
        #expect(told.keys.allSatisfy { scene.world.deliveries(on: .journal)[$0] == 1 })
    }

    @Test func `jumps both ways among failures and reloads lose nothing and double nothing`()
        throws
    {
        var random = SeededGenerator.announced()
        for _ in 0..<12 {
            let seed = random.next() >> 1
            var luck = SeededGenerator(seed: seed)
            let scene = try Scene(
                SmallCharter.accepted(tasks: 20).charter, ledger: Ledger.inMemory(), seed: seed,
                failuresPerHundred: 10)
            scene.supervisor.lookAtEverything()
            for _ in 0..<12 {
                scene.wait(seconds: Int64.random(in: 0...2 * Self.day, using: &luck))
                switch Int.random(in: 0..<4, using: &luck) {
                case 0: jump(scene, days: Int64.random(in: -3...3, using: &luck))
                case 1:
                    var failures = Int.random(in: 1...10, using: &luck)
                    scene.lanes.fault = {
                        failures -= 1
                        return failures < 0 ? nil : .busy
                    }
                case 2:
                    let tasks = Int.random(in: 10...30, using: &luck)
                    try scene.write(
                        SmallCharter.text(
                            tasks: tasks,
                            due: ["2026-10-12", "2026-10-20"].randomElement(using: &luck) ?? ""))
                    scene.reload.ask { _ in }
                default:
                    try scene.write("office: nowhere\n")
                    scene.reload.ask { _ in }
                }
            }
            scene.lanes.fault = nil
            #expect(scene.wait(seconds: 90 * Self.day) < 1000, "seed \(seed)")
            try scene.expectWhole("seed \(seed)")
        }
    }

    private func jump(_ scene: Scene, days: Int64) {
        scene.clock.now = scene.clock.now.adding(seconds: days * Self.day)
        scene.supervisor.clockJumped(microseconds: days * Self.day * 1_000_000)
    }
}

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

    @Test(arguments: [-2, 0, 31, 32, 300])
    func `a start at a time that does not follow the last entry waits for ten minutes`(
        days: Int64
    ) throws {
        let ledger = try Ledger.inMemory()
        let charter = try SmallCharter.accepted(tasks: 1).charter
        var scene = try Scene(charter, ledger: ledger)
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 60)
        #expect(scene.world.deliveries(on: .journal).isEmpty)
        let last = try #require(scene.docket.standing.lastAt)
        let head = scene.docket.standing.head.sequence
        scene = try Scene(charter, ledger: ledger, now: last.adding(seconds: days * Self.day))
        try scene.supervisor.started()
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 599)
        let isDoubted = !(-1...31).contains(days)
        let isUntouched = scene.docket.standing.head.sequence == head
        #expect(scene.log.contains { $0.contains("the wall clock is in doubt") } == isDoubted)
        #expect(!isDoubted || scene.docket.standing.tellings.isEmpty && isUntouched)
        scene.wait(seconds: 1)
        // One notice once everything that is past is looked at; before the first rung none.
        #expect(scene.world.deliveries(on: .journal).count == (days > 20 ? 1 : 0))
        #expect(scene.docket.standing.held == nil)
    }

    @Test func `a clock that is off by more than a year waits for somebody's word`() throws {
        let scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 60)
        let before = scene.docket.standing.lastAt
        jump(scene, days: 400)
        scene.wait(seconds: 3600)
        #expect(scene.docket.standing.held == "clock")
        #expect(scene.world.deliveries(on: .journal).isEmpty)
        jump(scene, days: -400)
        scene.wait(seconds: 3600)
        #expect(scene.docket.standing.held == "clock")
        #expect(scene.docket.standing.lastAt == before)
        scene.supervisor.recorder.release(nil, by: Actor(uid: 0, person: nil)) { _ in }
        scene.wait(seconds: 40 * Self.day)
        #expect(scene.world.deliveries(on: .journal).count == 3)
        try scene.expectWhole()
    }

    private func jump(_ scene: Scene, days: Int64) {
        scene.clock.now = scene.clock.now.adding(seconds: days * Self.day)
        scene.supervisor.clockJumped(microseconds: days * Self.day * 1_000_000)
    }
}

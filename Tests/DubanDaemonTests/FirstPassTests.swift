// A first pass that would send a great many notices at once.

import Civil
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite(.serialized) struct `A first pass` {
    /// So many tasks that were due before the scene's clock began.
    private func scene(
        tasks: Int, head: String = "", ledger: Ledger? = nil
    ) throws -> Scene {
        let charter = try SmallCharter.accepted(tasks: tasks, due: "2026-09-15", head: head).charter
        let scene = try Scene(charter, ledger: try ledger ?? Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 60)
        return scene
    }

    private func release(_ scene: Scene, toldUntil: CivilDate? = nil) throws {
        var outcome: Result<Entry, Fault<Nothing>>?
        scene.supervisor.recorder.release(toldUntil, by: Actor(uid: 0, person: nil)) {
            outcome = $0
        }
        scene.wait(seconds: 60)
        let entry = try #require(outcome).get()
        #expect(entry.event == .released(toldUntil: toldUntil, reason: nil))
    }

    private func told(_ scene: Scene) -> Int { scene.world.deliveries(on: .journal).count }

    @Test func `more than a hundred notices wait for a word, over a restart too`() throws {
        let ledger = try Ledger.inMemory()
        var scene = try self.scene(tasks: 101, ledger: ledger)
        #expect(told(scene) == 0)
        #expect(scene.log.contains { $0.contains("dubanctl outbox release") })
        #expect(scene.wait(seconds: 3600) == 0)
        scene = try self.scene(tasks: 101, ledger: ledger)
        #expect(told(scene) == 0)
        #expect(scene.docket.standing.held == "first-pass")
        #expect(try ledger.outboxSummary().isEmpty)
        try release(scene)
        #expect(told(scene) == 101)
        scene = try self.scene(tasks: 101, ledger: ledger)
        #expect(told(scene) == 0)
        try scene.expectWhole()
    }

    @Test func `what people were told by other means is not told again`() throws {
        let scene = try self.scene(tasks: 101)
        try release(scene, toldUntil: CivilDate("2026-09-17"))
        #expect(told(scene) == 0)
        let tellings = scene.docket.standing.tellings.values.flatMap(\.values)
        // The rung before the due instant would stand after it: dropped (exact rule 5).
        #expect(tellings.count == 202)
        #expect(tellings.allSatisfy { $0.outcome == .superseded })
        try scene.expectWhole()
    }

    @Test func `only what stood through that date counts as told`() throws {
        let scene = try self.scene(tasks: 101)
        try release(scene, toldUntil: CivilDate("2026-09-15"))
        #expect(told(scene) == 101)
        let tellings = scene.docket.standing.tellings.values.flatMap(\.values)
        #expect(tellings.count { $0.outcome == .superseded } == 101)
    }

    @Test(arguments: [(100, ""), (101, "first-pass: send")])
    func `a hundred are sent, and all where the charter says so`(tasks: Int, head: String) throws {
        let scene = try self.scene(tasks: tasks, head: head)
        #expect(told(scene) == tasks)
        #expect(scene.docket.standing.held == nil)
    }

    @Test func `what comes later is told, however much it is`() throws {
        let charter = try SmallCharter.accepted(tasks: 150, due: "2026-10-12").charter
        let scene = try Scene(charter, ledger: Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 22 * 86_400)
        #expect(told(scene) == 300)
    }

    @Test func `it is released by the office, where there is something to release`() async throws {
        let tasks = (0..<101).map {
            "  x\($0): { problem: p, measure: m, lead: bureau, owner: liaison, "
                + "start: 2026-09-01, due: 2026-09-15, ladder: plain }"
        }
        let charter = `A stranger`.charter() + "\n" + tasks.joined(separator: "\n")
        try await DeskScene.run(charter) { scene in
            let (clerk, liaison) = (`A stranger`.clerk, `A stranger`.liaison)
            let overview = try await scene.ask(liaison, "io.duban.Status.GetOverview")
            #expect(overview["held"]?.string == "first-pass")
            let method = "io.duban.Manager.Release"
            let denied = try await scene.ask(liaison, method)
            #expect(denied["error"]?.string == "org.varlink.service.PermissionDenied")
            for date in ["2026-09-22", "soon"] {
                let refused = try await scene.ask(clerk, method, ["toldUntil": .string(date)])
                #expect(refused["error"]?.string == "org.varlink.service.InvalidParameter")
            }
            let released = try await scene.ask(clerk, method, ["toldUntil": "2026-09-21"])
            #expect(released["entry"]?.integer != nil)
            let after = try await scene.ask(clerk, "io.duban.Status.GetOverview")
            #expect(after["held"] == nil)
            let again = try await scene.ask(clerk, method)
            #expect(again["error"]?.string == "io.duban.Manager.NothingHeld")
        }
    }
}

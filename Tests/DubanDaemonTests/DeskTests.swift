// The methods of the status socket, asked by a client: what the service says of itself, who was
// told of a thing, and what became of a reload.

import Civil
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `The desk over the socket` {
    private let open: OpenDesk
    private var scene: Scene { open.scene }

    /// Three tasks, of which nobody has been told yet.
    init() throws {
        let scene = try Scene(
            SmallCharter.accepted(SmallCharter.own(tasks: 3)).charter, ledger: Ledger.inMemory())
        open = try OpenDesk(scene)
        try scene.write(SmallCharter.own(tasks: 3))
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
    }

    /// The office's clerk records something.
    private func record(_ verb: Verb, _ key: String) throws {
        let command = try Command(
            verb, key, [(.reason, .text("because"))], uid: 1000, persons: ["clerk"])
        var recorded: Recorded?
        scene.supervisor.recorder.record(command) { recorded = try? $0.get() }
        scene.lanes.runAll()
        #expect(recorded != nil)
    }

    /// `task open 3`.
    private func counts() async throws -> [String] {
        let counts = try await open.call("Status.GetOverview")["counts"]?.array ?? []
        return counts.map { row in
            let words = ["kind", "state", "light"].compactMap { row[$0]?.string }
            return (words + ["\(row["count"]?.integer ?? 0)"]).joined(separator: " ")
        }
    }

    @Test func `the overview counts what there is by kind, state and light`() async throws {
        defer { open.close() }
        #expect(try await counts() == ["task open 3"])
        try scene.write(
            SmallCharter.own(tasks: 3).replacing(
                "at: -1d, tell: owner", with: "at: -1d, light: red, tell: owner"))
        #expect(try await open.call("Manager.Reload")["changed"] == true)
        scene.wait(seconds: 20 * 86_400 + 36_000)
        #expect(try await counts() == ["task open red 3"])
        try record(.cancel, "task:t0")
        #expect(try await counts() == ["task open red 2", "task cancelled 1"])
        // What has been over for more than forty days is history.
        scene.wait(seconds: 41 * 86_400)
        #expect(try await counts() == ["task open red 2"])
    }

    @Test func `Get tells who was told of it, when and why, and who has not got it`() async throws {
        defer { open.close() }
        let tellings = try await open.call("Status.Get", ["key": "task:t0"])["tellings"]?.array
        #expect(tellings == [])
        scene.world.refuse([SmallCharter.ownAccount])
        scene.wait(seconds: 22 * 86_400)
        let told = try await open.call("Status.Get", ["key": "task:t0"])["tellings"]?.array ?? []
        #expect(told.map { $0["outcome"]?.string } == ["told", "told"])
        #expect(told.map { $0["kind"]?.string } == ["rung", "rung"])
        #expect(told.map { $0["dueDate"]?.string } == ["2026-10-12", "2026-10-12"])
        #expect(told.map { $0["persons"] } == [["clerk"], ["clerk"]])
        #expect(told.map { $0["names"] } == [["Clerk"], ["Clerk"]])
        #expect(told.map { $0["undelivered"] } == [["clerk"], ["clerk"]])
        let rungs = told.compactMap { $0["rung"]?.string }
        #expect(Set(rungs).count == 2)
        let unknown = try await open.refusal(of: "Status.Get", ["key": "task:t9"])
        #expect(unknown?.name == "io.duban.Status.NoSuchObligation")
    }

    @Test func `Reload says what it did, or why it did nothing`() async throws {
        defer { open.close() }
        let same = try await open.call("Manager.Reload")
        #expect(same["changed"] == false && same["duesMoved"] == 0)
        #expect(same["charterHash"] == .string(scene.docket.charter.hash))

        try scene.write(SmallCharter.own(tasks: 3, due: "2026-10-13"))
        let moved = try await open.call("Manager.Reload")
        #expect(moved["changed"] == true && moved["duesMoved"] == 3)
        #expect(moved["charterHash"] == .string(scene.docket.charter.hash))
        let changes = moved["changes"]?.array?.map { $0["what"]?.string } ?? []
        #expect(changes.contains("duesMoved"))

        try scene.write("office: nowhere\n")
        let bad = try await open.refusal(of: "Manager.Reload")
        #expect(bad?.name == "io.duban.Manager.BadCharter")
        #expect(bad?.parameters["diagnostics"]?.array?.isEmpty == false)

        try scene.write(SmallCharter.own(tasks: 4))
        scene.lanes.fault = { .full(path: "here") }
        let full = try await open.refusal(of: "Manager.Reload")
        #expect(full?.name == "io.duban.Manager.Unavailable")
        #expect(
            full?.parameters["reason"]?.string == LedgerError.full(path: "here").description)
        scene.lanes.fault = nil
        #expect(try await open.call("Manager.Reload")["changed"] == true)
        #expect(scene.docket.subjects.count == 4)
    }

    @Test func `what is recorded is in the history, with who and why`() async throws {
        defer { open.close() }
        try record(.close, "task:t0")
        let history = try await open.call("Ledger.History", ["obligation": "task:t0"])
        let deed = try #require(history["deeds"]?.array?.first { $0["verb"] == "close" })
        #expect(deed["reason"] == "because" && deed["person"] == "clerk")
        #expect(history["earlier"] == false)
    }
}

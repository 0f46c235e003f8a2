// What is answered to whoever hands in a session piece by piece, and what is shown of it.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@Suite @MainActor struct `A session handed in piece by piece` {
    private static let yaml = """
        office: office
        timezone: UTC
        language: en
        calendar: { workweek: mon..sun, hours: 08:00..18:00, remind-at: 09:00 }
        posts: { liaison: liaison }
        people: { clerk: { name: Clerk, account: clerk } }
        units:
          office: { name: Office, posts: { liaison: clerk } }
          bureau: { name: Bureau, parent: office, posts: { liaison: clerk } }
        sets: { all: { children-of: office } }
        ladders: { plain: [{ at: due, tell: liaison }] }
        sessions:
          study: { name: study, for: all, each: month, due: day 20, ladder: plain,
            evidence: [plan, minutes] }
        """

    private let scene: Scene

    init() throws {
        let compiled = CharterCompiler(accounts: { _ in .present(uid: 1000) }).compile(
            CharterSource(rules: [CharterSource.File(name: "duban.yaml", text: Self.yaml)]))
        let charter = try #require(
            compiled.charter, "\(compiled.diagnostics.map { $0.rendered(in: .english) })")
        // The 21st of September 2026, the day after the due date.
        scene = try Scene(charter, ledger: try Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 1)
    }

    private func handIn(_ evidence: String) throws -> Recorded {
        let command = try Command(
            .submit, "study/bureau/2026-09",
            [(.held, .text("2026-09-20")), (.evidence, .texts([evidence]))], uid: 1000,
            persons: ["clerk"])
        var recorded: Recorded?
        scene.supervisor.recorder.record(command) { recorded = try? $0.get() }
        scene.wait(seconds: 1)
        return try #require(recorded)
    }

    @Test func `is answered with what is missing, and shown with both dates`() throws {
        let first = try handIn("plan")
        #expect(first.missing == ["minutes"])
        let rows = try #require(first.situation).submissionRows
        #expect(rows.map { $0["complete"]?.bool } == [false])
        #expect(rows.first?["missing"]?.array?.compactMap(\.string) == ["minutes"])
        let second = try handIn("minutes")
        #expect(second.missing == [])
        let situation = try #require(second.situation)
        let row = situation.row(at: scene.clock.now, in: scene.docket.charter, task: nil)
        #expect(row["state"]?.string == "met" && row["heldInTime"]?.string == "2026-09-20")
        #expect(row["metRecordedUSec"]?.integer == second.entry.at.microseconds)
        #expect(row["metUSec"]?.integer == row["dueUSec"]?.integer)
        #expect(situation.submissionRows.allSatisfy { $0["complete"]?.bool == true })
    }
}

// The history of an obligation as the socket shows it, and a deed as subscribers hear of it.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@Suite @MainActor struct `A deed that is shown` {
    private func scene() throws -> Scene {
        let accepted = try SmallCharter.accepted(tasks: 1)
        let scene = try Scene(accepted.charter, ledger: try Ledger.inMemory())
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 1)
        return scene
    }

    private func record(
        _ verb: Verb, _ particulars: [(Particular, Particular.Value)], in scene: Scene
    ) throws {
        let command = try Command(verb, "task:t0", particulars, uid: 1000, persons: ["clerk"])
        var recorded: Recorded?
        scene.supervisor.recorder.record(command) { recorded = try? $0.get() }
        scene.wait(seconds: 1)
        #expect(recorded != nil)
    }

    @Test func `says who, when, why and with what, and keeps what was withdrawn`() throws {
        let scene = try scene()
        try record(
            .submit, [(.evidence, .texts(["minutes"])), (.reason, .text("done"))], in: scene)
        try record(.withdraw, [(.reason, .text("too early"))], in: scene)
        try record(.cancel, [(.reason, .text("moot"))], in: scene)
        let entries = try scene.ledger.history(
            of: ObligationKey("task:t0"), before: .max, limit: 10)
        let rows = entries.map { $0.deed(of: ObligationKey("task:t0"), in: scene.docket.charter) }
        try #require(rows.count == 3)
        #expect(rows.map { $0["verb"]?.string } == ["submit", "withdraw", "cancel"])
        #expect(rows.map { $0["reason"]?.string } == ["done", "too early", "moot"])
        #expect(rows.allSatisfy { $0["personName"]?.string == "Clerk" })
        #expect(rows[0]["evidence"]?.array?.compactMap(\.string) == ["minutes"])
        #expect(rows[1]["withdraws"]?.integer == entries[0].sequence)
        #expect(rows[0]["atUSec"]?.integer == entries[0].at.microseconds)
    }

    @Test func `is told to subscribers with its reason`() throws {
        let scene = try scene()
        try record(.cancel, [(.reason, .text("moot"))], in: scene)
        let texts = try scene.ledger.events(after: 0, limit: 100).compactMap {
            PublishedEvent(sequence: $0.sequence, payload: $0.payload).json["text"]?.string
        }
        #expect(texts.contains("Clerk cancel task:t0: moot"), "\(texts)")
    }

    @Test func `has the form that the interface gives it`() throws {
        let description = try InterfaceDescription(parsing: ledgerInterfaceText)
        let history = try #require(description.method("History"))
        #expect(history.input.map(\.name) == ["obligation", "before"])
    }
}

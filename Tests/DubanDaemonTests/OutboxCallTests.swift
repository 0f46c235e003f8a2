// io.duban.Manager's word on what did not get through, over a real socket.

import Civil
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `The outbox over the socket` {
    private let scene: Scene
    private let open: OpenDesk

    /// A task's first mail is refused; root asks.
    init() throws {
        scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        open = try OpenDesk(scene)
        scene.world.refuse(["clerk"])
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        scene.clock.now = try #require(scene.supervisor.pass.nextLook)
        scene.wait(seconds: 9)
        try #require(scene.world.refused == 1)
    }

    private func call(_ method: String, _ parameters: JSON = [:]) async throws -> JSON {
        try await open.call("Manager.\(method)", parameters)
    }

    @Test func `what is refused is listed, tried again, and given up with a reason`() async throws {
        defer { open.close() }
        let listed = try await call("ListOutbox")["messages"]?.array ?? []
        #expect(listed.count == 1)
        let message = try #require(listed.first)
        #expect(message["state"] == "refused" && message["person"] == "clerk")
        #expect(message["channel"] == "mail" && message["reason"] == "no such account")
        #expect(message["notices"]?.integer == 1 && message["nextUSec"]?.integer != nil)

        // By the person's name, by its id; nobody else's is meant.
        #expect(try await call("Retry", ["person": "Nobody"])["messages"]?.integer == 0)
        #expect(try await call("Retry", ["person": "Clerk"])["messages"]?.integer == 1)
        #expect(scene.world.refused == 2)

        let id = try #require(message["id"]?.string)
        for parameters: JSON in [
            ["reason": "retired"], ["id": .string(id)], ["id": "abc", "reason": "retired"],
            ["id": .string(id), "reason": ""],
            ["person": "clerk", "reason": "x", "channel": "fax"],
        ] {
            await #expect(throws: ClientError.self) { try await call("Drop", parameters) }
        }
        let dropped = try await call(
            "Drop", ["id": .string(String(id.prefix(12))), "reason": "retired"])
        #expect(dropped["notices"]?.integer == 1)
        #expect(dropped["entry"]?.integer == scene.docket.standing.head.sequence)
        #expect(try await call("Drop", ["person": "clerk", "reason": "x"])["entry"] == .null)
        #expect(try await call("ListOutbox")["messages"]?.array == [])
        #expect(scene.docket.standing.undelivered.count == 1)
    }
}

// A ledger that lacks what it had.

import Civil
import DubanKernel
import DubanLedger
import Foundation
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `The witness of the ledger's head` {
    private let cache: String

    init() throws {
        cache = "/dev/shm/duban-witness-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    }

    /// A life of the daemon on a ledger, from its start until nothing is left to do.
    private func life(_ ledger: Ledger, tasks: Int = 3) throws -> Scene {
        let charter = try SmallCharter.accepted(tasks: tasks, due: "2026-09-20").charter
        let scene = try Scene(charter, ledger: ledger, cache: cache)
        try scene.supervisor.started()
        scene.supervisor.lookAtEverything()
        scene.wait(seconds: 600)
        return scene
    }

    private func told(_ scene: Scene) -> Int { scene.world.deliveries(on: .journal).count }

    private func accept(_ scene: Scene, reason: String?) -> Bool {
        var isAccepted = false
        scene.supervisor.recorder.release(nil, reason: reason, by: Actor(uid: 0, person: nil)) {
            if case .success = $0 { isAccepted = true }
        }
        scene.wait(seconds: 600)
        return isAccepted
    }

    @Test func `a ledger that goes on is not asked about`() throws {
        defer { try? FileManager.default.removeItem(atPath: cache) }
        let ledger = try Ledger.inMemory()
        let first = try life(ledger)
        #expect(told(first) == 3)
        let second = try life(ledger, tasks: 4)
        #expect(second.docket.standing.held == nil)
        #expect(told(second) == 1)
    }

    @Test func `an emptied ledger sends nothing until somebody has said why`() throws {
        defer { try? FileManager.default.removeItem(atPath: cache) }
        let first = try life(Ledger.inMemory())
        #expect(told(first) == 3)
        let emptied = try Ledger.inMemory()
        for _ in 0..<2 {
            let scene = try life(emptied)
            #expect(told(scene) == 0)
            #expect(scene.docket.standing.held == "ledger")
            #expect(!accept(scene, reason: nil))
        }
        let scene = try life(emptied)
        #expect(accept(scene, reason: "the disk was lost"))
        #expect(told(scene) == 3)
        let next = try life(emptied)
        #expect(next.docket.standing.held == nil)
    }

    @Test func `a ledger that is put back on purpose is not asked about`() throws {
        defer { try? FileManager.default.removeItem(atPath: cache) }
        #expect(Witness.forget(in: cache) == nil)
        let first = try life(Ledger.inMemory())
        #expect(told(first) == 3)
        #expect(Witness.forget(in: cache) == nil)
        let second = try life(Ledger.inMemory())
        #expect(second.docket.standing.held == nil)
        #expect(told(second) == 3)
    }

    @Test func `another ledger of the same length is no more believed than an empty one`() throws {
        defer { try? FileManager.default.removeItem(atPath: cache) }
        let first = try life(Ledger.inMemory())
        #expect(told(first) == 3)
        let other = try Ledger.inMemory()
        for number in 0..<20 {
            try other.record([
                NewEntry(
                    at: Instant(seconds: 1_789_999_000), actor: .daemon,
                    event: .charterAccepted(hash: "\(number)"))
            ])
        }
        let scene = try life(other)
        #expect(scene.docket.standing.held == "ledger")
    }

    @Test func `what was emptied and accepted still asks before it tells a great deal again`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: cache) }
        let first = try life(Ledger.inMemory())
        #expect(told(first) == 3)
        let scene = try life(Ledger.inMemory(), tasks: 101)
        #expect(accept(scene, reason: "the disk was lost"))
        #expect(scene.docket.standing.held == "first-pass")
        #expect(told(scene) == 0)
    }
}

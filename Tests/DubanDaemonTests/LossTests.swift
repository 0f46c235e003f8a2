// Nothing vanishes without a word: what another charter takes is said, and a big loss is asked for.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import Synchronization
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `What a reload takes away` {
    /// Units with one quota a month.
    private static func duties(units: Int, tasks: String = "") -> String {
        """
        units:
        \((0..<units).map { "  u\($0): { name: U\($0), parent: office }" }.joined(separator: "\n"))
        sets: { all: { children-of: office } }
        ladders: { monthly: [{ at: -1d, tell: office.clerk }] }
        quotas:
          info: { name: Info, for: all, each: month, least: 1, due: day 25, ladder: monthly }
        \(tasks)
        """
    }

    /// What `conf.d/duties.yaml` is named and holds; nil: no such file.
    private func put(_ scene: Scene, _ text: String?, as name: String = "duties.yaml") throws {
        let folder = scene.directory + "/conf.d"
        try? FileManager.default.removeItem(atPath: folder)
        guard let text else { return }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    private func reload(_ scene: Scene, yes: Bool = false) throws -> Reload.Outcome {
        var outcome: Reload.Outcome?
        scene.reload.ask(Reconciliation.Wish(by: .daemon, overVerbs: yes)) { outcome = $0 }
        scene.lanes.runAll()
        return try #require(outcome)
    }

    /// One task, and so many units with a quota, all in force and seen.
    private func scene(units: Int) throws -> Scene {
        let scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        try scene.write(SmallCharter.text(tasks: 1))
        try put(scene, Self.duties(units: units))
        scene.supervisor.lookAtEverything()
        let names = try reload(scene).get().difference.names
        #expect(names[.unitsCame]?.count == units && names[.dutiesCame] == ["info"])
        return scene
    }

    @Test func `a file renamed to yml ends nothing until somebody says so`() throws {
        let scene = try scene(units: 12)
        try put(scene, Self.duties(units: 12), as: "duties.yml")
        guard case .failure(.refused(let rejection)) = try reload(scene) else {
            Issue.record("twelve obligations have vanished")
            return
        }
        #expect(rejection.diagnostics.count == 1)
        #expect(rejection.diagnostics[0].hasPrefix("this would end 12 of 12 open obligations"))
        #expect(rejection.diagnostics[0].contains("--yes"))
        #expect(scene.reload.pendingChange == rejection.diagnostics[0])
        #expect(scene.docket.subjects.count == 13)

        let difference = try reload(scene, yes: true).get().difference
        #expect(difference.names[.obligationsEnded]?.count == 12)
        #expect(difference.names[.obligationsEnded]?.first == "info/u0/2026-09")
        #expect(difference.names[.dutiesWent] == ["info"])
        #expect(difference.names[.unitsWent]?.count == 12)
        #expect(scene.reload.lastChange == difference)
        #expect(scene.reload.pendingChange == nil)
        #expect(scene.log.contains { $0.contains("; duties that went: 1 (info); ") })
        #expect(scene.reload.warnings.contains { $0.contains("duties.yml: warning: is not read") })
    }

    @Test func `ten at most, or a tenth at most, may end unasked`() throws {
        let small = try scene(units: 10)
        try put(small, nil)
        #expect(try reload(small).get().difference.names[.obligationsEnded]?.count == 10)
        let large = try scene(units: 120)
        try put(large, Self.duties(units: 108))
        #expect(try reload(large).get().difference.names[.obligationsEnded]?.count == 12)
        try put(large, Self.duties(units: 97))
        guard case .failure(.refused) = try reload(large) else {
            Issue.record("eleven of 108 have vanished")
            return
        }
    }

    @Test func `a task under another id is named with both`() throws {
        let scene = try scene(units: 1)
        try scene.write(SmallCharter.text(tasks: 1).replacing("  t0:", with: "  t-0:"))
        let difference = try reload(scene).get().difference
        #expect(difference.names[.tasksUndeclared] == ["t0"])
        #expect(difference.names[.tasksCame] == ["t-0"])
        #expect(difference.names[.tasksRenamed] == ["t0 → t-0"])
        #expect(
            difference.lines(in: .chinese).contains("不再声明的在办事项（继续督办） 1：t0"))
    }
}

@Suite struct `The same files` {
    /// A directory with a small charter, and a keeper that counts how often an account is asked
    /// for, which is once a compilation.
    private final class Machine: Sendable {
        let directory = "/dev/shm/duban-keeper-\(UUID().uuidString)"
        let compilations = Mutex(0)

        init() throws {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            try write(tasks: 1)
        }

        deinit { try? FileManager.default.removeItem(atPath: directory) }

        func write(tasks: Int) throws {
            try SmallCharter.text(tasks: tasks).write(
                toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
        }

        var keeper: CharterKeeper {
            CharterKeeper(path: directory + "/duban.yaml", stateDirectory: directory) {
                CharterCompiler(accounts: { [self] _ in
                    compilations.withLock { $0 += 1 }
                    return .present(uid: 1000)
                })
            }
        }
    }

    @Test func `are compiled once, until anything about them changes`() throws {
        let machine = try Machine()
        let first = try #require(try machine.keeper.read(unless: nil).get())
        #expect(try machine.keeper.read(unless: first.stamp).get() == nil)
        #expect(machine.compilations.withLock(\.self) == 1)
        try machine.write(tasks: 2)
        #expect(try machine.keeper.read(unless: first.stamp).get() != nil)
        #expect(machine.compilations.withLock(\.self) == 2)
    }

    @Test func `are compiled once at a restart, though they were kept`() throws {
        let machine = try Machine()
        let accepted = try #require(try machine.keeper.read(unless: nil).get())
        try machine.keeper.keep(accepted)
        let opening = try Opening(
            state: machine.directory, keeper: machine.keeper, log: Log { _, _ in },
            now: Instant(seconds: 1_790_000_000))
        #expect(machine.compilations.withLock(\.self) == 2)
        #expect(opening.accepted.charter.hash == accepted.charter.hash)
        #expect(opening.past == .unknown)
    }
}

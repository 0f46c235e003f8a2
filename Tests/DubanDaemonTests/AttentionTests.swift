// `dubanctl status` exits 4, and the line of `systemctl status` says why, while anything needs a
// person, and not a moment longer.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `What needs a person` {
    private let scene: Scene
    private let desk: Desk

    init() throws { try self.init(failuresPerHundred: 0) }

    private init(
        failuresPerHundred: Int, tasks: Int = 2, due: String = "2026-10-12"
    ) throws {
        scene = try Scene(
            SmallCharter.accepted(tasks: tasks, due: due).charter, ledger: Ledger.inMemory(),
            failuresPerHundred: failuresPerHundred)
        desk = Desk(
            supervisor: scene.supervisor,
            hub: EventHub(floor: scene.supervisor.floor, last: 0), reload: scene.reload)
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
    }

    private func reload(_ text: String) throws {
        try scene.write(text)
        scene.reload.ask { _ in }
        scene.lanes.runAll()
    }

    private func expect(_ wanted: [Attention], _ words: String? = nil) {
        desk.refreshLine {}
        scene.lanes.runAll()
        #expect(desk.attention.map(\.why) == wanted)
        #expect(desk.line.contains("NEEDS ATTENTION") == !wanted.isEmpty)
        if let words { #expect(desk.line.hasSuffix("; NEEDS ATTENTION: \(words)")) }
    }

    @Test func `a configuration that is refused, until it is mended`() throws {
        expect([])
        try reload("office: nowhere\n")
        expect([.configurationRefused], "configuration on disk refused")
        try reload(SmallCharter.text(tasks: 2))
        expect([])
    }

    @Test func `a task that is declared no more, until it is again`() throws {
        try reload(SmallCharter.text(tasks: 2))
        try reload(SmallCharter.text(tasks: 1))
        expect([.tasksUndeclared], "open tasks declared no more")
        #expect(desk.attention.first?.text.contains("t1") == true)
        try reload(SmallCharter.text(tasks: 2))
        expect([])
    }

    @Test func `notices that are tried in vain for an hour`() throws {
        let failing = try Self(failuresPerHundred: 200)
        failing.expect([])
        failing.scene.wait(seconds: 20 * 86_400)
        failing.expect([.undeliverable], "notices undeliverable")
        #expect(failing.desk.attention.first?.text == "4 of them: see “dubanctl outbox list”")
    }

    @Test func `nobody who can be told, until a post has a holder`() throws {
        let held = SmallCharter.text(tasks: 2)
        let vacant = held.replacing(
            "posts: { clerk: clerk } } }",
            with: "posts: { clerk: [{ person: clerk, until: 2026-10-01 }] } } }")
        try reload(vacant)
        expect([])
        scene.wait(seconds: 21 * 86_400)
        expect([.unreachable], "nobody can be told")
        #expect(desk.attention.first?.text.hasPrefix("task:t0, task:t1: give a post") == true)
        try reload(held)
        expect([])
    }

    @Test func `a ledger that cannot be written, until it can`() throws {
        scene.lanes.fault = { .full(path: "here") }
        scene.wait(seconds: 20 * 86_400)
        #expect(desk.attention.map(\.why) == [.ledgerFailing])
        scene.lanes.fault = nil
        scene.wait(seconds: 60)
        expect([])
    }

    @Test func `a first pass that waits for a word, until somebody has said it`() throws {
        let held = try Self(failuresPerHundred: 0, tasks: 101, due: "2026-09-15")
        held.expect([.firstPassHeld], "first pass held")
        held.release(reason: nil)
        held.expect([])
    }

    @Test func `a ledger that lacks what it had, until it is accepted`() throws {
        scene.docket.mustHold = Standing.heldForLedger
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        expect([.ledgerNotWhole], "ledger not whole")
        #expect(desk.attention.first?.text.contains("dubanctl ledger accept") == true)
        release(reason: nil)
        expect([.ledgerNotWhole])
        release(reason: "restored")
        expect([])
    }

    @Test func `a clock that is off by more than a year, until somebody believes it`() throws {
        scene.clock.now = scene.clock.now.adding(seconds: 400 * 86_400)
        scene.supervisor.clockJumped(microseconds: 400 * 86_400_000_000)
        scene.wait(seconds: 3600)
        expect([.clockDoubted], "clock doubted")
        release(reason: nil)
        expect([])
    }

    private func release(reason: String?) {
        scene.supervisor.recorder.release(
            nil, reason: reason, by: Actor(uid: 0, person: nil), then: { _ in })
        scene.wait(seconds: 60)
    }

    @Test func `a charter that the ledger could not record, until it is asked for again`() throws {
        scene.lanes.fault = { .full(path: "here") }
        try reload(SmallCharter.text(tasks: 3))
        #expect(desk.attention.map(\.why) == [.ledgerFailing])
        scene.lanes.fault = nil
        scene.wait(seconds: 60)
        expect([.ledgerFailing], "ledger failing")
        #expect(desk.attention.first?.text.contains("`dubanctl reload`") == true)
        try reload(SmallCharter.text(tasks: 3))
        expect([])
    }

    @Test func `warnings of the charter are no such thing`() throws {
        let folder = scene.directory + "/conf.d"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try "tasks: {}".write(toFile: folder + "/more.yml", atomically: true, encoding: .utf8)
        try reload(SmallCharter.text(tasks: 2))
        #expect(scene.reload.warnings.contains { $0.contains("more.yml: warning: is not read") })
        expect([])
    }
}

// A machine whose zone data are gone for a moment: an upgrade of tzdata, a container's other root.

import Civil
import DubanConfig
import DubanKernel
import Foundation
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A start without zone data` {
    private let directory = "/dev/shm/duban-zones-\(UUID().uuidString)"
    private var zones: String { directory + "/zoneinfo" }

    init() throws {
        try FileManager.default.createDirectory(
            atPath: zones + "/Asia", withIntermediateDirectories: true)
        for name in ["UTC", "Asia/Shanghai"] {
            try Data(Zone.data(name)).write(to: URL(fileURLWithPath: "\(zones)/\(name)"))
        }
        try SmallCharter.text(tasks: 1).replacing("timezone: UTC", with: "timezone: Asia/Shanghai")
            .write(toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
    }

    private var keeper: CharterKeeper {
        CharterKeeper(path: directory + "/duban.yaml", stateDirectory: directory) {
            [zones] in
            CharterCompiler(accounts: { _ in .present(uid: 1000) }, zoneDirectory: zones)
        }
    }

    private func open() throws -> Opening {
        try Opening(
            state: directory, keeper: keeper, log: Log { _, _ in },
            now: Instant(seconds: 1_790_000_000))
    }

    @Test func `runs the last accepted charter by the data that are kept with it`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let accepted = try #require(try keeper.read(unless: nil).get())
        try keeper.keep(accepted)
        try FileManager.default.removeItem(atPath: zones)
        let opening = try open()
        #expect(opening.accepted.charter.hash == accepted.charter.hash)
        #expect(opening.accepted.charter.zone.name == "Asia/Shanghai")
        let noon = opening.accepted.charter.zone.civil(Instant(seconds: 1_790_000_000))
        #expect(noon == accepted.charter.zone.civil(Instant(seconds: 1_790_000_000)))
        let pending = try #require(opening.pending?.text(in: .english))
        #expect(pending.contains("there is no time zone 'Asia/Shanghai'"))
    }

    @Test func `is tried again where nothing was accepted yet, and ends where the name is wrong`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.removeItem(atPath: zones + "/Asia")
        #expect(throws: (any Error).self) { try open() }
        do { _ = try open() } catch { #expect((error as? StartFailure)?.status == 78) }
        try FileManager.default.removeItem(atPath: zones)
        do { _ = try open() } catch { #expect((error as? StartFailure)?.status == 1) }
    }
}

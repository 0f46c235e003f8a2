// What a start finds on the disk, and which charter it begins with.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import Synchronization
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `A start` {
    private let directory = "/dev/shm/duban-opening-\(UUID().uuidString)"
    private var keeper: CharterKeeper { .simulated(in: directory) }
    private let lines = Lines()

    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    init() throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        try write(SmallCharter.text(tasks: 1))
    }

    private func clean() { try? FileManager.default.removeItem(atPath: directory) }

    private func write(_ text: String) throws {
        try text.write(toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
    }

    private func open() throws -> Opening {
        try Opening(
            state: directory, keeper: keeper,
            log: Log { [lines] _, text in lines.all.withLock { $0.append(text) } },
            now: Instant(seconds: 1_790_000_000))
    }

    /// A life in which what is on disk comes into force.
    @discardableResult
    private func live() throws -> AcceptedCharter {
        let opening = try open()
        try opening.ledger.record([
            NewEntry(
                at: Instant(seconds: 1_790_000_000), actor: .daemon,
                event: .charterAccepted(hash: opening.accepted.charter.hash))
        ])
        try keeper.keep(opening.accepted)
        return opening.accepted
    }

    @Test func `the first one knows of no charter before`() throws {
        defer { clean() }
        let opening = try open()
        #expect(opening.past == .unknown && opening.pending == nil)
        #expect(opening.before.hash == opening.accepted.charter.hash)
        #expect(opening.standing.head.sequence == 0 && opening.lastEvent == 0)
        #expect(lines.all.withLock { $0 } == [])
    }

    @Test func `the charter of the last life is the same, or another one is on disk`() throws {
        defer { clean() }
        let first = try live()
        #expect(try open().past == .same)
        try write(SmallCharter.text(tasks: 2))
        let opening = try open()
        #expect(opening.past == .other)
        #expect(opening.before.hash == first.charter.hash)
        #expect(opening.accepted.charter.declarations.count == 2)
    }

    @Test func `bad files leave the last accepted charter in force`() throws {
        defer { clean() }
        let first = try live()
        try write("office: nowhere\n")
        let opening = try open()
        #expect(opening.past == .same && opening.accepted.charter.hash == first.charter.hash)
        #expect(opening.pending?.isRefusal == true)
        #expect(lines.all.withLock { $0.count } == 1)
    }

    @Test(arguments: [
        [UInt8]("no archive".utf8),
        CharterSource(rules: [.init(name: "duban.yaml", text: "office: nowhere\n")]).archive(),
    ])
    func `a kept charter that is of no use is said, and nothing is taken for it`(
        kept: [UInt8]
    ) throws {
        defer { clean() }
        try live()
        try Data(kept).write(to: URL(fileURLWithPath: directory + "/charter.last"))
        // The files of then are as good.
        #expect(try open().past == .same)
        try write(SmallCharter.text(tasks: 2))
        let before = lines.all.withLock { $0.count }
        let opening = try open()
        #expect(opening.past == .unknown)
        #expect(opening.before.hash == opening.accepted.charter.hash)
        #expect(lines.all.withLock { $0.count } == before + 1)
        #expect(
            lines.all.withLock { $0.last?.hasPrefix("the last accepted charter cannot be read") }
                == true)
        try write("office: nowhere\n")
        do {
            _ = try open()
            Issue.record("it started")
        } catch {
            #expect((error as? StartFailure)?.status == 78)
        }
    }

    @Test func `what is kept is kept whole, and a failure leaves what was kept before`() throws {
        defer { clean() }
        let first = try SmallCharter.accepted(tasks: 1)
        #expect(throws: Rejection.self) { try keeper.kept().get() }
        try keeper.keep(first)
        #expect(try keeper.kept().get().hash == first.charter.hash)
        // Where the new one is to be written there is a directory.
        try FileManager.default.createDirectory(
            atPath: directory + "/charter.last.new", withIntermediateDirectories: true)
        let failure = #expect(throws: CharterKeeper.KeepingFailure.self) {
            try keeper.keep(SmallCharter.accepted(tasks: 2))
        }
        #expect(failure?.description == "\(directory)/charter.last.new: Is a directory")
        #expect(try keeper.kept().get().hash == first.charter.hash)
        try FileManager.default.removeItem(atPath: directory + "/charter.last.new")
        try keeper.keep(SmallCharter.accepted(tasks: 2))
        #expect(try keeper.kept().get().hash != first.charter.hash)
        let files = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(Set(files) == ["duban.yaml", "charter.last"])
    }
}

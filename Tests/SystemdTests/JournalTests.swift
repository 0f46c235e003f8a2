// The journal, written through this library and read by journalctl, and the other way round.

import Foundation
import TestSupport
import Testing

@testable import Systemd

@Suite struct JournalTests {
    private let run = UUID().uuidString
    private var probe: JournalProbe {
        JournalProbe(
            origin: [
                JournalField("SYSLOG_IDENTIFIER", "duban-tests"),
                JournalField("_UID", "\(getuid())"),
            ], identifierField: "DUBAN_TEST_ID", fenceField: "DUBAN_TEST_FENCE")
    }

    init() throws {
        try LiveJournal.require()
    }

    private func send(_ identifier: String, _ fields: JournalField...) -> Int32 {
        Journal.send(
            [
                JournalField("MESSAGE", "测试 \(identifier)"), JournalField("PRIORITY", "7"),
                JournalField("SYSLOG_IDENTIFIER", "duban-tests"),
                JournalField("DUBAN_TEST_ID", identifier),
            ] + fields)
    }

    private func sendFence() -> (fence: String, code: Int32) {
        let fence = UUID().uuidString
        let fields = [
            JournalField("MESSAGE", "fence"), JournalField("PRIORITY", "7"),
            JournalField("SYSLOG_IDENTIFIER", "duban-tests"),
        ]
        return (fence, probe.sendFence(fence, fields: fields))
    }

    private func settle(_ identifiers: Set<String>) throws -> JournalSighting {
        let (fence, code) = sendFence()
        #expect(code == 0)
        return try probe.look(for: identifiers, fence: fence, patience: 30_000_000)
    }

    @Test func `journalctl reads what was sent, byte for byte`() throws {
        let id = "\(run)-bytes"
        let bytes: [UInt8] = [0, 10, 13, 255, 61, 0x44]
        #expect(
            send(
                id, JournalField("DUBAN_BYTES", bytes: bytes), JournalField("DUBAN_LINES", "一\n二\n")
            ) == 0)
        #expect(try settle([id]) == JournalSighting(present: [id], fenceSeen: true))
        let entries = try LiveJournal.entries("DUBAN_TEST_ID=\(id)")
        #expect(entries.count == 1)
        let entry = try #require(entries.first)
        #expect(entry["MESSAGE"] as? String == "测试 \(id)")
        #expect(entry["DUBAN_LINES"] as? String == "一\n二\n")
        #expect(entry["DUBAN_BYTES"] as? [Int] == bytes.map(Int.init))
        #expect(entry["SYSLOG_IDENTIFIER"] as? String == "duban-tests")
    }

    @Test func `a value of a mebibyte reaches the journal`() throws {
        let id = "\(run)-large"
        let large = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: 33 + $0 % 90) }
        #expect(send(id, JournalField("DUBAN_LARGE", bytes: large)) == 0)
        #expect(try settle([id]).present == [id])
        let entries = try LiveJournal.entries("DUBAN_TEST_ID=\(id)")
        #expect(entries.count == 1)
        #expect(entries.first?["DUBAN_LARGE"] as? String == String(decoding: large, as: UTF8.self))
    }

    @Test func `a batch is read back behind its fence, and what is missing is missing`() throws {
        let sent = Set((0..<1000).map { "\(run)-\($0)" })
        let unsent = Set((1000..<1500).map { "\(run)-\($0)" })
        for id in sent { #expect(send(id) == 0) }
        let sighting = try settle(sent.union(unsent))
        #expect(sighting == JournalSighting(present: sent, fenceSeen: true))
    }

    @Test func `an entry of another origin proves nothing`() throws {
        let id = "\(run)-foreign"
        let foreign = [
            JournalField("MESSAGE", "foreign"), JournalField("SYSLOG_IDENTIFIER", "somebody"),
            JournalField("DUBAN_TEST_ID", id),
        ]
        #expect(Journal.send(foreign) == 0)
        #expect(try settle([id]) == JournalSighting(present: [], fenceSeen: true))
        #expect(try LiveJournal.entries("DUBAN_TEST_ID=\(id)").count == 1)
    }

    @Test func `a trusted field cannot be forged`() throws {
        let id = "\(run)-forged"
        #expect(send(id, JournalField("_UID", "4242")) == 0)
        #expect(try settle([id]).present == [id])
        let other = JournalProbe(
            origin: [JournalField("_UID", "4242")], identifierField: "DUBAN_TEST_ID",
            fenceField: "DUBAN_TEST_FENCE")
        #expect(try other.look(for: [id], fence: "none", patience: 0).present == [])
    }

    @Test func `without its fence a look says so, and still finds what is there`() throws {
        let id = "\(run)-fenceless"
        #expect(send(id) == 0)
        #expect(try settle([id]).fenceSeen)
        let sighting = try probe.look(for: [id], fence: "\(run)-never", patience: 1000)
        #expect(sighting == JournalSighting(present: [id], fenceSeen: false))
    }

    @Test func `a journal that cannot be read shows neither entries nor fences`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: run)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        let blind = JournalProbe(
            origin: probe.origin, identifierField: probe.identifierField,
            fenceField: probe.fenceField, source: .directory(directory.path))
        let id = "\(run)-unseen"
        #expect(send(id) == 0)
        let (fence, code) = sendFence()
        #expect(code == 0)
        #expect(try blind.look(for: [id], fence: fence, patience: 1000) == JournalSighting())
    }

    @Test func `a directory that does not exist is an error with its name`() {
        let error = #expect(throws: SystemError.self) {
            _ = try JournalReader(.directory("/nonexistent/\(run)"))
        }
        #expect(error?.description == "cannot open the journal: No such file or directory")
    }

    @Test func `a name that is no field name is a mistake of the program`() async {
        await #expect(processExitsWith: .failure) { _ = JournalField("lower", "x") }
        await #expect(processExitsWith: .failure) { _ = JournalField("", "x") }
        await #expect(processExitsWith: .failure) { _ = JournalField("1ST", "x") }
        await #expect(processExitsWith: .failure) {
            _ = JournalField(String(repeating: "A", count: 65), "x")
        }
    }
}

// Opening a state directory: who may, what is made, and what is refused.

import DubanKernel
import Foundation
import GRDB
import Testing

@testable import DubanLedger

@Suite struct OpeningTests {
    /// A ledger as schema 1 left it.
    private static func schema1() throws -> String {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/schema-1.sql")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func `the directory and its files are for the owner alone`() throws {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        try ledger.record([.submission()])
        #expect(try folder.mode() == 0o700)
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock"] {
            #expect(try folder.mode(name) == 0o600, "\(name)")
        }
    }

    @Test func `what others may do in an existing directory is taken away`() throws {
        let folder = StateFolder()
        try Ledger(directory: folder.path).close()
        for (name, mode) in [("", 0o755), ("ledger.sqlite", 0o644)] {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: folder.path + "/" + name)
        }
        try Ledger(directory: folder.path).close()
        #expect(try folder.mode() == 0o700)
        #expect(try folder.mode("ledger.sqlite") == 0o600)
    }

    @Test func `a second opener is refused and told who is first`() throws {
        let folder = StateFolder()
        let first = try Ledger(directory: folder.path)
        try first.record([.submission()])
        let error = LedgerError.locked(directory: folder.path, pid: getpid())
        #expect(throws: error) { try Ledger(directory: folder.path) }
        #expect(
            error.description == """
                \(folder.path) is in use by another duband (process \(getpid())); \
                stop it first, or give another --state
                """)
        withExtendedLifetime(first) {}
    }

    @Test func `the lock is gone with the ledger`() throws {
        let folder = StateFolder()
        for _ in 1...3 { try Ledger(directory: folder.path).record([.submission()]) }
        #expect(try Ledger(directory: folder.path).verify() != .headMissing(entries: 3))
    }

    @Test func `a commit waits for the disk`() throws {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        func setting(_ name: String) throws -> String? {
            try ledger.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        }
        // GRDB turns it down to 1, which may lose what was acknowledged.
        #expect(try setting("synchronous") == "2")
        #expect(try setting("journal_mode") == "wal")
        #expect(try setting("foreign_keys") == "1")
    }

    @Test func `a newer schema is refused and left as it is`() throws {
        let folder = StateFolder()
        try Ledger(directory: folder.path).close()
        try folder.tamper("PRAGMA user_version = 99")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        #expect(throws: LedgerError.newerSchema(found: 99, known: 5)) {
            try Ledger(directory: folder.path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
        #expect(
            "\(LedgerError.newerSchema(found: 99, known: 5))" == """
                the ledger was written by a later duban (schema 99, this one knows 5); \
                install that version
                """)
    }

    @Test func `a database of another program is refused and left as it is`() throws {
        let folder = StateFolder()
        try folder.tamper("CREATE TABLE t (x); PRAGMA user_version = 1")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        #expect(throws: LedgerError.foreign(path: folder.database)) {
            try Ledger(directory: folder.path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test func `a file that is no database is damaged`() throws {
        let folder = StateFolder()
        try Ledger(directory: folder.path).close()
        try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: LedgerError.self) { try Ledger(directory: folder.path) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a directory that cannot be is named`() throws {
        #expect(
            throws: LedgerError.unusable(path: "/nowhere/state", why: "No such file or directory")
        ) { try Ledger(directory: "/nowhere/state") }
        let folder = StateFolder()
        try Data().write(to: URL(fileURLWithPath: folder.path))
        #expect(throws: LedgerError.unusable(path: folder.path, why: "Not a directory")) {
            try Ledger(directory: folder.path)
        }
    }

    @Test func `a symbolic link in the place of the database is not followed`() throws {
        let (folder, target) = (StateFolder(), StateFolder())
        try Ledger(directory: target.path).close()
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: folder.database, withDestinationPath: target.database)
        #expect(
            throws: LedgerError.unusable(
                path: folder.database, why: "Too many levels of symbolic links")
        ) { try Ledger(directory: folder.path) }
    }

    @Test func `an older schema is upgraded with all it holds, and the old file is kept`() throws {
        let folder = StateFolder()
        try folder.tamper(try OpeningTests.schema1())
        let ledger = try Ledger(directory: folder.path)
        #expect(
            try ledger.verify()
                == .whole(
                    entries: 2,
                    head: "a3a8e45ad40b6888f754ae5b39b31468b731e2379f06874fecd721d598a5b697"))
        let note = try ledger.read { try String.fetchOne($0, sql: "SELECT value FROM notes") }
        #expect(note == "1795132800000000")
        try ledger.enqueue(.sample([.sample()]), channels: ChannelName.allCases, now: .second(1))
        #expect(try ledger.claimAll(on: .mail).count == 1)

        let copy = try DatabaseQueue(path: folder.database + ".schema1")
        #expect(try copy.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entries") } == 2)
        #expect(try folder.mode("ledger.sqlite.schema1") == 0o600)
    }

    @Test func `an upgrade that was interrupted is done again`() throws {
        let folder = StateFolder()
        try folder.tamper(try OpeningTests.schema1())
        // The copy was begun, the upgrade was not.
        try Data(repeating: 0, count: 100).write(
            to: URL(fileURLWithPath: folder.database + ".schema1"))
        let ledger = try Ledger(directory: folder.path)
        #expect(try ledger.entries(after: 0, limit: 9).count == 2)
        let copy = try DatabaseQueue(path: folder.database + ".schema1")
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entries") } == 2)
    }
}

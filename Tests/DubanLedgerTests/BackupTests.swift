// A ledger taken away while it is written to, put back somewhere else, and every way in which that
// must not go wrong.

import DubanKernel
import DubanLedger
import Foundation
import Testing

@Suite struct `Backup and restore` {
    @Test func `a backup has everything, though the daemon goes on recording`() throws {
        let (folder, other) = (StateFolder(), StateFolder())
        let ledger = try Ledger(directory: folder.path)
        let entries = try ledger.record((1...50).map { .submission($0) })
        // The file alone has none of them yet: they are in the log beside it.
        try #require(try folder.logBytes() > 0)
        let file = folder.path + "/copy"
        let copy = try Ledger.backUp(folder.path, to: file)
        try ledger.record([.submission(51)])
        #expect(copy.entries == 50 && copy.head == entries[49].hash)
        #expect(copy.lastEntry == entries[49].at)
        #expect(try folder.mode("copy") == 0o600)
        #expect(throws: LedgerError.self) { try Ledger.backUp(folder.path, to: file) }

        try makeDirectory(other)
        let restored = try Ledger.restore(file, to: other.path)
        #expect(restored.entries == 50 && restored.replaced == nil)
        let reopened = try Ledger(directory: other.path)
        #expect(try reopened.verify() == .whole(entries: 50, head: entries[49].hash))
        try reopened.record([.submission(51)])
    }

    @Test func `what a restored ledger replaces is kept, with its log, and is not mixed in`() throws
    {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        try ledger.record([.submission(1)])
        _ = try Ledger.backUp(folder.path, to: folder.path + "/copy")
        try ledger.record((2...9).map { .submission($0) })
        let crashed = try folder.afterCrash()
        try #require(try crashed.logBytes() > 0)

        let copy = try Ledger.restore(folder.path + "/copy", to: crashed.path)
        #expect(copy.replaced == crashed.database + ".replaced")
        #expect(try entries(in: crashed) == 1)
        try FileManager.default.removeItem(atPath: crashed.database)
        for suffix in ["", "-wal"] {
            try FileManager.default.moveItem(
                atPath: crashed.database + ".replaced" + suffix, toPath: crashed.database + suffix)
        }
        #expect(try entries(in: crashed) == 9)
    }

    @Test func `a copy made by hand is restored with the log beside it`() throws {
        let (folder, other) = (StateFolder(), StateFolder())
        let ledger = try Ledger(directory: folder.path)
        try ledger.record((1...9).map { .submission($0) })
        let copied = try folder.afterCrash()
        try makeDirectory(other)
        #expect(try Ledger.restore(copied.database, to: other.path).entries == 9)
    }

    @Test(arguments: [
        ("UPDATE entries SET body = replace(body, '第2期', '第4期') WHERE sequence = 2", "altered"),
        ("PRAGMA application_id = 7", "database of another program"),
        ("PRAGMA user_version = 99", "later duban"),
    ])
    func `what is damaged or not ours replaces nothing`(_ deed: String, _ why: String) throws {
        let (folder, other) = (StateFolder(), StateFolder())
        try Ledger(directory: folder.path).record((1...3).map { .submission($0) })
        try Ledger(directory: other.path).record([.submission(1)])
        try folder.tamper(
            "DROP TRIGGER entries_stay; PRAGMA ignore_check_constraints = ON; " + deed)
        let error = #expect(throws: LedgerError.self) {
            try Ledger.restore(folder.database, to: other.path)
        }
        #expect(error?.description.contains(why) ?? false, "\(String(describing: error))")
        #expect(try entries(in: other) == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: other.path).sorted()
                == ["ledger.sqlite", "lock"])
    }

    @Test func `nothing is restored under a daemon that runs`() throws {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        try ledger.record([.submission(1)])
        _ = try Ledger.backUp(folder.path, to: folder.path + "/copy")
        withExtendedLifetime(ledger) {
            _ = #expect(throws: LedgerError.locked(directory: folder.path, pid: nil)) {
                try Ledger.restore(folder.path + "/copy", to: folder.path)
            }
        }
    }

    /// Root restores what an account of the service will open.
    @Test(.enabled(if: getuid() == 0))
    func `what root restores is the directory's owner's`() throws {
        let (folder, other) = (StateFolder(), StateFolder())
        try Ledger(directory: folder.path).record([.submission(1)])
        try makeDirectory(other)
        let owner: [FileAttributeKey: Any] = [.ownerAccountID: 65_534]
        try FileManager.default.setAttributes(owner, ofItemAtPath: other.path)
        _ = try Ledger.restore(folder.database, to: other.path)
        for name in ["ledger.sqlite", "lock"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(other.path)/\(name)")
            #expect(attributes[.ownerAccountID] as? Int == 65_534)
            #expect(try other.mode(name) == 0o600)
        }
        let error = #expect(throws: LedgerError.self) { try Ledger(directory: other.path) }
        #expect(error?.description.contains("chown") ?? false)
    }

    private func entries(in folder: StateFolder) throws -> Int64 {
        guard case .whole(let count, _) = try Ledger(directory: folder.path).verify() else {
            return -1
        }
        return count
    }

    private func makeDirectory(_ folder: StateFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: false)
    }
}

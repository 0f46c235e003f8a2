// The chain shows what somebody with the file in his hands has done to it.

import DubanKernel
import DubanLedger
import Testing

@Suite struct VerifyTests {
    /// Switches off what a person with `sqlite3` could switch off too.
    private static let disarm = """
        DROP TRIGGER entries_follow; DROP TRIGGER entries_stay; DROP TRIGGER entries_remain;
        PRAGMA ignore_check_constraints = ON;
        """

    @Test(arguments: [
        ("UPDATE entries SET body = replace(body, '第3期', '第4期') WHERE sequence = 3", 3, "altered"),
        ("UPDATE entries SET hash = replace(hash, 'a', 'b') WHERE sequence = 3", 3, "altered"),
        ("UPDATE entries SET kind = 'told' WHERE sequence = 3", 3, "contradictory"),
        ("DELETE FROM entries WHERE sequence = 3", 3, "missing"),
        ("DELETE FROM entries WHERE sequence = 1", 1, "missing"),
        (
            """
            DELETE FROM entries WHERE sequence = 3;
            UPDATE entries SET sequence = sequence - 1 WHERE sequence > 3;
            """, 3, "altered"
        ),
        (
            """
            UPDATE entries SET sequence = -sequence WHERE sequence >= 3;
            UPDATE entries SET sequence = 1 - sequence WHERE sequence < 0;
            INSERT INTO entries SELECT 3, kind, hash, body FROM entries WHERE sequence = 2;
            """, 3, "altered"
        ),
        (
            """
            UPDATE entries SET sequence = -3 WHERE sequence = 3;
            UPDATE entries SET sequence = 3 WHERE sequence = 4;
            UPDATE entries SET sequence = 4 WHERE sequence = -3;
            """, 3, "altered"
        ),
        ("UPDATE entries SET sequence = 7 WHERE sequence = 6", 6, "missing"),
    ])
    func `a changed, removed, inserted or moved entry is named`(
        _ deed: String, _ sequence: Int64, _ fault: String
    ) throws {
        let folder = StateFolder()
        let entries = try Ledger(directory: folder.path).record((1...6).map { .submission($0) })
        #expect(
            try Ledger(directory: folder.path).verify(head: entries[4].hash)
                == .whole(entries: 6, head: entries[5].hash))
        try folder.tamper(VerifyTests.disarm + deed)
        let expected = try #require(ChainVerdict.Fault(rawValue: fault))
        #expect(
            try Ledger(directory: folder.path).verify()
                == .broken(sequence: sequence, fault: expected))
    }

    @Test func `a missing tail is seen by a head known from elsewhere`() throws {
        let folder = StateFolder()
        let entries = try Ledger(directory: folder.path).record((1...3).map { .submission($0) })
        try folder.tamper(VerifyTests.disarm + "DELETE FROM entries WHERE sequence = 3")
        let ledger = try Ledger(directory: folder.path)
        #expect(try ledger.verify() == .whole(entries: 2, head: entries[1].hash))
        #expect(try ledger.verify(head: entries[2].hash) == .headMissing(entries: 2))
        #expect(try ledger.verify(head: entries[0].hash) != .headMissing(entries: 2))
    }

    @Test func `a chain of several pages is walked to its end`() throws {
        let ledger = try Ledger.inMemory()
        let entries = try ledger.record((1...2500).map { .submission($0) })
        let head = try #require(entries.last).hash
        #expect(try ledger.verify(head: head) == .whole(entries: 2500, head: head))
    }
}

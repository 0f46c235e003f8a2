// The state directory that the first house's own programs left is opened whole.

import GRDB
import TestSupport
import Testing

@testable import DubanLedger

@Suite struct FirstHouseTests {
    @Test func `its chain holds, and every notice is there under its id`() throws {
        let folder = StateFolder()
        try FirstHouse.restore(to: folder.path)
        let ledger = try Ledger(directory: folder.path)
        guard case .whole = try ledger.verify() else {
            Issue.record("the chain does not hold: \(try ledger.verify())")
            return
        }
        let ids = try ledger.read {
            try String.fetchAll($0, sql: "SELECT id FROM notices ORDER BY decided_at, id")
        }
        #expect(try ids == FirstHouse.told().map(\.id))
        #expect(ids.count > 300)
    }
}

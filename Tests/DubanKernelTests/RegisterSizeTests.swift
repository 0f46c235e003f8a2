// What a province's register may do to one entry of the ledger.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `The register's size` {
    @Test func `an entry of long texts stays far below a mebibyte`() {
        let long = String(repeating: "问", count: 3000)
        var charter = Desk.charter(nil)
        for number in 0..<1000 {
            let id = AssignmentID("t\(number)")
            charter.declarations[id] = Declaration(
                id: id,
                fields: Particulars([
                    "problem": long, "lead": "jiaoyu", "owner": "secretary", "ladder": "l",
                    "due": "2026-12-10",
                ]), measures: [], origin: Office.origin)
        }
        let events = Desk(["due": "2026-12-10"]).reconciled(charter).events
        let counts = events.compactMap { event in
            if case .registered(let tasks) = event { tasks.count } else { nil }
        }
        #expect(counts.reduce(0, +) == 1000 && counts.allSatisfy { $0 < 60 })
    }
}

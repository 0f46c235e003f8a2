// A full disk: the call fails whole, and succeeds when there is room again.

import DubanKernel
import DubanLedger
import Foundation
import TestSupport
import Testing

@Suite struct FullDiskTests {
    @Test func `what fails for want of room leaves nothing and succeeds later`() throws {
        let disk = try SmallDisk()
        let path = disk.path + "/state"
        let ledger = try Ledger(directory: path)
        var recorded = try ledger.record([.submission(0)])
        try disk.fill()
        // The log may have a little room left in its last block.
        var failure: LedgerError?
        for number in 1...2000 where failure == nil {
            do throws(LedgerError) {
                recorded += try ledger.record([.submission(Int64(number))])
            } catch { failure = error }
        }
        let full = LedgerError.full(path: path + "/ledger.sqlite")
        #expect(failure == full)
        #expect(throws: full) { try ledger.record([.submission(9)]) }
        let decisions = Decisions.sample([.sample()])
        #expect(throws: full) {
            try ledger.enqueue(decisions, channels: [.mail], now: .second(1))
        }
        // Reading goes on.
        let head = try #require(recorded.last).hash
        #expect(try ledger.verify() == .whole(entries: Int64(recorded.count), head: head))
        #expect(try ledger.waiting(on: .mail, limit: 9) == [])

        try disk.free()
        recorded += try ledger.record([.submission(9)])
        try ledger.enqueue(decisions, channels: [.mail], now: .second(1))
        #expect(try ledger.claimAll(on: .mail).count == 1)
        #expect(try ledger.entries(after: 0, limit: .max) == recorded)
        #expect(try ledger.verify(head: recorded.last?.hash) != .headMissing(entries: 0))
    }

    @Test func `a batch that fails in the middle settles whole transactions only`() throws {
        let disk = try SmallDisk()
        let ledger = try Ledger(directory: disk.path + "/state")
        try ledger.enqueue(
            .sample((0..<300).map { .sample(occurrence: $0) }), channels: [.socket],
            now: .second(1))
        let claims = try ledger.claimAll(on: .socket)
        try disk.fill()
        #expect(throws: LedgerError.self) {
            try ledger.deliverToSocket(claims, now: .second(3))
        }
        let told = Set(try ledger.told().map(\.notice))
        #expect(told.isSubset(of: try ledger.published()))

        try disk.free()
        try ledger.deliverToSocket(claims, now: .second(4))
        #expect(Set(try ledger.told().map(\.notice)) == Set(claims.flatMap(\.notices)))
        #expect(try ledger.told().count == 300)
        #expect(try ledger.events(after: 0, limit: .max).count == 300)
    }

    @Test func `a start on a full disk says so`() throws {
        let disk = try SmallDisk()
        try disk.fill()
        let path = disk.path + "/state"
        let error = #expect(throws: LedgerError.self) { try Ledger(directory: path) }
        guard case .full = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try disk.free()
        try Ledger(directory: path).record([.submission()])
    }
}

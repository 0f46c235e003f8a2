// What was recorded about one obligation is read back whole: what was withdrawn too, and nothing of
// its neighbours.

import Civil
import GRDB
import Testing

@testable import DubanKernel
@testable import DubanLedger

@Suite struct `The history of an obligation` {
    private let task = ObligationKey("task:a")
    private let draft = ObligationKey("task:a/draft")

    private func sample() throws -> Ledger {
        let ledger = try Ledger.inMemory()
        let date = CivilDate(dayNumber: 20_770)
        let due = Amendment(task: "a", field: .due, from: "2026-12-10", to: "2026-12-15")
        let lead = Transfer(obligation: ObligationKey("task:c"), from: "u", to: "v")
        let events: [Event] = [
            .submitted(
                obligation: task, evidence: ["minutes"], held: date, effective: nil, note: "n"),
            .submitted(
                obligation: draft, evidence: [], held: nil, effective: nil, note: ""),
            .withdrawn(obligation: task, entry: 1, reopens: false, reason: "task:b"),
            .amended(changes: [due], basis: "paper 7", reason: "task:b"),
            .cancelled(obligations: [ObligationKey("task:b"), task], reason: "moot"),
            .resumed(obligation: task, due: nil, reason: "after all"),
            .closed(obligation: task, met: .second(1), reason: "", over: [draft]),
            .transferred(moves: [lead], reason: "its unit has ended"),
            .told(deliveries: [Delivered(notice: "n", channel: .mail, outcome: .delivered)]),
        ]
        try ledger.record(
            events.map { NewEntry(at: .second(1), actor: Actor(uid: 1, person: "p"), event: $0) })
        return ledger
    }

    @Test(
        arguments: [
            ("task:a", [1, 3, 4, 5, 6, 7]), ("task:a/draft", [2]), ("task:b", [5]),
            ("task:c", [8]), ("task:d", []), ("paper 7", []),
        ] as [(String, [Int64])])
    func `has every deed about it, in order`(key: String, sequences: [Int64]) throws {
        let found = try sample().history(of: ObligationKey(key), before: .max, limit: 100)
        #expect(found.map(\.sequence) == sequences)
    }

    @Test func `is read backwards in parts`() throws {
        let ledger = try sample()
        let last = try ledger.history(of: task, before: .max, limit: 2)
        #expect(last.map(\.sequence) == [6, 7])
        #expect(try ledger.history(of: task, before: 6, limit: 2).map(\.sequence) == [4, 5])
    }

    @Test func `is found by an index`() throws {
        let plan = try sample().read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT sequence FROM entries
                    WHERE kind IN
                        ('submitted', 'withdrawn', 'closed', 'reopened', 'resumed', 'extended')
                        AND json_extract(body, '$.event.' || kind || '.obligation') = 'task:a'
                    """
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("entries_of_one") }, "\(plan)")
    }
}

// Recording: the chain as it is written, and the standing as it is read back.

import Civil
import DubanLedger
import Foundation
import GRDB
import Testing

@testable import DubanKernel

@Suite struct EntryTests {
    @Test func `entries are numbered from 1 and chained as documented`() throws {
        let folder = StateFolder()
        let entries = try Ledger(directory: folder.path).record([.submission(1), .submission(2)])
        #expect(entries.map(\.sequence) == [1, 2])

        let rows = try DatabaseQueue(path: folder.database).read {
            try Row.fetchAll($0, sql: "SELECT body, hash FROM entries ORDER BY sequence")
        }
        let bodies: [String] = rows.map { $0[0] }
        #expect(
            bodies[0] == """
                {"actor":{"person":"陈明","uid":1000},"at":1795132801000000,"event":{"submitted":\
                {"evidence":["minutes"],"held":"2026-11-13","note":"第1期",\
                "obligation":"info/jiaoyu/2026-11"}},"sequence":1}
                """)
        #expect(entries[0].hash == SHA256.hexadecimal(bodies[0]))
        #expect(entries[1].hash == SHA256.hexadecimal(entries[0].hash + bodies[1]))
        #expect(rows.map { $0[1] as String } == entries.map(\.hash))
    }

    @Test func `what is recorded is read back as it was`() throws {
        let folder = StateFolder()
        let obligation = ObligationKey("task:zg-001")
        let day = CivilDate(dayNumber: 20_770)
        let events: [Event] = [
            .firstSeen(subjects: ["task:zg-001", "info/jiaoyu"]),
            .submitted(
                obligation: obligation, evidence: [], held: nil, effective: .second(-9), note: ""),
            .withdrawn(obligation: obligation, entry: 2, reopens: true, reason: "空的"),
            .closed(obligation: obligation, met: .second(3), reason: "done / checked"),
            .reopened(obligation: obligation, because: .relapse, reason: "again"),
            .duesMoved(moves: [DueMove(obligation: obligation, from: day, to: day.adding(days: 1))]
            ),
            .charterAccepted(hash: "abc"),
            .held(why: "first-pass"), .released(toldUntil: day, reason: nil),
            .released(toldUntil: nil, reason: "why"),
            .told(deliveries: [Delivered(notice: "n", channel: .mail, outcome: .delivered)]),
            .submitted(
                obligation: obligation, evidence: ["a"], held: day, effective: nil, note: "",
                title: "二"),
            .closed(obligation: obligation, met: .second(3), reason: "", over: [obligation]),
        ]
        let scribe = Actor(
            uid: 1, person: "p", onBehalfOf: "u", paper: "文 3", signedBy: "secretary")
        let recorded = try Ledger(directory: folder.path).record(
            events.map { NewEntry(at: .second(1), actor: scribe, event: $0) })
        #expect(recorded.map(\.event) == events)

        let ledger = try Ledger(directory: folder.path)
        #expect(try ledger.entries(after: 0, limit: 100) == recorded)
        #expect(try ledger.entries(after: 6, limit: 1) == [recorded[6]])
    }

    @Test func `a move of the first house, without times, is read, and written as it was`() throws {
        let old = #"{"from":"2026-12-10","obligation":"task:zg-001","to":"2026-12-15"}"#
        let coder = (JSONDecoder(), JSONEncoder())
        coder.1.outputFormatting = .sortedKeys
        var move = try coder.0.decode(DueMove.self, from: Data(old.utf8))
        #expect(move.fromTime == nil && move.toTime == nil && move.fromText == "2026-12-10")
        #expect(String(decoding: try coder.1.encode(move), as: UTF8.self) == old)
        (move.fromTime, move.toTime) = (TimeOfDay("12:00"), .endOfDay)
        #expect(move.fromText == "2026-12-10 12:00")
        #expect(try coder.0.decode(DueMove.self, from: coder.1.encode(move)) == move)
    }

    @Test func `the standing is the fold of entries and tellings`() throws {
        let folder = StateFolder()
        var expected = Standing()
        do {
            let ledger = try Ledger(directory: folder.path)
            for entry in try ledger.record([.submission(1), .submission(2)]) {
                expected.apply(entry)
            }
            let tellings = [
                Telling.sample(persons: ["李", "陈明"]), .sample(occurrence: 1, outcome: .superseded),
            ]
            try ledger.enqueue(.sample(tellings), channels: [.mail], now: .second(3))
            expected.note(tellings)
            let claims = try ledger.claimAll(on: .mail)
            let entries = try ledger.settle(
                claims.map { $0.with(.delivered) }, now: .second(4))
            #expect(entries.count == 1)
            for entry in entries { expected.apply(entry) }
        }
        try expectEqual(try Ledger(directory: folder.path).standing(), expected)
    }

    @Test func `an announcement is published with its entry or not at all`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.record([.submission(1)]) {
            Announcement(kind: "entry", payload: "{\"sequence\":\($0.sequence)}")
        }
        let events = try ledger.events(after: 0, limit: 10)
        #expect(events.map(\.payload) == ["{\"sequence\":1}"])

        #expect(throws: LedgerError.self) {
            try ledger.record([.submission(2)]) { _ in Announcement(kind: "entry", payload: "{") }
        }
        #expect(try ledger.entries(after: 0, limit: 10).count == 1)
    }
}

/// Compares all that a standing shows.
func expectEqual(
    _ found: Standing, _ expected: Standing, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(found.firstSeen == expected.firstSeen, sourceLocation: sourceLocation)
    #expect(found.records == expected.records, sourceLocation: sourceLocation)
    #expect(
        found.tellings.filter { !$0.value.isEmpty }
            == expected.tellings.filter { !$0.value.isEmpty },
        sourceLocation: sourceLocation)
    #expect(found.moves == expected.moves, sourceLocation: sourceLocation)
    #expect(found.undelivered == expected.undelivered, sourceLocation: sourceLocation)
    #expect(found.charterHash == expected.charterHash, sourceLocation: sourceLocation)
    #expect(found.head == expected.head, sourceLocation: sourceLocation)
}

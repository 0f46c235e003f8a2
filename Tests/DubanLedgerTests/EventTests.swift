// What subscribers are sent: numbered without gaps, each notice once, bounded.

import DubanKernel
import DubanLedger
import Testing

@Suite struct EventTests {
    @Test func `a delivery to the socket becomes one event with the claimed message`() throws {
        let ledger = try Ledger.inMemory()
        let tellings = [Telling.sample(), .sample(occurrence: 1), .sample(occurrence: 2)]
        try ledger.enqueue(.sample(tellings), channels: [.socket, .mail], now: .second(2))
        let claims = try ledger.claimAll(on: .socket) + ledger.claimAll(on: .mail)
        let outcomes = [Settlement.Outcome.delivered, .dropped(why: "met"), .delivered, .delivered]
        let settlements = zip(claims, outcomes).map { Settlement(claim: $0.id, outcome: $1) }
        for _ in 1...2 { try ledger.settle(settlements, now: .second(3)) }
        let events = try ledger.events(after: 0, limit: 10)
        #expect(events.map(\.sequence) == [1, 2])
        #expect(events.map(\.kind) == [PublishedEvent.noticeKind, PublishedEvent.noticeKind])
        #expect(events.map(\.at) == [.second(3), .second(3)])
        #expect(events.map(\.notice) == [claims[0].notices[0], claims[2].notices[0]])
        #expect(events.map { Array($0.payload.utf8) } == [claims[0].message, claims[2].message])
        #expect(try ledger.events(after: 1, limit: 10) == [events[1]])
        #expect(try ledger.events(after: 0, limit: 1) == [events[0]])
    }

    @Test func `a message that is no JSON is not delivered to the socket`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: [.socket], now: .second(2))
        let group = try ledger.waiting(on: .socket, limit: 1)[0]
        let claim = NewClaim(
            channel: .socket, person: group.person, notices: group.notices.map(\.id),
            message: [UInt8(ascii: "{")])
        _ = try ledger.claim([claim], now: .second(3))
        #expect(throws: LedgerError.self) {
            try ledger.settle([Settlement(claim: claim.id, outcome: .delivered)], now: .second(4))
        }
        #expect(try ledger.told() == [])
        #expect(try ledger.outboxSummary().map(\.state) == [.sending])
    }

    @Test func `the last 100000 events are kept and no number is given twice`() throws {
        let folder = StateFolder()
        try Ledger(directory: folder.path).publish(
            (1...3).map { Announcement(kind: "charter", payload: "{\"n\":\($0)}") },
            now: .second(1))
        try folder.tamper(
            "UPDATE sqlite_sequence SET seq = 100000 WHERE name = 'events'")
        let ledger = try Ledger(directory: folder.path)
        #expect(try ledger.lastEventSequence() == 3)
        try ledger.publish([Announcement(kind: "charter", payload: "{}")], now: .second(2))
        #expect(try ledger.lastEventSequence() == 100_001)
        #expect(try ledger.events(after: 0, limit: 10).map(\.sequence) == [2, 3, 100_001])
    }
}

// What subscribers are sent: numbered without gaps, each notice once, bounded.

import Civil
import DubanKernel
import DubanLedger
import Testing

@Suite struct EventTests {
    @Test func `a notice becomes one event with the claimed message, whatever comes again`() throws
    {
        let folder = StateFolder()
        let crashed: StateFolder
        do {
            let ledger = try Ledger(directory: folder.path)
            let tellings = [Telling.sample(), .sample(occurrence: 1)]
            try ledger.enqueue(.sample(tellings), channels: [.socket], now: .second(2))
            let claims = try ledger.claimAll(on: .socket)
            try ledger.publish(claims.prefix(1).map { $0.marked() })
            // Between the publishing and the settling.
            crashed = try folder.afterCrash()
        }
        let ledger = try Ledger(directory: crashed.path)
        try ledger.resume(now: .second(3))
        let claims = try ledger.retries(on: .socket, now: .second(3), limit: 10)
        for _ in 1...2 { try ledger.deliverToSocket(claims, now: .second(3)) }
        let events = try ledger.events(after: 0, limit: 10)
        #expect(events.map(\.sequence) == [1, 2])
        #expect(try ledger.published() == claims.map(\.notices[0]))
        #expect(events.map { Array($0.payload.utf8) } == claims.map(\.bytes))
        #expect(try ledger.events(after: 1, limit: 10) == [events[1]])
        #expect(try ledger.events(after: 0, limit: 1) == [events[0]])
        // What was passed over has used up no number.
        try ledger.announce(["{}"], at: .second(4))
        #expect(try ledger.lastEventSequence() == 3)
    }

    @Test func `a message that is no JSON is not published`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: [.socket], now: .second(2))
        let notice = try ledger.waiting(on: .socket, limit: 1)[0]
        let message = Message(
            channel: .socket, person: notice.person, notices: [notice.id],
            bytes: [UInt8(ascii: "{")])
        let claims = try ledger.claim([message], now: .second(3))
        #expect(throws: LedgerError.self) { try ledger.publish(claims.map { $0.marked() }) }
        #expect(try ledger.lastEventSequence() == 0)
    }

    @Test func `the last 100000 events are kept and no number is given twice`() throws {
        let folder = StateFolder()
        try Ledger(directory: folder.path).announce(
            (1...3).map { "{\"n\":\($0)}" }, at: .second(1))
        try folder.tamper(
            "UPDATE sqlite_sequence SET seq = 100000 WHERE name = 'events'")
        let ledger = try Ledger(directory: folder.path)
        #expect(try ledger.lastEventSequence() == 3)
        try ledger.announce(["{}"], at: .second(2))
        #expect(try ledger.lastEventSequence() == 100_001)
        #expect(try ledger.events(after: 0, limit: 10).map(\.sequence) == [2, 3, 100_001])
    }
}

extension Ledger {
    /// Records a charter a payload, and announces it.
    fileprivate func announce(_ payloads: [String], at instant: Instant) throws {
        for payload in payloads {
            let entry = NewEntry(at: instant, actor: .daemon, event: .charterAccepted(hash: "x"))
            try record([entry]) { _ in Announcement(kind: "charter", payload: payload) }
        }
    }
}

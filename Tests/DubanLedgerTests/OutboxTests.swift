// The way of a notice out of the house: queued once, claimed once, settled once.

import Civil
import DubanKernel
import DubanLedger
import GRDB
import Testing

@Suite struct OutboxTests {
    private let all = ChannelName.allCases

    @Test func `a decided notice waits on every channel as it was decided`() throws {
        let ledger = try Ledger.inMemory()
        let telling = Telling.sample(persons: ["李", "陈明"])
        try ledger.enqueue(.sample([telling]), channels: all, now: .second(2))
        let notices = telling.persons.map { telling.notice(to: $0) }
        #expect(try ledger.waiting(on: .journal, limit: 10) == notices)
        #expect(try ledger.waiting(on: .socket, limit: 10) == notices)
        #expect(try Set(ledger.waiting(on: .mail, limit: 10)) == Set(notices))
    }

    @Test func `the same decisions may come again`() throws {
        let ledger = try Ledger.inMemory()
        let first = Telling.sample()
        let second = Telling.sample(occurrence: 1)
        try ledger.enqueue(.sample([first]), channels: all, now: .second(2))
        try ledger.enqueue(.sample([first, second, first]), channels: all, now: .second(9))
        #expect(try ledger.waiting(on: .journal, limit: 10).count == 2)
        #expect(
            try ledger.notices(of: first.key.obligation).map(\.notice)
                == [first, second].map { $0.notice(to: "陈明") })
    }

    @Test func `a person's notices go into one digest and are not torn apart`() throws {
        let ledger = try Ledger.inMemory()
        let tellings = (0..<3).map { Telling.sample(occurrence: $0, persons: ["a", "b", "c"]) }
        try ledger.enqueue(.sample(tellings), channels: [.mail], now: .second(2))
        func digests(_ limit: Int) throws -> [String] {
            try ledger.waiting(on: .mail, limit: limit).map {
                "\($0.person)\($0.telling.occurrence)"
            }
        }
        #expect(try digests(9) == ["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2"])
        #expect(try digests(8) == ["a0", "a1", "a2", "b0", "b1", "b2"])
        #expect(try digests(3) == ["a0", "a1", "a2"])
        // A digest larger than the limit is cut, because everything has a limit.
        #expect(try digests(2) == ["a0", "a1"])
    }

    @Test func `a notice is claimed once a channel`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: all, now: .second(2))
        let message = Message.sample(try ledger.waiting(on: .mail, limit: 10), on: .mail)
        #expect(
            try ledger.claim([message, message], now: .second(3)).map(\.claim) == [message.claim])
        #expect(try ledger.claim([message], now: .second(4)) == [])
        #expect(try ledger.waiting(on: .mail, limit: 10) == [])
        #expect(try ledger.claimAll(on: .journal).count == 1)
    }

    @Test func `a claim with a notice that was dropped is not made at all`() throws {
        let ledger = try Ledger.inMemory()
        let tellings = [Telling.sample(), .sample(occurrence: 1)]
        try ledger.enqueue(.sample(tellings), channels: [.mail], now: .second(2))
        let notices = try ledger.waiting(on: .mail, limit: 10)
        let dropped = (id: notices[1].id, why: Reason.met)
        let entries = try ledger.drop([dropped, dropped], on: .mail, now: .second(3))
        #expect(
            entries.map(\.event) == [
                .told(deliveries: [Delivered(notice: dropped.id, channel: .mail, outcome: .dropped)]
                )
            ])
        #expect(try ledger.claim([.sample(notices, on: .mail)], now: .second(4)) == [])
        #expect(try ledger.waiting(on: .mail, limit: 10) == [notices[0]])
        // What has been claimed is beyond dropping.
        #expect(try ledger.claimAll(on: .mail).count == 1)
        #expect(
            try ledger.drop([(notices[0].id, .met)], on: .mail, now: .second(5)) == [])
    }

    @Test func `a retry sends the same bytes and is handed out once`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: [.mail], now: .second(2))
        let claim = try ledger.claimAll(on: .mail)[0]
        #expect(try ledger.nextRetry(on: .mail) == nil)
        try ledger.mark([claim.marked([1, 2, 0, 255])])
        let retry = claim.with(Outcome.retry(.locked, untouched: false))
        #expect(try ledger.settle([retry], now: .second(3)) == [])
        let next = Backoff.next(after: 1, claim: claim.claim, at: .second(3))
        #expect(try ledger.nextRetry(on: .mail) == next)
        #expect(try ledger.nextRetry(on: .journal) == nil)
        let before = next.adding(microseconds: -1)
        #expect(try ledger.retries(on: .mail, now: before, limit: 9) == [])
        #expect(try ledger.retries(on: .journal, now: next, limit: 9) == [])
        let again = try ledger.retries(on: .mail, now: next, limit: 9)
        #expect(again == [claim.with(Frozen(retries: 1, mark: [1, 2, 0, 255]))])
        #expect(try ledger.retries(on: .mail, now: next, limit: 9) == [])
        #expect(try ledger.told() == [])

        // The wait grows; and an attempt that certainly wrote nothing leaves nothing to look for.
        try ledger.settle([claim.with(.retry(.locked, untouched: true))], now: .second(9))
        #expect(
            try ledger.nextRetry(on: .mail)
                == Backoff.next(after: 2, claim: claim.claim, at: .second(9)))
        #expect(
            try ledger.retries(on: .mail, now: .second(60), limit: 9)
                == [claim.with(Frozen(retries: 2, mark: nil))])
    }

    @Test func `an empty mark, as the first release left it, is none`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: [.mail], now: .second(2))
        let claim = try ledger.claimAll(on: .mail)[0]
        try ledger.mark([claim.marked([])])
        try ledger.resume(now: .second(3))
        #expect(try ledger.retries(on: .mail, now: .second(3), limit: 9) == [claim])
    }

    @Test func `what a crash interrupted is handed out again after the start`() throws {
        let folder = StateFolder()
        let crashed: StateFolder
        do {
            let ledger = try Ledger(directory: folder.path)
            try ledger.enqueue(.sample([.sample()]), channels: all, now: .second(2))
            let claim = try ledger.claimAll(on: .journal)[0]
            _ = try ledger.claimAll(on: .socket)
            try ledger.mark([claim.marked([7])])
            crashed = try folder.afterCrash()
        }
        let ledger = try Ledger(directory: crashed.path)
        #expect(try ledger.nextRetry(on: .journal) == nil)
        try ledger.resume(now: .second(9))
        #expect(try ledger.nextRetry(on: .journal) == .second(9))
        #expect(
            try ledger.retries(on: .journal, now: .second(9), limit: 9).map(\.stage.mark) == [[7]])
        #expect(
            try ledger.retries(on: .socket, now: .second(9), limit: 9).map(\.stage.mark) == [nil])
        #expect(try ledger.waiting(on: .mail, limit: 9).count == 1)
    }

    @Test func `one channel can be resumed without the others`() throws {
        let ledger = try Ledger.inMemory()
        try ledger.enqueue(.sample([.sample()]), channels: all, now: .second(2))
        for channel in all { _ = try ledger.claimAll(on: channel) }
        try ledger.resume(on: .mail, now: .second(9))
        #expect(try all.map { try ledger.nextRetry(on: $0) } == [nil, .second(9), nil])
    }

    @Test(arguments: [
        (Outcome.delivered, Ending.delivered),
        (.unproven(.journalShortened, final: true), .unproven),
    ])
    func `a settled claim is told once and never handed out again`(
        _ outcome: Outcome, _ ending: Ending
    ) throws {
        let ledger = try Ledger.inMemory()
        let tellings = [Telling.sample(), .sample(occurrence: 1)]
        try ledger.enqueue(.sample(tellings), channels: [.mail], now: .second(2))
        let claim = try ledger.claimAll(on: .mail)[0]
        let settlement = claim.with(outcome)
        let entries = try ledger.settle([settlement, settlement], now: .second(3))
        let deliveries = claim.notices.map {
            Delivered(notice: $0, channel: .mail, outcome: ending)
        }
        #expect(entries.map(\.event) == [.told(deliveries: deliveries)])
        #expect(entries.map(\.actor) == [.daemon])
        #expect(try ledger.settle([settlement], now: .second(4)) == [])
        try ledger.resume(now: .second(5))
        #expect(try ledger.retries(on: .mail, now: .second(9), limit: 9) == [])
        #expect(try ledger.waiting(on: .mail, limit: 9) == [])
        #expect(try ledger.told() == deliveries)
    }

    @Test func `a burst is settled with one entry a batch of a thousand rows`() throws {
        let ledger = try Ledger.inMemory()
        let tellings = (0..<2500).map { Telling.sample(occurrence: $0) }
        try ledger.enqueue(.sample(tellings), channels: [.journal], now: .second(2))
        let notices = try ledger.waiting(on: .journal, limit: 10_000)
        #expect(notices.map(\.telling.occurrence) == Array(0..<2500))
        let claims = try ledger.claim(Message.samples(notices, on: .journal), now: .second(3))
        let entries = try ledger.settle(claims.map { $0.with(.delivered) }, now: .second(4))
        // Two rows a notice: the claim's and the outbox's.
        #expect(entries.count == 5)
        #expect(try ledger.told().count == 2500)
    }

    @Test func `only a supersession can be void, and may be decided anew at once`() throws {
        let folder = StateFolder()
        let ledger = try Ledger(directory: folder.path)
        let (told, over) = (Telling.sample(), Telling.sample(occurrence: 1, outcome: .superseded))
        try ledger.enqueue(.sample([told, over]), channels: all, now: .second(2))
        let again = Telling.sample(occurrence: 1)
        let decisions = Decisions.sample([again], voided: [told.key, over.key])
        for _ in 1...2 {
            try ledger.enqueue(decisions, channels: all, now: .second(3))
            let tellings = try #require(try ledger.standing().tellings[told.key.obligation])
            #expect(tellings == [told.key: told, again.key: again])
        }
    }

    @Test func `an unknown claim is a mistake that is told`() throws {
        let ledger = try Ledger.inMemory()
        let message = Message(channel: .mail, person: "a", notices: ["n"], bytes: [])
            .with(Frozen(retries: 0, mark: nil))
        let unknown = LedgerError.violated("there is no claim \(message.claim)")
        #expect(throws: unknown) {
            try ledger.settle([message.with(.delivered)], now: .second(1))
        }
        #expect(throws: unknown) { try ledger.mark([message.marked()]) }
    }

    @Test func `a claim's name follows from its channel and notices`() {
        let id = Message.claim(of: ["b", "a"], through: .mail)
        #expect(id == Message.claim(of: ["a", "b"], through: .mail))
        #expect(id != Message.claim(of: ["a", "b"], through: .journal))
        #expect(id.count == 32)
    }

    @Test func `a channel without digests takes one notice a message`() async {
        await #expect(processExitsWith: .failure) {
            _ = Message(channel: .journal, person: "a", notices: ["n", "m"], bytes: [])
        }
        await #expect(processExitsWith: .failure) {
            _ = Message(channel: .mail, person: "a", notices: [], bytes: [])
        }
    }
}

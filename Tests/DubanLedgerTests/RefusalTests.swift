// What is refused or cannot be proven: told once, tried again, and ended at last.

import Civil
import DubanKernel
import DubanLedger
import Testing

@Suite struct `What does not get through` {
    private let ledger: Ledger
    private let hour: Int64 = 3600
    private let why = Reason.noAccount("a")

    /// Two notices to one person.
    init() throws {
        ledger = try Ledger.inMemory()
        try ledger.enqueue(
            .sample([.sample(persons: ["a"]), .sample(occurrence: 1, persons: ["a"])]),
            channels: [.mail, .journal], now: .second(2))
    }

    /// The words of the chain, in order.
    private func told(on channel: ChannelName) throws -> [Ending] {
        try ledger.told().filter { $0.channel == channel }.map(\.outcome)
    }

    @Test func `a refusal is told once, and its notices are claimed anew when the hour is over`()
        throws
    {
        let claim = try ledger.claimAll(on: .mail)[0]
        let entries = try ledger.settle([claim.with(.refused(why))], now: .second(3))
        let lines = claim.notices.map {
            Delivered(notice: $0, channel: .mail, outcome: .refused, why: why.text)
        }
        #expect(entries.map(\.event) == [.told(deliveries: lines)])
        #expect(try ledger.standing().undelivered == Set(claim.notices))
        #expect(try ledger.troubles(limit: 9).map(\.state) == [.refused])
        #expect(try ledger.outboxSummary().first { $0.channel == .mail }?.state == .refused)
        #expect(try ledger.undeliverable(now: .second(9 * 86_400)) == 1)
        #expect(try ledger.refusedPersons(on: .mail) == ["a"])
        #expect(try ledger.nextRetry(on: .mail) == .second(3 + hour))

        #expect(try ledger.unfreeze(on: .mail, now: .second(2 + hour)) == [])
        #expect(try ledger.waiting(on: .mail, limit: 9) == [])
        #expect(try ledger.unfreeze(on: .mail, now: .second(3 + hour)) == [])
        #expect(try ledger.retries(on: .mail, now: .second(3 + hour), limit: 9) == [])
        // One of them has ceased to be true; the other is composed alone.
        try ledger.drop([(claim.notices[0], .met)], on: .mail, now: .second(3 + hour))
        let again = try ledger.claimAll(on: .mail, now: .second(3 + hour))
        #expect(again.map(\.notices) == [[claim.notices[1]]])
        #expect(try ledger.settle([again[0].with(.refused(why))], now: .second(4 + hour)) == [])
        _ = try ledger.unfreeze(on: .mail, now: .second(9 + 2 * hour))
        let last = try ledger.claimAll(on: .mail, now: .second(9 + 2 * hour))
        try ledger.settle([last[0].with(.delivered)], now: .second(10 + 2 * hour))
        #expect(try told(on: .mail) == [.refused, .refused, .dropped, .delivered])
        #expect(try ledger.standing().undelivered == [claim.notices[0]])
        #expect(try ledger.verify() != .whole(entries: 0, head: ""))
    }

    @Test func `what may have been written keeps its bytes`() throws {
        let claim = try ledger.claimAll(on: .mail)[0]
        try ledger.mark([claim.marked([7])])
        try ledger.settle([claim.with(.refused(why, untouched: false))], now: .second(3))
        let due = Instant.second(3 + hour)
        #expect(try ledger.unfreeze(on: .mail, now: due) == [])
        let again = try ledger.retries(on: .mail, now: due, limit: 9)
        #expect(again == [claim.with(Frozen(retries: 1, mark: [7]))])
        try ledger.settle([claim.with(.delivered)], now: due)
        #expect(try told(on: .mail) == [.refused, .refused, .delivered, .delivered])
    }

    @Test(arguments: [true, false])
    func `after thirty days it is given up, which the chain says`(isUntouched: Bool) throws {
        var claim = try ledger.claimAll(on: .mail)[0]
        try ledger.mark([claim.marked([7])])
        var (now, tries) = (Instant.second(3), 0)
        while true {
            try ledger.settle(
                [claim.with(.refused(why, untouched: isUntouched))], now: now)
            tries += 1
            guard let next = try ledger.nextRetry(on: .mail) else { break }
            now = next
            _ = try ledger.unfreeze(on: .mail, now: now)
            let ready =
                try ledger.retries(on: .mail, now: now, limit: 9)
                + ledger.claimAll(on: .mail, now: now)
            guard let next = ready.first else { break }
            claim = next
            if isUntouched { #expect(claim.stage.mark == nil) }
        }
        #expect((24 + 28...24 + 31).contains(tries))
        #expect(now >= .second(3 + 30 * 86_400))
        #expect(now <= .second(3 + 31 * 86_400))
        #expect(try told(on: .mail) == [.refused, .refused, .dropped, .dropped])
        #expect(try ledger.troubles(limit: 9) == [])
        #expect(try ledger.standing().undelivered.count == 2)
    }

    @Test func `the office tries again at once, or gives up with a reason and its name`() throws {
        let claim = try ledger.claimAll(on: .mail)[0]
        try ledger.settle([claim.with(.refused(why))], now: .second(3))
        #expect(try ledger.retry(.persons(["b"]), now: .second(4)) == 0)
        #expect(try ledger.retry(.claim(String(claim.claim.prefix(6))), now: .second(4)) == 1)
        #expect(try ledger.nextRetry(on: .mail) == .second(4))
        let office = Actor(uid: 1000, person: "zhao")
        let entries = try ledger.giveUp(
            .persons(["a"]), why: Reason("retired"), by: office, now: .second(5))
        #expect(entries.map(\.actor) == [office])
        let lines = claim.notices.map {
            Delivered(notice: $0, channel: .mail, outcome: .dropped, why: "retired")
        }
        #expect(entries.map(\.event) == [.told(deliveries: lines)])
        #expect(try ledger.giveUp(.all, why: why, by: office, now: .second(6)) == [])
    }

    @Test func `refusals of the first house stay final`() throws {
        let folder = StateFolder()
        do {
            let old = try Ledger(directory: folder.path)
            try old.enqueue(.sample([.sample()]), channels: [.mail], now: .second(2))
            _ = try old.claimAll(on: .mail)
        }
        try folder.tamper(
            """
            UPDATE claims SET settled_at = 5, trouble = 'there is no account';
            UPDATE outbox SET state = 'refused', settled_at = 5, why = 'there is no account';
            DELETE FROM messages;
            """)
        let ledger = try Ledger(directory: folder.path)
        try ledger.resume(now: .second(9))
        #expect(try ledger.retry(.all, now: .distantFuture) == 0)
        #expect(try ledger.unfreeze(on: .mail, now: .distantFuture) == [])
        #expect(try ledger.nextRetry(on: .mail) == nil)
        #expect(try ledger.troubles(limit: 9).map(\.state) == [.refused])
        #expect(try ledger.standing().undelivered.count == 1)
        #expect(try ledger.undeliverable(now: .second(9)) == 0)
    }

    @Test func `an entry that cannot be proven is looked for again when another got through`()
        throws
    {
        let claims = try ledger.claimAll(on: .journal)
        try ledger.mark(claims.map { $0.marked([7]) })
        let doubt = Outcome.unproven(.journalSilent)
        try ledger.settle([claims[0].with(doubt)], now: .second(3))
        #expect(try ledger.nextRetry(on: .journal) == .second(3 + hour))
        #expect(try ledger.outboxSummary().contains { $0.state == .unproven })
        #expect(try ledger.undeliverable(now: .second(3 + 86_399)) == 1)
        #expect(try ledger.undeliverable(now: .second(3 + 86_400)) == 0)
        try ledger.settle([claims[1].with(.delivered)], now: .second(60))
        #expect(try ledger.nextRetry(on: .journal) == .second(60))
        let again = try ledger.retries(on: .journal, now: .second(60), limit: 9)
        #expect(again.map(\.stage.mark) == [[7]])
        try ledger.settle([claims[0].with(.delivered)], now: .second(61))
        #expect(try told(on: .journal) == [.unproven, .delivered, .delivered])
    }

    @Test func `an unproven entry that was sent once more is final, one that was not goes on`()
        throws
    {
        let claims = try ledger.claimAll(on: .journal)
        try ledger.mark(claims.map { $0.marked([7]) })
        let doubt = Outcome.unproven(.journalSilent)
        try ledger.settle(claims.map { $0.with(doubt) }, now: .second(3))
        let again = try ledger.retries(on: .journal, now: .second(3 + hour), limit: 9)
        // One was absent behind a fence, and is sent again.
        try ledger.mark([again[0].marked([8])])
        try ledger.settle(again.map { $0.with(doubt) }, now: .second(4 + hour))
        #expect(
            try ledger.retries(on: .journal, now: .second(4 + 2 * hour), limit: 9).map(\.claim)
                == [again[1].claim])
        #expect(try told(on: .journal) == [.unproven, .unproven])
    }

    @Test func `what cannot go at all is not counted as an attempt`() throws {
        let claim = try ledger.claimAll(on: .journal)[0]
        let postponed = Outcome.postponed(.journalAbsent, untouched: true)
        // Claimed at 2 s.
        for (second, next) in [(3, 8), (22, 27), (42, 52), (402, 502), (40_002, 40_902)]
            as [(Int64, Int64)]
        {
            try ledger.settle([claim.with(postponed)], now: .second(second))
            #expect(try ledger.nextRetry(on: .journal) == .second(next))
        }
        #expect(
            try ledger.retries(on: .journal, now: .second(99_999), limit: 9).map(\.stage)
                == [Frozen(retries: 0, mark: nil)])
    }
}

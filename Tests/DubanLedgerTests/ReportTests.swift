// What the status shows of deliveries.

import Civil
import DubanKernel
import DubanLedger
import Testing

@Suite struct ReportTests {
    /// Four notices to four persons by mail: waiting, on the way, retried and refused.
    private let ledger: Ledger
    private let claims: [Message<Frozen>]

    init() throws {
        ledger = try Ledger.inMemory()
        let persons: [PersonID] = ["a", "b", "c", "d"]
        try ledger.enqueue(
            .sample([.sample(persons: persons)]), channels: [.mail], now: .second(2))
        let notices = try ledger.waiting(on: .mail, limit: 10).dropFirst()
        claims = try ledger.claim(Message.samples(Array(notices), on: .mail), now: .second(3))
        try ledger.settle(
            [
                claims[1].with(.retry(.locked, untouched: false)),
                claims[2].with(.refused(.noAccount("d"))),
            ], now: .second(4))
    }

    @Test func `the outbox is counted by channel and state, what is delivered apart`() throws {
        let telling = Telling.sample(occurrence: 1)
        try ledger.enqueue(.sample([telling]), channels: [.journal, .mail], now: .second(7))
        let delivered = try ledger.claimAll(on: .journal)
        try ledger.settle(
            delivered.map { $0.with(.delivered) }, now: .second(8))
        let found = try ledger.outboxSummary().map {
            "\($0.channel) \($0.state.rawValue) \($0.notices) "
                + "\($0.oldest.microseconds / 1_000_000 % 100)"
        }
        #expect(
            found == [
                "mail refused 1 2", "mail retrying 1 2", "mail sending 1 2", "mail waiting 2 2",
            ])
    }

    @Test func `troubles say who, why, how often and when again`() throws {
        let troubles = try ledger.troubles(limit: 10)
        #expect(troubles.map(\.person) == ["d", "c"])
        #expect(troubles.map(\.why) == [.noAccount("d"), .locked])
        #expect(troubles.map(\.retries) == [1, 1])
        #expect(
            troubles.map(\.retryAt) == [
                .second(4 + 3600), Backoff.next(after: 1, claim: claims[1].claim, at: .second(4)),
            ])
        #expect(troubles.map(\.state) == [.refused, .retrying])
        #expect(troubles.map(\.notices) == [1, 1])
        #expect(troubles.map(\.claim) == [claims[2].claim, claims[1].claim])
        #expect(try ledger.troubles(limit: 1).count == 1)
    }

    @Test func `a trouble is over when the retry succeeds`() throws {
        let again = try ledger.retries(on: .mail, now: .second(60), limit: 10)
        #expect(try ledger.troubles(limit: 10).map(\.retryAt) == [.second(4 + 3600), nil])
        try ledger.settle(
            again.map { $0.with(.delivered) }, now: .second(61))
        #expect(try ledger.troubles(limit: 10).map(\.state) == [.refused])
    }

    @Test func `every notice of an obligation shows how far it has come`() throws {
        let histories = try ledger.notices(of: Telling.sample().key.obligation)
        #expect(histories.map(\.notice.person) == ["a", "b", "c", "d"])
        let mail = histories.map(\.deliveries[0])
        #expect(mail.map(\.state) == [.waiting, .sending, .retrying, .refused])
        #expect(mail.map(\.claim) == [nil] + claims.map(\.claim))
        #expect(mail.map(\.why) == [nil, nil, .locked, .noAccount("d")])
        #expect(mail.map(\.settledAt) == [nil, nil, nil, nil])
        #expect(try ledger.notices(of: ObligationKey("task:unknown")) == [])
    }
}

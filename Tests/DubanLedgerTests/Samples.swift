// Small decisions, entries and claims for the tests.

import Civil
import DubanKernel
import DubanLedger

extension Instant {
    /// 2026-11-20 00:00 UTC and some seconds.
    static func second(_ seconds: Int64) -> Instant {
        Instant(seconds: 1_795_132_800 + seconds)
    }
}

extension Telling {
    static func sample(
        _ obligation: String = "info/jiaoyu/2026-11", occurrence: Int = 0,
        outcome: Outcome = .told, persons: [PersonID] = ["陈明"]
    ) -> Telling {
        Telling(
            key: TellingKey(
                obligation: ObligationKey(obligation), episode: 0,
                due: CivilDate(dayNumber: 20_787), kind: .rung, rung: "due-3wd",
                occurrence: occurrence),
            at: .second(0), decidedAt: .second(1), outcome: outcome, light: .yellow,
            persons: outcome == .told ? persons : [])
    }

    /// The notice to one of its persons.
    func notice(to person: PersonID) -> Notice {
        Notice(
            telling: key, person: person, unit: "jiaoyu", title: "信息报送 \"11月\"", at: at,
            decidedAt: decidedAt, due: .second(864_000), light: light, isLate: false,
            isProvisional: true, asPost: .post("liaison", up: 0),
            progress: .init(done: 1, least: 2),
            supersedes: ["due-10wd", "due-5wd"], rule: "conf.d/info.yaml:12:5")
    }
}

extension Decisions {
    /// Tellings with a notice to each of their persons.
    static func sample(_ tellings: [Telling], voided: [TellingKey] = []) -> Decisions {
        var decisions = Decisions()
        decisions.tellings = tellings
        decisions.notices = tellings.flatMap { telling in
            telling.persons.map { telling.notice(to: $0) }
        }
        decisions.voided = voided
        return decisions
    }
}

extension NewEntry {
    static func submission(_ number: Int64 = 0, to obligation: String = "info/jiaoyu/2026-11")
        -> NewEntry
    {
        NewEntry(
            at: .second(number), actor: Actor(uid: 1000, person: "陈明"),
            event: .submitted(
                obligation: ObligationKey(obligation), evidence: ["minutes"],
                held: CivilDate(dayNumber: 20_770), effective: nil, note: "第\(number)期"))
    }
}

extension Message<Composed> {
    /// What the tests send for some notices to one person.
    static func sample(_ notices: [Notice], on channel: ChannelName) -> Message<Composed> {
        let ids = notices.map(\.id)
        return Message(
            channel: channel, person: notices[0].person, notices: ids,
            bytes: Array("{\"notices\":\"\(ids.joined(separator: " "))\"}".utf8))
    }

    /// As composing does: a digest a person by mail, else a message a notice.
    static func samples(_ notices: [Notice], on channel: ChannelName) -> [Message<Composed>] {
        guard channel.sendsDigests else { return notices.map { sample([$0], on: channel) } }
        return Dictionary(grouping: notices, by: \.person).sorted { $0.key < $1.key }
            .map { sample($0.value, on: channel) }
    }
}

extension Message<Frozen> {
    func marked(_ mark: [UInt8] = []) -> Message<Marked> {
        with(stage.addressed(to: person.text).marked(mark))
    }
}

extension Reason {
    static let locked = Reason.said("locked")
}

extension Ledger {
    /// Claims all that waits, as a pass does.
    func claimAll(
        on channel: ChannelName, now: Instant = .second(2)
    ) throws -> [Message<Frozen>] {
        try claim(Message.samples(waiting(on: channel, limit: 1000), on: channel), now: now)
    }

    /// Delivers as the socket's channel does: publishes, then settles.
    func deliverToSocket(_ messages: [Message<Frozen>], now: Instant) throws {
        try publish(messages.map { $0.marked() })
        try settle(messages.map { $0.with(.delivered) }, now: now)
    }

    /// Every delivery that the chain says was settled, in order.
    func told() throws -> [Delivered] {
        try entries(after: 0, limit: .max).flatMap { entry -> [Delivered] in
            guard case .told(let deliveries) = entry.event else { return [] }
            return deliveries
        }
    }
}

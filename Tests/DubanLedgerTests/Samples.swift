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
            isProvisional: true, asPost: "liaison", progress: .init(done: 1, least: 2),
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

extension Group {
    /// What the tests send for it.
    func claim(on channel: ChannelName) -> NewClaim {
        let ids = notices.map(\.id)
        return NewClaim(
            channel: channel, person: person, notices: ids,
            message: Array("{\"notices\":\"\(ids.joined(separator: " "))\"}".utf8))
    }
}

extension Ledger {
    /// Claims all that waits, as a pass does.
    func claimAll(on channel: ChannelName, now: Instant = .second(2)) throws -> [Claim] {
        try claim(waiting(on: channel, limit: 1000).map { $0.claim(on: channel) }, now: now)
    }

    /// Every delivery that the chain says was settled, in order.
    func told() throws -> [Delivered] {
        try entries(after: 0, limit: .max).flatMap { entry -> [Delivered] in
            guard case .told(let deliveries) = entry.event else { return [] }
            return deliveries
        }
    }
}

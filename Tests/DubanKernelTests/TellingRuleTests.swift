// Exact rules 6 to 12 of the design: what is told, to whom, and what counts.

import Civil
import Testing

@testable import DubanKernel

private let monthly: [Rung] = [
    rung("-5wd"),
    rung("-1wd", tell: [.post("liaison", up: 0), .post("secretary", up: 0)], light: .yellow),
    rung("+1wd", tell: [.post("secretary", up: 0), .post("liaison", up: 1)], light: .red),
]

private func office(_ change: (inout Duty) -> Void = { _ in }) -> Charter {
    var duty = Office.quota()
    duty.ladder = Office.ladder(monthly)
    change(&duty)
    return Office.charter(duties: [duty])
}

@Suite struct `Exact rules 6 to 12, telling` {
    @Test func `rule 6: what is met before or at a rung's instant is not told`() throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-24 08:59:59")
        #expect(story.told == ["2026-11-18 09:00 liu -5wd"])
        story.advance(to: "2026-11-24 08:59:59")
        try story.record(.submit(), "info/jiaoyu/2026-11", by: "liu")
        story.advance(to: "2026-11-30 00:00")
        #expect(story.told == ["2026-11-18 09:00 liu -5wd"])
    }

    @Test(arguments: [
        ("2026-11-25 17:00", ObligationState.met), ("2026-11-25 17:00:01", .metLate),
        ("2026-12-10 17:30", .metLate),
    ])
    func `rule 6: the due instant and late-until are inclusive`(
        when: String, expected: ObligationState
    ) throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: when)
        try story.record(.submit(), "info/jiaoyu/2026-11", by: "liu")
        #expect(story.situation("info/jiaoyu/2026-11")?.state(at: story.now) == expected)
    }

    @Test func `rule 6: after late-until it is missed, and only the office may backdate`() throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-10 17:30:01")
        #expect(story.situation("info/jiaoyu/2026-11")?.state(at: story.now) == .missed)
        #expect(throws: Refusal.over("info/jiaoyu/2026-11", ended: day("2026-12-10"))) {
            try story.record(.submit(), "info/jiaoyu/2026-11", by: "liu")
        }
        #expect(throws: Refusal.officeOnly(.submit)) {
            try story.record(
                .submit(effective: at("2026-11-20 12:00")), "info/jiaoyu/2026-11", by: "liu",
                reason: "it was on paper")
        }
        try story.record(
            .submit(effective: at("2026-11-20 12:00")), "info/jiaoyu/2026-11", by: "zhao",
            reason: "it was on paper")
        #expect(story.situation("info/jiaoyu/2026-11")?.state(at: story.now) == .met)
    }

    @Test func `rule 6: told late and met meanwhile is dropped and recorded`() throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        // Down from the 17th; back on the 25th, when the office backdates a submission to after the
        // rung.
        story.record(
            .submitted(
                obligation: "info/jiaoyu/2026-11", evidence: [], held: nil, effective: nil,
                note: ""), at: at("2026-11-24 10:00"))
        story.sleep(until: "2026-11-25 10:00")
        #expect(story.told == [])
        #expect(story.tellings.map(\.outcome) == [.dropped, .dropped])
    }

    @Test
    func `rule 7: after a stop only the latest rung is told, to all, late, the others superseded`()
    {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-27 10:00")
        #expect(
            story.told == [
                "2026-11-27 10:00 chen +1wd red late over -5wd, -1wd",
                "2026-11-27 10:00 liu +1wd red late over -5wd, -1wd",
                "2026-11-27 10:00 zhao +1wd red late over -5wd, -1wd",
            ])
        story.sleep(until: "2026-11-27 11:00")
        #expect(story.told.count == 3)
    }

    @Test func `rule 7: what is late and not urgent waits until the office opens`() {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-27 22:00")
        #expect(story.told == [])
        story.advance(to: "2026-11-30 12:00")
        #expect(story.told.map { $0.prefix(16) } == Array(repeating: "2026-11-30 08:30", count: 3))
    }

    @Test func `rule 7: a clock set back makes a supersession void, and nothing is told twice`() {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-27 10:00")
        story.forget()
        story.sleep(until: "2026-11-17 10:00")
        story.advance(to: "2026-11-27 10:00")
        #expect(
            story.told == [
                "2026-11-18 09:00 liu -5wd", "2026-11-24 09:00 chen -1wd yellow",
                "2026-11-24 09:00 liu -1wd yellow",
            ])
    }

    @Test func `rule 8: posts are resolved at the rung's instant, by dated holders`() {
        var charter = office()
        charter.units["jiaoyu"]?.posts["liaison"] = [
            Holding(person: "liu", until: day("2026-11-20")),
            Holding(person: "sun", since: day("2026-11-21")),
        ]
        var story = Story(charter, from: "2026-11-02 10:00")
        story.advance(to: "2026-11-25 00:00")
        #expect(
            story.told == [
                "2026-11-18 09:00 liu -5wd", "2026-11-24 09:00 chen -1wd yellow",
                "2026-11-24 09:00 sun -1wd yellow",
            ])
    }

    @Test func `rule 8: a name added to a told rung hears from the next rung on`() {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-18 12:00")
        var charter = story.charter
        charter.duties["info"]?.ladder.rungs[0].tell.append(.post("secretary", up: 0))
        story.reload(charter)
        story.advance(to: "2026-11-24 00:00")
        #expect(story.told == ["2026-11-18 09:00 liu -5wd"])
    }

    @Test func `rule 8: a vacant post climbs, and nobody up to the root is recorded`() {
        var charter = office { $0.bearers = [.unit("zhibu")] }
        var story = Story(charter, from: "2026-11-02 10:00")
        story.advance(to: "2026-11-19 00:00")
        #expect(story.told == ["2026-11-18 09:00 liu -5wd"])
        #expect(story.notices.map(\.asPost) == [.post("liaison", up: 1)])
        for unit in charter.units.keys { charter.units[unit]?.posts = [:] }
        var empty = Story(charter, from: "2026-11-02 10:00")
        empty.advance(to: "2026-11-19 00:00")
        #expect(empty.told == [])
        #expect(empty.tellings.map(\.outcome) == [.unreachable])
    }

    @Test func `rule 9: identity depends on what is said and on nothing else`() {
        var first = Story(office(), from: "2026-11-02 10:00")
        first.advance(to: "2026-11-30 00:00")
        var charter = office { duty in
            duty.ladder.rungs.reverse()
            duty.ladder.name = "renamed"
            duty.name = "another display name"
        }
        charter.units["jiaoyu"]?.name = "renamed too"
        var second = Story(charter, from: "2026-11-02 10:00")
        second.advance(to: "2026-11-30 00:00")
        #expect(first.notices.map(\.id) == second.notices.map(\.id))
        #expect(Set(first.notices.map(\.id)).count == first.notices.count)
        first.forget()
        first.reload(charter)
        #expect(first.told == [])
    }

    @Test func `rule 10: the highest rung reached that has a light decides, until it is met`()
        throws
    {
        var story = Story(office(), from: "2026-11-02 10:00")
        let key = "info/jiaoyu/2026-11"
        for (when, light) in [
            ("2026-11-24 08:59:59", nil), ("2026-11-24 09:00", Light.yellow),
            ("2026-11-26 08:59:59", .yellow), ("2026-11-26 09:00", .red),
        ] {
            story.advance(to: when)
            #expect(story.situation(key)?.light(at: story.now) == light)
        }
        try story.record(.submit(), key, by: "liu")
        #expect(story.situation(key)?.light(at: story.now) == nil)
        story.forget()
        story.advance(to: "2026-12-20 00:00")
        let exits = story.told.filter { $0.contains("exit") }
        #expect(
            exits == [
                "2026-11-27 09:00 chen exit red", "2026-11-27 09:00 liu exit red",
                "2026-11-27 09:00 zhao exit red",
            ])
    }

    @Test func `rule 10: a notice never shows less than the light that holds`() {
        let duty = Office.quota(
            rung("-1wd", light: .yellow, every: ["1wd"], times: 3), rung("0d", time: "11:00"),
            rung("+1wd", tell: [.post("secretary", up: 0)], light: .red, time: "10:00"))
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(
            story.told == [
                "2026-11-24 09:00 liu -1wd yellow", "2026-11-25 09:00 liu -1wd #1 yellow",
                "2026-11-25 11:00 liu 0d 11:00 yellow", "2026-11-26 09:00 liu -1wd #2 yellow",
                "2026-11-26 10:00 chen +1wd 10:00 red", "2026-11-27 09:00 liu -1wd #3 red",
            ])
    }

    @Test func `rule 10: no light when it is finally missed, and no exit`() {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-11 00:00")
        #expect(story.situation("info/jiaoyu/2026-11")?.light(at: story.now) == nil)
        #expect(!story.told.contains { $0.contains("exit") })
    }

    @Test func `rule 10: a submitted task rests, a withdrawal wakes it at the original due`() throws
    {
        var story = Story(
            Office.charter(tasks: [
                Office.task(
                    rung("-1wd", tell: [.owner], light: .yellow),
                    rung("+1wd", tell: [.owner], light: .red), due: .on(day("2026-11-25"), nil))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-23 10:00")
        try story.record(.submit(evidence: ["photo"]), "task:zg-001", by: "chen")
        story.advance(to: "2026-11-27 10:00")
        // The office alone hears, of what it is to verify.
        #expect(story.told == ["2026-11-23 16:30 zhao start"])
        story.forget()
        #expect(story.situation("task:zg-001")?.light(at: story.now) == nil)
        try story.record(.withdraw, "task:zg-001", by: "chen", reason: "wrong photo")
        #expect(story.told == ["2026-11-27 10:00 chen +1wd red late over -1wd"])
    }

    @Test func `a task closed counts as met when it was submitted`() throws {
        var story = Story(
            Office.charter(tasks: [
                Office.task(
                    rung("+1wd", tell: [.owner], light: .red), due: .on(day("2026-11-25"), nil))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-25 12:00")
        try story.record(.submit(evidence: ["photo"]), "task:zg-001", by: "chen")
        story.advance(to: "2026-12-10 12:00")
        #expect(throws: Refusal.officeOnly(.close)) {
            try story.record(.close, "task:zg-001", by: "chen")
        }
        try story.record(.close, "task:zg-001")
        #expect(story.situation("task:zg-001")?.state(at: story.now) == .met)
        #expect(story.told == ["2026-11-25 16:30 zhao start"])
        story.forget()
        try story.record(.reopen(because: .relapse), "task:zg-001", reason: "it came back")
        #expect(story.situation("task:zg-001")?.record.episode == 1)
        #expect(story.told == ["2026-12-10 12:00 chen +1wd red late"])
    }

    @Test func `rule 11: without a period it counts for the oldest one open and unmet`() throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-05 10:00")
        try story.record(.submit(), "info/jiaoyu", by: "liu")
        #expect(story.situation("info/jiaoyu/2026-11")?.state(at: story.now) == .metLate)
        #expect(story.situation("info/jiaoyu/2026-12")?.state(at: story.now) == .open)
        try story.record(.submit(), "info/jiaoyu", by: "liu")
        #expect(story.situation("info/jiaoyu/2026-12")?.state(at: story.now) == .met)
        try story.record(.submit(title: "second"), "info/jiaoyu", by: "liu")
        #expect(story.situation("info/jiaoyu/2026-12")?.counting.count == 2)
    }

    @Test func `rule 11: it counts for the period it names, and not before the duty opens`() throws
    {
        var story = Story(office { $0.opens = Office.rule("day 5") }, from: "2026-11-02 10:00")
        #expect(throws: Refusal.notOpenYet("info/jiaoyu/2026-11", opens: day("2026-11-05"))) {
            try story.record(.submit(), "info/jiaoyu/2026-11", by: "liu")
        }
        story.advance(to: "2026-12-07 10:00")
        try story.record(.submit(), "info/jiaoyu/2026-12", by: "liu")
        #expect(story.situation("info/jiaoyu/2026-11")?.state(at: story.now) == .open)
        #expect(story.situation("info/jiaoyu/2026-12")?.state(at: story.now) == .met)
    }

    @Test(arguments: [
        (nil, "info/jiaoyu/2026-11"), ("2026-06-01", "info/jiaoyu/2026-11"),
        ("2027-01-15", "info/jiaoyu/2027-01"),
    ])
    func `rule 12: a duty begins with its since or with the period in which it was first seen`(
        since: String?, first: String
    ) throws {
        let charter = office { $0.since = since.map(day) }
        var evaluator = Evaluator(charter: charter)
        var standing = Standing()
        standing.apply(
            Entry(
                sequence: 1, at: at("2026-11-14 10:00"), actor: .daemon,
                event: .firstSeen(subjects: charter.dutySubjects.map(\.text)), hash: "-"))
        let situations = evaluator.situations(
            of: try #require(charter.dutySubjects.first), standing: standing,
            now: at("2027-02-01 10:00"))
        #expect(situations.first?.obligation.key.text == first)
    }
}

extension ObligationKey: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text) }
}

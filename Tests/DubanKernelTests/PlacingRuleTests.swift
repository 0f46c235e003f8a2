// Exact rules 1 to 5 of the design: where a rung stands.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `Exact rules 1 to 5, placing` {
    @Test(arguments: [
        // October 25, 2026 is a Sunday.
        (OffDay.previous, "day 25 17:00", "2026-10-23 17:00"),
        (.next, "day 25 17:00", "2026-10-26 17:00"),
        (.stay, "day 25 17:00", "2026-10-25 17:00"),
        (.previous, "day 25", "2026-10-23 17:30"),
        (.next, "last workday", "2026-10-30 17:30"),
        (.stay, "workday 1", "2026-10-08 17:30"),
    ])
    func `rule 1: the off-day rule comes first, and a due date without a time ends with the hours`(
        offDay: OffDay, due: String, expected: String
    ) throws {
        let story = Story(
            Office.charter(duties: [Office.quota(rung("0d"), due: due, offDay: offDay)]),
            from: "2026-10-08 10:00")
        let situation = try #require(story.situation("info/jiaoyu/2026-10"))
        #expect(Office.zone.civil(situation.obligation.due.instant).description == expected)
    }

    @Test(arguments: [
        // Due on Wednesday, November 25, 2026 at 17:00.
        ("-5wd", nil, "2026-11-18 09:00"),
        ("-5wd", "10:15", "2026-11-18 10:15"),
        ("-3d", nil, "2026-11-20 09:00"),  // Sunday 22nd: the working day before
        ("+3d", nil, "2026-11-30 09:00"),  // Saturday 28th: the working day after
        ("-1w", nil, "2026-11-18 09:00"),
        ("-1month", nil, "2026-10-23 09:00"),  // Sunday, October 25th
        ("0d", nil, "2026-11-25 09:00"),
        ("due", nil, "2026-11-25 17:00"),
        ("-90min", nil, "2026-11-25 15:30"),
        ("+10min", nil, "2026-11-25 17:10"),
        ("start+3wd", nil, "2026-11-04 09:00"),  // opens on Sunday the 1st
        ("start", nil, "2026-11-02 08:30"),
    ])
    func `rule 2: a rung stands on its civil date, or exactly that far from the due instant`(
        text: String, time: String?, expected: String
    ) throws {
        var story = Story(
            Office.charter(duties: [Office.quota(rung(text, time: time))]),
            from: "2026-10-08 10:00")
        story.advance(to: "2026-12-05 00:00")
        let telling = try #require(
            story.tellings.first { $0.key.obligation.text == "info/jiaoyu/2026-11" })
        #expect(Office.zone.civil(telling.at).description == expected)
    }

    @Test func `rule 2: a milestone is an anchor as due is`() {
        var story = Story(
            Office.charter(tasks: [
                Office.task(
                    rung("draft+2wd", tell: [.owner]), due: .on(day("2026-12-31"), nil),
                    milestones: [("draft", "-20wd")])
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-30 00:00")
        // Twenty working days before December 31st is December 3rd.
        #expect(story.told == ["2026-12-07 09:00 chen draft+2wd"])
    }

    @Test(
        arguments: [
            ("-20h", .office, "2026-11-24 17:30"),  // 21:00 the evening before: back to the closing
            ("-12h", .office, "2026-11-24 17:30"),  // 05:00: back to the closing of the day before
            ("+2h", .office, "2026-11-26 08:30"),  // 19:00: on to the next opening
            ("start+60h", .office, "2026-11-04 08:30"),  // 20:30 the day before: on
            ("+2h", .day, "2026-11-25 19:00"),
            ("+3d", .day, "2026-11-30 09:00"),
            ("-20h", .day, "2026-11-24 21:00"),
            ("-19h", .day, "2026-11-24 22:00"),
            ("-18h", .day, "2026-11-24 22:00"),  // 23:00: back to the evening
            ("-12h", .day, "2026-11-24 22:00"),  // 05:00: back to the evening before
            ("+6h", .day, "2026-11-26 07:00"),  // 23:00: on to the morning
            ("start+15h", .day, "2026-11-02 07:00"),  // 23:30 on the 1st
            ("-12h", .always, "2026-11-25 05:00"),
            ("+6h", .always, "2026-11-25 23:00"),
        ] as [(String, Rung.Hours, String)])
    func
        `rule 3: what is outside the hours moves away from the due instant's side, urgent stays`(
            text: String, hours: Rung.Hours, expected: String
        ) throws
    {
        var story = Story(
            Office.charter(duties: [Office.quota(rung(text, hours: hours))]),
            from: "2026-11-02 10:00")
        story.advance(to: "2026-12-05 00:00")
        let telling = try #require(story.tellings.first)
        #expect(Office.zone.civil(telling.at).description == expected)
    }

    @Test func `rule 3: 24 o'clock belongs to the day that it ends`() {
        let charter = Office.charter(duties: [Office.quota(rung("due"), due: "day 27")]) {
            ($0.days.opens, $0.days.closes) = (Office.time("08:00"), .endOfDay)
        }
        var story = Story(charter, from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        // Friday, November 27th ends with the office's hours.
        #expect(story.told == ["2026-11-28 00:00 liu due"])
    }

    @Test(
        arguments: [
            (.day, "2026-11-26 07:00 liu due late"), (.always, "2026-11-25 23:30 liu due late"),
        ] as [(Rung.Hours, String)])
    func `rule 3: what is urgent and late waits for the morning, save what is told at night`(
        hours: Rung.Hours, told: String
    ) {
        var story = Story(
            Office.charter(duties: [Office.quota(rung("due", hours: hours))]),
            from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-25 23:30")
        story.advance(to: "2026-11-30 00:00")
        #expect(story.told == [told])
    }

    @Test func `rule 3: an office that works at night hears at night`() {
        let rungs = [rung("-12h"), rung("+6h", hours: .day)]
        let charter = Office.charter(duties: [Office.quota(rungs[0], rungs[1])]) {
            ($0.days.opens, $0.days.closes) = (.midnight, .endOfDay)
        }
        var story = Story(charter, from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(story.told == ["2026-11-25 05:00 liu -12h", "2026-11-25 23:00 liu +6h"])
    }

    @Test func `rule 4: a repeat counts from the telling before, as placed`() {
        var story = Story(
            Office.charter(duties: [
                Office.quota(rung("+1wd", every: ["3wd"], times: 2))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-20 00:00")
        #expect(
            story.told.prefix(3) == [
                "2026-11-26 09:00 liu +1wd", "2026-12-01 09:00 liu +1wd #1",
                "2026-12-04 09:00 liu +1wd #2",
            ])
    }

    @Test func `rule 4: waits follow one another, the last one goes on until it is met`() throws {
        var story = Story(
            Office.charter(tasks: [
                Office.task(
                    rung("+1wd", tell: [.owner], every: ["3wd", "1wd"]),
                    due: .on(day("2026-11-25"), nil))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-03 12:00")
        #expect(
            story.told.map { $0.prefix(10) } == [
                "2026-11-26", "2026-12-01", "2026-12-02", "2026-12-03",
            ])
        try story.record(.close, "task:zg-001", reason: "seen")
        story.forget()
        story.advance(to: "2026-12-20 00:00")
        #expect(story.told == ["2026-12-04 09:00 chen exit"])
    }

    @Test func `rule 4: hours and minutes repeat exactly`() {
        var story = Story(
            Office.charter(duties: [
                Office.quota(rung("due", every: ["20min"], times: 2, hours: .day))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-26 00:00")
        #expect(
            story.told == [
                "2026-11-25 17:00 liu due", "2026-11-25 17:20 liu due #1",
                "2026-11-25 17:40 liu due #2",
            ])
    }

    @Test func `rule 4: a repeat counted in hours goes on after the closing`() {
        var story = Story(
            Office.charter(duties: [Office.quota(rung("-2wd", every: ["4h"], times: 6))]),
            from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(
            story.told == [
                "2026-11-23 09:00 liu -2wd", "2026-11-23 13:00 liu -2wd #1",
                "2026-11-23 17:00 liu -2wd #2", "2026-11-24 08:30 liu -2wd #3",
                "2026-11-24 12:30 liu -2wd #4", "2026-11-24 16:30 liu -2wd #5",
                "2026-11-25 08:30 liu -2wd #6",
            ])
    }

    @Test func `rule 4: a repeat counted in dates goes on to the next working day`() {
        var story = Story(
            Office.charter(duties: [
                Office.quota(rung("-1w", time: "10:15", every: ["3d"], times: 2))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        // The 21st is a Saturday before the due date.
        #expect(
            story.told
                == [
                    "2026-11-18 10:15 liu -7d 10:15", "2026-11-23 10:15 liu -7d 10:15 #1",
                    "2026-11-26 10:15 liu -7d 10:15 #2",
                ])
    }

    @Test func `rule 4: a repeat tells nobody above, save who owes it`() {
        let tell: [Recipient] = [
            .post("liaison", up: 0), .post("liaison", up: 1), .office("secretary"), .leader,
        ]
        let chased = rung("+1wd", tell: tell, every: ["1wd"], times: 1)
        func told(by bearer: UnitID) -> [String] {
            let duty = Office.quota(chased, bearers: [.unit(bearer)])
            var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
            story.advance(to: "2026-12-01 00:00")
            return story.told
        }
        #expect(
            told(by: "jiaoyu") == [
                "2026-11-26 09:00 liu +1wd", "2026-11-26 09:00 wang +1wd",
                "2026-11-26 09:00 zhao +1wd", "2026-11-27 09:00 liu +1wd #1",
            ])
        // The office owes its own, and above the root stands nobody.
        #expect(
            told(by: "gongwei") == [
                "2026-11-26 09:00 wang +1wd", "2026-11-26 09:00 zhao +1wd",
                "2026-11-27 09:00 wang +1wd #1", "2026-11-27 09:00 zhao +1wd #1",
            ])
    }

    @Test func `rule 4: a repeat that would tell nobody is joined`() {
        let duty = Office.quota(rung("+1wd", tell: [.office("liaison")], every: ["1wd"], times: 2))
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(story.told == ["2026-11-26 09:00 zhao +1wd"])
        #expect(story.tellings.map(\.outcome) == [.told, .joined, .joined])
    }

    @Test func `rule 5: rungs at one instant are one notice a person, told to all whom they name`()
    {
        let early = rung("-24h", tell: [.post("liaison", up: 0), .post("secretary", up: 0)])
        let later = rung(
            "-1wd", tell: [.post("liaison", up: 0), .office("liaison")], light: .yellow,
            time: "17:00")
        var story = Story(
            Office.charter(duties: [Office.quota(later, early)]), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-25 00:00")
        #expect(
            story.told == [
                "2026-11-24 17:00 chen -1wd 17:00 yellow", "2026-11-24 17:00 liu -1wd 17:00 yellow",
                "2026-11-24 17:00 zhao -1wd 17:00 yellow",
            ]
                || story.told == [
                    "2026-11-24 17:00 chen -24h yellow", "2026-11-24 17:00 liu -24h yellow",
                    "2026-11-24 17:00 zhao -24h yellow",
                ])
        #expect(
            story.tellings.map(\.outcome).sorted { $0.rawValue < $1.rawValue } == [.joined, .told])
    }

    @Test
    func `rule 5: a rung written as before that would stand after the due instant is dropped`()
        throws
    {
        // Due on a Saturday: the last minute before it would move on to Monday, after the due
        // instant.
        let duty = Office.quota(rung("-30min", time: nil), due: "day 28 08:00", offDay: .stay)
        let story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        let situation = try #require(story.situation("info/jiaoyu/2026-11"))
        let placed = situation.obligation.schedule.steps.map(\.at)
        #expect(placed.allSatisfy { $0 <= situation.obligation.due.instant })
        #expect(placed.count + situation.obligation.schedule.dropped.count == 1)
    }
}

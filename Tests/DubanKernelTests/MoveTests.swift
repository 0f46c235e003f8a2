// What happens when a calendar or a charter moves a due date: recorded once, told once to those who
// know the old date, and the rungs around the new one are told in their time.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `A due date that moves` {
    /// The days of January 2020 as they were announced in November 2019, and as revised on January
    /// 27th.
    private static func january(revised: Bool) -> WorkingCalendar {
        let announced = (24...30).map { day("2020-01-\($0)") }
        let extended = ["2020-01-31", "2020-02-01", "2020-02-02"].map(day)
        return WorkingCalendar(
            week: [.monday, .tuesday, .wednesday, .thursday, .friday],
            rest: Set(announced + (revised ? extended : [])),
            work: Set([day("2020-01-19")] + (revised ? [] : [day("2020-02-01")])),
            knownYears: [2020])
    }

    private static func charter(revised: Bool) -> Charter {
        let duty = Office.quota(
            rung("-5wd"), rung("+1wd", tell: [.post("secretary", up: 0)], light: .red),
            due: "last workday", lateUntil: "next day 20")
        return Office.charter(duties: [duty]) { charter in
            charter.days.calendar = january(revised: revised)
        }
    }

    @Test func `the revision of January 27th, 2020 is told once and doubles nothing`() {
        var story = Story(Self.charter(revised: false), from: "2020-01-02 10:00")
        story.advance(to: "2020-01-27 12:00")
        // Five working days before the 31st, with the week of the festival between.
        #expect(story.told == ["2020-01-19 09:00 liu -5wd"])
        story.forget()
        let move = DueMove(
            obligation: "info/jiaoyu/2020-01", from: day("2020-01-31"), to: day("2020-01-23"))
        story.reload(Self.charter(revised: true), moves: [move])
        // Reloaded on a day off: told when the office opens.
        #expect(story.told == [])
        story.advance(to: "2020-02-03 08:59")
        #expect(story.told == ["2020-02-03 08:30 liu moved late"])
        #expect(story.situation("info/jiaoyu/2020-01")?.obligation.due.date == day("2020-01-23"))
        story.forget()
        story.advance(to: "2020-02-10 00:00")
        #expect(
            story.told.filter { !$0.contains("-5wd") } == ["2020-02-03 09:00 chen +1wd red"])
        story.forget()
        story.reload(Self.charter(revised: true))
        #expect(story.told == [])
    }

    @Test func `a date that moves away re-plans the rungs that are left`() {
        func charter(due: String) -> Charter {
            Office.charter(tasks: [
                Office.task(
                    rung("-10wd", tell: [.owner]), rung("-1wd", tell: [.owner], light: .yellow),
                    due: .on(day(due), nil))
            ])
        }
        var story = Story(charter(due: "2026-11-30"), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-18 12:00")
        #expect(story.told == ["2026-11-16 09:00 chen -10wd"])
        story.forget()
        story.reload(
            charter(due: "2026-12-31"),
            moves: [
                DueMove(obligation: "task:zg-001", from: day("2026-11-30"), to: day("2026-12-31"))
            ])
        story.advance(to: "2027-01-01 00:00")
        #expect(
            story.told == [
                "2026-11-18 12:00 chen moved", "2026-12-17 09:00 chen -10wd",
                "2026-12-30 09:00 chen -1wd yellow",
            ])
    }
}

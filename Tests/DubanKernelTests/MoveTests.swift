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
        story.reload(Self.charter(revised: true))
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
        story.reload(charter(due: "2026-12-31"))
        story.advance(to: "2027-01-01 00:00")
        #expect(
            story.told == [
                "2026-11-18 12:00 chen moved", "2026-12-17 09:00 chen -10wd",
                "2026-12-30 09:00 chen -1wd yellow",
            ])
    }

    /// A task that its liaison knows from the tenth working day before on.
    private static func task(due: String, _ rungs: [Rung] = [rung("-10wd")]) -> Charter {
        var task = Office.task(due: AssignmentDue(text: due)!)
        task.ladder = Office.ladder(rungs)
        return Office.charter(tasks: [task])
    }

    /// Told on the 26th that it is due on December 10th.
    private static func story(_ rungs: [Rung] = [rung("-10wd")]) -> Story {
        var story = Story(task(due: "2026-12-10", rungs), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-30 10:00")
        story.forget()
        return story
    }

    @Test func `rule 14: every move is told, there and back and there again`() {
        var story = Self.story()
        for (date, due) in [(1, 15), (2, 10), (3, 15), (4, 10)] {
            story.advance(to: "2026-12-0\(date) 10:00")
            story.reload(Self.task(due: "2026-12-\(due)"))
        }
        story.advance(to: "2026-12-31 00:00")
        #expect(
            story.told == [
                "2026-12-01 10:00 liu moved", "2026-12-02 10:00 liu moved",
                "2026-12-03 10:00 liu moved #1", "2026-12-04 10:00 liu moved #1",
            ])
    }

    @Test func `rule 14: a time that moves on the same date is a move`() {
        var story = Self.story()
        story.reload(Self.task(due: "2026-12-10 12:00"))
        story.advance(to: "2026-12-01 10:00")
        story.reload(Self.task(due: "2026-12-10"))
        story.reload(Self.task(due: "2026-12-10"))
        #expect(
            story.told == ["2026-11-30 10:00 liu moved", "2026-12-01 10:00 liu moved #1"])
    }

    @Test func `rule 14: of several moves until the opening only the last is told, if it is one`() {
        var story = Self.story()
        story.advance(to: "2026-11-30 20:00")
        for due in ["15", "16", "17"] { story.reload(Self.task(due: "2026-12-\(due)")) }
        story.advance(to: "2026-12-01 10:00")
        #expect(story.told == ["2026-12-01 08:30 liu moved late"])
        story.forget()
        story.advance(to: "2026-12-01 20:00")
        for due in ["10", "17"] { story.reload(Self.task(due: "2026-12-\(due)")) }
        story.advance(to: "2026-12-02 10:00")
        #expect(story.told == [])
    }

    @Test func `rule 14: past rungs of the new date are told with it to whoever is not told of it`()
    {
        let rungs = [
            rung("-10wd"),
            rung("-7wd", tell: [.post("secretary", up: 0), .post("liaison", up: 0)]),
            rung("-6wd", tell: [.post("liaison", up: 0)]),
        ]
        var story = Self.story(rungs)
        story.reload(Self.task(due: "2026-12-08", rungs))
        story.advance(to: "2026-12-31 00:00")
        #expect(
            story.told == [
                "2026-11-30 10:00 chen -6wd late over -10wd, -7wd",
                "2026-11-30 10:00 liu moved",
            ])
    }

    @Test func `moves that the first house recorded count as told`() {
        var story = Self.story()
        let change = Amendment(
            task: "zg-001", field: .due, from: "2026-12-10", to: "2026-12-15")
        story.record(.amended(changes: [change], basis: "", reason: ""))
        let move = DueMove(
            obligation: "task:zg-001", from: day("2026-12-10"), to: day("2026-12-15"))
        story.record(.duesMoved(moves: [move]))
        story.sleep(until: "2026-11-30 11:00")
        #expect(story.situation("task:zg-001")?.obligation.due.date == day("2026-12-15"))
        #expect(story.told == [])
    }
}

// A unit that ends by `until` and `into`: at the end of its last day its successor owes what it
// owed.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `A unit that is merged` {
    @Test func `a task goes over with key, due and record, and the new unit is told once`() {
        let task = Office.task(
            rung("-10wd"), rung("-1wd"), due: .on(day("2026-12-10"), nil),
            milestones: [("draft", "-5wd")])
        let charter = Office.charter(tasks: [task], change: Office.merged(on: "2026-11-30"))
        var story = Story(charter, from: "2026-11-02 09:00")
        story.advance(to: "2026-11-30 23:59")
        #expect(
            story.told == ["2026-11-19 09:00 liu -10wd", "2026-11-26 09:00 liu -10wd"])
        story.forget()
        story.advance(to: "2026-12-31 00:00")
        #expect(story.situation("task:zg-001")?.obligation.unit == "wenjiao")
        #expect(story.situation("task:zg-001")?.obligation.due.date == day("2026-12-10"))
        #expect(
            story.told == [
                "2026-12-01 08:30 sun -10wd late", "2026-12-01 08:30 sun -10wd late",
                "2026-12-02 09:00 sun -1wd", "2026-12-09 09:00 sun -1wd",
            ])
    }

    @Test func `a task that YAML gives to another lead is handed over, and that one is told once`()
    {
        let task = Office.task(rung("-10wd"), rung("-1wd"), due: .on(day("2026-12-10"), nil))
        var story = Story(Office.charter(tasks: [task]), from: "2026-11-02 09:00")
        story.advance(to: "2026-11-30 10:00")
        story.forget()
        var charter = Office.charter(tasks: [task])
        charter.units["wenjiao"] = Office.unit(
            "wenjiao", in: "gongwei", posts: ["liaison": ["sun"], "secretary": ["wang"]])
        var fields = charter.declarations["zg-001"]?.fields ?? Particulars()
        fields[.lead] = "wenjiao"
        charter.declarations["zg-001"] = Declaration(
            id: "zg-001", fields: fields, measures: [.init(what: "measure")], origin: Office.origin)
        story.reload(charter)
        story.advance(to: "2026-12-31 00:00")
        #expect(
            story.told == [
                "2026-11-30 10:00 sun -10wd late", "2026-12-09 09:00 sun -1wd",
            ])
    }

    @Test func `a closed task stays where it was`() throws {
        let task = Office.task(rung("-1wd"), due: .on(day("2026-12-10"), nil))
        let charter = Office.charter(tasks: [task], change: Office.merged(on: "2026-11-30"))
        var story = Story(charter, from: "2026-11-02 09:00")
        try story.record(.close, "task:zg-001", reason: "seen to")
        story.advance(to: "2026-12-31 00:00")
        #expect(story.situation("task:zg-001")?.obligation.unit == "jiaoyu" && story.told.isEmpty)
    }

    @Test func `of a standing task the reviews that still count go over, not the missed ones`() {
        let task = Office.task(rung("-1wd"), rung("+1wd"), due: .reviewed(.quarter))
        let charter = Office.charter(tasks: [task], change: Office.merged(on: "2027-05-31"))
        var story = Story(charter, from: "2026-01-05 09:00")
        story.advance(to: "2027-05-31 23:00")
        story.forget()
        story.advance(to: "2027-06-30 23:00")
        // The first quarter's still counts, late; what came before is missed and nobody's any more.
        #expect(
            story.told == [
                "2027-06-01 08:30 sun +1wd late over -1wd", "2027-06-29 09:00 sun -1wd",
            ])
    }

    @Test func `a duty's open period keeps its key and is owed by the new unit, and none follows`()
    {
        var duty = Office.quota(due: "day 25 17:00", lateUntil: "next day 10")
        duty.ladder = Office.ladder(rung("-1wd"), rung("+1wd"))
        let charter = Office.charter(duties: [duty], change: Office.merged(on: "2026-11-24"))
        var story = Story(charter, from: "2026-11-02 09:00")
        story.advance(to: "2027-02-28 00:00")
        #expect(story.told == ["2026-11-24 09:00 liu -1wd", "2026-11-26 09:00 sun +1wd"])
        #expect(story.ended.map(\.obligation.text) == ["info/jiaoyu/2026-11"])
        #expect(story.ended.first?.unit == "wenjiao" && story.nextLook == nil)
    }

    @Test func `what a holder owed is excused`() {
        var duty = Office.quota(bearers: [.holders("jiaoyu", "liaison")])
        duty.ladder = Office.ladder(rung("-1wd", tell: [.bearer]), rung("+1wd", tell: [.bearer]))
        let charter = Office.charter(duties: [duty], change: Office.merged(on: "2026-11-24"))
        var story = Story(charter, from: "2026-11-02 09:00")
        story.advance(to: "2027-02-28 00:00")
        #expect(story.told == ["2026-11-24 09:00 liu -1wd"])
        #expect(story.ended.map(\.outcome) == [.excused])
    }
}

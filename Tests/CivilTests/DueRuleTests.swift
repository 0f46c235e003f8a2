// Due rules within a period, and what becomes of a due date on a day off.

import Civil
import Testing

struct DueRuleTests {
    @Test(
        arguments: [
            ("day 25 17:00", "2026-11", "2026-11-25 17:00"), ("day 31", "2026-11", "2026-11-30"),
            ("day 31", "2028-02", "2028-02-29"), ("day 1", "2026-11", "2026-11-01"),
            ("last day", "2026-02", "2026-02-28"), ("period-end", "2026-11", "2026-11-30"),
            ("last day 3", "2026-02", "2026-02-26"), ("last day 99", "2026-02", "2026-02-01"),
            ("last workday", "2026-02", "2026-02-28"), ("last workday", "2026-01", "2026-01-30"),
            ("last workday 2 09:30", "2026-02", "2026-02-27 09:30"),
            ("workday 1", "2026-10", "2026-10-08"), ("workday 3", "2026-10", "2026-10-10"),
            ("workday 40", "2026-10", "2026-10-30"), ("last workday 40", "2026-10", "2026-10-08"),
            ("next day 10", "2026-12", "2027-01-10"), ("next workday 5", "2026-09", "2026-10-13"),
            ("next last day", "2026-01", "2026-02-28"), ("2026-09-30", "2026-11", "2026-09-30"),
            ("2026-09-30 24:00", "2026-11", "2026-09-30 24:00"),
            ("last day 18:00", "2026-11", "2026-11-30 18:00"),
            ("Fri *-*-* 17:00", "2026-11", "2026-11-06 17:00"), ("Fri", "2026-11", "2026-11-06"),
            ("Mon *-*~07/1", "2026-11", "2026-11-30"), ("next *-*-08,20", "2026-11", "2026-12-08"),
            ("*-*-31", "2026-10", "2026-10-31"),
        ])
    func `a rule names a date of the month`(_ text: String, _ month: String, _ due: String) throws {
        let rule = try DueRule.parse(text)
        let period = try #require(Period(label: month, cadence: .month))
        let (date, time) = try #require(rule.date(in: period, calendar: ShippedCalendar.china))
        #expect("\(date)" + (time.map { " \($0)" } ?? "") == due)
        #expect(try DueRule.parse(rule.normalized) == rule)
    }

    @Test(
        arguments: [
            (Cadence.week, "2026-W40", "last workday", "2026-09-30"),
            (.week, "2026-W40", "day 5", "2026-10-02"),
            (.tenDays, "2026-11-T2", "last day", "2026-11-20"),
            (.quarter, "2026-Q4", "last workday", "2026-12-31"),
            (.quarter, "2026-Q3", "next workday 5", "2026-10-13"),
            (.quarter, "2026-Q4", "day 32", "2026-11-01"),
            (.halfYear, "2026-H1", "last workday", "2026-06-30"),
            (.year, "2025", "last workday", "2025-12-31"),
        ])
    func `a rule counts within the whole period`(
        _ cadence: Cadence, _ label: String, _ rule: String, _ due: String
    ) throws {
        let period = try #require(Period(label: label, cadence: cadence))
        let result = try DueRule.parse(rule).date(in: period, calendar: ShippedCalendar.china)
        #expect(result?.date.description == due)
    }

    @Test func `a month without the day of an expression has no due date`() throws {
        let period = try #require(Period(label: "2026-11", cadence: .month))
        #expect(try DueRule.parse("*-*-31").date(in: period, calendar: .mondayToFriday) == nil)
    }

    @Test func `a period without working days has no working day`() throws {
        let period = try #require(Period(label: "2026-11", cadence: .month))
        let never = WorkingCalendar(week: [], rest: [], work: [])
        #expect(try DueRule.parse("workday 3").date(in: period, calendar: never) == nil)
        #expect(try DueRule.parse("last workday").date(in: period, calendar: never) == nil)
    }

    @Test(
        arguments: [
            ("", 1, "the due rule ends too early"), ("next", 5, "the due rule ends too early"),
            ("last", 5, "the due rule ends too early"), ("day", 4, "the number is missing"),
            ("day 0", 5, "\"0\" is not such a number"), ("day x", 5, "\"x\" is not such a number"),
            ("workday -1", 9, "\"-1\" is not such a number"),
            ("day 10000", 5, "\"10000\" is not such a number"),
            ("day 25 25:00", 8, "\"25:00\" is not a time of day"),
            ("day 25 17:00 x", 14, "nothing may follow the time of day"),
            ("next 2026-09-30", 6, "\"2026-09-30\" is not a day of a period"),
            ("2026-2-3", 1, "a date is written with all its digits"),
            ("2026-02-30", 1, "\"2026-02-30\" never comes"),
            ("Mon *-02-30", 1, "\"Mon *-02-30\" never comes"),
            ("Fri 17:00 UTC", 14, "a due rule has its unit's time zone"),
            ("  last  month", 9, "\"month\" is not a day of a period"),
            ("last day x", 10, "\"x\" is not such a number"),
        ])
    func `a refusal says where and why`(_ text: String, _ column: Int, _ message: String) {
        let error = #expect(throws: NotationError.self) { try DueRule.parse(text) }
        #expect(error?.column == column)
        #expect(error?.message.english == message)
    }

    @Test(
        arguments: [
            (OffDay.previous, "2026-10-05", "2026-09-30"), (.next, "2026-10-05", "2026-10-08"),
            (.stay, "2026-10-05", "2026-10-05"), (.previous, "2026-10-10", "2026-10-10"),
            (.next, "2026-10-11", "2026-10-12"),
        ])
    func `a due date on a day off moves by the rule`(
        _ rule: OffDay, _ date: String, _ result: String
    ) throws {
        let moved = rule.apply(try #require(CivilDate(date)), calendar: ShippedCalendar.china)
        #expect(moved.description == result)
    }
}

extension DueRuleTests {
    @Test(
        arguments: [
            ("前5个工作日", "-5wd"), ("提前5个工作日", "-5wd"), ("到期前五个工作日", "-5wd"), ("5个工作日前", "-5wd"),
            ("提前2周", "-14d"), ("提前一个月", "-1month"), ("到期后1天", "+1d"), ("逾期3个工作日", "+3wd"),
            ("逾期第3个工作日", "+3wd"), ("到期当天", "0d"), ("到期日", "0d"),
        ])
    func `an anchor in words has a notation`(_ words: String, _ notation: String) throws {
        let anchor = try #require(Anchor.near(words))
        #expect(anchor.normalized == notation)
        #expect(try Anchor.parse(notation) == anchor)
    }

    @Test(arguments: ["初稿", "初稿+20wd", "-5wd", "due", "前期工作", "3月底", "提前"])
    func `a name or a notation is no anchor in words`(_ text: String) {
        #expect(Anchor.near(text) == nil)
    }
}

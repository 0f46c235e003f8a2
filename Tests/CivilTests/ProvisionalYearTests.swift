// Years without a notice, and notices that are revised after the fact.

import Civil
import Testing

struct ProvisionalYearTests {
    @Test func `a year is known when any of its days is listed`() throws {
        let china = ShippedCalendar.china
        #expect(china.knownYears == Set(2018...2026))
        #expect(!china.isProvisional(try #require(CivilDate("2026-12-31"))))
        #expect(china.isProvisional(try #require(CivilDate("2027-01-01"))))
        #expect(china.isProvisional(try #require(CivilDate("2017-12-31"))))
        #expect(WorkingCalendar.mondayToFriday.isProvisional(CivilDate(dayNumber: 0)))
    }

    @Test func `a count into a year without a notice names the year`() throws {
        let china = ShippedCalendar.china
        let due = try #require(CivilDate("2027-01-06"))
        let reminder = china.step(due, by: -10)
        #expect(china.provisionalYears(from: reminder, through: due) == [2027])
        #expect(china.provisionalYears(from: due, through: reminder) == [2027])
        #expect(china.provisionalYears(from: reminder, through: reminder) == [])
        let everything = china.provisionalYears(
            from: CivilDate(dayNumber: .min), through: CivilDate(dayNumber: .max))
        #expect(everything.count == 9999 - 9)
    }

    @Test func `the notice of the next year moves what was provisional`() throws {
        let before = try ShippedCalendar.read(years: 2018...2025)
        let after = ShippedCalendar.china
        let first = try #require(CivilDate("2026-01-01"))
        let moved = differing(
            before, after, since: first, through: first.adding(days: 364))
        let weekend: Set<Weekday> = [.saturday, .sunday]
        let unlike =
            after.rest.filter { $0.year == 2026 && !weekend.contains($0.weekday) }
            .union(after.work.filter { $0.year == 2026 && weekend.contains($0.weekday) })
        #expect(!moved.isEmpty && moved == unlike.sorted())
        #expect(before.isProvisional(first) && !after.isProvisional(first))
    }

    /// On 2020-01-27 the Spring Festival, until then 24 to 30 January, was extended to 2 February.
    @Test func `the revision of 27 January 2020 moves what lay in the added days`() throws {
        let after = ShippedCalendar.china
        let added = Set(try ["2020-01-31", "2020-02-01", "2020-02-02"].map(date))
        let before = WorkingCalendar(
            week: after.week, rest: after.rest.subtracting(added),
            work: after.work.union([try date("2020-02-01")]))
        let moved = differing(
            before, after, since: try date("2020-01-01"), through: try date("2020-12-31"))
        #expect(moved.map(\.description) == ["2020-01-31", "2020-02-01"])
        let rule = try DueRule.parse("last workday")
        let january = Period(.month, containing: try date("2020-01-15"))
        #expect(rule.date(in: january, calendar: before)?.date == (try date("2020-01-31")))
        #expect(rule.date(in: january, calendar: after)?.date == (try date("2020-01-23")))
        for (due, old, new) in [
            ("2020-02-05", "2020-01-23", "2020-01-21"), ("2020-02-10", "2020-02-03", "2020-02-03"),
        ] {
            #expect(before.step(try date(due), by: -5).description == old)
            #expect(after.step(try date(due), by: -5).description == new)
        }
    }

    /// The dates that are working days in one calendar alone.
    private func differing(
        _ before: WorkingCalendar, _ after: WorkingCalendar, since first: CivilDate,
        through last: CivilDate
    ) -> [CivilDate] {
        (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) }
            .filter { before.isWorking($0) != after.isWorking($0) }
    }

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
}

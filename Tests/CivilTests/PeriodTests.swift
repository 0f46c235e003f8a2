// Periods divide all dates, can be named, and follow one another.

import Civil
import TestSupport
import Testing

struct PeriodTests {
    static let start = CivilDate(year: 2022, month: 3, day: 18)!
    static let cadences: [Cadence] = [
        .week, .tenDays, .month, .quarter, .halfYear, .year, .years(5, start: start),
        .years(1, start: CivilDate(year: 2024, month: 2, day: 29)!),
    ]

    @Test(
        arguments: [
            (Cadence.week, "2026-11-20", "2026-W47", "2026-11-16", "2026-11-22"),
            (.week, "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03"),
            (.week, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"),
            (.tenDays, "2026-11-20", "2026-11-T2", "2026-11-11", "2026-11-20"),
            (.tenDays, "2026-11-21", "2026-11-T3", "2026-11-21", "2026-11-30"),
            (.tenDays, "2026-12-31", "2026-12-T3", "2026-12-21", "2026-12-31"),
            (.tenDays, "2028-02-29", "2028-02-T3", "2028-02-21", "2028-02-29"),
            (.month, "2026-11-20", "2026-11", "2026-11-01", "2026-11-30"),
            (.quarter, "2026-11-20", "2026-Q4", "2026-10-01", "2026-12-31"),
            (.halfYear, "2026-06-30", "2026-H1", "2026-01-01", "2026-06-30"),
            (.year, "2026-11-20", "2026", "2026-01-01", "2026-12-31"),
            (.years(5, start: start), "2026-11-20", "2022-03-18", "2022-03-18", "2027-03-17"),
            (.years(5, start: start), "2022-03-17", "2017-03-18", "2017-03-18", "2022-03-17"),
        ])
    func `a date's period has these ends and this name`(
        _ cadence: Cadence, _ date: String, _ label: String, _ first: String, _ last: String
    ) throws {
        let period = Period(cadence, containing: try #require(CivilDate(date)))
        #expect(period.label == label)
        #expect(period.first.description == first)
        #expect(period.last.description == last)
        #expect(Period(label: label, cadence: cadence) == period)
    }

    @Test(arguments: cadences)
    func `periods follow one another without gap or overlap`(_ cadence: Cadence) {
        var random = SeededGenerator.announced()
        for _ in 0..<3000 {
            let day = CivilDate(dayNumber: Int32.random(in: -500_000...2_900_000, using: &random))
            let period = Period(cadence, containing: day)
            #expect(period.contains(day))
            #expect(period.next.first == period.last.adding(days: 1))
            let previous = Period(cadence, containing: period.first.adding(days: -1))
            #expect(previous.last == period.first.adding(days: -1) && previous.next == period)
            #expect(period < period.next)
            #expect(Period(label: period.label, cadence: cadence) == period)
        }
    }

    @Test(arguments: cadences)
    func `every day of thirty years is in exactly one period`(_ cadence: Cadence) {
        var period = Period(cadence, containing: CivilDate(dayNumber: 18_000))
        for day in period.first.dayNumber..<period.first.dayNumber + 11_000 {
            let date = CivilDate(dayNumber: day)
            if date > period.last { period = period.next }
            #expect(period.contains(date))
            #expect(Period(cadence, containing: date) == period)
        }
    }

    @Test(arguments: cadences)
    func `the ends of the calendar are periods too`(_ cadence: Cadence) {
        for day in [Int32.min, -719_162, 2_932_896, .max] {
            let period = Period(cadence, containing: CivilDate(dayNumber: day))
            #expect(period.first <= period.last)
            #expect(period.next >= period)
        }
    }

    @Test func `ISO weeks agree with Python`() throws {
        var random = SeededGenerator.announced()
        let days = (0..<5000).map { _ in
            CivilDate(dayNumber: Int32.random(in: -700_000...2_900_000, using: &random))
        }
        let answers = try Oracle.python(
            """
            import datetime, sys
            for line in sys.stdin:
                year, week, _ = datetime.date.fromisoformat(line.strip()).isocalendar()
                print(f"{year:04}-W{week:02}")
            """, input: days.map { "\($0)\n" }.joined())
        #expect(
            answers.split(separator: "\n").map(String.init)
                == days.map { Period(.week, containing: $0).label })
    }

    @Test(
        arguments: [
            (Cadence.week, "2025-W53"), (.week, "2026-W00"), (.week, "2026-W7"), (.week, "2026-47"),
            (.tenDays, "2026-11-T4"), (.tenDays, "2026-11-2"), (.tenDays, "2026-11"),
            (.month, "2026-13"),
            (.month, "2026-11-20"), (.month, "2026"), (.month, "026-11"), (.quarter, "2026-Q5"),
            (.quarter, "2026-q4"), (.halfYear, "2026-H3"), (.year, "26"), (.year, "2026-"),
            (.year, ""),
            (.year, "2026-01"), (.month, "-2026-11"), (.month, "2026--11"), (.year, "0000"),
            (.years(5, start: start), "2022-03-17"), (.years(5, start: start), "2022"),
        ])
    func `a name that no period has is refused`(_ cadence: Cadence, _ label: String) {
        #expect(Period(label: label, cadence: cadence) == nil)
    }

    @Test func `cadences are read as they are written`() throws {
        for cadence in PeriodTests.cadences {
            #expect(try Cadence.parse(cadence.text, start: PeriodTests.start).text == cadence.text)
        }
        #expect(
            try Cadence.parse("1 year", start: PeriodTests.start) == .years(1, start: Self.start))
        for text in ["", "months", "5", "0 years", "101 years", "five years", "5 years", "5 weeks"]
        {
            let start = text == "5 years" ? nil : PeriodTests.start
            #expect(throws: NotationError.self) { try Cadence.parse(text, start: start) }
        }
    }
}

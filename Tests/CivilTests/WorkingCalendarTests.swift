// Working days against two calendars of China that others maintain, and against the definition read
// literally.

import Civil
import TestSupport
import Testing

struct WorkingCalendarTests {
    let china = ShippedCalendar.china

    @Test func `every day of 2018 to 2026 agrees with PyPI holidays and chinesecalendar`() throws {
        let answers = try Oracle.python(
            """
            import datetime, chinese_calendar, holidays
            china = holidays.China(years=range(2017, 2028))
            day = datetime.date(2018, 1, 1)
            while day.year < 2027:
                print(day, int(china.is_working_day(day)), int(chinese_calendar.is_workday(day)))
                day += datetime.timedelta(days=1)
            """
        ).split(separator: "\n")
        #expect(answers.count == 3287)
        for answer in answers {
            let fields = answer.split(separator: " ")
            let date = try #require(CivilDate(fields[0]))
            let ours = china.isWorking(date) ? "1" : "0"
            #expect(fields[1] == ours, "holidays on \(date)")
            #expect(fields[2] == ours, "chinesecalendar on \(date)")
        }
    }

    @Test func `ten thousand steps of working days agree with PyPI holidays`() throws {
        var random = SeededGenerator.announced()
        // 120 working days are less than 200 days, so no step leaves the listed years.
        let days = Int32(17_532 + 200)...Int32(20_818 - 200)
        let questions = (0..<10_000).map { _ in
            (
                CivilDate(dayNumber: Int32.random(in: days, using: &random)),
                Int.random(in: 1...120, using: &random) * (Bool.random(using: &random) ? 1 : -1)
            )
        }
        let answers = try Oracle.python(
            """
            import datetime, sys, holidays
            china = holidays.China(years=range(2017, 2028))
            for line in sys.stdin:
                day, n = line.split()
                print(china.get_nth_working_day(datetime.date.fromisoformat(day), int(n)))
            """, input: questions.map { "\($0.0) \($0.1)\n" }.joined()
        ).split(separator: "\n")
        try #require(answers.count == questions.count)
        for ((date, n), answer) in zip(questions, answers) {
            #expect(china.step(date, by: n).description == answer, "\(n) from \(date)")
        }
    }

    @Test(
        arguments: [
            // date, n, result: the Spring Festival of 2026 (15 to 23 February), make-up days 14 and
            // 28.
            ("2026-02-24", -1, "2026-02-14"), ("2026-02-14", 1, "2026-02-24"),
            ("2026-02-20", -1, "2026-02-14"), ("2026-02-20", 1, "2026-02-24"),
            ("2026-02-27", 1, "2026-02-28"), ("2026-02-27", 0, "2026-02-27"),
            ("2026-02-21", 0, "2026-02-21"), ("2026-10-12", -5, "2026-09-29"),
        ])
    func `steps leave out the date itself and pass over days off`(
        _ date: String, _ n: Int, _ result: String
    ) throws {
        #expect(china.step(try #require(CivilDate(date)), by: n).description == result)
    }

    @Test func `every operation agrees with its definition, day by day`() throws {
        var random = SeededGenerator.announced()
        for _ in 0..<60 {
            let calendar = randomCalendar(&random)
            for _ in 0..<40 {
                let date = CivilDate(dayNumber: Int32.random(in: 19_000...20_500, using: &random))
                let n = Int.random(in: -150...150, using: &random)
                #expect(calendar.step(date, by: n) == stepped(calendar, date, n))
                let other = date.adding(days: Int.random(in: 0...400, using: &random))
                let between = (date.dayNumber..<other.dayNumber).map {
                    CivilDate(dayNumber: $0 + 1)
                }
                let working = between.filter(calendar.isWorking)
                #expect(calendar.count(from: date, through: other) == working.count)
                #expect(
                    calendar.nth(3, from: date, through: other) == nth(3, calendar, date, other))
                #expect(
                    calendar.nth(-2, from: date, through: other) == nth(-2, calendar, date, other))
            }
        }
    }

    @Test func `counting and stepping are inverse`() {
        var random = SeededGenerator.announced()
        for _ in 0..<2000 {
            let date = CivilDate(dayNumber: Int32.random(in: 15_000...24_000, using: &random))
            let other = china.next(
                onOrAfter: CivilDate(dayNumber: Int32.random(in: 15_000...24_000, using: &random)))
            #expect(china.step(date, by: china.count(from: date, through: other)) == other)
        }
    }

    @Test func `a calendar without working days gives the date back and ends`() {
        let never = WorkingCalendar(week: [], rest: [], work: [])
        let date = CivilDate(dayNumber: 20_000)
        #expect(never.step(date, by: 5) == date)
        #expect(never.next(onOrAfter: date) == date)
        #expect(never.previous(onOrBefore: date) == date)
        #expect(never.count(from: date, through: CivilDate(dayNumber: .max)) == 0)
        #expect(never.nth(1, from: date, through: date.adding(days: 99)) == nil)
        let once = WorkingCalendar(week: [], rest: [], work: [date])
        #expect(once.step(date.adding(days: -9), by: 1) == date)
        #expect(once.step(date.adding(days: -9), by: 2) == date.adding(days: -9))
        #expect(once.step(date.adding(days: 1000), by: -1) == date)
    }

    @Test(arguments: [Int.min, -1, 1, Int.max])
    func `steps to the end of time saturate`(_ n: Int) {
        for week in [Set(Weekday.allCases), [.sunday], []] {
            let calendar = WorkingCalendar(week: week, rest: [CivilDate(dayNumber: 3)], work: [])
            for day in [Int32.min, 0, .max] {
                let step = calendar.step(CivilDate(dayNumber: day), by: n)
                #expect(n > 0 ? step.dayNumber >= day : step.dayNumber <= day)
            }
        }
    }

    @Test func `a unit's overlay wins over the calendar`() throws {
        let makeUp = try #require(CivilDate("2026-02-14"))
        let ownDay = try #require(CivilDate("2026-03-02"))
        let finance = china.overlaid(rest: china.work.union([ownDay]), work: [])
        #expect(china.isWorking(makeUp) && !finance.isWorking(makeUp))
        #expect(china.isWorking(ownDay) && !finance.isWorking(ownDay))
        #expect(finance.overlaid(rest: [], work: [makeUp]).isWorking(makeUp))
        #expect(finance.knownYears == china.knownYears)
        let sundays = china.overlaid(rest: [], work: [], week: [.sunday])
        #expect(sundays.isWorking(ownDay.adding(days: -1)) && !sundays.isWorking(ownDay))
    }

    private func randomCalendar(_ random: inout SeededGenerator) -> WorkingCalendar {
        let days = { (random: inout SeededGenerator) in
            Set(
                (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    CivilDate(dayNumber: Int32.random(in: 19_300...20_100, using: &random))
                })
        }
        let week = Weekday.allCases.filter { _ in Int.random(in: 0...2, using: &random) > 0 }
        return WorkingCalendar(
            week: Set(week).union([.tuesday]), rest: days(&random), work: days(&random))
    }

    private func stepped(_ calendar: WorkingCalendar, _ date: CivilDate, _ n: Int) -> CivilDate {
        var (date, remaining) = (date, n)
        while remaining != 0 {
            date = date.adding(days: n.signum())
            if calendar.isWorking(date) { remaining -= n.signum() }
        }
        return date
    }

    private func nth(
        _ n: Int, _ calendar: WorkingCalendar, _ from: CivilDate, _ through: CivilDate
    ) -> CivilDate? {
        let working = (from.dayNumber...through.dayNumber).map { CivilDate(dayNumber: $0) }
            .filter(calendar.isWorking)
        let index = n > 0 ? n - 1 : working.count + n
        return working.indices.contains(index) ? working[index] : nil
    }
}

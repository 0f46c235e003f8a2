// Calendar expressions by hand: where a refusal points, what the clocks do to a schedule, and the
// way back.

import Civil
import TestSupport
import Testing

struct CalendarExpressionTests {
    @Test(arguments: [
        // Expression, column, expected.
        ("", 1, "a weekday, a date, a time or a word such as 'daily'"),
        ("foo", 1, "a weekday, a date, a time or a word such as 'daily'"),
        (" daily", 1, "a weekday, a date, a time or a word such as 'daily'"),
        ("Mon foo", 5, "a time zone"), ("Mon 4foo", 6, "',', '..', '/', '-', '~' or ':'"),
        ("每天 17:00", 1, "a weekday, a date, a time or a word such as 'daily'"),
        ("Mond", 4, "'..', ',', a blank or the end"), ("Fri..Mon", 6, "a later weekday"),
        ("Mon..", 6, "a weekday"), ("Mon.Tue", 5, "'..'"),
        ("Mon..Tue..Wed", 9, "',', a blank or the end"), ("Mon,foo", 5, "a weekday"),
        ("10", 3, "':' and minutes"), ("10-", 4, "a number"), ("*5:00", 2, "'-', '~' or ':'"),
        ("13-01", 1, "1 to 12"), ("2026-13-01", 6, "1 to 12"), ("2026-02-32", 9, "1 to 31"),
        ("1969-01-01", 1, "1970 to 2199"), ("2026-01-01~1", 11, "a blank or the end"),
        ("*~1-1", 4, "a blank or the end"), ("*-*~29", 5, "1 to 28"), ("*-*~1,27", 7, "1 to 25"),
        ("2026-01-01T10:00", 11, "',', '..', '/', '-', '~' or ':'"),
        ("2026-01-01 24:00", 12, "0 to 23"), ("10:60", 4, "0 to 59"),
        ("10:00:60", 7, "0 to 59.999999"), ("10:00:", 7, "a number"),
        ("10:00:00.", 10, "a digit"), ("10:00:00:00", 9, "a time zone or the end"),
        ("*:0/0", 5, "a number above 0"), ("*:0/60", 5, "a smaller number"),
        ("20..10:00", 5, "a later hour"), ("1,,2-1", 3, "a number"),
        ("*:*:5..5.5", 8, "a second at least one later"),
        ("99999999999:00", 1, "a smaller number"),
        ("10:00 +02:00", 6, "':' and seconds, or the end"),
        ("10:00 ", 6, "':' and seconds, or the end"),
        ("10:00 Europe/Pariss", 7, "a time zone"), ("Mon Europe/Pariss", 5, "a time zone"),
        ("daily right/UTC", 7, "a time zone"),
        ("foo Europe/Pariss", 1, "a weekday, a date, a time or a word such as 'daily'"),
        ("@", 2, "a number"), ("@5.5", 3, "the end or a time zone"),
        ("@7258118400", 2, "a smaller number"),
        (String(repeating: "1,", count: 241) + "1:00", 483, "the end"),
    ])
    func `a refusal says where and what was expected`(
        text: String, column: Int, expected: String
    ) throws {
        let error = #expect(throws: NotationError.self) { try CalendarExpression.parse(text) }
        #expect(error?.column == column)
        #expect(error?.expected.english == expected)
        #expect(error?.message.chinese.isEmpty == false)
    }

    @Test(arguments: [
        // The night of 2026-03-29 in Paris: 02:00 becomes 03:00.
        ("02:30", "2026-03-28 12:00", ["2026-03-30 00:30"]),
        ("*:0/30", "2026-03-29 00:30", ["2026-03-29 01:00", "2026-03-29 01:30"]),
        ("03:00", "2026-03-28 12:00", ["2026-03-29 01:00", "2026-03-30 01:00"]),
        // The night of 2026-10-25: 03:00 becomes 02:00.
        ("02:30", "2026-10-24 12:00", ["2026-10-25 00:30", "2026-10-26 01:30"]),
        ("*:0/30", "2026-10-25 00:00", ["2026-10-25 00:30", "2026-10-25 02:00"]),
        ("*:0/30", "2026-10-25 01:10", ["2026-10-25 01:30", "2026-10-25 02:00"]),
        ("hourly", "2026-10-24 23:30", ["2026-10-25 00:00", "2026-10-25 02:00"]),
    ])
    func `clocks that change skip what they skip and repeat nothing`(
        text: String, base: String, wanted: [String]
    ) throws {
        let paris = try Zone.load("Europe/Paris")
        let expression = try CalendarExpression.parse(text)
        var last = try utc(base)
        for instant in wanted {
            last = try #require(expression.next(after: last, in: paris))
            #expect(Zone.utc.civil(last).description == instant)
        }
    }

    @Test func `a zone in the expression wins`() throws {
        let expression = try CalendarExpression.parse("09:00 Asia/Shanghai")
        let next = try #require(expression.next(after: utc("2026-01-01 00:30"), in: .utc))
        #expect(Zone.utc.civil(next).description == "2026-01-01 01:00")
        #expect(expression.zone?.name == "Asia/Shanghai")
        #expect(expression.normalized == "*-*-* 09:00:00 Asia/Shanghai")
    }

    @Test func `a local abbreviation limits to its half of the year`() throws {
        let paris = try Zone.load("Europe/Paris")
        let expression = try CalendarExpression.parse("09:00 cest", local: paris)
        #expect(expression.normalized == "*-*-* 09:00:00 CEST")
        let next = try #require(expression.next(after: utc("2026-07-01 12:00"), in: paris))
        #expect(Zone.utc.civil(next).description == "2026-07-02 07:00")
        // In winter systemd sees no summer coming.
        #expect(try expression.next(after: utc("2027-02-01 00:00"), in: paris) == nil)
    }

    @Test(arguments: ["*-02-30", "2020-01-01", "*-04,06,09,11-31", "Mon 2026-01-01"])
    func `what never comes is nil`(text: String) throws {
        let expression = try CalendarExpression.parse(text)
        for zone in [.utc, try Zone.load("Europe/Paris")] {
            #expect(try expression.next(after: utc("2026-06-01 00:00"), in: zone) == nil)
        }
    }

    @Test func `before 1970 and after 2199 there is nothing`() throws {
        let daily = try CalendarExpression.parse("daily")
        #expect(daily.next(after: .distantPast, in: .utc) == Instant(seconds: 0))
        #expect(daily.next(after: .distantFuture, in: .utc) == nil)
        let last = try utc("2199-12-31 00:00")
        #expect(daily.next(after: last.adding(microseconds: -1), in: .utc) == last)
        #expect(daily.next(after: last, in: .utc) == nil)
    }

    @Test func `where systemd gives up there is an answer`() throws {
        // "Infinite loop in calendar calculation: *-01/5-01 00:00:00"
        let expression = try CalendarExpression.parse("*-1/5-1")
        let paris = try Zone.load("Europe/Paris")
        let next = try #require(expression.next(after: utc("2026-12-15 00:00"), in: paris))
        #expect(paris.civil(next).description == "2027-01-01 00:00")
    }

    @Test func `nothing elapses between an instant and the next elapse`() throws {
        var random = RandomExpression(generator: .announced())
        let zones = [Zone.utc, try Zone.load("Asia/Shanghai")]
        var checked = 0
        for _ in 0..<4000 {
            guard let expression = try? CalendarExpression.parse(random.next()) else { continue }
            let base = Instant(
                microseconds: Int64(random.roll(4_000_000_000_000_000)) + 700_000_000_000_000)
            let zone = random.pick(zones)
            if let next = expression.next(after: base, in: zone) {
                #expect(next > base)
                let between = Int64.random(
                    in: base.microseconds..<next.microseconds, using: &random.generator)
                for instant in [between, next.microseconds - 1] {
                    let again = expression.next(after: Instant(microseconds: instant), in: zone)
                    #expect(again == next, "\(expression.normalized) in \(zone) after \(instant)")
                }
            }
            checked += 1
        }
        #expect(checked > 2000)
    }

    private func utc(_ text: String) throws -> Instant {
        let words = text.split(separator: " ")
        let date = try #require(CivilDate(words[0]))
        return Zone.utc.instant(CivilDateTime(date, try #require(TimeOfDay(words[1]))))
    }
}

// Time spans against systemd-analyze, and what duban adds to and takes from systemd's grammar.

import Civil
import TestSupport
import Testing

struct SpanTests {
    @Test(
        arguments: [
            ("-5wd", "-5wd"), ("5wd", "+5wd"), ("+3d", "+3d"), ("0d", "0d"), ("-0wd", "0d"),
            ("0s", "0s"), ("0h", "0s"), ("1w", "+7d"), ("7 days", "+7d"), ("2weeks 1day", "+15d"),
            ("1y", "+12month"), ("2months", "+2month"), ("1year 2M 3d", "+14month3d"),
            ("-1month 1w", "-1month7d"), ("1h 30min", "+1h30min"), ("90m", "+1h30min"),
            ("1.5h", "+1h30min"), (".5s", "+500ms"), ("-36hr", "-36h"), ("1s1ms1us", "+1s1ms1us"),
            ("3 sec 7 usec", "+3s7us"), ("1µs 1μs", "+2us"), ("  12 month  ", "+12month"),
            ("0month 0d", "0d"), ("99999h", "+99999h"), ("1 minute2 seconds", "+1min2s"),
        ])
    func `a span has one normal form, which is read back`(_ text: String, _ normal: String) throws {
        let span = try Span.parse(text)
        #expect(span.normalized == normal)
        #expect(try Span.parse(normal) == span)
    }

    @Test(
        arguments: [
            ("", 1, "the span ends without a number"), ("-", 2, "the span ends without a number"),
            ("5", 2, "5 needs a unit"), ("1h 30", 6, "30 needs a unit"),
            ("abc", 1, "this is not a number"),
            ("5xd", 2, "\"xd\" is not a unit of time"),
            ("1Hours", 2, "\"Hours\" is not a unit of time"),
            ("5个", 2, "\"个\" is not a unit of time"), ("５d", 1, "this is not a number"),
            ("1.5wd", 1, "only h, min, s, ms and us may have a fraction"),
            ("1.5d", 1, "only h, min, s, ms and us may have a fraction"),
            ("1.h", 3, "nothing follows the point"), ("1d -2d", 4, "this is not a number"),
            ("5wd 1d", 5, "working days are not mixed with other units"),
            ("1d 5wd", 4, "working days are not mixed with other units"),
            ("1h 5wd", 4, "working days are not mixed with other units"),
            ("1d 12h", 4, "calendar days and months are not mixed with exact time"),
            ("infinity", 1, "this is not a number"),
            ("3652060d", 1, "the span is too long to count"),
            ("3652059d 1d", 10, "the span is too long to count"),
            ("521723w", 1, "the span is too long to count"),
            ("10000y", 1, "the span is too long to count"),
            ("99999999999999999999wd", 1, "the span is too long to count"),
            ("9223372036854775807s", 1, "the span is too long to count"),
            ("9223372036854775807us 1us", 23, "the span is too long to count"),
            ("2562047788.1h", 1, "the span is too long to count"),
        ])
    func `a refusal says where and why`(_ text: String, _ column: Int, _ message: String) {
        let error = #expect(throws: NotationError.self) { try Span.parse(text) }
        #expect(error?.column == column)
        #expect(error?.message.english == message)
        #expect(error?.expected.english.isEmpty == false)
    }

    @Test func `spans agree with systemd-analyze`() throws {
        var random = SeededGenerator.announced()
        let spans = (0..<3000).map { _ in randomDuration(&random) }
        for batch in stride(from: 0, to: spans.count, by: 250) {
            let texts = Array(spans[batch..<min(batch + 250, spans.count)])
            let answer = try Oracle.run(
                "systemd-analyze", ["timespan", "--"] + texts, environment: ["LC_ALL": "C"])
            #expect(answer.status == 0, "\(answer.complaint)")
            let lengths = answer.output.split(separator: "\n").filter { $0.contains("us: ") }
                .compactMap { $0.split(separator: " ").last.flatMap { Int64($0) } }
            try #require(lengths.count == texts.count)
            for (text, length) in zip(texts, lengths) {
                #expect(try self.length(Span.parse(text)) == length, "\(text)")
            }
        }
    }

    @Test func `what systemd refuses is refused`() throws {
        var random = SeededGenerator.announced()
        let pieces = [
            "1", "20", ".5", "1.", "s", "min", "h", "d", "w", " ", "-", "+", "x", "ms", "M", "us",
            "y", "  ",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1...5, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            // A sign in front, and blanks around it, are our own.
            let unsigned = text.drop { " ".contains($0) }
            let hasSign = unsigned.first.map { "+-".contains($0) } ?? false
            let answer = try Oracle.run(
                "systemd-analyze", ["timespan", "--", String(unsigned.dropFirst(hasSign ? 1 : 0))])
            // Beyond systemd we refuse a number without a unit and a sign that is not in front, and
            // read working days.
            if answer.status != 0, !text.contains("wd") {
                #expect((try? Span.parse(text)) == nil, "\(text)")
            }
        }
    }

    @Test func `every exact span and every date span is read back`() throws {
        var random = SeededGenerator.announced()
        for _ in 0..<2000 {
            let days = Int.random(in: -Span.daysMax...Span.daysMax, using: &random)
            let months = Int.random(in: 0...Span.monthsMax, using: &random) * days.signum()
            for span in [
                Span.workingDays(days), .civil(days: days), .civil(months: months, days: days),
                .exact(microseconds: Int64.random(in: -(.max) ... .max, using: &random)),
            ] {
                #expect(try Span.parse(span.normalized) == span)
                #expect(span.isNegative == span.normalized.hasPrefix("-"))
            }
        }
    }

    @Test(
        arguments: [
            ("2026-01-31", "1month", "2026-02-28"), ("2028-01-31", "1month", "2028-02-29"),
            ("2026-03-31", "-1month", "2026-02-28"), ("2026-11-30", "3month", "2027-02-28"),
            ("2024-02-29", "1y", "2025-02-28"), ("2026-01-31", "1month 1d", "2026-03-01"),
            ("2026-09-30", "-5wd", "2026-09-22"), ("2026-09-30", "1wd", "2026-10-08"),
            ("2026-09-30", "1d", "2026-10-01"), ("2026-09-30", "-2w", "2026-09-16"),
        ])
    func `dates are counted as Civil Code 201 and 202 have it`(
        _ from: String, _ span: String, _ result: String
    ) throws {
        let date = try Span.parse(span).date(
            from: try #require(CivilDate(from)), calendar: ShippedCalendar.china)
        #expect(date.description == result)
    }

    @Test func `an exact span has no date`() async {
        await #expect(processExitsWith: .failure) {
            _ = Span.exact(microseconds: 1).date(
                from: CivilDate(dayNumber: 0), calendar: .mondayToFriday)
        }
    }

    /// In microseconds, as systemd has it: a day of 24 hours, a month of 30.4375 days.
    private func length(_ span: Span) -> Int64 {
        Int64(span.months) * 2_629_800_000_000 + Int64(span.days) * 86_400_000_000
            + span.microseconds
    }

    private func randomDuration(_ random: inout SeededGenerator) -> String {
        let isExact = Bool.random(using: &random)
        let units =
            isExact
            ? [
                "usec", "us", "µs", "μs", "msec", "ms", "seconds", "second", "sec", "s", "minutes",
                "minute", "min", "m", "hours", "hour", "hr", "h",
            ]
            : [
                "days", "day", "d", "weeks", "week", "w", "months", "month", "M", "years", "year",
                "y",
            ]
        let blanks = ["", "", " ", "  ", "\t"]
        let terms = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let most = [9, 99, isExact ? 9999 : 999].randomElement(using: &random)!
            let whole = Int.random(in: 0...most, using: &random)
            let fraction =
                !isExact || Int.random(in: 0...3, using: &random) > 0
                ? "" : ".\(Int.random(in: 0...99_999_999, using: &random))"
            return "\(whole)\(fraction)\(blanks.randomElement(using: &random)!)"
                + units.randomElement(using: &random)!
        }
        return terms.joined(separator: blanks.randomElement(using: &random)!)
    }
}

// Deadlines as people write them: what each form means on Friday, 2026-11-20, and what is refused.

import Civil
import Testing

struct WrittenDeadlineTests {
    static let reference = CivilDate(year: 2026, month: 11, day: 20)!

    @Test(arguments: DeadlineReadings.rows)
    func `a deadline is read`(_ text: String, _ meaning: String, _ assumptions: String) throws {
        let deadline = try read(text)
        #expect(Self.text(deadline.meaning) == meaning)
        #expect(deadline.assumptions.map(Self.name).joined(separator: " ") == assumptions)
    }

    /// The forms that DOMAIN lists, as a plan of Monday, 2026-03-02 would have them.
    @Test(
        arguments: [
            ("9月份", "2026-09-30"), ("9月底前", "2026-09-30"), ("10月中旬前", "2026-10-20"),
            ("11月下旬前", "2026-11-30"), ("年底前", "2026-12-31"), ("明年3月", "2027-03-31"),
            ("两个月内", "2026-05-06"), ("每月", "month 1"), ("每季度至少1次", "quarter 1"),
            ("1-2条", "- 1..2"), ("立行立改", "immediate"), ("长期坚持", "standing"),
            ("2026年9月30日", "2026-09-30"), ("2026/9/30", "2026-09-30"),
            ("9月30日前", "2026-09-30"), ("9.30", "2026-09-30"), ("20260930", "2026-09-30"),
            ("月底前", "2026-03-31"), ("本周五前", "2026-03-06"), ("一季度末", "2026-03-31"),
            ("上半年", "2026-06-30"), ("3个工作日内", "2026-03-05"),
            ("持续推进", "standing"), ("46295", "2026-09-30"),
            ("立行立改（9月底前）", "2026-09-30"), ("“七一”前", "2026-06-30"), ("七一前完成", "2026-06-30"),
            ("国庆节前", "2026-09-30"), ("“五一”前", "2026-04-30"), ("八一建军节前", "2026-07-31"),
        ])
    func `every form of the field is read`(_ text: String, _ meaning: String) throws {
        let deadline = try WrittenDeadline.read(
            text, reference: try #require(CivilDate("2026-03-02")), calendar: ShippedCalendar.china)
        #expect(Self.text(deadline.meaning) == meaning)
    }

    @Test(
        arguments: [
            ("", DeadlineRefusal.empty), ("　 ", .empty),
            (String(repeating: "1", count: 101), .tooLong),
            ("尽快完成", .noDate), ("待定", .noDate), ("春节前", .unknownHoliday("春节")),
            ("国庆节", .holiday("国庆")), ("节前", .holiday("节前")),
            ("春节后", .holiday("春节")), ("国庆节前", .passed(CivilDate("2026-10-01")!, .year)),
            ("七一前", .passed(CivilDate("2026-07-01")!, .year)), ("即日起", .noEnd), ("自即日起", .noEnd),
            ("09- 21", .passed(CivilDate("2026-09-21")!, .year)),
            ("2026年2月30日", .noSuchDate("2026-02-30")), ("2026-13-01", .noSuchDate("2026-13-01")),
            ("11月31日", .noSuchDate("2026-11-31")), ("31日前", .noSuchDate("2026-11-31")),
            ("2026年13月", .noSuchDate("2026-13")), ("20260931", .noSuchDate("2026-09-31")),
            ("9月30日前", .passed(CivilDate("2026-09-30")!, .year)),
            ("9月份", .passed(CivilDate("2026-09-30")!, .year)),
            ("9.30", .passed(CivilDate("2026-09-30")!, .year)),
            ("10月中旬", .passed(CivilDate("2026-10-20")!, .year)),
            ("一季度末", .passed(CivilDate("2026-03-31")!, .year)),
            ("上半年", .passed(CivilDate("2026-06-30")!, .year)),
            ("5日前", .passed(CivilDate("2026-11-05")!, .month)),
            ("周三", .passed(CivilDate("2026-11-18")!, .week)),
            ("上旬", .passed(CivilDate("2026-11-10")!, .month)),
            ("2026年12月30日（星期五）", .weekday(CivilDate("2026-12-30")!)),
            ("12月30日至12月1日", .reversed), ("每月2-1条", .reversed),
            ("11月20日14时前", .passed(CivilDate("2026-11-20")!, .year)),
            ("0小时内", .count), ("9999小时内", .count),
            ("12345678901", .number), ("1234", .number), ("202612", .number),
            ("99999", .number), ("1", .number),
            ("0个工作日内", .count), ("99999天内", .count), ("每月0次", .count),
            ("12月前", .ambiguous(.beforePeriod)), ("明年3月前", .ambiguous(.beforePeriod)),
            ("2027年前", .ambiguous(.beforePeriod)), ("下半年前", .ambiguous(.beforePeriod)),
            ("3月内", .ambiguous(.countOrName)), ("26年内", .ambiguous(.countOrName)),
            ("12月初", .ambiguous(.vaguePart)), ("月中", .ambiguous(.vaguePart)),
            ("明年初", .ambiguous(.vaguePart)),
            ("每月初", .ambiguous(.vaguePart)),
            ("本周末", .ambiguous(.weekend)), ("周末前", .ambiguous(.weekend)),
            ("12.3", .ambiguous(.droppedZero)), ("2026.1", .ambiguous(.droppedZero)),
            ("26.12.30", .ambiguous(.order)), ("12/30/2026", .ambiguous(.order)),
            ("9/10/26", .ambiguous(.order)),
            ("3-5个工作日内", .ambiguous(.twoCounts)), ("三至五天内", .ambiguous(.twoCounts)),
            ("12月30日5点", .ambiguous(.clock)), ("12月30日晚12点", .ambiguous(.clock)),
            ("12月30日上午", .ambiguous(.clock)),
            ("*月中旬前", .blank), ("×月底前", .blank), ("三四天内", .unreadable), ("长期坚持，每季度1次", .unreadable),
            ("两个月左右", .unreadable), ("一个半月内", .unreadable), ("3天后", .unreadable),
            ("完成", .unreadable),
            ("2026", .number), ("2026-12-30 25:00", .noSuchTime), ("每隔一周", .unreadable),
            ("每季度听取三四次汇报", .unreadable), ("每季度第一次", .unreadable), ("每月2.5次", .unreadable),
            ("一季度一次", .unreadable), ("12月底前启动整改", .unreadable), ("12月底前不得销号", .unreadable),
            ("12月底前完成80%", .unreadable), ("12月底前、春节前完成", .unreadable),
            ("三天后3个工作日内", .unreadable), ("每年2月30日前", .noSuchDate("2月30日")),
            ("每月32日前", .noSuchDate("32日")), ("每周末", .ambiguous(.weekend)),
            ("#REF!", .unreadable), ("2026年12月30日17", .unreadable),
        ] as [(String, DeadlineRefusal)])
    func `what is not a deadline is refused, never guessed`(
        _ text: String, _ refusal: DeadlineRefusal
    ) {
        let fault = #expect(throws: DeadlineFault.self) { try read(text) }
        #expect(fault?.reason == refusal)
    }

    @Test(
        arguments: [
            ("12月中旬前", "2026-12-10"), ("12月下旬前", "2026-12-20"), ("12月上旬前", "2026-11-30"),
            ("12月中旬", "2026-12-20"), ("12月底前", "2026-12-31"), ("2027年1月上旬前", "2026-12-31"),
        ])
    func `the charter may have a ten-day period end before it begins`(_ text: String, _ due: String)
        throws
    {
        #expect(Self.text(try read(text, tenDays: .dayBefore).meaning) == due)
    }

    @Test func `a month without the day ends on its last, and a day off moves on`() throws {
        let date = { (text: String) throws in try #require(CivilDate(text)) }
        let december = try WrittenDeadline.read(
            "两个月内", reference: try date("2025-12-31"), calendar: ShippedCalendar.china)
        #expect(
            december.assumptions == [
                .countedFrom(try date("2025-12-31")), .shortMonth(try date("2026-02-28")),
            ])
        // 2026-02-28 is a make-up working day, 2026-10-01 the first of a week off.
        #expect(december.meaning == .due(try date("2026-02-28"), time: nil))
        let october = try WrittenDeadline.read(
            "一个月内", reference: try date("2026-09-01"), calendar: ShippedCalendar.china)
        #expect(october.meaning == .due(try date("2026-10-08"), time: nil))
    }

    @Test func `every assumption and refusal has a text in both languages`() throws {
        let date = Self.reference
        let assumptions: [DeadlineAssumption] = [
            .year(2026), .month(year: 2026, month: 1), .week(monday: date), .century(2026),
            .lastDay(date),
            .tenDays(.lastDay), .tenDays(.dayBefore), .dayIncluded(date), .countedFrom(date),
            .shortMonth(date),
            .moved(from: date, to: date), .provisional(year: 2027), .halfMonth, .monthFirst,
            .serial,
            .rangeFrom(date), .category(.standing), .passed(date), .lastWorkingDay(date),
            .countedFromHour(CivilDateTime(date, .midnight)), .event("收到", date),
            .holiday("春节", date), .aim("力争"), .beside("汇报"), .termFrom(date),
        ]
        #expect(Set(assumptions.map(\.wording.english)).count == assumptions.count)
        #expect(Set(assumptions.map(\.wording.chinese)).count == assumptions.count)
        #expect(assumptions.allSatisfy { !$0.wording.chinese.unicodeScalars.allSatisfy(\.isASCII) })
        #expect(DeadlineRefusal.noDate.wording.chinese.contains("立行立改"))
    }

    @Test func `what the calendar names is a holiday of its own`() throws {
        let calendar = WorkingCalendar(
            week: WorkingCalendar.mondayToFriday.week, rest: [], work: [], knownYears: [2027],
            named: [
                "春节": [try #require(CivilDate("2027-02-06"))],
                "区庆日": [try #require(CivilDate("2027-08-08"))],
            ])
        func due(_ text: String) throws -> String {
            let deadline = try WrittenDeadline.read(
                text, reference: Self.reference, calendar: calendar)
            return Self.text(deadline.meaning)
        }
        #expect(try due("春节前") == "2027-02-05")
        #expect(try due("明年春节前完成") == "2027-02-05")
        #expect(try due("2027年区庆日前") == "2027-08-06")
        let fault = #expect(throws: DeadlineFault.self) { try due("端午节前") }
        #expect(fault?.reason == .unknownHoliday("端午"))
    }

    /// Half past five is past on Friday evening; noon is not.
    @Test func `what has passed is so by the hour, and the next one is named`() throws {
        func fault(_ text: String, at time: String) -> DeadlineFault? {
            do {
                _ = try WrittenDeadline.read(
                    text, reference: Self.reference, at: TimeOfDay(time),
                    closes: try #require(TimeOfDay("17:30")), calendar: ShippedCalendar.china)
                return nil
            } catch { return error as? DeadlineFault }
        }
        #expect(fault("周五前", at: "12:00") == nil)
        let friday = try #require(fault("周五前", at: "18:00"))
        #expect(friday.reason == .passed(Self.reference, .week))
        #expect(friday.wording.chinese.contains("下周五"))
        #expect(fault("周五20时前", at: "18:00") == nil)
        #expect(fault("周一", at: "12:00")?.wording.chinese.contains("下周一") == true)
        #expect(fault("5日前", at: "12:00")?.wording.chinese.contains("下月5日") == true)
        #expect(fault("9月底前", at: "12:00")?.wording.english.contains("明年9月30日") == true)
    }

    @Test(
        arguments: [
            ("两个月左右", 4, "左右"), ("请于 12月30日 前启动", 12, "启动"),
            ("“每季度第一次”", 5, "第一次"), ("完成", 1, "完成"),
        ])
    func `a refusal names the place and a near form`(_ text: String, _ column: Int, _ rest: String)
        throws
    {
        let fault = try #require(#expect(throws: DeadlineFault.self) { try read(text) })
        #expect((fault.column, fault.unread) == (column, rest))
        let near = fault.wording.chinese.split(separator: "请写“").last?.prefix { $0 != "”" }
        _ = try read(String(try #require(near)))
    }

    /// Blanks between words, full-width digits and quotation marks say nothing.
    @Test(arguments: DeadlineReadings.rows)
    func `typography does not change a reading`(_ text: String, _: String, _: String) throws {
        let plain = try read(text)
        let digits = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    ("0"..."9").contains($0)
                        ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
        #expect(try read(digits) == plain)
        #expect(try read("“\(text)”") == plain)
        var spaced = ""
        for scalar in text.unicodeScalars {
            spaced += (0x4E00...0x9FFF).contains(scalar.value) ? " \(scalar)　" : "\(scalar)"
        }
        #expect(try read(spaced) == plain)
    }

    /// The refusals say what to write instead, and what they say is accepted.
    @Test func `the accepted forms that a refusal offers are accepted`() throws {
        let early = try #require(CivilDate("2026-01-05"))
        for form in DeadlineRefusal.accepted.split(separator: ", ") {
            _ = try WrittenDeadline.read(
                String(form), reference: early, calendar: ShippedCalendar.china)
        }
    }

    private func read(_ text: String, tenDays: TenDaysRule = .lastDay) throws -> WrittenDeadline {
        try WrittenDeadline.read(
            text, reference: Self.reference, at: TimeOfDay("15:00"), closes: TimeOfDay("17:30")!,
            calendar: ShippedCalendar.china, tenDays: tenDays)
    }

    private static func text(_ meaning: WrittenDeadline.Meaning) -> String {
        switch meaning {
        case .due(let date, let time): "\(date)" + (time.map { " \($0)" } ?? "")
        case .cadence(let cadence, let least, let most, let due):
            "\(cadence?.text ?? "-") \(least)" + (most.map { "..\($0)" } ?? "")
                + (due.map { " due \($0)" } ?? "")
        case .interval(let span, let least, let most, let time):
            "every \(span.normalized) \(least)" + (most.map { "..\($0)" } ?? "")
                + (time.map { " by \($0)" } ?? "")
        case .days: "on \(meaning.notation)"
        case .category(let category): category.rawValue
        }
    }

    private static func name(_ assumption: DeadlineAssumption) -> String {
        String("\(assumption)".prefix { $0 != "(" })
    }
}

// Deadlines as people write them: what each form means on Friday, 2026-11-20, and what is refused.

import Civil
import Testing

struct WrittenDeadlineTests {
    static let reference = CivilDate(year: 2026, month: 11, day: 20)!

    @Test(
        arguments: [
            // text, meaning, assumptions
            ("2026-12-30", "2026-12-30", ""),
            ("2026年12月30日", "2026-12-30", ""),
            ("2026/12/30", "2026-12-30", ""),
            ("2026.12.30", "2026-12-30", ""),
            ("2026-1-5", "2026-01-05", "passed"),
            ("20261230", "2026-12-30", ""),
            ("20260930", "2026-09-30", "passed"),
            ("2026年9月30日", "2026-09-30", "passed"),
            ("２０２６年１２月３０日", "2026-12-30", ""),
            ("２０２６／１２／３０", "2026-12-30", ""),
            ("2026 年 12 月 30 日", "2026-12-30", ""),
            ("　2026－12－30　", "2026-12-30", ""),
            ("二〇二六年十二月三十日", "2026-12-30", ""),
            ("2026年十二月三十一日", "2026-12-31", ""),
            ("2026年12月30号", "2026-12-30", ""),
            ("2026年12月30日前", "2026-12-30", "dayIncluded"),
            ("2026年12月30日之前完成", "2026-12-30", "dayIncluded"),
            ("2026年12月30日以前", "2026-12-30", "dayIncluded"),
            ("2026年12月30日止", "2026-12-30", ""),
            ("截至2026年12月30日", "2026-12-30", ""),
            ("完成时限：2026年12月30日。", "2026-12-30", ""),
            ("2026-12-30 17:00", "2026-12-30 17:00", ""),
            ("2026-12-30T17:00:30", "2026-12-30 17:00:30", ""),
            ("2026年12月30日17时", "2026-12-30 17:00", ""),
            ("2026年12月30日17时30分前", "2026-12-30 17:30", ""),
            ("2026年12月30日下午5点", "2026-12-30 17:00", ""),
            ("2026年12月30日下午5点半前", "2026-12-30 17:30", ""),
            ("2026年12月30日上午10:00", "2026-12-30 10:00", ""),
            ("2026年12月30日中午12点前", "2026-12-30 12:00", ""),
            ("2026年12月30日24时前", "2026-12-30 24:00", ""),
            ("2026年12月30日下班前", "2026-12-30", ""),
            ("2026年12月30日（星期三）", "2026-12-30", ""),
            ("2026年12月30日(周三)前", "2026-12-30", "dayIncluded"),
            ("26年12月30日", "2026-12-30", "century"),
            ("12月30日", "2026-12-30", "year"),
            ("12月30日前", "2026-12-30", "year dayIncluded"),
            ("12月30前", "2026-12-30", "year dayIncluded"),
            ("11月20日", "2026-11-20", "year"),
            ("12.30", "2026-12-30", "monthFirst year"),
            ("12.30前", "2026-12-30", "monthFirst year dayIncluded"),
            ("12.3前", "2026-12-03", "monthFirst year dayIncluded"),
            ("12.03", "2026-12-03", "monthFirst year"),
            ("12.5", "2026-12-05", "monthFirst year"),
            ("12/30", "2026-12-30", "monthFirst year"),
            ("12-30", "2026-12-30", "monthFirst year"),
            ("30日前", "2026-11-30", "month dayIncluded"),
            ("25号", "2026-11-25", "month"),
            // months and their parts
            ("12月份", "2026-12-31", "year lastDay"),
            ("12月", "2026-12-31", "year lastDay"),
            ("十二月份完成", "2026-12-31", "year lastDay"),
            ("在12月份全部整改到位", "2026-12-31", "year lastDay"),
            ("12月份内", "2026-12-31", "year lastDay"),
            ("2026年12月", "2026-12-31", "lastDay"),
            ("2026-12", "2026-12-31", "lastDay"),
            ("2026/12", "2026-12-31", "lastDay"),
            ("2026.12", "2026-12-31", "lastDay"),
            ("12月底前", "2026-12-31", "year"),
            ("12月底", "2026-12-31", "year"),
            ("12月末前", "2026-12-31", "year"),
            ("2026年12月底前完成，并长期坚持", "2026-12-31", "category"),
            ("立行立改，3个工作日内", "2026-11-25", "category countedFrom"),
            ("中旬", "2026-11-20", "month lastDay"),
            ("2027年5月底", "2027-05-31", ""),
            ("2027年2月底前", "2027-02-28", ""),
            ("立行立改，12月底前完成", "2026-12-31", "category year"),
            ("明年3月", "2027-03-31", "lastDay"),
            ("明年3月底前", "2027-03-31", ""),
            ("明年3月15日前", "2027-03-15", "dayIncluded"),
            ("今年12月", "2026-12-31", "lastDay"),
            ("后年1月", "2028-01-31", "lastDay"),
            ("去年12月底", "2025-12-31", "passed"),
            ("2026年12月中旬", "2026-12-20", "lastDay"),
            ("2026年11月下旬", "2026-11-30", "lastDay"),
            ("2027年3月下旬", "2027-03-31", "lastDay"),
            ("12月上旬", "2026-12-10", "year lastDay"),
            ("12月中旬前", "2026-12-20", "year tenDays"),
            ("12月下旬前", "2026-12-31", "year tenDays"),
            ("12月中旬末", "2026-12-20", "year"),
            ("下旬前", "2026-11-30", "month tenDays"),
            ("月底前", "2026-11-30", "month"),
            ("月末", "2026-11-30", "month"),
            ("本月底前", "2026-11-30", ""),
            ("本月内", "2026-11-30", "lastDay"),
            ("本月25日前", "2026-11-25", "dayIncluded"),
            ("本月5日", "2026-11-05", "passed"),
            ("下月10日前", "2026-12-10", "dayIncluded"),
            ("下个月底", "2026-12-31", ""),
            ("次月5日", "2026-12-05", ""),
            // quarters, halves, years
            ("四季度末", "2026-12-31", "year"),
            ("第四季度", "2026-12-31", "year lastDay"),
            ("2027年一季度末", "2027-03-31", ""),
            ("明年一季度末前", "2027-03-31", ""),
            ("2027年第1季度内", "2027-03-31", "lastDay"),
            ("2027Q1", "2027-03-31", "lastDay"),
            ("2027-Q2", "2027-06-30", "lastDay"),
            ("季度末", "2026-12-31", "year"),
            ("季末前", "2026-12-31", "year"),
            ("本季度内", "2026-12-31", "lastDay"),
            ("下季度末", "2027-03-31", ""),
            ("下半年", "2026-12-31", "year lastDay"),
            ("明年上半年", "2027-06-30", "lastDay"),
            ("2027年上半年内", "2027-06-30", "lastDay"),
            ("年底前", "2026-12-31", "year"),
            ("年内", "2026-12-31", "year lastDay"),
            ("今年年底", "2026-12-31", ""),
            ("2026年底前", "2026-12-31", ""),
            ("2026年年底前", "2026-12-31", ""),
            ("明年底", "2027-12-31", ""),
            ("2027年内", "2027-12-31", "lastDay"),
            ("2027年", "2027-12-31", "lastDay"),
            ("全年", "2026-12-31", "year lastDay"),
            // weeks and days
            ("本周五前", "2026-11-20", "dayIncluded"),
            ("本周日", "2026-11-22", ""),
            ("本周一", "2026-11-16", "passed"),
            ("下周三", "2026-11-25", ""),
            ("下周3前", "2026-11-25", "dayIncluded"),
            ("下星期天前", "2026-11-29", "dayIncluded"),
            ("周六前", "2026-11-21", "week dayIncluded"),
            ("本周内", "2026-11-22", "lastDay"),
            ("今天下班前", "2026-11-20", ""),
            ("当日", "2026-11-20", ""),
            ("明天", "2026-11-21", ""),
            ("后天中午12点", "2026-11-22 12:00", ""),
            // counts; 2026-11-20 is a Friday
            ("3个工作日内", "2026-11-25", "countedFrom"),
            ("三个工作日内", "2026-11-25", "countedFrom"),
            ("３个工作日以内", "2026-11-25", "countedFrom"),
            ("自即日起5个工作日内", "2026-11-27", "countedFrom"),
            ("60个工作日内", "2027-02-12", "countedFrom provisional"),
            ("10日内", "2026-11-30", "countedFrom"),
            ("十天之内", "2026-11-30", "countedFrom"),
            ("15个自然日内", "2026-12-07", "countedFrom moved"),
            ("一周内", "2026-11-27", "countedFrom"),
            ("两周内完成", "2026-12-04", "countedFrom"),
            ("两个月内", "2027-01-20", "countedFrom provisional"),
            ("2个月内", "2027-01-20", "countedFrom provisional"),
            ("一个月内", "2026-12-21", "countedFrom moved"),
            ("半个月内", "2026-12-07", "halfMonth countedFrom moved"),
            ("一个季度内", "2027-02-22", "countedFrom provisional moved"),
            ("半年内", "2027-05-20", "countedFrom provisional"),
            ("一年内", "2027-11-22", "countedFrom provisional moved"),
            // ranges
            ("11月1日至12月30日", "2026-12-30", "year rangeFrom"),
            ("11月25日-30日", "2026-11-30", "year rangeFrom"),
            ("11月—12月", "2026-12-31", "year rangeFrom lastDay"),
            ("2026.11.1-2027.3.31", "2027-03-31", "rangeFrom"),
            ("即日起至12月底", "2026-12-31", "rangeFrom year"),
            ("从即日起到明年3月底", "2027-03-31", "rangeFrom"),
            // spreadsheets
            ("46386", "2026-12-30", "serial"),
            ("46386.70833333334", "2026-12-30 17:00", "serial"),
            ("46386.7083333", "2026-12-30 17:00", "serial"),
            ("46295", "2026-09-30", "serial passed"),
            // cadences
            ("每月", "month 1", ""),
            ("每周", "week 1", ""),
            ("每旬", "ten-days 1", ""),
            ("每半年", "half-year 1", ""),
            ("每年", "year 1", ""),
            ("每季度至少1次", "quarter 1", ""),
            ("每季度不少于两次", "quarter 2", ""),
            ("每月1-2条", "month 1..2", ""),
            ("每月要报送信息1-2条", "month 1..2", ""),
            ("每月1至2篇", "month 1..2", ""),
            ("1-2条", "- 1..2", ""),
            ("１～２条", "- 1..2", ""),
            ("至少1次", "- 1", ""),
            ("每月25日前", "month 1 due day 25", ""),
            ("每月底前报送", "month 1 due last day", ""),
            ("每月最后一个工作日", "month 1 due last workday", ""),
            ("每月前3个工作日内", "month 1 due workday 3", ""),
            ("每月中旬前", "month 1 due day 20", "tenDays"),
            ("每周五前", "week 1 due day 5", ""),
            ("每季度末", "quarter 1 due last day", ""),
            ("每年年底前", "year 1 due last day", ""),
            ("每月5日前至少1篇", "month 1 due day 5", ""),
            // classes
            ("立行立改", "immediate", ""),
            ("即知即改", "immediate", ""),
            ("及时制止、马上纠正", "at-once", ""),
            ("需要中长期完成", "long-term", ""),
            ("长期坚持", "standing", ""),
            ("需长期坚持", "standing", ""),
            ("持续推进", "standing", ""),
            ("即日起", "standing", "noEnd"),
        ])
    func `a deadline is read`(_ text: String, _ meaning: String, _ assumptions: String) throws {
        let deadline = try read(text)
        #expect(Self.text(deadline.meaning) == meaning)
        #expect(deadline.assumptions.map(Self.name).joined(separator: " ") == assumptions)
    }

    @Test(
        arguments: [
            ("", DeadlineRefusal.empty), ("　 ", .empty),
            (String(repeating: "1", count: 101), .tooLong),
            ("尽快完成", .noDate), ("待定", .noDate), ("春节前", .holiday), ("国庆节前", .holiday),
            ("2026年2月30日", .noSuchDate("2026-02-30")), ("2026-13-01", .noSuchDate("2026-13-01")),
            ("11月31日", .noSuchDate("2026-11-31")), ("31日前", .noSuchDate("2026-11-31")),
            ("2026年13月", .noSuchDate("2026-13")), ("20260931", .noSuchDate("2026-09-31")),
            ("9月30日前", .passed(CivilDate("2026-09-30")!)),
            ("9月份", .passed(CivilDate("2026-09-30")!)),
            ("9.30", .passed(CivilDate("2026-09-30")!)),
            ("10月中旬", .passed(CivilDate("2026-10-20")!)),
            ("一季度末", .passed(CivilDate("2026-03-31")!)), ("上半年", .passed(CivilDate("2026-06-30")!)),
            ("5日前", .passed(CivilDate("2026-11-05")!)), ("周三", .passed(CivilDate("2026-11-18")!)),
            ("上旬", .passed(CivilDate("2026-11-10")!)),
            ("2026年12月30日（星期五）", .weekday(CivilDate("2026-12-30")!)),
            ("12月30日至12月1日", .reversed), ("每月2-1条", .reversed),
            ("24小时内", .hours), ("48个小时内", .hours),
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
            ("2026", .number), ("2026-12-30 25:00", .noSuchTime), ("每两个月", .unreadable),
            ("每天", .unreadable),
            ("#REF!", .unreadable), ("2026年12月30日17", .unreadable),
        ] as [(String, DeadlineRefusal)])
    func `what is not a deadline is refused, never guessed`(
        _ text: String, _ refusal: DeadlineRefusal
    ) {
        #expect(throws: refusal) { try read(text) }
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
            .rangeFrom(date), .noEnd, .category(.standing), .passed(date),
        ]
        #expect(Set(assumptions.map(\.english)).count == assumptions.count)
        #expect(Set(assumptions.map(\.chinese)).count == assumptions.count)
        #expect(assumptions.allSatisfy { !$0.chinese.unicodeScalars.allSatisfy(\.isASCII) })
        #expect("\(DeadlineRefusal.noDate)".contains("立行立改"))
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
            text, reference: Self.reference, calendar: ShippedCalendar.china, tenDays: tenDays)
    }

    private static func text(_ meaning: WrittenDeadline.Meaning) -> String {
        switch meaning {
        case .due(let date, let time): "\(date)" + (time.map { " \($0)" } ?? "")
        case .cadence(let cadence, let least, let most, let due):
            "\(cadence?.text ?? "-") \(least)" + (most.map { "..\($0)" } ?? "")
                + (due.map { " due \($0)" } ?? "")
        case .category(let category): category.rawValue
        }
    }

    private static func name(_ assumption: DeadlineAssumption) -> String {
        String("\(assumption)".prefix { $0 != "(" })
    }
}

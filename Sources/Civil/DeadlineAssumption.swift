// What a reader of deadlines had to take for granted, so that an import and `check` can show it to
// somebody who knows better.

/// One thing that a written deadline leaves open and that was settled by a stated rule.
package enum DeadlineAssumption: Hashable, Sendable {
    /// The reference's year, month or week.
    case year(Int)
    case month(year: Int, month: Int)
    case week(monday: CivilDate)
    /// The year that two digits stand for.
    case century(Int)
    case lastDay(CivilDate)
    /// 本周内.
    case lastWorkingDay(CivilDate)
    case tenDays(TenDaysRule)
    case dayIncluded(CivilDate)
    case countedFrom(CivilDate)
    case countedFromHour(CivilDateTime)
    /// 收到之日起: what is taken to have happened on the reference.
    case event(String, CivilDate)
    /// 国庆节前: by the last working day before it.
    case holiday(String, CivilDate)
    /// 力争: a day that is aimed at.
    case aim(String)
    /// Words that say nothing of the time.
    case beside(String)
    /// 每五年: the terms begin on the reference.
    case termFrom(CivilDate)
    case shortMonth(CivilDate)
    case moved(from: CivilDate, to: CivilDate)
    case provisional(year: Int)
    case halfMonth
    /// `9.30`, `9/30`.
    case monthFirst
    /// Days since 1899-12-30.
    case serial
    case rangeFrom(CivilDate)
    /// 立行立改，9月底前: the date is what is due.
    case category(DeadlineClass)
    /// The date lies before the reference.
    case passed(CivilDate)

    /// Whether somebody might have meant another day. What the law, the calendar or the reference
    /// settles is in no doubt.
    package var isDoubtful: Bool {
        switch self {
        case .century, .lastDay, .tenDays, .halfMonth, .monthFirst, .serial, .event, .beside,
            .category, .termFrom:
            true
        case .year, .month, .week, .lastWorkingDay, .dayIncluded, .countedFrom, .countedFromHour,
            .shortMonth, .moved, .provisional, .rangeFrom, .holiday, .aim, .passed:
            false
        }
    }

    /// One sentence without its full stop.
    package var wording: Wording {
        switch self {
        case .year(let year):
            Wording("no year is written: \(year)", "未写年份，按\(year)年理解")
        case .month(let year, let month):
            Wording(
                "no month is written: \(padded(year, 4))-\(padded(month, 2))",
                "未写月份，按\(year)年\(month)月理解")
        case .week(let monday):
            Wording(
                "no week is written: the one that begins on \(monday)", "未写哪一周，按\(monday)起的一周理解")
        case .century(let year):
            Wording("the year is read as \(year)", "年份按\(year)年理解")
        case .lastDay(let date):
            Wording("only a period is written: by its last day, \(date)", "只写了时段，按其最后一日\(date)理解")
        case .lastWorkingDay(let date):
            Wording("by the week's last working day, \(date)", "按该周最后一个工作日\(date)理解")
        case .tenDays(.lastDay):
            Wording("前 after a ten-day period is read as by its last day", "“旬前”按该旬最后一日理解")
        case .tenDays(.dayBefore):
            Wording("前 after a ten-day period is read as before it begins", "“旬前”按该旬开始之前理解")
        case .dayIncluded(let date):
            Wording("前 is read as including the day itself, \(date)", "“前”按含当日\(date)理解")
        case .countedFrom(let date):
            Wording(
                "counted from \(date), which is not counted (Civil Code art. 201)",
                "自\(date)起算，当日不计入（民法典第201条）")
        case .countedFromHour(let start):
            Wording("counted from \(start), days off too", "自\(start)起算，休息日计入")
        case .event, .holiday, .aim, .beside, .category: words
        case .termFrom(let date):
            Wording("the terms begin on \(date)", "自\(date)起算各期")
        case .shortMonth(let date):
            Wording(
                "the month has no corresponding day: its last, \(date) (Civil Code art. 202)",
                "到期月没有对应日，按月末日\(date)（民法典第202条）")
        case .moved(let from, let to):
            Wording(
                "\(from) is a day off: moved to \(to) (Civil Code art. 203)",
                "\(from)为休息日，顺延至\(to)（民法典第203条）")
        case .provisional(let year):
            Wording(
                "provisional: \(year) has no official calendar yet", "暂定：\(year)年尚无官方放假安排")
        case .halfMonth: Wording("half a month is read as fifteen days", "半个月按十五日理解")
        case .monthFirst: Wording("read as month, then day", "按先月后日理解")
        case .serial:
            Wording(
                "read as a spreadsheet's serial number (1900 date system)",
                "按电子表格日期序列号理解（1900日期系统）")
        case .rangeFrom(let date):
            Wording("a range that begins on \(date): due at its end", "自\(date)开始的时段，以其末日为期限")
        case .passed(let date): Wording("\(date) has passed already", "\(date)已经过去")
        }
    }

    /// The same of what is said beside a date, or instead of one.
    private var words: Wording {
        switch self {
        case .event(let event, let date):
            Wording(
                "“\(event)” is taken to be on \(date)", "“\(event)”之日按\(date)计")
        case .holiday(let name, let date):
            Wording(
                "\(name) is \(date): by the last working day before it",
                "\(name)为\(date)，按其前最后一个工作日理解")
        case .aim(let word):
            Wording("“\(word)” aims at a day: read as the due date", "“\(word)”所写日期按期限理解")
        case .beside(let words):
            Wording("“\(words)” says nothing of the time", "“\(words)”不影响期限")
        case .category(let category):
            Wording(
                "the class \(category.rawValue) is named beside the date",
                "除日期外还写明了类别（\(category.chinese)）")
        default: preconditionFailure("\(self) is no word of a deadline")
        }
    }
}

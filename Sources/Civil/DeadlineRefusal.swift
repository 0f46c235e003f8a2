// Why a written deadline is not read: what is wrong with it and what would be accepted. A refused
// row waits for a person; a guessed one would remind forty units of the wrong day.

/// The refusal of a written deadline.
package enum DeadlineRefusal: Error, Hashable, Sendable {
    case empty
    /// More is written than `WrittenDeadline.lengthMax` scalars.
    case tooLong
    case unreadable
    /// The text asks for speed or says that the date is open (尽快, 待定).
    case noDate
    /// A holiday, of which 前 is not said; or one that only those who write know (节前).
    case holiday(String)
    /// The calendar does not say when it is.
    case unknownHoliday(String)
    /// 即日起.
    case noEnd
    /// *月中旬前.
    case blank
    /// A date that does not exist, as written.
    case noSuchDate(String)
    case noSuchTime
    /// The date has passed in the year, month or week that the text leaves out.
    case passed(CivilDate, Omission)
    case weekday(CivilDate)
    case reversed
    case hours
    /// Neither YYYYMMDD nor a serial number of 1990 to 2099.
    case number
    /// A count of 0, or one beyond the calendar.
    case count
    case ambiguous(Ambiguity)

    /// What a text leaves out of a date.
    package enum Omission: Hashable, Sendable {
        case year, month, week
    }

    /// Two readings between which only the writer can choose.
    package enum Ambiguity: Hashable, Sendable {
        /// 9月前.
        case beforePeriod
        /// 3月内; 26年内 likewise.
        case countOrName
        /// 月初, 月中, 年初.
        case vaguePart
        /// 周末.
        case weekend
        /// 9.3 in a cell.
        case droppedZero
        /// 26.9.30, 9/10/2026.
        case order
        /// 3至5日内.
        case twoCounts
        /// 5点, 晚12点: which half of the day, or which day.
        case clock
    }

    /// The forms that are accepted, for the end of a message.
    package static let accepted = """
        2026-09-30, 2026年9月30日, 9月30日前, 9月底前, 10月中旬, 一季度末, 年底前, 本周五前, 两个月内, \
        3个工作日内, 每季度至少1次, 立行立改, 长期坚持
        """

    /// What is wrong, one sentence without its full stop.
    package var wording: Wording {
        switch self {
        case .empty: Wording("the deadline is empty", "期限为空")
        case .tooLong:
            Wording(
                "a deadline has at most \(WrittenDeadline.lengthMax) characters",
                "期限最多\(WrittenDeadline.lengthMax)个字")
        case .unreadable: Wording("this is not a deadline in any accepted form", "无法识别的期限写法")
        case .noDate: Wording("this names no date: write one, or 立行立改", "没有写明日期，请写日期，或写“立行立改”")
        case .holiday(let name):
            Wording(
                "“\(name)” is not a date: write 国庆节前, or the date",
                "“\(name)”不是日期，请写“国庆节前”之类，或写明日期")
        case .unknownHoliday(let name):
            Wording(
                "the calendar does not say when “\(name)” is: write the date, or add it to "
                    + "“named” in the file of working days",
                "日历中没有所指的“\(name)”，请写明日期，或在工作日文件的 named 中补充")
        case .noEnd:
            Wording(
                "this begins and does not end: write 即日起至12月底, or 长期坚持",
                "只有起始日，请补截止日，如“即日起至12月底”，或写“长期坚持”")
        case .blank: Wording("a part of the date is left blank", "日期中有未填的部分")
        case .noSuchDate(let written): Wording("\(written) does not exist", "\(written)不存在")
        case .noSuchTime: Wording("the time of day does not exist", "时刻不存在")
        case .passed(let date, let omission): omission.wording(of: date)
        case .weekday(let date):
            Wording("\(date) is not the weekday that is written beside it", "\(date)与所写星期不符")
        case .reversed: Wording("the range ends before it begins", "起止日期颠倒")
        case .hours:
            Wording("hours need a starting instant: write a date and a time", "小时数需要起算时刻，请写明日期和时间")
        case .number: Wording("this number is no date", "该数字不是日期")
        case .count: Wording("the count is out of range", "数目超出范围")
        case .ambiguous(let ambiguity): ambiguity.wording
        }
    }
}

extension DeadlineRefusal.Omission {
    /// What has passed, and how the next one is written.
    fileprivate func wording(of date: CivilDate) -> Wording {
        let (next, near) =
            switch self {
            case .week: (date.adding(days: 7), "下周\(date.weekday.chinese)")
            case .month: (date.adding(months: 1), "下月\(date.adding(months: 1).day)日")
            case .year:
                (
                    date.adding(months: 12),
                    "明年\(date.month)月\(date.adding(months: 12).day)日"
                )
            }
        return Wording(
            "\(date) has passed: write \(near) for \(next), or the whole date",
            "\(date)已过，如指\(next)请写“\(near)”，否则请写明年月日")
    }
}

extension Weekday {
    fileprivate var chinese: String {
        ["一", "二", "三", "四", "五", "六", "日"][rawValue - 1]
    }
}

extension DeadlineRefusal.Ambiguity {
    fileprivate var wording: Wording {
        switch self {
        case .beforePeriod:
            Wording(
                "this may mean before the period begins or by its end: write 底前, or a day",
                "可能指时段开始之前，也可能指时段结束，请写“底前”或具体日期")
        case .countOrName:
            Wording(
                "this may be a name or a count: write 3月份 or 3个月内, 2026年内 or 26个月内",
                "可能是名称，也可能是数目，请写“3月份”或“3个月内”、“2026年内”或“26个月内”")
        case .vaguePart:
            Wording(
                "this is no one day: write a day, 上旬, 中旬 or 下旬",
                "不是确定的一天，请写具体日期，或上旬、中旬、下旬")
        case .weekend:
            Wording(
                "this may be the end of the week or its Saturday and Sunday: write a weekday",
                "可能指一周结束，也可能指周六周日，请写星期几")
        case .droppedZero:
            Wording(
                "the cell may have lost a zero (9.3 for 9.30): write 9月3日 or 9月30日",
                "单元格可能丢了末尾的零（9.30变成9.3），请写9月3日或9月30日")
        case .order:
            Wording(
                "the order of year, month and day is open: write 2026-09-30",
                "年月日次序不明，请写2026-09-30")
        case .twoCounts: Wording("two counts are written: write one", "写了两个数目，请只写一个")
        case .clock:
            Wording("the hour may be in either half of the day: write 17:00", "不知是上午还是下午，请写17:00")
        }
    }
}

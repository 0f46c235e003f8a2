// Why a written deadline is not read: what is wrong with it and what would be accepted. A refused
// row waits for a person; a guessed one would remind forty units of the wrong day.

/// The refusal of a written deadline.
package enum DeadlineRefusal: Error, Hashable, Sendable {
    case empty
    /// More is written than `WrittenDeadline.lengthMax` scalars.
    case tooLong
    /// The text is in none of the accepted forms.
    case unreadable
    /// The text asks for speed or says that the date is open (尽快, 待定), and names none.
    case noDate
    /// A holiday's name is not a date: its days change from year to year.
    case holiday
    /// A part of the date is left blank (*月中旬前).
    case blank
    /// A date that does not exist, as written.
    case noSuchDate(String)
    /// A time of day that does not exist.
    case noSuchTime
    /// The date has passed in the year, month or week that the text leaves out.
    case passed(CivilDate)
    /// The weekday beside the date is not that of the date.
    case weekday(CivilDate)
    /// A range ends before it begins.
    case reversed
    /// Hours are counted from an instant, and only a date is known.
    case hours
    /// A number that is no date: neither YYYYMMDD nor a serial number of 1990 to 2099.
    case number
    /// A count of 0, or one beyond the calendar.
    case count
    case ambiguous(Ambiguity)

    /// Two readings between which only the writer can choose.
    package enum Ambiguity: Hashable, Sendable {
        /// 9月前: before September begins, or by its end.
        case beforePeriod
        /// 3月内: in March, or within three months; 26年内 likewise.
        case countOrName
        /// 月初, 月中, 年初: no one day.
        case vaguePart
        /// 周末: the end of the week, or Saturday and Sunday.
        case weekend
        /// 9.3 in a cell: 3 September, or 9.30 that lost its zero.
        case droppedZero
        /// 26.9.30, 9/10/2026: which number is the year, which the month.
        case order
        /// 3至5日内: which of the two.
        case twoCounts
        /// 5点, 晚12点: which half of the day, or which day.
        case clock
    }

    /// The forms that are accepted, for the end of a message.
    package static let accepted = """
        2026-09-30, 2026年9月30日, 9月30日前, 9月底前, 10月中旬, 一季度末, 年底前, 本周五前, 两个月内, \
        3个工作日内, 每季度至少1次, 立行立改, 长期坚持
        """

    /// What is wrong, one sentence in English without its full stop.
    package var english: String {
        switch self {
        case .empty: "the deadline is empty"
        case .tooLong: "a deadline has at most \(WrittenDeadline.lengthMax) characters"
        case .unreadable: "this is not a deadline in any accepted form"
        case .noDate: "this names no date"
        case .holiday: "a holiday is not a date: write the date"
        case .blank: "a part of the date is left blank"
        case .noSuchDate(let written): "\(written) does not exist"
        case .noSuchTime: "the time of day does not exist"
        case .passed(let date): "\(date) has passed: write the year and month"
        case .weekday(let date): "\(date) is not the weekday that is written beside it"
        case .reversed: "the range ends before it begins"
        case .hours: "hours need a starting instant: write a date and a time"
        case .number: "this number is no date"
        case .count: "the count is out of range"
        case .ambiguous(let ambiguity): ambiguity.english
        }
    }

    package var chinese: String {
        switch self {
        case .empty: "期限为空"
        case .tooLong: "期限最多\(WrittenDeadline.lengthMax)个字"
        case .unreadable: "无法识别的期限写法"
        case .noDate: "没有写明日期"
        case .holiday: "节日名称不是日期，请写明日期"
        case .blank: "日期中有未填的部分"
        case .noSuchDate(let written): "\(written)不存在"
        case .noSuchTime: "时刻不存在"
        case .passed(let date): "\(date)已过，请写明年份和月份"
        case .weekday(let date): "\(date)与所写星期不符"
        case .reversed: "起止日期颠倒"
        case .hours: "小时数需要起算时刻，请写明日期和时间"
        case .number: "该数字不是日期"
        case .count: "数目超出范围"
        case .ambiguous(let ambiguity): ambiguity.chinese
        }
    }
}

extension DeadlineRefusal: CustomStringConvertible {
    /// What is wrong and what is accepted.
    package var description: String { "\(english) (accepted: \(DeadlineRefusal.accepted))" }
}

extension DeadlineRefusal.Ambiguity {
    fileprivate var english: String {
        switch self {
        case .beforePeriod:
            "this may mean before the period begins or by its end: write 底前, or a day"
        case .countOrName: "this may be a name or a count: write 3月份 or 3个月内, 2026年内 or 26个月内"
        case .vaguePart: "this is no one day: write a day, 上旬, 中旬 or 下旬"
        case .weekend: "this may be the end of the week or its Saturday and Sunday: write a weekday"
        case .droppedZero: "the cell may have lost a zero (9.3 for 9.30): write 9月3日 or 9月30日"
        case .order: "the order of year, month and day is open: write 2026-09-30"
        case .twoCounts: "two counts are written: write one"
        case .clock: "the hour may be in either half of the day: write 17:00"
        }
    }

    fileprivate var chinese: String {
        switch self {
        case .beforePeriod: "可能指时段开始之前，也可能指时段结束，请写“底前”或具体日期"
        case .countOrName: "可能是名称，也可能是数目，请写“3月份”或“3个月内”、“2026年内”或“26个月内”"
        case .vaguePart: "不是确定的一天，请写具体日期，或上旬、中旬、下旬"
        case .weekend: "可能指一周结束，也可能指周六周日，请写星期几"
        case .droppedZero: "单元格可能丢了末尾的零（9.30变成9.3），请写9月3日或9月30日"
        case .order: "年月日次序不明，请写2026-09-30"
        case .twoCounts: "写了两个数目，请只写一个"
        case .clock: "不知是上午还是下午，请写17:00"
        }
    }
}

// What a reader of deadlines had to take for granted, so that an import and `check` can show it to
// somebody who knows better.

/// One thing that a written deadline leaves open and that was settled by a stated rule.
package enum DeadlineAssumption: Hashable, Sendable {
    /// No year is written: this one, the reference's.
    case year(Int)
    /// No month is written: the reference's, in this year.
    case month(year: Int, month: Int)
    /// No week is written: the reference's, which begins on this Monday.
    case week(monday: CivilDate)
    /// A two-digit year is of this century.
    case century(Int)
    /// Only a period is written (9月份): by its last day.
    case lastDay(CivilDate)
    /// A ten-day period with 前 is read by the charter's rule.
    case tenDays(TenDaysRule)
    /// 前 after a day: the day itself still counts.
    case dayIncluded(CivilDate)
    /// A counted period began on this date, which is not counted (Civil Code art. 201).
    case countedFrom(CivilDate)
    /// The month has no corresponding day: its last (art. 202).
    case shortMonth(CivilDate)
    /// The last day of a counted period was a day off: moved to the next working day (art. 203).
    case moved(from: CivilDate, to: CivilDate)
    /// Working days were counted in a year without an official calendar.
    case provisional(year: Int)
    /// Half a month is fifteen days.
    case halfMonth
    /// `9.30`, `9/30`: the month first.
    case monthFirst
    /// A spreadsheet's serial number, days since 1899-12-30.
    case serial
    /// A range of dates: due at its end; it begins on this date.
    case rangeFrom(CivilDate)
    /// 即日起 names a beginning and no end: a standing task.
    case noEnd
    /// Beside the date a class is named (立行立改，9月底前): the date is what is due.
    case category(DeadlineClass)
    /// The date lies before the reference.
    case passed(CivilDate)

    /// One sentence in English, without its full stop.
    package var english: String {
        switch self {
        case .year(let year): "no year is written: \(year)"
        case .month(let year, let month):
            "no month is written: \(padded(year, 4))-\(padded(month, 2))"
        case .week(let monday): "no week is written: the one that begins on \(monday)"
        case .century(let year): "the year is read as \(year)"
        case .lastDay(let date): "only a period is written: by its last day, \(date)"
        case .tenDays(.lastDay): "前 after a ten-day period is read as by its last day"
        case .tenDays(.dayBefore): "前 after a ten-day period is read as before it begins"
        case .dayIncluded(let date): "前 is read as including the day itself, \(date)"
        case .countedFrom(let date):
            "counted from \(date), which is not counted (Civil Code art. 201)"
        case .shortMonth(let date):
            "the month has no corresponding day: its last, \(date) (Civil Code art. 202)"
        case .moved(let from, let to):
            "\(from) is a day off: moved to \(to) (Civil Code art. 203)"
        case .provisional(let year): "provisional: \(year) has no official calendar yet"
        case .halfMonth: "half a month is read as fifteen days"
        case .monthFirst: "read as month, then day"
        case .serial: "read as a spreadsheet's serial number (1900 date system)"
        case .rangeFrom(let date): "a range that begins on \(date): due at its end"
        case .noEnd: "a beginning without an end: read as a standing task"
        case .category(let category): "the class \(category.rawValue) is named beside the date"
        case .passed(let date): "\(date) has passed already"
        }
    }

    package var chinese: String {
        switch self {
        case .year(let year): "未写年份，按\(year)年理解"
        case .month(let year, let month): "未写月份，按\(year)年\(month)月理解"
        case .week(let monday): "未写哪一周，按\(monday)起的一周理解"
        case .century(let year): "年份按\(year)年理解"
        case .lastDay(let date): "只写了时段，按其最后一日\(date)理解"
        case .tenDays(.lastDay): "“旬前”按该旬最后一日理解"
        case .tenDays(.dayBefore): "“旬前”按该旬开始之前理解"
        case .dayIncluded(let date): "“前”按含当日\(date)理解"
        case .countedFrom(let date): "自\(date)起算，当日不计入（民法典第201条）"
        case .shortMonth(let date): "到期月没有对应日，按月末日\(date)（民法典第202条）"
        case .moved(let from, let to): "\(from)为休息日，顺延至\(to)（民法典第203条）"
        case .provisional(let year): "暂定：\(year)年尚无官方放假安排"
        case .halfMonth: "半个月按十五日理解"
        case .monthFirst: "按先月后日理解"
        case .serial: "按电子表格日期序列号理解（1900日期系统）"
        case .rangeFrom(let date): "自\(date)开始的时段，以其末日为期限"
        case .noEnd: "只有起点没有终点，按长期坚持理解"
        case .category(let category): "除日期外还写明了类别（\(category.chinese)）"
        case .passed(let date): "\(date)已经过去"
        }
    }
}

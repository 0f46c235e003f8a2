// Deadlines as people write them in plans and spreadsheets (`9月底前`, `3个工作日内`, `每季度至少1次`,
// `立行立改`), read as a due date, a cadence or a class; never guessed.

/// What a written deadline means, and what had to be assumed to say so.
package struct WrittenDeadline: Hashable, Sendable {
    /// The three things that a deadline column says.
    package enum Meaning: Hashable, Sendable {
        /// Due on this date, by this time of day; without a time by the end of the unit's hours.
        case due(CivilDate, time: TimeOfDay?)
        /// At least `least` times in each period, `most` where a range is written; the cadence is
        /// nil where only a count is (`1-2条`), the rule where no day of the period is.
        case cadence(Cadence?, least: Int, most: Int?, due: DueRule?)
        /// So often in each interval that is no period of the calendar (每两周, 每个工作日).
        case interval(Span, least: Int, most: Int?, time: TimeOfDay?)
        /// On several days of each period (每月10日、25日); midnight is the end of the hours.
        case days(CalendarExpression)
        /// A class of task; its scheme says when it is due.
        case category(DeadlineClass)
    }

    package let meaning: Meaning
    /// What the text did not say, in the order of reading; empty when nothing was assumed.
    package let assumptions: [DeadlineAssumption]

    /// The longest text that is read, in Unicode scalars.
    package static let lengthMax = 100

    /// Reads `text` as written on `reference`.
    ///
    /// Words such as 明年 and counts such as 两个月内 begin at `reference`. An omitted year, month or
    /// week is that of `reference`, unless the date would then have passed: that is refused, not
    /// moved to the next year. Hours (24小时内) are counted from `time` of that day, without which
    /// they are refused; what is due on the day itself has passed when `time` is later, or later
    /// than `closes` where the text has no time. Counted periods follow Civil Code of the PRC, art.
    /// 201–203: the first day is not counted, months lead to the corresponding day or the month's
    /// last, and a last day off moves to the next working day. Dates that are written out do not
    /// move. Full-width characters, quotation marks and Chinese numerals are accepted.
    package static func read(
        _ text: String, reference: CivilDate, at time: TimeOfDay? = nil,
        closes: TimeOfDay = .endOfDay, calendar: WorkingCalendar, tenDays: TenDaysRule = .lastDay
    ) throws(DeadlineFault) -> WrittenDeadline {
        precondition(reference >= .first && reference <= .last, "a reference that can be written")
        guard text.unicodeScalars.count <= lengthMax else { throw DeadlineFault(.tooLong) }
        var reader = DeadlineReader(
            text, reference: reference, at: time, closes: closes, calendar: calendar,
            tenDays: tenDays)
        do throws(DeadlineRefusal) {
            let meaning = try reader.meaning()
            return WrittenDeadline(meaning: meaning, assumptions: reader.assumptions)
        } catch {
            throw DeadlineFault(error, unread: reader.text.unread)
        }
    }
}

/// The classes of task that a text may name instead of a date (DOMAIN R7, R8, R9, R26).
package enum DeadlineClass: String, CaseIterable, Hashable, Sendable {
    /// 立行立改: one common due date.
    case immediate
    /// 马上纠正: the same or the next working day.
    case atOnce = "at-once"
    /// 中长期: by a plan.
    case longTerm = "long-term"
    /// 长期坚持: reviewed, never closed by itself.
    case standing

    package var chinese: String {
        switch self {
        case .immediate: "立行立改"
        case .atOnce: "马上纠正"
        case .longTerm: "中长期"
        case .standing: "长期坚持"
        }
    }
}

/// What `前` after a ten-day period (中旬前) means: the charter's `ten-days:`.
package enum TenDaysRule: String, CaseIterable, Hashable, Sendable {
    /// By its last day: 中旬前 is the 20th.
    case lastDay = "last-day"
    /// By the day before it begins: 中旬前 is the 10th.
    case dayBefore = "day-before"
}

// Complaints about dates, hours and calendars.

import Civil

extension Complaint {
    static func badZone(_ error: ZoneError) -> Complaint {
        Complaint(
            error.wording.english, error.wording.chinese, "write a name such as Asia/Shanghai",
            "请写 Asia/Shanghai 之类的名称")
    }

    static func impossibleDate(_ text: String) -> Complaint {
        Complaint("there is no date \(text)", "日期 \(text) 不存在")
    }

    static func notDate(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” is not a date", "“\(text)”不是日期", "write it as 2026-09-30", "请写成 2026-09-30")
    }

    static func notTime(_ text: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) is a time of day, not “\(text)”", "\(noun.chinese)应为时刻，不是“\(text)”",
            "write it as 17:00", "请写成 17:00")
    }

    static func badWeekday(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” is not a day of the week", "“\(text)”不是星期", "write mon..fri or mon,tue,sat",
            "请写 mon..fri 或 mon,tue,sat")
    }

    static func badHours(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” are not office hours", "“\(text)”不是办公时间", "write them as 08:30..17:30",
            "请写成 08:30..17:30")
    }

    static func reversedHours(_ opens: TimeOfDay, _ closes: TimeOfDay) -> Complaint {
        Complaint(
            "the office closes at \(closes), not after it opens at \(opens)",
            "下班时间 \(closes) 不晚于上班时间 \(opens)", "write the opening first", "请先写上班时间")
    }

    static func remindOutsideHours(
        _ remindAt: TimeOfDay, _ opens: TimeOfDay, _ closes: TimeOfDay
    ) -> Complaint {
        Complaint(
            "“remind-at” \(remindAt) is outside the hours \(opens)..\(closes): reminders will move",
            "“remind-at”\(remindAt) 不在办公时间 \(opens)..\(closes) 内，提醒将顺移",
            "choose a time within the hours", "请改为办公时间内的时刻")
    }

    static func badPattern(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” is not a pattern below the main file's directory", "“\(text)”不是主文件目录下的文件名模式",
            "write one such as calendars/cn-*.yaml", "请写 calendars/cn-*.yaml 之类")
    }

    static func nothingMatches(_ text: String) -> Complaint {
        Complaint(
            "no file matches “\(text)”", "没有与“\(text)”相符的文件",
            "put the files below the main file's directory", "请把文件放在主文件所在目录之下")
    }

    static func restAndWork(_ date: CivilDate, other: String) -> Complaint {
        Complaint(
            "\(date) is listed both as a day off and as a working day, see \(other)",
            "\(date) 既列为休息日又列为工作日，另见 \(other)", "remove one of the two", "请删去其中一个")
    }

    static func badDateRange(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” is not a range of at most a year", "“\(text)”不是一年以内的日期范围",
            "write the earlier date first", "请先写较早的日期")
    }

    static func provisionalYear(_ year: Int, count: Int) -> Complaint {
        Complaint(
            "no working days are listed for \(year): tasks due then are provisional (\(count))",
            "没有列出 \(year) 年的工作日，该年到期的 \(count) 个事项期限为暂定", advice: publishedYear)
    }

    static func provisionalDuty(_ year: Int, _ obligation: String) -> Complaint {
        Complaint(
            "no working days are listed for \(year): what is due then is provisional, first "
                + "\(obligation)",
            "没有列出 \(year) 年的工作日，该年到期的任务期限为暂定，首先是 \(obligation)", advice: publishedYear)
    }

    private static let publishedYear = Wording(
        "add the year's file to “calendar: days:” when it is published",
        "公布后请在“calendar: days:”中加入该年文件")

    static func rungBehindDue(_ rung: String, _ obligation: String) -> Complaint {
        Complaint(
            "“\(rung)” would stand after the due instant of \(obligation): nobody is told then",
            "“\(rung)”会落在 \(obligation) 的期限之后，届时不提醒任何人", "write an earlier time", "请写较早的时间")
    }

    static let noWorkingDays = Complaint(
        "no working days are listed for any year: all due dates are provisional",
        "没有列出任何年份的工作日，全部期限均为暂定", "add “calendar: {days: calendars/cn-*.yaml}”",
        "请加入“calendar: {days: calendars/cn-*.yaml}”")
}

// Complaints about dates, hours and calendars.

import Civil

extension Complaint {
    static let badZone = Form(
        "%1", "%1",
        "write a name such as Asia/Shanghai", "请写 Asia/Shanghai 之类的名称")
    static let impossibleDate = Form("there is no date %1", "日期 %1 不存在")
    static let notDate = Form(
        "“%1” is not a date", "“%1”不是日期",
        "write it as 2026-09-30", "请写成 2026-09-30")
    static let notTime = Form(
        "%1 is a time of day, not “%2”", "%1应为时刻，不是“%2”",
        "write it as 17:00", "请写成 17:00")
    static let badWeekday = Form(
        "“%1” is not a day of the week", "“%1”不是星期",
        "write mon..fri or mon,tue,sat", "请写 mon..fri 或 mon,tue,sat")
    static let badHours = Form(
        "“%1” are not office hours", "“%1”不是办公时间",
        "write them as 08:30..17:30", "请写成 08:30..17:30")
    static let reversedHours = Form(
        "the office closes at %2, not after it opens at %1", "下班时间 %2 不晚于上班时间 %1",
        "write the opening first", "请先写上班时间")
    static let remindOutsideHours = Form(
        "“remind-at” %1 is outside the hours %2..%3: reminders will move",
        "“remind-at”%1 不在办公时间 %2..%3 内，提醒将顺移",
        "choose a time within the hours", "请改为办公时间内的时刻")
    static let badPattern = Form(
        "“%1” is not a pattern below the main file's directory", "“%1”不是主文件目录下的文件名模式",
        "write one such as calendars/cn-*.yaml", "请写 calendars/cn-*.yaml 之类")
    static let nothingMatches = Form(
        "no file matches “%1”", "没有与“%1”相符的文件",
        "put the files below the main file's directory", "请把文件放在主文件所在目录之下")
    static let restAndWork = Form(
        "%1 is listed both as a day off and as a working day, see %2", "%1 既列为休息日又列为工作日，另见 %2",
        "remove one of the two", "请删去其中一个")
    static let badDateRange = Form(
        "“%1” is not a range of at most a year", "“%1”不是一年以内的日期范围",
        "write the earlier date first", "请先写较早的日期")
    static let provisionalYear = Form(
        "no working days are listed for %1: tasks due then are provisional (%2)",
        "没有列出 %1 年的工作日，该年到期的 %2 个事项期限为暂定", advice: publishedYear)
    static let provisionalDuty = Form(
        "no working days are listed for %1: what is due then is provisional, first %2",
        "没有列出 %1 年的工作日，该年到期的任务期限为暂定，首先是 %2", advice: publishedYear)
    private static let publishedYear = Wording(
        "add the year's file to “calendar: days:” when it is published",
        "公布后请在“calendar: days:”中加入该年文件")
    static let rungBehindDue = Form(
        "“%1” would stand after the due instant of %2: nobody is told then",
        "“%1”会落在 %2 的期限之后，届时不提醒任何人",
        "write an earlier time", "请写较早的时间")
    static let noWorkingDays = Complaint(
        "no working days are listed for any year: all due dates are provisional",
        "没有列出任何年份的工作日，全部期限均为暂定",
        "add “calendar: {days: calendars/cn-*.yaml}”", "请加入“calendar: {days: calendars/cn-*.yaml}”")
}

// Complaints about the organisation: people, units, sets, vacant posts, dates and calendars.

import Civil

extension Complaint {
    static let relayWithoutAccount = Form(
        "“%1” has no account and cannot receive for others", "“%1”没有账号，不能代收",
        "name a person with an account", "请指定有账号的人员")
    static let badAccount = Form("“%1” cannot be the name of an account", "“%1”不能作为账号名")
    static let noAccount = Form(
        "this machine has no account “%2”: %1 gets no mail", "本机没有账号“%2”，%1收不到邮件",
        "create it, or name a “relay”", "请建立账号，或改用“relay”代收"
    ).warning(.noAccount, "%2")
    static let rootAccount = Form(
        "the account “%2” is root's: %1 gets no mail", "账号“%2”是超级用户，%1收不到邮件",
        "name an ordinary account", "请使用普通账号"
    ).warning(.rootAccount, "%2")
    static let endsBeforeItBegins = Form(
        "it ends on %2, before it begins on %1", "%2 结束，早于 %1 开始",
        "exchange the dates", "请对调日期")
    static let endWithout = Form(
        "“%2” without “%1”", "有“%2”而没有“%1”",
        "name the last day and the unit that answers from then on", "请同时写明最后一日和此后负责的单位")
    static let mergedInCircle = Form(
        "the units %1 are merged into one another", "单位 %1 互相并入",
        "name a unit that stays", "请写继续存在的单位")
    static let cycle = Form(
        "the %1s %2 form a cycle", "%1 %2 形成循环", "change one of them", "请修改其中之一")
    static let setsTooDeep = Form(
        "more than %1 sets are made of one another", "单位组嵌套超过 %1 层",
        "name the units or their parent", "请直接指定单位或其上级")
    static let treeTooDeep = Form("more than %1 levels of units", "单位层级超过 %1 级")
    static let setWithoutBase = Form(
        "%1 names no units", "%1没有指定单位",
        "add children-of, below, units, of or kind", "请加入 children-of、below、units、of 或 kind")
    static let notInSet = Form(
        "%1 would not contain “%2” anyway", "%1本来就不含“%2”",
        "remove the exception", "请删除该例外"
    ).warning(.needlessException, "%2")
    static let emptySet = Form("%1 is empty", "%1是空的").warning(.emptySet)
    static let setOfHolders = Form(
        "“%1” is a set of post holders; units are needed here", "“%1”是岗位人员组，此处需要单位",
        "name a set without “post”", "请使用没有“post”的单位组")
    static let vacant = Form(
        "nobody holds the post “%1” in unit “%2”: its notices climb to “%3”",
        "单位“%2”的岗位“%1”无人，提醒将上送“%3”", advice: holderUnderPosts
    ).warning(.vacantPost, "%2.%1")
    static let vacantToTheTop = Form(
        "nobody holds the post “%1” in unit “%2” or above: nobody will be told",
        "单位“%2”的岗位“%1”无人，其上级也无人，提醒无人可送", advice: holderUnderPosts
    ).warning(.vacantPost, "%2.%1")
    private static let holderUnderPosts = Wording(
        "name a holder under its “posts”", "请在该单位“posts”中指定人员")

    // Dates and calendars.
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
        "choose a time within the hours", "请改为办公时间内的时刻"
    ).warning(.remindOutsideHours)
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
        "尚未配置 %1 年放假安排，该年到期的 %2 个事项期限为暂定", advice: publishedYear
    ).warning(.provisionalDays)
    static let provisionalDuty = Form(
        "no working days are listed for %1: what is due then is provisional, first %2",
        "尚未配置 %1 年放假安排，该年到期的任务期限为暂定，首先是 %2", advice: publishedYear
    ).warning(.provisionalDays)
    private static let publishedYear = Wording(
        "add the year's file to “calendar: days:” when it is published",
        "公布后请在“calendar: days:”中加入该年文件")
    static let silentBeforeDue = Form(
        "ladder “%1” tells nobody before %2 is due: every rung before it would come after it",
        "催办梯度“%1”在 %2 到期前不提醒任何人：期前各档都会落在期限之后",
        "begin earlier, or name a ladder for short deadlines", "请提前开始，或改用适合短期限的梯度"
    ).warning(.rungAfterDue, "%1 %2")
    static let noWorkingDays = Complaint(
        "no working days are listed for any year: all due dates are provisional",
        "尚未配置任何年份的放假安排，全部期限均为暂定",
        "add “calendar: {days: calendars/cn-*.yaml}”", "请加入“calendar: {days: calendars/cn-*.yaml}”"
    ).warning(.provisionalDays)
}

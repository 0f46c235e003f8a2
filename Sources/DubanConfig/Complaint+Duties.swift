// Complaints about ladders and their use, duties, schemes and tasks.

import Civil

extension Complaint {
    // Ladders.
    static let emptyLadder = Form(
        "ladder “%1” has no rungs", "催办梯度“%1”没有任何档",
        "add one such as “- { at: -5wd, tell: liaison }”", "请加入“- { at: -5wd, tell: liaison }”之类")
    static let sameRung = Form(
        "a second rung at %1, the first is at %2", "%1 已有一档，见 %2",
        "put both into one “tell”, or give one another “time”", "请合并“tell”，或为其中一档另设“time”")
    static let timeOfInstant = Form(
        "a rung at “%1” is an instant and has no “time” of its own", "“%1”已是确定时刻，不能再设“time”",
        "write a date such as 0d or -1wd, or remove “time”", "请写 0d、-1wd 之类的日期，或删去“time”")
    static let repeatWithoutInterval = Form(
        "“%1” without “every”", "有“%1”而没有“every”",
        "add “every: 3wd”, say", "请补充“every: 3wd”之类")
    static let repeatWithoutEnd = Complaint(
        "“every” does not say how long", "“every”没有说明重复到何时",
        "add “times: 4” or “until: met”", "请补充“times: 4”或“until: met”")
    static let atNightWithoutUrgent = Complaint(
        "“at-night” without “urgent: true”", "有“at-night”而没有“urgent: true”",
        "add “urgent: true”, or remove it", "请补充“urgent: true”，或删去")
    static let waitIsNotPositive = Form(
        "a wait of %1 leads nowhere", "间隔 %1 无效",
        "write a span above zero, such as 3wd", "请写大于零的时距，例如 3wd")
    static let nobodyToTell = Complaint(
        "this rung tells nobody", "此档没有提醒对象",
        "add “tell: liaison”, say", "请补充“tell: liaison”之类")
    static let postAndPerson = Form(
        "“%1” is both a post and a person", "“%1”既是岗位又是人员",
        "rename one of them", "请改名")
    static let unknownRecipient = Form(
        "“%1” is nobody who could be told", "“%1”不是可以提醒的对象",
        "write a post, up.POST, office.POST, bearer, owner, leader or a person",
        "请写岗位、up.岗位、office.岗位、bearer、owner、leader 或人员")
    static let ladderTellsBearer = Form(
        "ladder “%2” tells the bearer, but %1 is owed by units", "催办梯度“%2”提醒责任人，但%1由单位承担",
        "name a ladder that tells posts, or a set with “post”", "请使用提醒岗位的梯度，或使用带“post”的单位组")
    static let ladderTellsOwner = Form(
        "ladder “%2” tells the owner, but %1 has none", "催办梯度“%2”提醒责任岗位，但%1没有责任岗位",
        "“owner” is for tasks; name a post", "“owner”只用于事项，请写岗位")
    static let ladderNamesStep = Form(
        "ladder “%2” counts from “%3”, which %1 does not have", "催办梯度“%2”以“%3”为准，但%1没有这一节点",
        "add the milestone or use another ladder", "请补充该节点，或改用其他梯度")

    // Duties.
    static let writtenRule = Form(
        "“due”: “%1” is not as the charter writes it", "“due”：“%1”不是规则中的写法",
        "write “due: %2”", "请写“due: %2”")
    static let targetBelowLeast = Form(
        "the target %1 is below “least”, %2", "目标 %1 低于下限 %2",
        "raise it or remove it", "请提高，或删除")
    static let startOfCalendarPeriod = Form(
        "“start” has no effect: every %1 begins by the calendar", "“start”不起作用：%1 按日历划分",
        "remove it, or write “each: 5 years”, say", "请删除，或写“each: 5 years”之类"
    ).warning(.withoutEffect, "start")
    static let twiceInList = Form("%1 names “%2” twice", "%1重复列出“%2”")
    static let opensAfterDue = Form(
        "it opens after it is due: in %3 on %1, due %2", "开始晚于期限：%3 于 %1 开始，%2 到期",
        "make “opens” earlier", "请提前“opens”")
    static let lateUntilBeforeDue = Form(
        "“late-until” is before the due date: in %3 on %1, due %2",
        "“late-until”早于期限：%3 为 %1，期限 %2",
        "write “next …” for the following period", "下一周期请写“next …”")

    // Schemes and tasks.
    static let dueAndReview = Complaint(
        "a class that is reviewed has no “due”", "跟踪问效的类别不能写“due”",
        "keep “review” or “due”", "请只保留“review”或“due”")
    static let dueOfReviewed = Form(
        "tasks of class “%1” are reviewed and never due", "类别“%1”为跟踪问效，不能写“due”",
        "remove “due” or choose another class", "请删去“due”，或另选类别")
    static let noDue = Form(
        "%1 has no due date, nor has its class", "%1未写期限，所属类别也没有统一期限",
        "add “due: 2026-12-31”, say", "请补充“due: 2026-12-31”之类")
    static let dueBeforeStart = Form(
        "the task is due on %1, before it starts on %2", "期限 %1 早于事项开始日 %2",
        "correct “due” or “start”", "请改正“due”或“start”"
    ).warning(.dueBeforeStart)
    static let dueOnDayOff = Form(
        "%1 is a day off, and a task's due date stays there", "期限 %1 为休息日，事项期限不自动顺移",
        "write %2 or %3 if one of them is meant", "如指工作日，请写 %2 或 %3"
    ).warning(.dueOnDayOff)
    static let deadlineNeedsStart = Form(
        "“%1” leaves out %2", "“%1”未写%2",
        "add “start: …” or write the whole date, such as 2026-09-30",
        "须补充“start: …”，或写 2026-09-30 之类的完整日期")
    static let deadlineAssumes = Form(
        "“%1” is read as %2: %3", "“%1”读作 %2：%3",
        "write %2 if that is meant", "如无误，请直接写 %2"
    ).warning(.assumedDeadline, "%1 → %2")
    static let deadlineIsClass = Form(
        "“%1” names a class, not a date", "“%1”是类别，不是日期",
        "write “class: %2”", "请写“class: %2”")
    static let deadlineIsCadence = Form(
        "“%1” says how often, not when", "“%1”说的是频次，不是日期",
        "make it a quota or a session: %2", "请改为报送或会议任务：%2")
    static let badDue = Form(
        "“%1” is not a due date: %2", "“%1”不是期限：%2",
        "write 2026-09-30, 2026-09-30 17:00 or start+3wd",
        "请写 2026-09-30、2026-09-30 17:00 或 start+3wd")
    static let dueFromItself = Form(
        "“%1” would be counted from the due date itself", "“%1”：期限本身不能用相对写法",
        "write “start%1”", "请写“start%1”")
    static let dueIsNoDate = Form(
        "“%1” does not lead to a later date", "“%1”推算不出晚于开始日的期限",
        "count working days, days or months: start+3wd", "请按工作日、日或月计：start+3wd")
    static let classWithoutScheme = Form(
        "class “%1” without a scheme that defines it", "没有方案，无从确定类别“%1”",
        "add “scheme: …”", "请补充“scheme: …”")
    static let unknownIn = Form(
        "scheme “%2” has no %1 “%3”", "方案“%2”没有%1“%3”",
        "it has: %4", "已有：%4")
    static let noneIn = Form("scheme “%2” has no %1 “%3”", "方案“%2”没有%1“%3”")
    static let noLadder = Form(
        "%1 has no ladder, nor has its scheme", "%1及其方案都没有催办梯度",
        "add “ladder: …”", "请补充“ladder: …”")
    static let severalLeads = Complaint(
        "one unit leads a task", "牵头单位只能写一个",
        "write the others in “assist”, or a set in “for”", "其余单位请写入“assist”，或用“for”写单位组")
    static let leadAssists = Form(
        "“%1” leads this task and cannot assist it", "“%1”是牵头单位，不能同时配合",
        "remove it from “assist”", "请从“assist”中删除")
    static let tooManyTasks = Form("there are more than %1 tasks", "事项超过 %1 个")
    static let milestoneFromNowhere = Form(
        "milestone “%1” counts from “%2”, which is no milestone of this task",
        "节点“%1”以“%2”为准，但本事项没有这一节点",
        "write start, due or a milestone", "请写 start、due 或已有节点")
    static let milestoneCycle = Form(
        "the milestones %1 wait for one another", "节点 %1 相互推算，形成循环",
        "count one of them from due or start", "请让其中之一以 due 或 start 为准")
    static let milestoneTwice = Form(
        "a second milestone “%1”, the first is at %2", "节点“%1”重名，另见 %2",
        "rename one of them", "请改名")
    static let milestoneIsInstant = Form(
        "milestone “%1” needs a date, not an instant", "节点“%1”需要日期而非时刻",
        "count in wd, d, w, month or y", "请以 wd、d、w、month、y 计")
    static let milestoneLooksLikeAnchor = Form(
        "a milestone cannot be called “%1”: in “at:” it would read as something else",
        "节点不能叫“%1”，在“at:”中会有歧义",
        "choose another name", "请换一个名称")
    static let milestoneIsReserved = Form(
        "“%1” is the name of a step of every task: a milestone of this name hides it",
        "“%1”是事项的固定步骤名，以此为名的节点会取而代之",
        "choose another name for a new task", "新事项请换一个名称"
    ).warning(.milestoneName)
    static let milestonesOfReviewed = Complaint(
        "the milestones of a task that is reviewed have no effect in this version",
        "跟踪问效的事项，其节点在本版本尚不起作用",
        "they may stay for a later version", "可保留，待以后版本生效"
    ).warning(.withoutEffect)
    static let milestoneBeforeStart = Form(
        "milestone “%1” falls on %2, before the task starts on %3",
        "节点“%1”为 %2，早于事项开始日 %3",
        "shorten the plan or start earlier", "请缩短倒排时距，或提前开始"
    ).warning(.milestoneOutside, "%1 %2")
    static let milestoneAfterDue = Form(
        "milestone “%1” falls on %2, after the task is due on %3", "节点“%1”为 %2，晚于期限 %3",
        "shorten the plan", "请缩短时距"
    ).warning(.milestoneOutside, "%1 %2")
    static let milestoneWithoutDue = Form(
        "milestone “%1” counts from a due date that a reviewed task does not have",
        "跟踪问效的事项没有期限，节点“%1”无从计算",
        "count it from start", "请以 start 为准")
}

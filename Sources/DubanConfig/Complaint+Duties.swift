// Complaints about duties, schemes and tasks.

import Civil

extension Complaint {
    static func targetBelowLeast(_ target: Int, _ least: Int) -> Complaint {
        Complaint(
            "the target \(target) is below “least”, \(least)", "目标 \(target) 低于下限 \(least)",
            "raise it or remove it", "请提高，或删除")
    }

    static func startOfCalendarPeriod(_ each: String) -> Complaint {
        Complaint(
            "“start” has no effect: every \(each) begins by the calendar",
            "“start”不起作用：\(each) 按日历划分", "remove it, or write “each: 5 years”, say",
            "请删除，或写“each: 5 years”之类")
    }

    static func twiceInList(_ name: String, _ noun: Wording) -> Complaint {
        Complaint("\(noun.english) names “\(name)” twice", "\(noun.chinese)重复列出“\(name)”")
    }

    static func opensAfterDue(_ opens: CivilDate, due: CivilDate, _ period: String) -> Complaint {
        Complaint(
            "it opens after it is due: in \(period) on \(opens), due \(due)",
            "开始晚于期限：\(period) 于 \(opens) 开始，\(due) 到期", "make “opens” earlier", "请提前“opens”")
    }

    static func lateUntilBeforeDue(
        _ last: CivilDate, due: CivilDate, _ period: String
    ) -> Complaint {
        Complaint(
            "“late-until” is before the due date: in \(period) on \(last), due \(due)",
            "“late-until”早于期限：\(period) 为 \(last)，期限 \(due)",
            "write “next …” for the following period", "下一周期请写“next …”")
    }

    static let dueAndReview = Complaint(
        "a class that is reviewed has no “due”", "定期复查的类别没有“due”", "keep “review” or “due”",
        "请只保留“review”或“due”")

    static func dueOfReviewed(_ name: String) -> Complaint {
        Complaint(
            "tasks of class “\(name)” are reviewed and never due", "类别“\(name)”定期复查，没有期限",
            "remove “due” or choose another class", "请删去“due”，或另选类别")
    }

    static func noDue(_ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) has no due date, nor has its class", "\(noun.chinese)及其类别都没有期限",
            "add “due: 2026-12-31”, say", "请补充“due: 2026-12-31”之类")
    }

    static func deadlineNeedsStart(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” can only be read from the day on which the task began",
            "“\(text)”须以事项开始之日推算", "add “start: …” or write the whole date",
            "请补充“start: …”，或写出完整日期")
    }

    static func deadlineAssumes(
        _ text: String, _ date: CivilDate, _ assumptions: [DeadlineAssumption]
    ) -> Complaint {
        let english = assumptions.map(\.english).joined(separator: "; ")
        let chinese = assumptions.map(\.chinese).joined(separator: "；")
        return Complaint(
            "“\(text)” is read as \(date): \(english)", "“\(text)”读作 \(date)：\(chinese)",
            "write \(date) if that is meant", "如无误，请直接写 \(date)")
    }

    static func deadlineIsNoDate(
        _ text: String, _ meaning: WrittenDeadline.Meaning
    ) -> Complaint {
        if case .category(let name) = meaning {
            return Complaint(
                "“\(text)” names a class, not a date", "“\(text)”是类别，不是日期",
                "write “class: \(name.rawValue)”", "请写“class: \(name.rawValue)”")
        }
        return Complaint(
            "“\(text)” says how often, not when", "“\(text)”说的是频次，不是日期",
            "make it a quota or a session", "请改为报送或会议任务")
    }

    static func badDue(_ text: String, _ refusal: DeadlineRefusal) -> Complaint {
        Complaint(
            "“\(text)” is not a due date: \(refusal.english)", "“\(text)”不是期限：\(refusal.chinese)",
            "write 2026-09-30, 2026-09-30 17:00 or start+3wd",
            "请写 2026-09-30、2026-09-30 17:00 或 start+3wd")
    }

    static func dueFromItself(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” would be counted from the due date itself", "“\(text)”以期限本身为准",
            "write “start\(text)”", "请写“start\(text)”")
    }

    static func dueIsNoDate(_ text: String) -> Complaint {
        Complaint(
            "“\(text)” does not lead to a later date", "“\(text)”得不到其后的日期",
            "count working days, days or months: start+3wd", "请按工作日、日或月计：start+3wd")
    }

    static func classWithoutScheme(_ name: String) -> Complaint {
        Complaint(
            "class “\(name)” without a scheme that defines it", "没有方案，无从确定类别“\(name)”",
            "add “scheme: …”", "请补充“scheme: …”")
    }

    static func unknownIn(
        _ name: String, _ noun: Wording, _ scheme: String, near: String?, known: [String]
    ) -> Complaint {
        let list = known.sorted().joined(separator: ", ")
        return Complaint(
            "scheme “\(scheme)” has no \(noun.english) “\(name)”",
            "方案“\(scheme)”没有\(noun.chinese)“\(name)”",
            advice: didYouMean(near)
                ?? (known.isEmpty ? nil : Wording("it has: \(list)", "已有：\(list)")))
    }

    static func noLadder(_ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) has no ladder, nor has its scheme", "\(noun.chinese)及其方案都没有催办梯度",
            "add “ladder: …”", "请补充“ladder: …”")
    }

    static func leadAssists(_ unit: String) -> Complaint {
        Complaint(
            "“\(unit)” leads this task and cannot assist it", "“\(unit)”是牵头单位，不能同时配合",
            "remove it from “assist”", "请从“assist”中删除")
    }

    static func tooManyTasks(most: Int) -> Complaint {
        Complaint("there are more than \(most) tasks", "事项超过 \(most) 个")
    }

    static func milestoneFromNowhere(_ id: String, _ base: String, near: String?) -> Complaint {
        Complaint(
            "milestone “\(id)” counts from “\(base)”, which is no milestone of this task",
            "节点“\(id)”以“\(base)”为准，但本事项没有这一节点",
            advice: didYouMean(near)
                ?? Wording("write start, due or a milestone", "请写 start、due 或已有节点"))
    }

    static func milestoneCycle(_ path: [String]) -> Complaint {
        let path = path.joined(separator: " → ")
        return Complaint(
            "the milestones \(path) wait for one another", "节点 \(path) 互相等待",
            "count one of them from due or start", "请让其中之一以 due 或 start 为准")
    }

    static func milestoneTwice(_ id: String, _ first: String) -> Complaint {
        Complaint(
            "a second milestone “\(id)”, the first is at \(first)", "节点“\(id)”重名，另见 \(first)",
            "rename one of them", "请改名")
    }

    static func milestoneIsInstant(_ id: String) -> Complaint {
        Complaint(
            "milestone “\(id)” needs a date, not an instant", "节点“\(id)”需要日期而非时刻",
            "count in wd, d, w, month or y", "请以 wd、d、w、month、y 计")
    }

    static func milestoneLooksLikeAnchor(_ id: String) -> Complaint {
        Complaint(
            "a milestone cannot be called “\(id)”: in “at:” it would read as something else",
            "节点不能叫“\(id)”，在“at:”中会有歧义", "choose another name", "请换一个名称")
    }

    static func milestoneIsReserved(_ id: String) -> Complaint {
        Complaint(
            "“\(id)” is the name of a step of every task: a milestone of this name hides it",
            "“\(id)”是事项的固定步骤名，以此为名的节点会取而代之", "choose another name for a new task", "新事项请换一个名称")
    }

    static let milestonesOfReviewed = Complaint(
        "the milestones of a task that is reviewed have no effect in this version",
        "定期复查的事项，其节点在本版本尚不起作用", "they may stay for a later version", "可保留，待以后版本生效")

    static func milestoneOutside(
        _ id: String, _ date: CivilDate, start: CivilDate?, due: CivilDate
    ) -> Complaint {
        if let start, date < start {
            return Complaint(
                "milestone “\(id)” falls on \(date), before the task starts on \(start)",
                "节点“\(id)”为 \(date)，早于事项开始日 \(start)", "shorten the plan or start earlier",
                "请缩短倒排时距，或提前开始")
        }
        return Complaint(
            "milestone “\(id)” falls on \(date), after the task is due on \(due)",
            "节点“\(id)”为 \(date)，晚于期限 \(due)", "shorten the plan", "请缩短时距")
    }

    static func milestoneWithoutDue(_ id: String) -> Complaint {
        Complaint(
            "milestone “\(id)” counts from a due date that a reviewed task does not have",
            "定期复查的事项没有期限，节点“\(id)”无从计算", "count it from start", "请以 start 为准")
    }
}

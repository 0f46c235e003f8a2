// Complaints about people, units, sets and vacant posts.

import Civil

extension Complaint {
    static func relayWithoutAccount(_ name: String) -> Complaint {
        Complaint(
            "“\(name)” has no account and cannot receive for others", "“\(name)”没有账号，不能代收",
            "name a person with an account", "请指定有账号的人员")
    }

    static func badAccount(_ name: String) -> Complaint {
        Complaint("“\(name)” cannot be the name of an account", "“\(name)”不能作为账号名")
    }

    static func noAccount(_ name: String, _ noun: Wording) -> Complaint {
        Complaint(
            "this machine has no account “\(name)”: \(noun.english) gets no mail",
            "本机没有账号“\(name)”，\(noun.chinese)收不到邮件", "create it, or name a “relay”",
            "请建立账号，或改用“relay”代收")
    }

    static func rootAccount(_ name: String, _ noun: Wording) -> Complaint {
        Complaint(
            "the account “\(name)” is root's: \(noun.english) gets no mail",
            "账号“\(name)”是超级用户，\(noun.chinese)收不到邮件", "name an ordinary account", "请使用普通账号")
    }

    static func endsBeforeItBegins(_ since: CivilDate, _ until: CivilDate) -> Complaint {
        Complaint(
            "it ends on \(until), before it begins on \(since)", "\(until) 结束，早于 \(since) 开始",
            "exchange the dates", "请对调日期")
    }

    static func endWithout(_ missing: String, _ given: String) -> Complaint {
        Complaint(
            "“\(given)” without “\(missing)”", "有“\(given)”而没有“\(missing)”",
            "name the last day and the unit that answers from then on", "请同时写明最后一日和此后负责的单位")
    }

    static func mergedInCircle(_ units: [String]) -> Complaint {
        let path = units.joined(separator: " → ")
        return Complaint(
            "the units \(path) are merged into one another", "单位 \(path) 互相并入",
            "name a unit that stays", "请写继续存在的单位")
    }

    static func cycle(_ names: [String], _ noun: Wording) -> Complaint {
        let path = names.joined(separator: " → ")
        return Complaint(
            "the \(noun.english)s \(path) form a cycle", "\(noun.chinese) \(path) 形成循环",
            "change one of them", "请修改其中之一")
    }

    static func setsTooDeep(most: Int) -> Complaint {
        Complaint(
            "more than \(most) sets are made of one another", "单位组嵌套超过 \(most) 层",
            "name the units or their parent", "请直接指定单位或其上级")
    }

    static func treeTooDeep(most: Int) -> Complaint {
        Complaint("more than \(most) levels of units", "单位层级超过 \(most) 级")
    }

    static func setWithoutBase(_ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) names no units", "\(noun.chinese)没有指定单位",
            "add children-of, below, units, of or kind", "请加入 children-of、below、units、of 或 kind")
    }

    static func notInSet(_ unit: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) would not contain “\(unit)” anyway", "\(noun.chinese)本来就不含“\(unit)”",
            "remove the exception", "请删除该例外")
    }

    static func emptySet(_ noun: Wording) -> Complaint {
        Complaint("\(noun.english) is empty", "\(noun.chinese)是空的")
    }

    static func setOfHolders(_ name: String) -> Complaint {
        Complaint(
            "“\(name)” is a set of post holders; units are needed here", "“\(name)”是岗位人员组，此处需要单位",
            "name a set without “post”", "请使用没有“post”的单位组")
    }

    static func vacant(_ post: String, _ unit: String, climbsTo upper: String?) -> Complaint {
        let advice = Wording("name a holder under its “posts”", "请在该单位“posts”中指定人员")
        let who = Wording(
            "nobody holds the post “\(post)” in unit “\(unit)”", "单位“\(unit)”的岗位“\(post)”无人")
        guard let upper else {
            return Complaint(
                "\(who.english) or above: nobody will be told", "\(who.chinese)，其上级也无人，提醒无人可送",
                advice: advice)
        }
        return Complaint(
            "\(who.english): its notices climb to “\(upper)”", "\(who.chinese)，提醒将上送“\(upper)”",
            advice: advice)
    }
}

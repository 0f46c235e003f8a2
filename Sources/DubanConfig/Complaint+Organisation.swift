// Complaints about people, units, sets and vacant posts.

import Civil

extension Complaint {
    static let relayWithoutAccount = Form(
        "“%1” has no account and cannot receive for others", "“%1”没有账号，不能代收",
        "name a person with an account", "请指定有账号的人员")
    static let badAccount = Form("“%1” cannot be the name of an account", "“%1”不能作为账号名")
    static let noAccount = Form(
        "this machine has no account “%2”: %1 gets no mail", "本机没有账号“%2”，%1收不到邮件",
        "create it, or name a “relay”", "请建立账号，或改用“relay”代收")
    static let rootAccount = Form(
        "the account “%2” is root's: %1 gets no mail", "账号“%2”是超级用户，%1收不到邮件",
        "name an ordinary account", "请使用普通账号")
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
        "remove the exception", "请删除该例外")
    static let emptySet = Form("%1 is empty", "%1是空的")
    static let setOfHolders = Form(
        "“%1” is a set of post holders; units are needed here", "“%1”是岗位人员组，此处需要单位",
        "name a set without “post”", "请使用没有“post”的单位组")
    static let vacant = Form(
        "nobody holds the post “%1” in unit “%2”: its notices climb to “%3”",
        "单位“%2”的岗位“%1”无人，提醒将上送“%3”", advice: holderUnderPosts)
    static let vacantToTheTop = Form(
        "nobody holds the post “%1” in unit “%2” or above: nobody will be told",
        "单位“%2”的岗位“%1”无人，其上级也无人，提醒无人可送", advice: holderUnderPosts)
    private static let holderUnderPosts = Wording(
        "name a holder under its “posts”", "请在该单位“posts”中指定人员")
}

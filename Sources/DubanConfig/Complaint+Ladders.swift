// Complaints about ladders and their use.

import Civil

extension Complaint {
    static func emptyLadder(_ name: String) -> Complaint {
        Complaint(
            "ladder “\(name)” has no rungs", "催办梯度“\(name)”没有任何档",
            "add one such as “- { at: -5wd, tell: liaison }”",
            "请加入“- { at: -5wd, tell: liaison }”之类")
    }

    static func sameRung(_ identity: String, _ first: String) -> Complaint {
        Complaint(
            "a second rung at \(identity), the first is at \(first)", "\(identity) 已有一档，见 \(first)",
            "put both into one “tell”, or give one another “time”", "请合并“tell”，或为其中一档另设“time”")
    }

    static func timeOfInstant(_ at: String) -> Complaint {
        Complaint(
            "a rung at “\(at)” is an instant and has no “time” of its own",
            "“\(at)”已是确定时刻，不能再设“time”", "write a date such as 0d or -1wd, or remove “time”",
            "请写 0d、-1wd 之类的日期，或删去“time”")
    }

    static func repeatWithoutInterval(_ key: String) -> Complaint {
        Complaint(
            "“\(key)” without “every”", "有“\(key)”而没有“every”", "add “every: 3wd”, say",
            "请补充“every: 3wd”之类")
    }

    static let repeatWithoutEnd = Complaint(
        "“every” does not say how long", "“every”没有说明重复到何时", "add “times: 4” or “until: met”",
        "请补充“times: 4”或“until: met”")

    static func waitIsNotPositive(_ span: String) -> Complaint {
        Complaint(
            "a wait of \(span) leads nowhere", "间隔 \(span) 无效",
            "write a span above zero, such as 3wd", "请写大于零的时距，例如 3wd")
    }

    static let nobodyToTell = Complaint(
        "this rung tells nobody", "此档没有提醒对象", "add “tell: liaison”, say", "请补充“tell: liaison”之类")

    static func postAndPerson(_ name: String) -> Complaint {
        Complaint(
            "“\(name)” is both a post and a person", "“\(name)”既是岗位又是人员", "rename one of them",
            "请改名")
    }

    static func unknownRecipient(_ name: String, near: String?) -> Complaint {
        Complaint(
            "“\(name)” is nobody who could be told", "“\(name)”不是可以提醒的对象",
            advice: didYouMean(near)
                ?? Wording(
                    "write a post, up.POST, office.POST, bearer, owner, leader or a person",
                    "请写岗位、up.岗位、office.岗位、bearer、owner、leader 或人员"))
    }

    static func ladderTellsBearer(_ ladder: String, _ noun: Wording) -> Complaint {
        Complaint(
            "ladder “\(ladder)” tells the bearer, but \(noun.english) is owed by units",
            "催办梯度“\(ladder)”提醒责任人，但\(noun.chinese)由单位承担",
            "name a ladder that tells posts, or a set with “post”", "请使用提醒岗位的梯度，或使用带“post”的单位组")
    }

    static func ladderTellsOwner(_ ladder: String, _ noun: Wording) -> Complaint {
        Complaint(
            "ladder “\(ladder)” tells the owner, but \(noun.english) has none",
            "催办梯度“\(ladder)”提醒责任岗位，但\(noun.chinese)没有责任岗位", "“owner” is for tasks; name a post",
            "“owner”只用于事项，请写岗位")
    }

    static func ladderNamesStep(_ ladder: String, _ step: String, _ noun: Wording) -> Complaint {
        Complaint(
            "ladder “\(ladder)” counts from “\(step)”, which \(noun.english) does not have",
            "催办梯度“\(ladder)”以“\(step)”为准，但\(noun.chinese)没有这一节点",
            "add the milestone or use another ladder", "请补充该节点，或改用其他梯度")
    }
}

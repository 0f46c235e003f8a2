// Complaints about names and what they refer to.

import Civil

extension Wording {
    static let unit = Wording("unit", "单位")
    static let person = Wording("person", "人员")
    static let post = Wording("post", "岗位")
    static let set = Wording("set", "单位组")
    static let ladder = Wording("ladder", "催办梯度")
    static let scheme = Wording("scheme", "整改方案")
    static let task = Wording("task", "事项")

    /// A thing with its name, such as unit “jiaoyu”.
    func named(_ name: String) -> Wording { Wording("\(english) “\(name)”", "\(chinese)“\(name)”") }
}

extension Complaint {
    static func badName(_ name: String, _ scalar: Unicode.Scalar, _ noun: Wording) -> Complaint {
        let isVisible =
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        let code = Wording(scalarCode(scalar), scalarCode(scalar))
        let shown =
            scalar == " "
            ? Wording("a blank", "空格")
            : isVisible ? Wording("“\(scalar)”", "“\(scalar)”") : code
        return Complaint(
            "the name of a \(noun.english) cannot contain \(shown.english)",
            "\(noun.chinese)的名称不能含有\(shown.chinese)", "use letters, digits and “-”", "请使用文字、数字和“-”")
    }

    static func longName(_ noun: Wording, most: Int) -> Complaint {
        Complaint(
            "the name of a \(noun.english) has more than \(most) characters",
            "\(noun.chinese)的名称超过 \(most) 个字符")
    }

    static func emptyName(_ noun: Wording) -> Complaint {
        Complaint("a \(noun.english) without a name", "\(noun.chinese)没有名称")
    }

    static func reservedName(_ name: String, _ noun: Wording) -> Complaint {
        Complaint(
            "“\(name)” has a meaning of its own and cannot name a \(noun.english)",
            "“\(name)”另有含义，不能用作\(noun.chinese)名称", "choose another name", "请换一个名称")
    }

    static func unknown(_ name: String, _ noun: Wording, near: String?) -> Complaint {
        Complaint(
            "there is no \(noun.english) “\(name)”", "没有\(noun.chinese)“\(name)”",
            advice: didYouMean(near))
    }

    static func nameInsteadOfID(_ name: String, _ id: String) -> Complaint {
        Complaint(
            "“\(name)” is the name of a unit, not its key", "“\(name)”是单位的名称，不是它的键",
            "write “\(id)”", "请写“\(id)”")
    }

    static func sameName(_ name: String, _ noun: Wording, _ other: Wording, at place: String)
        -> Complaint
    {
        Complaint(
            "the \(noun.english) “\(name)” has the name of the \(other.english) at \(place)",
            "\(noun.chinese)“\(name)”与 \(place) 的\(other.chinese)重名", "rename one of them", "请改名")
    }

    static func bothKeys(_ one: String, _ other: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) has both “\(one)” and “\(other)”",
            "\(noun.chinese)同时有“\(one)”和“\(other)”", "keep one of them", "请只保留一个")
    }

    static func neitherKey(_ one: String, _ other: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) needs “\(one)” or “\(other)”", "\(noun.chinese)缺少“\(one)”或“\(other)”",
            "add one of them", "请补充其中一个")
    }
}

// Complaints about values of the wrong shape.

import Civil

extension Wording {
    static func key(_ key: String) -> Wording { Wording("“\(key)”", "“\(key)”") }
}

extension Complaint {
    static func notYet(_ key: String) -> Complaint {
        Complaint(
            "“\(key)” is not supported yet by this version", "本版本尚不支持“\(key)”", "remove it", "请删除")
    }

    static func idle(_ key: String) -> Complaint {
        Complaint(
            "“\(key)” is checked and has no effect in this version", "本版本只检查“\(key)”，尚不起作用",
            "it may stay for a later version", "可保留，待以后版本生效")
    }

    static func misplacedKey(_ key: String, _ noun: Wording) -> Complaint {
        Complaint(
            "“\(key)” stands where the name of a \(noun.english) should, but is a key",
            "此处应为\(noun.chinese)的名称，而“\(key)”是键", "indent it as its neighbours are", "请与同级各行对齐缩进")
    }

    static func misplacedSection(_ key: String) -> Complaint {
        Complaint(
            "“\(key)” does not begin at the start of its line", "“\(key)”没有顶格书写",
            "remove the blanks before it", "请删去行首空格")
    }

    static func notBelow(_ key: String, _ section: String) -> Complaint {
        Complaint(
            "“\(key)” is not indented below “\(section)”", "“\(key)”没有缩进到“\(section)”之下",
            "indent what belongs to “\(section)” by two blanks more", "属于“\(section)”的各行请再缩进两格")
    }

    static func unknownKey(
        _ key: String, _ noun: Wording, near: String?, known: [String]
    ) -> Complaint {
        let list = known.sorted().joined(separator: ", ")
        return Complaint(
            "\(noun.english) has no key “\(key)”", "\(noun.chinese)没有键“\(key)”",
            advice: didYouMean(near) ?? Wording("its keys are: \(list)", "可用的键：\(list)"))
    }

    static func didYouMean(_ near: String?) -> Wording? {
        near.map { Wording("did you mean “\($0)”?", "是否想写“\($0)”？") }
    }

    static func notMapping(_ noun: Wording) -> Complaint {
        Complaint("\(noun.english) consists of “key: value” pairs", "\(noun.chinese)应由“键: 值”组成")
    }

    static func notList(_ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) is a list", "\(noun.chinese)应为列表",
            "write [A, B] or lines that begin with “- ”", "请写成 [甲, 乙] 或以“- ”开头的各行")
    }

    static func notText(_ noun: Wording) -> Complaint {
        Complaint("\(noun.english) is one value", "\(noun.chinese)应为单个值")
    }

    static func noValue(_ key: String) -> Complaint { noValue(.key(key)) }

    static func noValue(_ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) has no value", "\(noun.chinese)没有值", "give it one or remove it",
            "请填写，或删除该键")
    }

    static func missing(_ key: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english) needs “\(key)”", "\(noun.chinese)缺少“\(key)”", "add “\(key): …”",
            "请补充“\(key): …”")
    }

    static func tooLong(_ noun: Wording, most: Int) -> Complaint {
        Complaint(
            "\(noun.english) has more than \(most) characters", "\(noun.chinese)超过 \(most) 个字符")
    }

    static func tooMany(_ noun: Wording, most: Int) -> Complaint {
        Complaint("\(noun.english) has more than \(most) entries", "\(noun.chinese)超过 \(most) 条")
    }

    static func notInteger(_ text: String, _ noun: Wording, _ range: ClosedRange<Int>) -> Complaint
    {
        Complaint(
            "\(noun.english) is a whole number, not “\(text)”", "\(noun.chinese)应为整数，不是“\(text)”",
            "write a number from \(range.lowerBound) to \(range.upperBound)",
            "请写 \(range.lowerBound) 到 \(range.upperBound) 的整数")
    }

    static func notNumber(_ text: String, _ noun: Wording) -> Complaint {
        Complaint("\(noun.english) is a number, not “\(text)”", "\(noun.chinese)应为数字，不是“\(text)”")
    }

    static func notOneOf(
        _ text: String, _ noun: Wording, _ values: [String], near: String?
    ) -> Complaint {
        let list = values.joined(separator: ", ")
        return Complaint(
            "\(noun.english) cannot be “\(text)”", "\(noun.chinese)不能是“\(text)”",
            advice: didYouMean(near) ?? Wording("write one of: \(list)", "请从中选择：\(list)"))
    }

    static func badNotation(_ error: NotationError, _ text: String, _ noun: Wording) -> Complaint {
        Complaint(
            "\(noun.english): \(error.message.english)",
            "\(noun.chinese)“\(text)”写法有误：\(error.message.chinese)",
            "expected \(error.expected.english)", "此处应为 \(error.expected.chinese)")
    }
}

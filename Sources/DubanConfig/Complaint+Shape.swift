// Complaints about values of the wrong shape, and about names and what they refer to.

import Civil

extension Wording {
    static let unit = Wording("unit", "单位")
    static let person = Wording("person", "人员")
    static let post = Wording("post", "岗位")
    static let set = Wording("set", "单位组")
    static let ladder = Wording("ladder", "催办梯度")
    static let scheme = Wording("scheme", "整改方案")
    static let task = Wording("task", "事项")

    static func key(_ key: String) -> Wording { Wording("“\(key)”", "“\(key)”") }

    /// A thing with its name, such as unit “jiaoyu”.
    func named(_ name: String) -> Wording { Wording("\(english) “\(name)”", "\(chinese)“\(name)”") }
}

extension Complaint {
    static let notYet = Form(
        "“%1” is not supported yet by this version", "本版本尚不支持“%1”",
        "remove it", "请删除")
    static let idle = Form(
        "“%1” is checked and has no effect in this version", "本版本只检查“%1”，尚不起作用",
        "it may stay for a later version", "可保留，待以后版本生效"
    ).warning(.withoutEffect)
    static let misplacedKey = Form(
        "“%2” stands where the name of a %1 should, but is a key", "此处应为%1的名称，而“%2”是键",
        "indent it as its neighbours are", "请与同级各行对齐缩进")
    static let misplacedSection = Form(
        "“%1” does not begin at the start of its line", "“%1”没有顶格书写",
        "remove the blanks before it", "请删去行首空格")
    static let notBelow = Form(
        "“%1” is not indented below “%2”", "“%1”没有缩进到“%2”之下",
        "indent what belongs to “%2” by two blanks more", "属于“%2”的各行请再缩进两格")
    static let unknownKey = Form(
        "%1 has no key “%2”", "%1没有键“%2”", "its keys are: %3", "可用的键：%3")
    static let notMapping = Form("%1 consists of “key: value” pairs", "%1应由“键: 值”组成")
    static let notList = Form(
        "%1 is a list", "%1应为列表",
        "write [A, B] or lines that begin with “- ”", "请写成 [甲, 乙] 或以“- ”开头的各行")
    static let notText = Form("%1 is one value", "%1应为单个值")
    static let noValue = Form(
        "%1 has no value", "%1没有值",
        "give it one or remove it", "请填写，或删除该键")
    static let missing = Form(
        "%1 needs “%2”", "%1缺少“%2”",
        "add “%2: …”", "请补充“%2: …”")
    static let tooLong = Form("%1 has more than %2 characters", "%1超过 %2 个字符")
    static let tooMany = Form("%1 has more than %2 entries", "%1超过 %2 条")
    static let notInteger = Form(
        "%1 is a whole number, not “%2”", "%1应为整数，不是“%2”",
        "write a number from %3 to %4", "请写 %3 到 %4 的整数")
    static let notNumber = Form("%1 is a number, not “%2”", "%1应为数字，不是“%2”")
    static let notOneOf = Form(
        "%1 cannot be “%2”", "%1不能是“%2”", "write one of: %3", "请从中选择：%3")
    static let badNotation = Form(
        "%1: %2", "%1“%3”写法有误：%2", "expected %4", "此处应为 %4")

    static let writtenAnchor = Form(
        "%1: “%2” is not as the charter writes it", "%1：“%2”不是规则中的写法",
        "write %3", "请写 %3")

    // Names.
    static let badName = Form(
        "the name of a %1 cannot contain %2", "%1的名称不能含有%2",
        "use letters, digits and “-”", "请使用文字、数字和“-”")
    static let longName = Form("the name of a %1 has more than %2 characters", "%1的名称超过 %2 个字符")
    static let emptyName = Form("a %1 without a name", "%1没有名称")
    static let reservedName = Form(
        "“%2” has a meaning of its own and cannot name a %1", "“%2”另有含义，不能用作%1名称",
        "choose another name", "请换一个名称")
    static let unknown = Form("there is no %1 “%2”", "没有%1“%2”")
    static let nameInsteadOfID = Form(
        "“%1” is the name of a unit, not its key", "“%1”是单位的名称，不是它的键",
        "write “%2”", "请写“%2”")
    static let severalPosts = Form(
        "several posts are called “%1”", "有几个岗位都叫“%1”",
        "write the key of one: %2", "请写其中一个的键：%2")
    static let nameOfUnit = Form(
        "the set “%1” has the name of the unit at %2", "单位组“%1”与 %2 的单位重名",
        "rename one of them", "请改名")
    static let bothKeys = Form(
        "%1 has both “%2” and “%3”", "%1同时有“%2”和“%3”",
        "keep one of them", "请只保留一个")
    static let neitherKey = Form(
        "%1 needs “%2” or “%3”", "%1缺少“%2”或“%3”",
        "add one of them", "请补充其中一个")
}

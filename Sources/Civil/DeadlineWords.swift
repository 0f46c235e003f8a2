// The words of written deadlines that are read as wholes, and which other words may stand beside
// them without changing them.

/// Words that are read as wholes; a longer one stands before its own beginning.
enum DeadlineWords {
    static let before = ["之前", "以前", "前"]
    static let within = ["之内", "以内", "内"]
    static let until = ["至", "到", "-", "~"]
    static let lead = [
        "完成时限:", "整改时限:", "办结时限:", "时限:", "期限:", "截止时间:", "截止日期:", "截止到", "截至", "截止", "务必",
        "必须", "应当", "保证", "确保", "不得迟于", "不得晚于", "不迟于", "不晚于", "最迟", "最晚", "至迟", "限期", "请", "须",
        "应", "需要", "需", "要", "限", "赶", "并", "于", "在",
    ]
    /// Words that aim at a day without promising it.
    static let aims = ["力争", "争取", "原则上", "计划", "预计", "拟"]
    static let trail = [
        "全部整改到位", "整改到位", "整改完毕", "整改完成", "完成整改", "全部完成", "落实到位", "办理完毕", "基本完成", "完成", "办结",
        "到位", "报送", "上报", "报告", "报结", "反馈", "见到成效", "见成效", "见效", "取得成效", "取得明显成效", "取得实效", "整改",
    ]
    static let categories: [String: DeadlineClass] = [
        "立行立改": .immediate, "即知即改": .immediate, "立知立改": .immediate, "立查立改": .immediate,
        "即查即改": .immediate, "即行即改": .immediate, "边查边改": .immediate, "立改": .immediate,
        "立即整改": .atOnce, "立即纠正": .atOnce, "马上纠正": .atOnce, "马上整改": .atOnce,
        "及时制止": .atOnce, "当场纠正": .atOnce, "当场整改": .atOnce,
        "中长期": .longTerm, "中长期完成": .longTerm, "中长期整改": .longTerm, "中长期任务": .longTerm,
        "长期坚持": .standing, "长期": .standing, "长期推进": .standing, "长期整改": .standing,
        "长期任务": .standing, "持续推进": .standing, "持续整改": .standing, "持续跟进": .standing,
        "持续坚持": .standing, "持续开展": .standing, "常态化": .standing, "常态化推进": .standing,
        "常态化开展": .standing, "常抓不懈": .standing,
    ]
    /// The classes, longer words before their own beginnings.
    static let sortedCategories = categories.map { (word: $0.key, category: $0.value) }
        .sorted { ($0.word.count, $0.word) > ($1.word.count, $1.word) }
    /// What may follow a class: 长期坚持的整改任务.
    static let kinds = ["整改任务", "整改事项", "整改问题", "任务", "事项", "问题", "措施", "工作"]
    static let dateless: Set<String> = [
        "尽快", "尽快完成", "尽早", "尽早完成", "抓紧", "抓紧完成", "近期", "近期完成", "适时", "待定", "暂定", "未定", "按计划",
        "按计划推进", "按要求", "按时", "按期", "视情况", "视情", "另行通知", "分阶段推进", "逐步推进", "立即", "马上", "无", "/", "-",
    ]
    static let blanks = ["*", "×", "_", "□", "X年", "X月", "X日", "x年", "x月", "x日"]

    /// What takes time to arrive, and begins a count: 收到之日起, 收文后.
    static let events = [
        "收到", "收文", "接到", "接文", "签收", "印发", "发文", "下发", "发布", "公布", "公示", "通报", "反馈", "交办", "转办",
        "批准", "批复", "受理", "送达", "通知", "结束", "召开",
    ]
    static let eventEnds = ["之日起", "当日起", "之日后", "之日", "后起", "之后", "以后", "后", "起"]

    /// Characters that bound a time: words with one of them are never passed over.
    private static let bounds = Set<Unicode.Scalar>("前后内底末初起止每逐各半约左右不未启始第".unicodeScalars)
    /// Characters that name a time.
    private static let units = Set<Unicode.Scalar>("年月日号天周时点旬节庆旦".unicodeScalars)

    /// Whether a character may be passed over where something is said about a due date.
    static func isBesideDate(_ scalar: Unicode.Scalar) -> Bool {
        isBesideCount(scalar) && !units.contains(scalar)
    }

    /// Whether a character may be passed over where it is said what is done so often.
    static func isBesideCount(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isChinese && !bounds.contains(scalar)
    }
}

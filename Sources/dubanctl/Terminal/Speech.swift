// Which language dubanctl speaks: Chinese where the locale says so, English everywhere else.

import DubanKernel
import Glibc

extension Language {
    /// The language of this process by the first of LC_ALL, LC_MESSAGES and LANG that is set
    /// (POSIX.1 §8.2).
    static let spoken: Language = {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name), value.pointee != 0 else { continue }
            return String(cString: value).hasPrefix("zh") ? .chinese : .english
        }
        return .english
    }()
}

/// The text in the language spoken.
func say(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) -> String {
    Language.spoken == .chinese ? chinese() : english()
}

/// A word of the wire for people: kinds, states, lights and outcomes. An unknown one stays as it
/// is.
func spoken(_ wireWord: String) -> String {
    guard let (english, chinese) = vocabulary[wireWord] else { return wireWord }
    return say(english, chinese)
}

/// Every word of the wire in English and Chinese.
let vocabulary = words.merging(
    Verb.allCases.map { ($0.rawValue, ($0.rawValue, $0.chinese)) }
) { word, _ in word }.merging(
    DutyClass.all.map { ($0.kind.rawValue, ($0.kind.rawValue, $0.chinese)) }
) { word, _ in word }

/// All but the classes of duties.
private let words: [String: (String, String)] = [
    "task": ("task", "督办事项"), "milestone": ("milestone", "节点"), "review": ("review", "跟踪问效"),
    "step": ("step", "步骤"),
    "open": ("open", "在办"), "partial": ("partial", "部分完成"), "submitted": ("submitted", "已报结，待核验"),
    "met": ("met", "已完成"), "metLate": ("met late", "逾期完成"), "missed": ("missed", "逾期未完成"),
    "cancelled": ("cancelled", "已取消"), "excused": ("excused", "免办"),
    "yellow": ("yellow", "黄"), "red": ("red", "红"),
    "rung": ("rung", "催办"), "exit": ("exit", "解除"), "moved": ("moved", "改期"),
    "told": ("told", "已提醒"), "joined": ("joined", "合并"), "superseded": ("superseded", "已并入后次"),
    "dropped": ("dropped", "不再需要"), "unreachable": ("unreachable", "无人可提醒"),
    "waiting": ("waiting", "待发"), "sending": ("sending", "发送中"), "retrying": ("retrying", "待重试"),
    "refused": ("refused", "无法投递"), "unproven": ("unproven", "未确认"),
    "delivered": ("delivered", "已送达"),
    "notice": ("notice", "通知"), "entry": ("entry", "登记"), "charter": ("charter", "规则"),
    "grant": ("grant", "准予延期"), "amend": ("amend", "变更"), "transfer": ("transfer", "移交"),
    "relapse": ("relapse", "问题反弹"), "false": ("false", "虚假整改"), "error": ("error", "误销号"),
    "live": ("live", "正常发送"), "hold": ("hold", "只登记不发送"),
].merging(ChannelName.allCases.map { ($0.rawValue, ($0.rawValue, $0.chinese)) }) { $1 }

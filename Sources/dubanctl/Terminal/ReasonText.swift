// Why a delivery failed, for people: the ledger keeps it in the words of the program that said it.

/// In the reader's language.
func spokenReason(_ text: String) -> String { say(text, chineseReason(text)) }

/// One that is not in the table stays as it is.
func chineseReason(_ text: String) -> String {
    for (english, chinese) in reasons {
        guard let names = names(in: text, by: english) else { continue }
        let parts = chinese.split(separator: "%", omittingEmptySubsequences: false)
        return zip(parts, names + [""]).map { $0 + $1 }.joined()
    }
    return text
}

/// What stands for each `%` of a pattern; nil where the text is another one.
private func names(in text: String, by pattern: String) -> [Substring]? {
    let parts = pattern.split(separator: "%", omittingEmptySubsequences: false)
    guard text.hasPrefix(parts[0]) else { return nil }
    var rest = text.dropFirst(parts[0].count)
    var names: [Substring] = []
    for part in parts.dropFirst() {
        guard !part.isEmpty else {
            names.append(rest)
            return names
        }
        guard let place = rest.firstRange(of: part) else { return nil }
        names.append(rest[..<place.lowerBound])
        rest = rest[place.upperBound...]
    }
    return rest.isEmpty ? names : nil
}

/// `%` stands for a name or number, in the same order in both languages.
let reasons: [(english: String, chinese: String)] = [
    ("there is no account %", "本机无账号 %"),
    ("% has no account in the charter", "规则中未给 % 写明账号"),
    ("% has no account any more", "% 已无账号"),
    ("% is the superuser", "% 是超级用户，不收邮件"),
    ("an account % cannot have a mailbox", "账号 % 不能有信箱"),
    ("the mailbox of % is a symbolic link", "% 的信箱是符号链接"),
    ("the mailbox of % is not a regular file", "% 的信箱不是普通文件"),
    ("the mailbox of % belongs to uid %", "% 的信箱属于 uid %"),
    ("the mailbox of % has % hard links", "% 的信箱有 % 个硬链接"),
    ("the mailbox of % is writable by strangers", "% 的信箱他人可写"),
    ("the mailbox of % is locked by another program", "% 的信箱被其他程序锁定"),
    ("the mailbox of % keeps being replaced", "% 的信箱不断被替换"),
    ("the mailbox of % keeps appearing and vanishing", "% 的信箱时有时无"),
    ("the mailbox grows too fast to be searched", "信箱增长过快，无法查找"),
    ("%.lock is held by another program", "%.lock 被其他程序占用"),
    ("journald takes no entry: %", "系统日志不可用：%"),
    ("nobody takes entries for the journal", "系统日志不可用"),
    ("journald dropped the entry", "系统日志丢弃了该条"),
    ("the journal does not show its marker", "系统日志中未见标记"),
    ("the journal no longer reaches back to the attempt", "系统日志已不含当时的记录"),
    ("this account can read no journal", "服务账号无权读取系统日志"),
    ("the frozen entry is damaged", "待发内容已损坏"),
]

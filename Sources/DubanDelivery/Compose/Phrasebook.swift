// Every text that a notice is told with, in both languages side by side. Composing decides what is
// said; only this table knows how.

import DubanKernel

/// The texts in one language.
struct Phrasebook {
    let language: Language

    private func say(
        _ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String
    ) -> String {
        language == .chinese ? chinese() : english()
    }

    /// Several statements in a row.
    func list(_ parts: [String]) -> String { parts.joined(separator: say(", ", "，")) }

    private func name(_ light: Light) -> String { say(light.rawValue, light == .red ? "红" : "黄") }

    /// `1 day`, `2 days`.
    private func english(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    // MARK: Counts, in subjects and opening lines

    func open(_ count: Int) -> String { say("\(count) due", "\(count) 件待办") }
    func red(_ count: Int) -> String { say("\(count) red", "\(count) 件红灯") }
    func yellow(_ count: Int) -> String { say("\(count) yellow", "\(count) 件黄灯") }
    func moved(_ count: Int) -> String { say("\(count) moved", "\(count) 件期限调整") }
    /// So many that need no more doing.
    func settled(_ count: Int) -> String { say("\(count) settled", "\(count) 件已了结") }

    func subject(_ counts: [String]) -> String { say("duban: ", "督办提醒：") + list(counts) }
    func greeting(_ name: String) -> String { say("For \(name):", "\(name)：") }
    func asOf(_ time: String, _ counts: [String]) -> String {
        say("As of \(time): \(list(counts)).", "截至 \(time)：\(list(counts))。")
    }

    // MARK: Marks

    private func mark(_ text: String) -> String { say("[\(text)]", "【\(text)】") }

    /// Marks before a title, in one string that ends where the title begins.
    func marked(_ marks: [String]) -> String { marks.map { $0 + say(" ", "") }.joined() }
    func light(_ light: Light) -> String { mark(name(light)) }
    /// Of a light that went out; nil for one that is not known.
    func lightOut(_ light: Light?) -> String {
        mark(say((light.map(name) ?? "light") + " out", (light.map(name) ?? "亮") + "灯解除"))
    }
    var movedMark: String { mark(say("moved", "期限调整")) }
    var late: String { mark(say("late", "补发")) }
    /// Of a due date that may still move.
    var provisional: String { mark(say("provisional", "暂定")) }
    /// Of a line for somebody else.
    func passOn(to name: String) -> String { mark(say("for \(name)", "请转 \(name)")) }
    /// Of a mail that may have been delivered already.
    var possiblyRepeated: String { mark(say("possibly repeated", "可能重复")) }

    // MARK: The lines about one obligation

    func section(_ section: DigestSection) -> String {
        let title =
            switch section {
            case .redOverdue: say("Red, overdue", "红灯，已逾期")
            case .red: say("Red", "红灯")
            case .yellow: say("Yellow", "黄灯")
            case .verifying: say("To verify", "待核验")
            case .due: say("Due", "到期")
            case .early: say("Coming up", "将到期")
            case .moved: say("Moved", "期限调整")
            case .settled: say("Settled", "已了结")
            }
        return "== \(title) =="
    }

    func titled(_ title: String, key: String) -> String {
        say("\(title) (\(key))", "\(title)（\(key)）")
    }
    func submitted(at time: String) -> String { say("submitted \(time)", "\(time) 报结") }
    func due(_ time: String) -> String { say("due \(time)", "期限 \(time)") }
    /// Due on a later day: civil days and working days from today.
    func left(days: Int, working: Int) -> String {
        say(
            "\(english(days, "day")) left (\(english(working, "working day")))",
            "还有 \(days) 天（\(working) 个工作日）")
    }
    /// Due later today: whole hours and minutes.
    func left(hours: Int, minutes: Int) -> String {
        let time =
            switch (hours, minutes) {
            case (0, 0): say("less than a minute", "不到 1 分钟")
            case (0, _): say("\(minutes) min", " \(minutes) 分钟")
            case (_, 0): say("\(hours) h", " \(hours) 小时")
            default: say("\(hours) h \(minutes) min", " \(hours) 小时 \(minutes) 分钟")
            }
        return say("due today, \(time) left", "今天到期，还有\(time)")
    }
    /// The due instant passed earlier today.
    var overdueToday: String { say("overdue since today", "今天已到期") }
    /// The due instant passed on an earlier day.
    func overdue(days: Int, working: Int) -> String {
        say(
            "overdue by \(english(days, "day")) (\(english(working, "working day")))",
            "已逾期 \(days) 天（\(working) 个工作日）")
    }
    func progress(_ progress: Notice.Progress) -> String {
        say(
            "\(progress.done) of \(progress.least) done", "已完成 \(progress.done)/\(progress.least)")
    }
    /// `old` is nil when it is not known from when.
    func dueMoved(from old: String?, to due: String) -> String {
        say(
            "due date moved\(old.map { " from \($0)" } ?? "") to \(due)",
            "期限\(old.map { "由 \($0) " } ?? "")调整为 \(due)")
    }
    var settledNow: String { say("settled", "已了结") }
    /// Of a session: in time on the day that counts, though recorded late.
    func heldInTime(on date: String, recorded time: String) -> String {
        say(
            "held in time on \(date), recorded late at \(time)",
            "按期召开（\(date)）、登记迟（\(time)）")
    }
    /// When it was to be told.
    func scheduled(_ time: String) -> String { say("scheduled for \(time)", "原定 \(time) 提醒") }
    func settle(command: String) -> String { say("settle: \(command)", "办理：\(command)") }
    /// In a command, where a piece of evidence is to be named.
    var anyEvidence: String { say("EVIDENCE", "佐证") }
    /// In a command, where an item's title is to be given.
    var anyTitle: String { say("TITLE", "标题") }
    /// In a command, where a reason is to be given.
    var anyReason: String { say("REASON", "理由") }
    func look(command: String) -> String { say("look: \(command)", "查看：\(command)") }
    /// The ids of the notices told by a line.
    func notices(_ ids: [String]) -> String {
        say("notice: ", "编号：") + ids.joined(separator: " ")
    }

    // MARK: Several units, and what stands below

    /// So many of `all` units are under a light, or without one still owe it.
    func rollUp(_ title: String, units: Int, of all: Int, _ light: Light?) -> String {
        let state = light.map { say("", "亮") + name($0) } ?? say("not done", "未完成")
        return say(
            "\(title): \(units) of \(english(all, "unit")) \(state)",
            "\(title)：\(all) 个单位中 \(units) 个\(state)")
    }
    /// What is said of one unit, in one line.
    func unit(_ unit: String, _ statements: [String]) -> String {
        unit + say(": ", "：") + list(statements)
    }
    /// What the mark of a provisional date means.
    var provisionalNote: String {
        say(
            "[provisional]: the holidays of that year are not published yet; the date may move.",
            "【暂定】期限所在年份的放假安排尚未公布，公布后可能调整。")
    }
    /// Where more is to be found.
    var footer: String {
        say(
            "Sent by duban. Everything: dubanctl list",
            "本邮件由 duban 自动发出。全部事项：dubanctl list")
    }

    // MARK: The journal and the socket

    func to(_ name: String) -> String { say("to \(name)", "致 \(name)") }
    /// A person, and who receives for the person.
    func through(_ receiver: String, for name: String) -> String {
        say("\(name) (through \(receiver))", "\(name)（由 \(receiver) 转）")
    }
}

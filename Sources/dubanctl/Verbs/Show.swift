// `dubanctl show`: one obligation with everything recorded about it and everybody who was told.

import ArgumentParser
import Civil
import DubanConfig
import Varlink

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Show one obligation.", "查看一个事项。"),
        discussion: say("Example:", "例：") + "\n  dubanctl show info/jiaoyu")

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    @Argument(
        help: .say(
            "Its key as `list` prints it, or by names; without its period the oldest open one.",
            "事项编号（见 list），也可写名称；不写时段时，指最早的未完成时段。"),
        completion: .obligations)
    var key: String
    @Flag(help: .say("Also reminders that were not told.", "另列未发出的提醒。"))
    var all = false

    func run() throws {
        let socket = StatusSocket(common)
        var reply = try socket.call("io.duban.Status.Get", ["key": .string(key)])
        let history = try socket.call(
            "io.duban.Ledger.History",
            ["obligation": .string(reply["obligation"]?.text("key") ?? key)])
        guard !common.json else {
            var members = reply.object ?? JSONObject()
            members["history"] = history["deeds"]
            reply = .object(members)
            return Output.line(reply.description)
        }
        let clock = try clocks.clock(common)
        for line in summary(reply["obligation"] ?? .null, clock) { Output.line(line) }
        Table(
            rows: reply.items("submissions"),
            columns: [
                .init("ENTRY", "台账号", isNumber: true) { $0.text("entry") },
                .init("RECORDED", "登记时间") { $0.time("recordedUSec", clock) },
                .init("COUNTS AS OF", "计入时间") { $0.time("effectiveUSec", clock) },
                .init("HELD", "召开日期") { $0.text("held") },
                .init("TITLE", "标题") { $0.text("title") },
                .init("COUNTS", "计数") { row in
                    guard row["complete"]?.bool != true else { return say("yes", "是") }
                    let missing = row.texts("missing")
                    return say(
                        "lacks \(missing.joined(separator: ", "))",
                        "缺\(missing.joined(separator: "、"))")
                },
                .init("EVIDENCE", "佐证") { $0.texts("evidence").joined(separator: "、") },
            ]
        ).show(under: say("SUBMISSIONS", "上报记录"))
        let tellings = reply.items("tellings")
        let shown = tellings.filter { all || !$0.isNotTold }
        Table(
            rows: shown,
            columns: [
                .init("AT", "应提醒时间") { $0.time("atUSec", clock) },
                .init("DECIDED", "处理时间") { $0.time("decidedUSec", clock) },
                .init("KIND", "类别") { $0.word("kind") },
                .init("RUNG", "提醒节点") { $0.text("rung") },
                .init("NO.", "次", isNumber: true) { $0.text("occurrence") },
                .light { $0["light"]?.string },
                .init("OUTCOME", "结果") { $0.word("outcome") },
                .init("WHO", "提醒对象") { told($0) },
            ]
        ).show(under: say("TOLD", "催办记录"))
        if shown.count < tellings.count {
            let count = tellings.count - shown.count
            Output.line(
                say(
                    "\nNot told, because overtaken or no longer needed: \(count) (see --all)",
                    "\n另有 \(count) 个提醒节点已并入后次或不再需要，未发出（加 --all 查看）"))
        }
        showHistory(history, clock)
    }

    private func showHistory(_ history: JSON, _ clock: LocalTime) {
        let earlier = history["earlier"]?.bool == true ? say(" (the last ones)", "（最近部分）") : ""
        Table(
            rows: history.items("deeds"),
            columns: [
                .init("ENTRY", "台账号", isNumber: true) { $0.text("entry") },
                .init("AT", "时间") { $0.time("atUSec", clock) },
                .init("WHO", "登记人", who),
                .init("FOR", "代") { $0["onBehalfOfName"]?.string ?? "–" },
                .init("WHAT", "办理") { $0.word("verb") },
                .init("PARTICULARS", "内容") { particulars(ofDeed: $0, clock) },
            ]
        ).show(under: say("HISTORY", "办理经过") + earlier)
    }

    private func who(_ deed: JSON) -> String {
        deed["personName"]?.string ?? deed["person"]?.string
            ?? deed["uid"]?.integer.map { "uid \($0)" } ?? say("duban", "系统")
    }

    /// Everything else that an entry says, one after the other.
    private func particulars(ofDeed deed: JSON, _ clock: LocalTime) -> String {
        func named(_ english: String, _ chinese: String, _ field: String) -> String? {
            let texts = deed[field]?.string.map { [$0] } ?? deed.texts(field)
            let text =
                texts.isEmpty ? deed[field]?.integer.map(String.init) : texts.joined(separator: "、")
            return text.map { "\(say(english, chinese)) \($0)" }
        }
        let backdated = deed["effectiveUSec"].map { _ in
            say("as of ", "计入 ") + deed.time("effectiveUSec", clock)
        }
        let parts = [
            deed["because"]?.string.map(spoken), deed["reason"]?.string,
            named("title", "标题", "title"), named("held", "召开", "held"), backdated,
            named("evidence", "佐证", "evidence"), named("entry", "台账号", "withdraws"),
            named("over", "越过", "over"),
            deed.texts("changes").first.map { _ in
                deed.texts("changes").joined(separator: "；")
            },
            named("basis", "依据", "basis"), named("paper", "据", "paper"),
            named("signed by", "签批", "signedBy"),
        ]
        return parts.compactMap(\.self).joined(separator: say("; ", "；"))
    }

    /// Who was told, and who of them has not got it.
    private func told(_ telling: JSON) -> String {
        let undelivered = telling.texts("undelivered")
        return zip(telling.texts("persons"), telling.texts("names")).map { person, name in
            undelivered.contains(person) ? name + say(" (not delivered)", "（未送达）") : name
        }.joined(separator: say(", ", "、"))
    }

    private func summary(_ obligation: JSON, _ clock: LocalTime) -> [String] {
        let light = obligation["light"]?.string.map { " · " + spoken($0) } ?? ""
        let person = obligation["personName"]?.string.map { " · \($0)" } ?? ""
        let unit = "\(obligation.text("unitName")) (\(obligation.text("unit")))\(person)"
        var lines = [
            (say("kind", "类别"), obligation.word("kind")), (say("unit", "单位"), unit),
            (say("office", "督办部门"), obligation.text("officeName")),
            (say("state", "状态"), obligation.stateWord + light),
            (say("opens", "起始"), obligation.time("opensUSec", clock)),
            (say("due", "期限"), obligation.time("dueUSec", clock)),
            (say("counts until", "补报截止"), obligation.time("lateUntilUSec", clock)),
            (say("met", "完成"), obligation.time("metUSec", clock)),
            (say("held", "召开"), heldInTime(obligation, clock)),
            (say("done", "已完成"), obligation.progress),
            (say("evidence", "所需佐证"), obligation.texts("evidence").joined(separator: "、")),
            (say("next telling", "下次催办"), obligation.time("nextTellingUSec", clock)),
            (say("rule", "规则出处"), obligation.text("rule")),
            (say("zone", "时区"), clock.zone.name),
        ]
        lines.removeAll { $0.1.isEmpty || $0.1 == "–" }
        lines += particulars(obligation)
        let width = lines.map(\.0.displayWidth).max() ?? 0
        let title = "\(obligation.text("key")) \(obligation.text("title"))".printable
        return [title]
            + lines.map { name, value in
                let room = String(repeating: " ", count: width - name.displayWidth)
                return "  \(name)\(room)  \(value)".printable
            }
    }

    /// Of a session that was held in time and recorded late, both dates.
    private func heldInTime(_ obligation: JSON, _ clock: LocalTime) -> String {
        guard let held = obligation["heldInTime"]?.string else { return "–" }
        let recorded = obligation.time("metRecordedUSec", clock)
        return say(
            "in time on \(held), recorded late at \(recorded)",
            "按期召开（\(held)）、登记迟（\(recorded)）")
    }

    /// What the register says of a task, in the order in which people read it; last, by its own
    /// name, what a newer daemon says.
    private func particulars(_ obligation: JSON) -> [(String, String)] {
        let rows = obligation.items("particulars").map { row in
            let name = row.text("field").split(separator: ".", maxSplits: 1).map(String.init)
            let lines = row.text("text").split(separator: "\n").joined(separator: "、")
            return (field: name[0], number: name.dropFirst().first, text: lines)
        }
        let known = Show.fields.map(\.field)
        let others = rows.map(\.field).filter { !known.contains($0) && $0 != "office" }
        return (Show.fields + others.map { ($0, ($0, $0)) }).flatMap { field, words in
            rows.filter { $0.field == field }.map { row in
                let name = say(words.0, words.1)
                return (row.number.map { "\(name) \($0)" } ?? name, row.text)
            }
        }
    }

    static let fields: [(field: String, words: (String, String))] = [
        ("name", ("name", "名称")), ("problem", ("problem", "问题")), ("cause", ("cause", "原因")),
        ("measure", ("measure", "整改措施")), ("goal", ("goal", "目标")),
        ("quantity", ("quantity", "数量")), ("hard", ("hard", "难点")),
        ("lead", ("lead unit", "牵头单位")), ("owner", ("owner", "责任岗位")),
        ("assist", ("assisting", "配合单位")), ("leader", ("leader", "分管领导")),
        ("scheme", ("scheme", "方案")), ("class", ("class", "类别")),
        ("category", ("category", "问题分类")), ("source", ("source", "来源")),
        ("basis", ("basis", "文件依据")), ("basis-of-change", ("basis of change", "变更依据")),
        ("start", ("start", "起始日期")), ("due", ("due as written", "期限写法")),
        ("milestones", ("milestones", "节点")), ("ladder", ("ladder", "催办梯度")),
        ("links", ("linked", "关联事项")), ("cancelled", ("cancelled", "取消原因")),
    ]
}

extension JSON {
    /// A telling that nobody was to hear of any more.
    fileprivate var isNotTold: Bool {
        ["dropped", "superseded"].contains(self["outcome"]?.string)
    }
}

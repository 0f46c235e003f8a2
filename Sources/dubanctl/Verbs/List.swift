// `dubanctl list`: the obligations that the caller may see, by unit, kind, state and light.

import ArgumentParser
import Civil
import DubanKernel
import Varlink

/// Prints what List streams: a table, or with --json one obligation a line.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("List obligations.", "列出应办事项。"),
        discussion: say(
            """
            The most overdue first. Without --all only what is open or of the current period, and
            what opens soon; with it also what was over in the last 40 days. Examples:
            """,
            """
            逾期最久的在前。不加 --all 时只列在办的、本期的和即将开始的事项；加上后另列近 40 天内办结或
            逾期未完成的事项。例：
            """)
            + "\n  dubanctl list --light \(say("red", "红"))"
            + "\n  dubanctl list --unit jiaoyu --overdue"
            + "\n  dubanctl list --kind quota --json | jq -r .key")

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    @Option(
        help: .say("Of this unit and all below it.", "该单位及其下级。"), completion: .units)
    var unit: String?
    @Option(help: .say("Only this kind.", "只列该类别。"))
    var kind: Word<Obligation.Kind>?
    @Option(help: .say("Only in this state.", "只列该状态。"))
    var state: WantedState?
    @Option(help: .say("Only with this light.", "只列该预警。"))
    var light: Word<Light>?
    @Option(
        help: .say("Only what is due before this time.", "只列该时刻之前到期的。", valueName: "time"),
        transform: readTime)
    var dueBefore: WrittenTime?
    @Flag(help: .say("Only what is overdue.", "只列逾期的。"))
    var overdue = false
    @Option(
        help: .say(
            "Only what this person owes, answers for or leads.", "只列该人员承办、负责或分管的。"),
        completion: .people)
    var person: String?
    @Option(help: .say("Only tasks of this category.", "只列该问题分类的事项。"))
    var category: String?
    @Option(help: .say("Only tasks from this source.", "只列该来源的事项。"))
    var source: String?
    @Option(name: .customLong("class"), help: .say("Only tasks of this class.", "只列该整改类别的事项。"))
    var taskClass: String?
    @Flag(help: .say("Also what is over, and what opens later.", "另列已了结的和以后才开始的。"))
    var all = false
    @Flag(help: .say("Never page by page.", "不分页。"))
    var noPager = false

    func run() throws {
        var obligations: [JSON] = []
        try StatusSocket(common).stream("io.duban.Status.List", try filter) { reply in
            // An empty list ends with an empty reply.
            if let obligation = reply["obligation"], !obligation.isNull {
                obligations.append(obligation)
            }
        }
        obligations.sort { $0.urgency < $1.urgency }
        guard !common.json else {
            return obligations.forEach { Output.line($0.description) }
        }
        guard !obligations.isEmpty else {
            return Output.line(say("Nothing.", "没有符合条件的事项。"))
        }
        let table = table(of: obligations, try clocks.clock(common))
        Screen.show(
            table.text(isColoured: Output.isColoured, columnsMax: Screen.size?.columns),
            paged: !noPager)
    }

    private var filter: JSON {
        get throws {
            var wantsOverdue = overdue
            var word: ObligationState?
            switch state {
            case .overdue: wantsOverdue = true
            case .state(let state): word = state
            case nil: break
            }
            let end = try dueBefore.map { try clocks.clock(common).instant($0) }
            return JSON.present([
                "unit": unit.map(JSON.string), "kind": kind.map { .string($0.value.rawValue) },
                "state": word.map { .string($0.rawValue) },
                "light": light.map { .string($0.value.rawValue) },
                "dueBeforeUSec": end.map { .integer($0.microseconds) },
                "overdue": wantsOverdue ? true : nil, "person": person.map(JSON.string),
                "category": category.map(JSON.string), "source": source.map(JSON.string),
                "class": taskClass.map(JSON.string), "current": all ? nil : true,
                "particulars": common.json ? true : nil,
            ])
        }
    }

    private func table(of obligations: [JSON], _ clock: LocalTime) -> Table<JSON> {
        Table(
            rows: obligations,
            columns: [
                .init("KEY", "事项编号") { $0.text("key") },
                .init("UNIT", "单位", isFlexible: true) { $0.text("unitName") },
                .init("STATE", "状态") { $0.stateWord },
                .init("DONE", "完成", isNumber: true) { $0.progress },
                .light { $0["light"]?.string },
                .init(clock, "DUE", "期限") {
                    let isProvisional = $0["provisional"]?.bool == true
                    return $0.time("dueUSec", clock)
                        + (isProvisional ? say(" (provisional)", "（暂定）") : "")
                },
                .init("TITLE", "名称", isFlexible: true) { $0.text("title") },
            ])
    }
}

/// Where an obligation stands in a list: what is still owed first, the longest overdue on top, of
/// what is due together the worse light.
private struct Urgency: Comparable {
    let isOver: Bool
    let due: Int64
    let light: Int
    let key: String

    static func < (left: Urgency, right: Urgency) -> Bool {
        if left.isOver != right.isOver { return right.isOver }
        return (left.due, left.light, left.key) < (right.due, right.light, right.key)
    }
}

extension JSON {
    fileprivate var urgency: Urgency {
        let isOwed = ["open", "partial", "submitted"].contains(self["state"]?.string)
        let lights = ["red", "yellow"]
        return Urgency(
            isOver: !isOwed, due: self["dueUSec"]?.integer ?? .max,
            light: self["light"]?.string.flatMap(lights.firstIndex) ?? lights.count,
            key: text("key"))
    }
}

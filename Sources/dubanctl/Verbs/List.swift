// `dubanctl list`: the obligations that the caller may see, by unit, kind, state and light.

import ArgumentParser
import DubanKernel
import Varlink

/// Prints what List streams: a table, or with --json one obligation a line.
struct List: ParsableCommand {
    /// The states that a filter can name.
    enum State: String, CaseIterable, ExpressibleByArgument {
        case open, partial, submitted, met, metLate, missed, cancelled, excused
    }

    static let configuration = CommandConfiguration(
        abstract: say("List obligations.", "列出应办事项。"),
        discussion: say(
            """
            Those that are not over, and those met or missed in the last 40 days. Examples:
              dubanctl list --light red
              dubanctl list --unit jiaoyu --kind quota --json | jq -r .key
            """,
            """
            列出未了的事项，以及近 40 天内完成或逾期未办的事项。例：
              dubanctl list --light red
              dubanctl list --unit jiaoyu --kind quota --json | jq -r .key
            """))

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp(say("Of this unit and all below it.", "该单位及其下级。")))
    var unit: String?
    @Option(help: ArgumentHelp(say("Only this kind.", "只列该类别。")))
    var kind: Obligation.Kind?
    @Option(help: ArgumentHelp(say("Only in this state.", "只列该状态。")))
    var state: State?
    @Option(help: ArgumentHelp(say("Only with this light.", "只列该预警。")))
    var light: Light?

    func run() throws {
        var table = Table([
            .init(say("KEY", "编号")), .init(say("UNIT", "单位")), .init(say("STATE", "状态")),
            .init(say("DONE", "完成"), isNumber: true), .init(say("LIGHT", "预警")),
            .init(say("DUE", "期限")), .init(say("TITLE", "名称")),
        ])
        let filter = JSON.present([
            "unit": unit.map(JSON.string), "kind": kind.map { .string($0.rawValue) },
            "state": state.map { .string($0.rawValue) },
            "light": light.map { .string($0.rawValue) },
            "particulars": common.json ? true : nil,
        ])
        try StatusSocket(common).stream("io.duban.Status.List", filter) { reply in
            // An empty list ends with an empty reply.
            guard let obligation = reply["obligation"] else { return }
            guard !common.json else { return Output.line(obligation.description) }
            table.add(row(obligation))
        }
        guard !common.json else { return }
        if table.isEmpty {
            Output.line(say("Nothing.", "没有符合条件的事项。"))
        } else {
            Output.line(table.text(isColoured: Output.isColoured))
        }
    }

    private func row(_ obligation: JSON) -> [Cell] {
        let isProvisional = obligation["provisional"]?.bool == true
        return [
            Cell(obligation.text("key")), Cell(obligation.text("unitName")),
            Cell(obligation.word("state")), Cell(obligation.progress),
            .light(obligation["light"]?.string),
            Cell(obligation.time("dueUSec") + (isProvisional ? say(" (provisional)", "（暂定）") : "")),
            Cell(obligation.text("title")),
        ]
    }
}

extension Obligation.Kind: ExpressibleByArgument {}
extension Light: ExpressibleByArgument {}

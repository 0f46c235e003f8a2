// `dubanctl list`: the obligations that the caller may see, by unit, kind, state and light.

import ArgumentParser
import DubanKernel
import Varlink

/// Prints what List streams: a table, or with --json one obligation a line.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("List obligations.", "列出应办事项。"),
        discussion: say(
            "Those that are not over, and those met or missed in the last 40 days. Examples:",
            "列出未了的事项，以及近 40 天内完成或逾期未办的事项。例：")
            + "\n  dubanctl list --light red"
            + "\n  dubanctl list --unit jiaoyu --kind quota --json | jq -r .key")

    @OptionGroup var common: CommonOptions

    @Option(help: .say("Of this unit and all below it.", "该单位及其下级。"))
    var unit: String?
    @Option(help: .say("Only this kind.", "只列该类别。"))
    var kind: Obligation.Kind?
    @Option(help: .say("Only in this state.", "只列该状态。"))
    var state: ObligationState?
    @Option(help: .say("Only with this light.", "只列该预警。"))
    var light: Light?

    func run() throws {
        let filter = JSON.present([
            "unit": unit.map(JSON.string), "kind": kind.map { .string($0.rawValue) },
            "state": state.map { .string($0.rawValue) },
            "light": light.map { .string($0.rawValue) },
            "particulars": common.json ? true : nil,
        ])
        var obligations: [JSON] = []
        try StatusSocket(common).stream("io.duban.Status.List", filter) { reply in
            // An empty list ends with an empty reply.
            guard let obligation = reply["obligation"] else { return }
            guard !common.json else { return Output.line(obligation.description) }
            obligations.append(obligation)
        }
        guard !common.json else { return }
        guard !obligations.isEmpty else {
            return Output.line(say("Nothing.", "没有符合条件的事项。"))
        }
        let table = Table(
            rows: obligations,
            columns: [
                .init("KEY", "编号") { $0.text("key") },
                .init("UNIT", "单位") { $0.text("unitName") },
                .init("STATE", "状态") { $0.stateWord },
                .init("DONE", "完成", isNumber: true) { $0.progress },
                .light { $0["light"]?.string },
                .init("DUE", "期限") {
                    let isProvisional = $0["provisional"]?.bool == true
                    return $0.time("dueUSec") + (isProvisional ? say(" (provisional)", "（暂定）") : "")
                },
                .init("TITLE", "名称") { $0.text("title") },
            ])
        Output.line(table.text(isColoured: Output.isColoured))
    }
}

extension Obligation.Kind: ExpressibleByArgument {}
extension Light: ExpressibleByArgument {}
extension ObligationState: ExpressibleByArgument {}

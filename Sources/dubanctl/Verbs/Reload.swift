// `dubanctl reload`: the daemon reads its configuration again, and says whether it is in force.

import ArgumentParser
import DubanConfig
import Varlink

struct Reload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Read the configuration again.", "重新读取配置。"),
        discussion: say(
            "All or nothing: when it is refused the old one stays in force, and this exits 1.",
            "全有或全无：有误则旧规则继续生效，退出码为 1。"))

    @OptionGroup var common: CommonOptions

    @Flag(
        help: .say(
            "Where a file and a verb have both changed a field, take the file's word.",
            "文件与人工均改过的内容，以文件为准。"))
    var yes = false

    @Flag(help: .say("Cancel open tasks that are declared no more.", "取消已不再声明的未销号事项。"))
    var cancelGone = false

    @Option(help: .say("Why.", "理由。"))
    var reason: String?

    func validate() throws {
        guard !cancelGone || reason?.isEmpty == false else {
            throw ValidationError(
                say("--cancel-gone needs --reason TEXT", "--cancel-gone 须注明 --reason 理由"))
        }
    }

    func run() throws {
        let reply = try StatusSocket(common).call(
            "io.duban.Manager.Reload",
            JSON.present([
                "yes": yes ? true : nil, "cancelGone": cancelGone ? true : nil,
                "reason": reason.map(JSON.string),
            ]))
        guard !common.json else { return Output.line(reply.description) }
        let hash = reply.text("charterHash").prefix(12)
        if reply["changed"]?.bool == true {
            let moved = reply.text("duesMoved")
            Output.line(
                say(
                    "charter \(hash) is in force; due dates moved: \(moved)",
                    "规则 \(hash) 已生效；期限变动 \(moved) 项"))
        } else {
            Output.line(say("charter \(hash) was in force already", "规则 \(hash) 未变"))
        }
        for line in reply.texts("warnings").flatMap(\.printableLines) { Output.line(line) }
    }
}

// `dubanctl reload`: the daemon reads its configuration again, and says whether it is in force.

import ArgumentParser
import DubanConfig
import DubanKernel
import Varlink

struct Reload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Read the configuration again.", "重新读取配置。"),
        discussion: say(
            """
            All or nothing: when it is refused the old one stays in force, and this exits 1. It \
            says what came, went and moved. A reload that would end more than ten open obligations \
            of duties, and more than a tenth of them, is refused until --yes.
            """,
            """
            全有或全无：有误则旧规则继续生效，退出码为 1。加载后列明增减与期限变动。将终止十项以上、
            且超过一成在办常态化任务的，须加 --yes。
            """))

    @OptionGroup var common: CommonOptions

    @Flag(
        help: .say(
            "Where a file and a verb have both changed a field, take the file's word; and end what "
                + "the files have dropped, however much it is.",
            "文件与人工均改过的内容，以文件为准；文件中已删去的常态化任务，无论多少一律终止。"))
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
        guard reply["changed"]?.bool == true else {
            return Output.line(say("charter \(hash) was in force already", "规则 \(hash) 未变"))
        }
        Output.line(say("charter \(hash) is in force", "规则 \(hash) 已生效"))
        for line in reply.changes("changes") { Output.line("  " + line) }
        for line in reply.texts("warnings").flatMap(\.printableLines) { Output.line(line) }
    }
}

extension JSON {
    /// What another charter brought and took, a line each.
    func changes(_ name: String) -> [String] {
        items(name).map { row in
            let (names, what) = (row.texts("names").map(\.printable), row.text("what"))
            let count = Int(row["count"]?.integer ?? 0)
            guard let part = CharterDifference.Part(rawValue: what) else {
                return "\(what.printable): \(count)"
            }
            return CharterDifference.line(part, count: count, names, in: .spoken)
        }
    }
}

// `dubanctl ledger`: the record itself, and the office's word on it.

import ArgumentParser
import Varlink

struct LedgerGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: say("See to the ledger itself.", "台账本身的查验与认可。"),
        subcommands: [LedgerAccept.self])
}

struct LedgerAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: say("Accept a ledger that lacks an entry that it had.", "认可缺失条目的台账。"),
        discussion: say(
            """
            A ledger that was emptied, cut off, altered or taken back to an older copy is noticed \
            at a start, and nothing is sent until somebody has said why. For root and the office.
            """,
            """
            台账被清空、截断、改动或换回旧副本的，启动时即会发现；说明缘由以前，不发送任何提醒。限 root 和督办部门使用。
            """) + "\n\n" + say("Example:", "例：")
            + "\n  dubanctl ledger accept --reason \"\(say("restored", "已由备份恢复"))\"")

    @OptionGroup var common: CommonOptions

    @Option(help: .say("Why.", "理由。"))
    var reason: String

    func run() throws {
        let reply = try StatusSocket(common).call(
            "io.duban.Manager.AcceptLedger", ["reason": .string(reason)])
        guard !common.json else { return Output.line(reply.description) }
        let entry = reply.text("entry")
        Output.line(say("entry \(entry): accepted", "台账第 \(entry) 条：已认可"))
    }
}

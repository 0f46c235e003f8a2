// `dubanctl outbox release`: somebody's word that what was held may be told.

import ArgumentParser
import Varlink

struct OutboxRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: say("Let what is held be told.", "放行暂缓发送的提醒。"),
        discussion: say(
            """
            A first pass that would send more than a hundred notices waits for this: `dubanctl \
            preview` shows them beforehand. With --told-until whatever stood through the end of \
            that date counts as told by other means. For root and the office.
            """,
            """
            首次检查将发出一百条以上提醒时，先暂缓发送，等候放行；可先用 dubanctl preview 查看。加 --told-until \
            则该日（含）以前的提醒视为已另行告知，不再补发。限 root 和督办部门使用。
            """) + "\n\n" + say("Example:", "例：")
            + "\n  dubanctl outbox release --told-until 2026-11-20")

    @OptionGroup var common: CommonOptions

    @Option(
        help: .say(
            "Through this date people were told by other means.", "该日（含）以前已另行告知。",
            valueName: "date"))
    var toldUntil: String?

    func run() throws {
        let reply = try StatusSocket(common).call(
            "io.duban.Manager.Release", JSON.present(["toldUntil": toldUntil.map(JSON.string)]))
        guard !common.json else { return Output.line(reply.description) }
        let entry = reply.text("entry")
        Output.line(say("entry \(entry): released", "台账第 \(entry) 条：已放行"))
    }
}

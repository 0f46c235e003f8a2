// `dubanctl watch`: events as they happen, one a line.

import ArgumentParser
import DubanConfig
import Varlink

struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Follow what happens.", "持续显示事件。"),
        discussion: say(
            """
            With --json every reply of Subscribe is a line: first {ready, sequence}, then events, \
            and
            {gapFrom, gapThrough} where the reader was too slow. A script that remembers the last
            sequence number goes on with --after.
            """,
            """
            加 --json 时每行一个应答：先是 {ready, sequence}，其后为事件；读取过慢时有 {gapFrom, gapThrough}。
            脚本记下最后的序号，下次用 --after 接续。
            """))

    @OptionGroup var common: CommonOptions

    @Option(help: .say("First what happened after this event.", "先补发该序号之后的事件。"))
    var after: Int64?

    func run() throws {
        let parameters = JSON.present(["after": after.map(JSON.integer)])
        try StatusSocket(common).stream(
            "io.duban.Status.Subscribe", parameters, waitsForever: true
        ) { reply in
            if common.json {
                Output.line(reply.description)
            } else if let event = reply["event"], !event.isNull {
                Output.line(line(event))
            } else if let first = reply["gapFrom"]?.integer, let last = reply["gapThrough"]?.integer
            {
                Output.complain(
                    say(
                        "dubanctl: events \(first) to \(last) were missed: this terminal was too "
                            + "slow",
                        "dubanctl: 读取过慢，漏了第 \(first) 至 \(last) 号事件"))
            }
        }
        throw Failure.unreachable(say("the daemon has ended the stream", "服务已结束推送"))
    }

    private func line(_ event: JSON) -> String {
        let parts = [
            event.text("sequence"), event.time("atUSec"), event.word("kind"),
            event["light"]?.string.map(spoken), event["obligation"]?.string,
            event["person"]?.string, event["text"]?.string,
        ]
        return parts.compactMap(\.self).joined(separator: "  ").printable
    }
}

// `dubanctl watch`: events as they happen, one a line.

import ArgumentParser
import DubanConfig
import Glibc
import Varlink

struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Follow what happens.", "持续显示事件。"),
        discussion: say(
            """
            With --json every reply of Subscribe is a line: first {ready, sequence}, then events, \
            and
            {gapFrom, gapThrough} where the reader was too slow. A script that remembers the last
            sequence number goes on with --after. A daemon that starts again is waited for.
            """,
            """
            加 --json 时每行一个应答：先是 {ready, sequence}，其后为事件；读取过慢时有 {gapFrom, gapThrough}。
            脚本记下最后的序号，下次用 --after 接续。服务重启时自动接续。
            """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    @Option(help: .say("First what happened after this event.", "先补发该序号之后的事件。"))
    var after: Int64?

    /// How long a watcher waits for a daemon that starts again.
    private static let waitMillisecondsMax: Int32 = 120_000
    private static let napMillisecondsMax: Int32 = 2000

    func run() throws {
        let clock = try clocks.clock(common)
        var place = Place(last: after)
        var waited: Int32 = 0
        var nap: Int32 = 0
        while true {
            place.hasMoved = false
            let loss = try follow(from: &place, clock)
            if place.hasMoved { (waited, nap) = (0, 0) }
            guard place.isKnown, waited < Self.waitMillisecondsMax else { throw loss }
            if waited == 0 {
                Output.complain(
                    say(
                        "dubanctl: the connection is lost; going on when the daemon is back",
                        "dubanctl: 连接中断，服务恢复后接续"))
            }
            nap = max(100, min(nap * 2, Self.napMillisecondsMax))
            poll(nil, 0, nap)
            waited += nap
        }
    }

    /// Where a watcher stands among the events.
    private struct Place {
        var last: Int64?
        /// The daemon has answered once.
        var isKnown = false
        var hasMoved = false
    }

    /// Shows what comes until the connection is lost, and answers why it was.
    private func follow(from place: inout Place, _ clock: LocalTime) throws(Failure) -> Failure {
        let parameters = JSON.present(["after": place.last.map(JSON.integer)])
        do throws(Failure) {
            try StatusSocket(common).stream(
                "io.duban.Status.Subscribe", parameters, waitsForever: true
            ) { reply in
                (place.isKnown, place.hasMoved) = (true, true)
                place.last = reply.lastSequence ?? place.last ?? reply["sequence"]?.integer
                show(reply, clock)
            }
        } catch {
            if case .unreachable = error { return error }
            throw error
        }
        return .unreachable(say("the daemon has ended the stream", "服务已结束推送"))
    }

    private func show(_ reply: JSON, _ clock: LocalTime) {
        if common.json {
            Output.line(reply.description)
        } else if let event = reply["event"], !event.isNull {
            Output.line(line(event, clock))
        } else if let first = reply["gapFrom"]?.integer, let last = reply["gapThrough"]?.integer {
            Output.complain(
                say(
                    "dubanctl: events \(first) to \(last) were missed: this terminal was too slow",
                    "dubanctl: 读取过慢，漏了第 \(first) 至 \(last) 号事件"))
        }
    }

    private func line(_ event: JSON, _ clock: LocalTime) -> String {
        let parts = [
            event.text("sequence"), event.time("atUSec", clock), event.word("kind"),
            event["light"]?.string.map(spoken), event["obligation"]?.string,
            event["person"]?.string, event["text"]?.string,
        ]
        return parts.compactMap(\.self).joined(separator: "  ").printable
    }
}

extension JSON {
    /// The number of the last event that a reply of Subscribe speaks of.
    fileprivate var lastSequence: Int64? {
        self["event"]?["sequence"]?.integer ?? self["gapThrough"]?.integer
    }
}

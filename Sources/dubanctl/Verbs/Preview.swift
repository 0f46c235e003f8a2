// `dubanctl preview`: who would be told what, when and why, if nothing were recorded; without a
// daemon.

import ArgumentParser
import Civil
import DubanConfig
import DubanKernel
import Varlink

/// Runs the daemon's own evaluation over a span of dates.
struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Show who would be told what, when and why.", "预演催办：何时告知何人何事。"),
        discussion: say(
            """
            Against an empty ledger: everything appears on the first day. With --json one notice \
            a line;
            `atUSec` is the rung's instant and `decidedUSec` when it is told; names are those of the
            daemon's interfaces.
            Exits 78 when the configuration is bad. Example:
            """,
            """
            按空台账推演，所有事项自首日起算。加 --json 时每行一条通知；atUSec 为应提醒时刻，decidedUSec
            为实际提醒时刻，名称与服务接口一致。配置有误时退出码为 78。例：
            """)
                + """

                  dubanctl preview --from 2026-11-01 --to 2026-11-30
                """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    @Option(
        help: .say("The main file.", "主文件。", valueName: "path"),
        completion: .file(extensions: ["yaml"]))
    var config = "/etc/duban/duban.yaml"
    @Option(help: .say("The first day.", "首日。", valueName: "date"), transform: readDate)
    var from: CivilDate
    @Option(help: .say("The last day.", "末日。", valueName: "date"), transform: readDate)
    var to: CivilDate

    func validate() throws {
        guard from <= to else {
            throw ValidationError(say("\(to) is before \(from)", "\(to) 早于 \(from)"))
        }
    }

    func run() throws {
        let compiled = CharterCompiler(today: from).compile(path: config)
        guard let charter = compiled.charter else {
            Output.complain(compiled.diagnostics.summed.rendered(in: .spoken))
            throw Failure.badConfiguration
        }
        let first = charter.zone.instant(CivilDateTime(from, .midnight))
        let end = charter.zone.instant(CivilDateTime(to.adding(days: 1), .midnight))
        var supervision = Supervision(charter: charter)
        let notices = supervision.notices(from: first, through: end.adding(microseconds: -1))
        if common.json {
            for notice in notices { Output.line(json(notice).description) }
        } else {
            show(notices, charter)
        }
    }

    private func json(_ notice: Notice) -> JSON {
        [
            "atUSec": JSON(notice.at.microseconds),
            "decidedUSec": JSON(notice.decidedAt.microseconds),
            "obligation": .string(notice.telling.obligation.text),
            "rung": .string(notice.telling.rung),
            "occurrence": JSON(notice.telling.occurrence),
            "person": .string(notice.person.text),
            "light": notice.light.map { .string($0.rawValue) } ?? .null,
            "kind": .string(notice.telling.kind.rawValue),
            "supersedes": .array(notice.supersedes.map(JSON.string)),
            "notice": .string(notice.id),
            "unit": .string(notice.unit.text),
            "title": .string(notice.title),
            "dueUSec": JSON(notice.due.microseconds),
            "as": .string(notice.asPost.description),
            "late": .bool(notice.isLate),
            "provisional": .bool(notice.isProvisional),
            "rule": .string(notice.rule),
        ]
    }

    private func show(_ notices: [Notice], _ charter: Charter) {
        guard !notices.isEmpty else {
            return Output.line(say("Nobody is told anything.", "无人被催办。"))
        }
        let clock = LocalTime(zone: clocks.zone ?? charter.zone)
        let table = Table(
            rows: notices,
            columns: [
                .init(clock, "WHEN", "时间") {
                    clock.text($0.decidedAt) + ($0.isLate ? say(" (late)", "（补发）") : "")
                },
                .init("WHO", "提醒对象") { charter.people[$0.person]?.name ?? $0.person.text },
                .init("AS", "身份") { $0.asPost.description },
                .light { $0.light?.rawValue },
                .init("OBLIGATION", "事项") { $0.telling.obligation.text },
                .init("DUE", "期限") { clock.text($0.due) },
                .init("WHY", "规则出处") { "\(why($0)), \($0.rule)" },
                .init("TITLE", "名称") { $0.title },
            ])
        Output.line(table.text(isColoured: Output.isColoured))
    }

    private func why(_ notice: Notice) -> String {
        let word = spoken(notice.telling.kind.rawValue)
        guard notice.telling.kind == .rung else { return word }
        let repeated = notice.telling.occurrence == 0 ? "" : " #\(notice.telling.occurrence)"
        return "\(word) \(notice.telling.rung)\(repeated)"
    }
}

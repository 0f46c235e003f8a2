// `dubanctl status`: whether the daemon lives, what it holds, and what needs somebody's hand.

import ArgumentParser
import Civil
import DubanConfig
import DubanKernel
import Varlink

/// Prints GetOverview. Silence is told from death by the exit code: 3 when nobody answers.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Show how the service is.", "查看服务状态。"),
        discussion: say(
            """
            Exits 4 while anything needs a person (what is listed first), 3 when the daemon cannot \
            be reached, so that a monitor can call it. Warnings of the configuration are not \
            attention.
            """,
            "有事须人处理时退出码为 4（列在最前），连不上服务时为 3，可供监控调用。配置的提示性警告不计在内。"))

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    func run() throws {
        let overview = try StatusSocket(common).call("io.duban.Status.GetOverview")
        let attention = overview.items("attention")
        if common.json {
            Output.line(overview.description)
        } else {
            show(overview, attention, try clocks.clock(common))
        }
        if !attention.isEmpty { throw Failure.attention }
    }

    private func show(_ overview: JSON, _ attention: [JSON], _ clock: LocalTime) {
        for reason in attention {
            let what = reason.text("what").printable
            let words = Attention(rawValue: what)?.wording.text(in: .spoken) ?? what
            let text = reason.text("text").printable
            Output.line(
                say("NEEDS ATTENTION: ", "须处理：") + words
                    + (text.isEmpty ? "" : say(": ", "：") + text))
        }
        for line in summary(overview, clock) { Output.line(line) }
        Table(
            rows: overview.items("counts"),
            columns: [
                .init("KIND", "类别") { $0.word("kind") },
                .init("STATE", "状态") { $0.word("state") },
                .light { $0["light"]?.string },
                .init("COUNT", "数量", isNumber: true) { $0.text("count") },
            ]
        ).show(under: say("OBLIGATIONS", "应办事项"))
        Table(
            rows: overview.items("outbox"),
            columns: [
                .init("CHANNEL", "渠道") { $0.word("channel") },
                .init("STATE", "状态") { $0.word("state") },
                .init("COUNT", "数量", isNumber: true) { $0.text("count") },
                .init("OLDEST", "最早") { $0.time("oldestUSec", clock) },
            ]
        ).show(under: say("OUTBOX", "发件箱"))
        Table(
            rows: overview.items("troubles"),
            columns: [
                .init("CHANNEL", "渠道") { $0.word("channel") },
                .init("STATE", "状态", paint: { _ in .red }) { $0.word("state") },
                .init("RECIPIENT", "收件人") { $0.text("recipient") },
                .init("ATTEMPTS", "次数", isNumber: true) { $0.text("attempts") },
                .init("NEXT", "下次") { $0.time("nextUSec", clock) },
                .init("REASON", "原因") { spokenReason($0.text("reason")) },
            ]
        ).show(under: say("TROUBLES", "投递问题"))
        let known = Set(attention.map { $0.text("text") })
        let warnings = overview.texts("warnings").filter { !known.contains($0) }
            .compactMap(\.printableLines.first)
        guard !warnings.isEmpty else { return }
        Output.line(
            "\n" + say("WARNINGS (`dubanctl check` shows the places)", "警告（dubanctl check 可见出处）"))
        for warning in warnings { Output.line("  " + warning) }
    }

    private func summary(_ overview: JSON, _ clock: LocalTime) -> [String] {
        let now = overview.instant("nowUSec")
        func age(_ name: String) -> String {
            guard let now, let then = overview.instant(name) else { return "–" }
            let distance = now.microseconds - then.microseconds
            let span = duration(microseconds: abs(distance))
            return "\(clock.text(then)) "
                + (distance >= 0
                    ? say("(\(span) ago)", "（\(span)前）") : say("(in \(span))", "（\(span)后）"))
        }
        var lines = [
            say(
                "duban \(overview.text("version")) is running",
                "duban \(overview.text("version")) 正在运行"),
            say("  started    ", "  启动    ") + age("startedUSec"),
            say("  charter    ", "  规则    ") + overview.text("charterHash").prefix(12)
                + say(", loaded ", "，载入 ") + age("charterLoadedUSec"),
            say("  delivery   ", "  发送    ") + overview.word("delivery"),
            say("  last pass  ", "  上次检查 ") + age("lastPassUSec"),
            say("  next look  ", "  下次检查 ") + age("nextLookUSec"),
            say("  ledger     ", "  台账    ")
                + say("\(overview.text("entries")) entries", "\(overview.text("entries")) 条")
                + say(", head ", "，末条 ") + overview.text("head").prefix(12),
            say("  events     ", "  事件    ") + overview.text("sequence"),
            say("  zone       ", "  时区    ") + clock.zone.name,
        ]
        let changes = overview.changes("lastChange")
        if !changes.isEmpty {
            lines.append(say("  changed when it was loaded:", "  载入时的变动："))
            lines += changes.map { "    " + $0 }
        }
        if let pending = overview["pendingChange"]?.string {
            lines.append(say("  NOT IN FORCE: the files on disk", "  未生效：磁盘上的配置"))
            lines += pending.printableLines.map { "    " + $0 }
        }
        return lines
    }
}

// `dubanctl calendar`: what a calendar expression or a written deadline means, for whoever writes
// one into the configuration.

import ArgumentParser
import Civil
import DubanConfig
import DubanKernel
import Glibc
import Varlink

struct Calendar: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Explain calendar expressions and written deadlines.", "解释日历表达式和期限写法。"),
        discussion: say(
            """
            Normal form, next elapses, time and working days left. Working days are those of the
            charter, or Monday to Friday where there is none. Exits 1 when one is refused. Examples:
            """,
            """
            显示标准写法、下次时刻、剩余时间和工作日。工作日按规则所定，没有规则时按周一至周五。
            有一个无法识别时退出码为 1。例：
            """)
                + """

                  dubanctl calendar "Mon..Fri 09:00" --iterations 3
                  dubanctl calendar 9月底前 3个工作日内
                  dubanctl calendar "*-*~1 17:00" --base @1795164000 --zone Asia/Shanghai --json
                """)

    @OptionGroup var common: CommonOptions

    @Argument(help: .say("Expressions or deadlines.", "表达式或期限。", valueName: "expression"))
    var expressions: [String]
    @Option(help: .say("How many elapses to show.", "显示几次。"))
    var iterations = 1
    @Option(
        help: .say(
            "Count from this time: `2026-11-20 17:00` or @SECONDS; else from now.",
            "起算时刻，如“2026-11-20 17:00”或 @秒数；不写则为现在。", valueName: "time"))
    var base: String?
    @Option(
        help: .say("The zone of dates and times; else the reader's.", "时区；不写则为本机时区。"),
        transform: readZone)
    var zone: Zone?
    @Option(
        help: .say(
            "The charter whose working days count.", "取其工作日历的规则主文件。", valueName: "path"),
        completion: .file(extensions: ["yaml"]))
    var config = "/etc/duban/duban.yaml"

    private static let iterationsMax = 100_000

    func validate() throws {
        guard (1...Calendar.iterationsMax).contains(iterations) else {
            throw ValidationError("--iterations: 1 … \(Calendar.iterationsMax)")
        }
        if let base { _ = try readTime(base, on: clock) }
    }

    func run() throws {
        let reading = CalendarReading(
            clock: clock, base: try base.map { try readTime($0, on: clock) } ?? clock.now,
            iterations: iterations, days: days)
        var isRefused = false
        for (index, text) in expressions.enumerated() {
            let answer = reading.read(text)
            isRefused = isRefused || answer.refusal != nil
            if common.json {
                Output.line(answer.json.description)
            } else if let reason = answer.refusal {
                Output.complain("dubanctl: \(text.printable): \(reason.printable)")
            } else {
                if index > 0 { Output.line("") }
                for line in reading.lines(answer, of: text) { Output.line(line) }
            }
        }
        if isRefused { throw Failure.refused(say("not everything could be read", "有无法识别的写法")) }
    }

    private var clock: LocalTime { zone.map(LocalTime.init(zone:)) ?? .current }

    /// The charter's days, if there is a charter.
    private var days: DayRules? {
        guard access(config, R_OK) == 0 else { return nil }
        return CharterCompiler().compile(path: config).charter?.days
    }
}

@Sendable private func readZone(_ name: String) throws -> Zone {
    do {
        return try Zone.load(name)
    } catch {
        throw ValidationError("\(error)")
    }
}

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
            Normal form, next elapses, time and working days left; for a deadline its meaning and
            what was assumed. A text that is both, such as 12-31, is shown as both: a due date ends
            with the office's hours. Zone and working days are the charter's: as the daemon has
            them, else as the configuration says; without either give --zone, and Monday to Friday
            are worked. Exits 1 when one is refused. Examples:
            """,
            """
            显示标准写法、下次时刻、剩余时间和工作日；期限写法显示含义和所作说明。既是期限又是日历
            表达式的（如 12-31）两种含义都显示，期限到下班时为止。时区和工作日按规则所定：先问服务，再读配置；
            都没有时请用 --zone 指明时区，工作日按周一至周五。有一个无法识别时退出码为 1。例：
            """)
                + """

                  dubanctl calendar "Mon..Fri 09:00" --iterations 3
                  dubanctl calendar 12月底前 3个工作日内 每季度至少开展1次
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
            "起算时刻，如“2026-11-20 17:00”或 @秒数；不写则为现在。", valueName: "time"),
        transform: readTime)
    var base: WrittenTime?
    @OptionGroup var clocks: ClockOptions
    @Option(
        help: .say(
            "Take zone and working days from this main file, whatever the daemon has.",
            "改取该规则主文件的时区和工作日，不问服务。", valueName: "path"),
        completion: .file(extensions: ["yaml"]))
    var config: String?

    private static let usualConfig = "/etc/duban/duban.yaml"

    private static let iterationsMax = 100_000

    func validate() throws {
        guard (1...Calendar.iterationsMax).contains(iterations) else {
            throw ValidationError("--iterations: 1 … \(Calendar.iterationsMax)")
        }
    }

    func run() throws {
        let (zone, days) = try rules
        let clock = LocalTime(zone: zone)
        let reading = CalendarReading(
            clock: clock, base: base.map(clock.instant) ?? LocalTime.now, iterations: iterations,
            days: days)
        var isRefused = false
        for (index, text) in expressions.enumerated() {
            let answer = reading.read(text)
            isRefused = isRefused || answer.refusal != nil
            if common.json {
                Output.line(JSON.object(answer.json).description)
            } else if let reason = answer.refusal {
                Output.complain("dubanctl: \(text.printable): \(reason.printable)")
            } else {
                if index > 0 { Output.line("") }
                for line in reading.lines(answer, of: text) { Output.line(line) }
            }
        }
        if isRefused { throw Failure.refused(say("not everything could be read", "有无法识别的写法")) }
    }

    /// The charter's zone and days, or the zone asked for and those days that can be known.
    private var rules: (Zone, DayRules?) {
        get throws(Failure) {
            if let config { return try rules(of: config) }
            do throws(Failure) {
                let (zone, days) = try StatusSocket(common).calendar()
                return (clocks.zone ?? zone, days)
            } catch {
                guard case .unreachable(let reason) = error else { throw error }
                if access(Self.usualConfig, R_OK) == 0 { return try rules(of: Self.usualConfig) }
                if let zone = clocks.zone { return (zone, nil) }
                let advice = say(
                    "\nNor can \(Self.usualConfig) be read: name a zone with --zone, or a "
                        + "configuration with --config.",
                    "\n\(Self.usualConfig) 也无法读取：请用 --zone 指明时区，或用 --config 指明配置。")
                throw .unreachable(reason + advice)
            }
        }
    }

    private func rules(of path: String) throws(Failure) -> (Zone, DayRules?) {
        let compiled = CharterCompiler().compile(path: path)
        guard let charter = compiled.charter else {
            Output.complain(compiled.diagnostics.rendered(in: .spoken))
            throw .badConfiguration
        }
        return (clocks.zone ?? charter.zone, charter.days)
    }
}

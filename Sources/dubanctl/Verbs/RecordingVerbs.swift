// The recording verbs: what a unit hands in and takes back, and the office's word that a task is
// done, or is not.

import ArgumentParser
import Civil
import DubanKernel
import Varlink

struct Submit: RecordingCommand {
    static let verb = Verb.submit
    static var examples: String {
        say(
            """
            Examples:
              dubanctl submit info/jiaoyu
              dubanctl submit study/jiaoyu/2026-Q4 --held 2026-11-20 \\
                --evidence 研讨计划 研讨记录 交流发言材料
              dubanctl submit info/jiaoyu --for jiaoyu --at "2026-11-24 16:00" --reason 系统停机
            """,
            """
            例：
              dubanctl submit info/jiaoyu
              dubanctl submit study/jiaoyu/2026-Q4 --held 2026-11-20 \\
                --evidence 研讨计划 研讨记录 交流发言材料
              dubanctl submit info/jiaoyu --for jiaoyu --at "2026-11-24 16:00" --reason 系统停机
            """)
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions
    @Option(parsing: .upToNextOption, help: .of(.evidence, valueName: "name"))
    var evidence: [String] = []
    @Option(help: .of(.held, valueName: "date"), transform: readDate)
    var held: CivilDate?
    @Option(help: .of(.effective, valueName: "time"), transform: readTime)
    var at: Instant?

    var particulars: [Particular: JSON?] {
        [
            .evidence: evidence.isEmpty ? nil : .array(evidence.map(JSON.string)),
            .held: held.map { .string($0.description) },
            .effective: at.map { .integer($0.microseconds) },
        ]
    }
}

struct Withdraw: RecordingCommand {
    static let verb = Verb.withdraw
    static var examples: String {
        say(
            "Example:\n  dubanctl withdraw info/jiaoyu/2026-11 --reason 报错单位",
            "例：\n  dubanctl withdraw info/jiaoyu/2026-11 --reason 报错单位")
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions
    @Option(help: .of(.entry))
    var entry: Int64?

    var particulars: [Particular: JSON?] { [.entry: entry.map(JSON.integer)] }
}

struct Close: RecordingCommand {
    static let verb = Verb.close
    static var examples: String {
        say("Example:\n  dubanctl close task:zg-001", "例：\n  dubanctl close task:zg-001")
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions

    var particulars: [Particular: JSON?] { [:] }
}

struct Reopen: RecordingCommand {
    static let verb = Verb.reopen
    static var examples: String {
        say(
            """
            relapse: the problem came back; false: the closing was not true; error: closed by \
            mistake.
            Example:
              dubanctl reopen task:zg-001 --because relapse --reason 问题反弹
            """,
            """
            relapse 问题反弹；false 虚假整改；error 误销号。例：
              dubanctl reopen task:zg-001 --because relapse --reason 问题反弹
            """)
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions
    @Option(help: .of(.because))
    var because: Reopening

    var particulars: [Particular: JSON?] { [.because: .string(because.rawValue)] }
}

extension Reopening: ExpressibleByArgument {}

// `dubanctl close` and `dubanctl reopen`: the office's word that a task is done, and that it is not.

import ArgumentParser
import DubanKernel
import Varlink

/// Verifies and closes a task or milestone.
struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Close a task or milestone.", "销号。"),
        discussion: say(
            "Example:\n  dubanctl close task:zg-001", "例：\n  dubanctl close task:zg-001"))

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions

    func run() throws {
        try record("close", recording, common)
    }
}

/// Opens a closed task or milestone again.
struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Open something closed again.", "重新立项。"),
        discussion: say(
            """
            relapse: the problem came back; false: the closing was not true; error: closed by mistake.
            Example:
              dubanctl reopen task:zg-001 --because relapse --reason 问题反弹
            """,
            """
            relapse 问题反弹；false 虚假整改；error 误销号。例：
              dubanctl reopen task:zg-001 --because relapse --reason 问题反弹
            """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions

    @Option(help: ArgumentHelp(say("Why it is open again.", "重开的原因类别。")))
    var because: Reopening

    func run() throws {
        try record("reopen", recording, common, ["because": .string(because.rawValue)])
    }
}

extension Reopening: ExpressibleByArgument {}

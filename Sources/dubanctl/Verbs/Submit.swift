// `dubanctl submit` and `dubanctl withdraw`: what a unit hands in, and takes back.

import ArgumentParser
import Civil
import Varlink

/// Records a quota's item, a session held, or a task or milestone reported as done.
struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Record what a unit hands in.", "登记上报。"),
        discussion: say(
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
            """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(say("The evidence that comes with it.", "所附佐证的名称。"), valueName: "name"))
    var evidence: [String] = []

    @Option(
        help: ArgumentHelp(say("When the session was held.", "会议召开日期。"), valueName: "date"),
        transform: readDate)
    var held: CivilDate?

    @Option(
        help: ArgumentHelp(
            say(
                "Backdate it to `2026-11-24 16:00` or @SECONDS; the office only, with a reason.",
                "补记为该时刻，如“2026-11-24 16:00”或 @秒数；限督办部门，须写理由。"),
            valueName: "time"),
        transform: readTime)
    var at: Instant?

    func run() throws {
        try record(
            "submit", recording, common,
            [
                "evidence": evidence.isEmpty ? nil : .array(evidence.map(JSON.string)),
                "held": held.map { .string($0.description) },
                "effectiveUSec": at.map { .integer($0.microseconds) },
            ])
    }
}

/// Takes a submission back.
struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Take a submission back.", "撤回上报。"),
        discussion: say(
            "Example:\n  dubanctl withdraw info/jiaoyu/2026-11 --reason 报错单位",
            "例：\n  dubanctl withdraw info/jiaoyu/2026-11 --reason 报错单位"))

    @OptionGroup var common: CommonOptions
    @OptionGroup var recording: RecordingOptions

    @Option(
        help: ArgumentHelp(
            say("The entry that recorded it; else the latest one.", "要撤回的台账号；不写则为最近一条。")))
    var entry: Int64?

    func run() throws {
        try record("withdraw", recording, common, ["entry": entry.map(JSON.integer)])
    }
}

/// A date as 2026-11-20.
@Sendable func readDate(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
        throw ValidationError(
            say("“\(text)” is no date such as 2026-11-20", "“\(text)”不是形如 2026-11-20 的日期"))
    }
    return date
}

/// A time on the reader's clock.
@Sendable func readTime(_ text: String) throws -> Instant {
    try readTime(text, on: .current)
}

/// A time on a clock.
func readTime(_ text: String, on clock: LocalTime) throws -> Instant {
    guard let instant = clock.instant(text) else {
        throw ValidationError(
            say(
                "“\(text)” is no time such as “2026-11-20 17:00” or @1795166400",
                "“\(text)”不是形如“2026-11-20 17:00”或 @1795166400 的时刻"))
    }
    return instant
}

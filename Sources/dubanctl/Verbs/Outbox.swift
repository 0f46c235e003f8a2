// `dubanctl outbox`: what did not get through, and the office's word on it.

import ArgumentParser
import DubanConfig
import Varlink

struct Outbox: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("See to what did not get through.", "处理未送达的提醒。"),
        discussion: say(
            """
            What is refused (no account, a mailbox that is not the account's own plain file) is
            tried again hourly for a day, then daily, for thirty days, and at once when the account
            or mailbox changes. For root and the office.
            """,
            """
            无法投递的（本机无此账号、信箱不属本人等）首日每小时重试，其后每日重试，共三十日；账号或信箱有变动时
            立即重试。限 root 和督办部门使用。
            """),
        subcommands: [OutboxList.self, OutboxRetry.self, OutboxDrop.self, OutboxRelease.self],
        defaultSubcommand: OutboxList.self)
}

/// Which messages are meant.
struct OutboxSelectors: ParsableArguments {
    @Option(help: .say("Of this person.", "此人的。", valueName: "person"))
    var person: String?

    @Option(help: .say("The one whose id begins so.", "编号以此开头的一件。", valueName: "id"))
    var id: String?

    @Option(help: .say("On this channel.", "此渠道的。", valueName: "channel"))
    var channel: String?

    /// With the reason for giving them up.
    func parameters(reason: String? = nil) -> JSON {
        JSON.present([
            "person": person.map(JSON.string), "id": id.map(JSON.string),
            "channel": channel.map(JSON.string), "reason": reason.map(JSON.string),
        ])
    }
}

struct OutboxList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: say("Show what did not get through.", "列出未送达的提醒。"))

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions

    func run() throws {
        let reply = try StatusSocket(common).call("io.duban.Manager.ListOutbox")
        guard !common.json else { return Output.line(reply.description) }
        let messages = reply.items("messages")
        guard !messages.isEmpty else {
            return Output.line(say("Everything got through.", "均已送达。"))
        }
        let clock = try clocks.clock(common)
        let table = Table(
            rows: messages,
            columns: [
                .init("ID", "编号") { String($0.text("id").prefix(12)) },
                .init("CHANNEL", "渠道") { $0.word("channel") },
                .init(
                    "STATE", "状态", paint: { $0["state"]?.string == "refused" ? .red : nil }
                ) { $0.word("state") },
                .init("RECIPIENT", "收件人") { $0.text("person") },
                .init("NOTICES", "件数", isNumber: true) { $0.text("notices") },
                .init("SINCE", "始于") { $0.time("sinceUSec", clock) },
                .init("ATTEMPTS", "次数", isNumber: true) { $0.text("attempts") },
                .init("NEXT", "下次") { $0.time("nextUSec", clock) },
                .init("REASON", "原因") { spokenReason($0.text("reason")) },
            ])
        Output.line(table.text(isColoured: Output.isColoured))
    }
}

struct OutboxRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: say("Try again now; without a selection, everything.", "立即重试；不加选择即全部。"),
        discussion: say("Example:", "例：") + "\n  dubanctl outbox retry --person liu")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selectors: OutboxSelectors

    func run() throws {
        let reply = try StatusSocket(common).call(
            "io.duban.Manager.Retry", selectors.parameters())
        guard !common.json else { return Output.line(reply.description) }
        let count = reply.text("messages")
        Output.line(
            say("messages that are tried again now: \(count)", "立即重试 \(count) 封"))
    }
}

struct OutboxDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: say("Give messages up, with a reason.", "放弃投递，须注明理由。"),
        discussion: say(
            "The ledger keeps who did it, when and why. Example:", "由谁、何时、因何放弃，记入台账。例：")
            + "\n  dubanctl outbox drop --person liu --reason \"\(say("retired", "已退休"))\"")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selectors: OutboxSelectors

    @Option(help: .say("Why.", "理由。"))
    var reason: String

    func validate() throws {
        guard selectors.person != nil || selectors.id != nil else {
            throw ValidationError(
                say("name the messages with --person or --id", "请用 --person 或 --id 指明"))
        }
    }

    func run() throws {
        let reply = try StatusSocket(common).call(
            "io.duban.Manager.Drop", selectors.parameters(reason: reason))
        guard !common.json else { return Output.line(reply.description) }
        let count = reply.text("notices")
        guard reply["entry"]?.integer != nil else {
            return Output.line(say("nothing undelivered matches", "没有符合条件的未送达提醒"))
        }
        let entry = reply.text("entry")
        Output.line(
            say("entry \(entry): notices given up: \(count)", "台账第 \(entry) 条：放弃投递 \(count) 件"))
    }
}

// What the recording verbs share: their place in the table of verbs, the call, and the answer that
// says what it counted for.

import ArgumentParser
import Civil
import DubanConfig
import DubanKernel
import Varlink

struct RecordingOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            say(
                "The obligation; without its period the oldest unmet one is meant.",
                "事项编号；不写时段时，指最早的未完成时段。")))
    var key: String

    @Option(help: .of(.reason))
    var reason: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            say("The unit for which a clerk records it.", "代哪个单位登记。"), valueName: "unit"))
    var onBehalfOf: String?
}

/// A verb of the table as a command.
protocol RecordingCommand: ParsableCommand {
    static var verb: Verb { get }
    static var examples: String { get }
    var common: CommonOptions { get }
    var recording: RecordingOptions { get }
    /// What it says beside the common options; nil: nothing.
    var particulars: [Particular: JSON?] { get }
}

extension RecordingCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: verb.rawValue, abstract: verb.help.text(in: .spoken),
            discussion: examples)
    }

    func run() throws {
        var parameters =
            JSON.present([
                "verb": .string(Self.verb.rawValue), "obligation": .string(recording.key),
                "reason": recording.reason.map(JSON.string),
                "onBehalfOf": recording.onBehalfOf.map(JSON.string),
            ]).object ?? JSONObject()
        for case (let particular, let value?) in particulars {
            parameters[particular.rawValue] = value
        }
        let reply = try StatusSocket(common).call("io.duban.Ledger.Record", .object(parameters))
        guard !common.json else { return Output.line(reply.description) }
        let progress = reply.progress == "–" ? "" : " (\(reply.progress))"
        let (entry, key) = (reply.text("entry"), reply.text("obligation"))
        let state = reply.word("state") + progress
        Output.line(
            say("entry \(entry): \(key) is \(state)", "台账第 \(entry) 条：\(key) \(state)").printable)
    }
}

extension ArgumentHelp {
    static func of(_ particular: Particular, valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(particular.help.text(in: .spoken), valueName: valueName)
    }
}

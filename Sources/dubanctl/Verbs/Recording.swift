// What the recording verbs share: the call, and the answer that says what it counted for.

import ArgumentParser
import DubanConfig
import Varlink

/// The options of everything that records.
struct RecordingOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            say(
                "The obligation; without its period the oldest unmet one is meant.",
                "事项编号；不写时段时，指最早的未完成时段。")))
    var key: String

    @Option(help: ArgumentHelp(say("Why.", "理由。")))
    var reason: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            say("The unit for which a clerk records it.", "代哪个单位登记。"), valueName: "unit"))
    var onBehalfOf: String?
}

/// Records with `verb` and prints where it counted.
func record(
    _ verb: String, _ options: RecordingOptions, _ common: CommonOptions,
    _ details: KeyValuePairs<String, JSON?> = [:]
) throws {
    var parameters =
        JSON.present([
            "verb": .string(verb), "obligation": .string(options.key),
            "reason": options.reason.map(JSON.string),
            "onBehalfOf": options.onBehalfOf.map(JSON.string),
        ]).object ?? JSONObject()
    for case (let name, let value?) in details { parameters[name] = value }
    let reply = try StatusSocket(common).call("io.duban.Ledger.Record", .object(parameters))
    guard !common.json else { return Output.line(reply.description) }
    let progress = reply.progress == "–" ? "" : " (\(reply.progress))"
    Output.line(
        say(
            "entry \(reply.text("entry")): \(reply.text("obligation")) is \(reply.word("state"))\(progress)",
            "台账第 \(reply.text("entry")) 条：\(reply.text("obligation")) \(reply.word("state"))\(progress)"
        ).printable)
}

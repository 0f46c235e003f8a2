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
                "The obligation by key or names; without its period the oldest unmet one is meant.",
                "事项编号或名称；不写时段时，指最早的未完成时段。")),
        completion: .obligations)
    var key: String

    @Option(help: .of(.reason))
    var reason: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            say("The unit for which the office records it.", "督办部门代哪个单位登记。"),
            valueName: "unit"),
        completion: .units)
    var onBehalfOf: String?

    @Option(
        help: ArgumentHelp(
            say("The paper of that unit that you write down.", "所据该单位材料的文号或名称。"),
            valueName: "ref"))
    var paper: String?

    @Option(
        help: ArgumentHelp(
            say("Whose signature you write down.", "签批人的岗位。"), valueName: "post"))
    var signedBy: String?
}

/// Which verb a command is. ArgumentParser knows commands by their types, so that every place in
/// the list of verbs needs one: the first, and each the one behind another.
protocol VerbPlace { static var index: Int { get } }
enum FirstPlace: VerbPlace { static let index = 0 }
enum PlaceBehind<Before: VerbPlace>: VerbPlace { static var index: Int { Before.index + 1 } }

extension VerbPlace {
    static var verb: Verb { Verb.allCases[index] }

    /// The commands of the verbs from here on.
    static var commands: [any ParsableCommand.Type] {
        index < Verb.allCases.count ? [Record<Self>.self] + PlaceBehind<Self>.commands : []
    }
}

/// A verb of the table as a command.
struct Record<Place: VerbPlace>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Place.verb.rawValue, abstract: Place.verb.help.text(in: .spoken),
            discussion: Place.verb.examples.text(in: .spoken))
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var clocks: ClockOptions
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var particulars: VerbOptions<Place>

    func run() throws {
        var parameters =
            JSON.present([
                "verb": .string(Place.verb.rawValue), "obligation": .string(recording.key),
                "reason": recording.reason.map(JSON.string),
                "onBehalfOf": recording.onBehalfOf.map(JSON.string),
                "paper": recording.paper.map(JSON.string),
                "signedBy": recording.signedBy.map(JSON.string),
                "language": .string(Language.spoken.rawValue),
            ]).object ?? JSONObject()
        for (particular, value) in particulars.given {
            parameters[particular.rawValue] = try value.wire {
                .integer(try clocks.clock(common).instant($0).microseconds)
            }
        }
        let reply = try StatusSocket(common).call("io.duban.Ledger.Record", .object(parameters))
        guard !common.json else { return Output.line(reply.description) }
        let progress = reply.progress == "–" ? "" : " (\(reply.progress))"
        let (entry, key) = (reply.text("entry"), reply.text("obligation"))
        let state = reply.word("state") + progress
        let missing = reply.texts("missing")
        let lacking =
            missing.isEmpty
            ? ""
            : say(
                "; this session still lacks \(missing.joined(separator: ", "))",
                "；本次会议尚缺佐证：\(missing.joined(separator: "、"))")
        Output.line(
            say(
                "entry \(entry): \(key) is \(state)\(lacking)",
                "台账第 \(entry) 条：\(key) \(state)\(lacking)"
            ).printable)
    }
}

extension ArgumentHelp {
    static func of(_ particular: Particular, valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(particular.help.text(in: .spoken), valueName: valueName)
    }
}

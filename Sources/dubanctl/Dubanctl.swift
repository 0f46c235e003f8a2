// dubanctl: asks the daemon over its status socket and prints what it answers. It decides nothing
// itself.

import ArgumentParser
import DubanKernel
import Glibc
import Varlink

/// `dubanctl [--socket PATH] VERB`.
@main struct Dubanctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dubanctl",
        abstract: say(
            "Ask and tell duban, the supervision of deadlines.",
            "查询督办服务 duban，向其登记办理情况。"),
        discussion: """
            \(say("Examples:", "例："))
              dubanctl status
              dubanctl list --unit jiaoyu --light red
              dubanctl submit info/jiaoyu
              dubanctl preview --from 2026-11-01 --to 2026-11-30

            \(exitCodes)
            """,
        version: Release.version,
        subcommands: [Status.self, List.self, Show.self, Watch.self] + FirstPlace.commands
            + [
                Outbox.self, LedgerGroup.self, Reload.self, Check.self, Preview.self, Calendar.self,
            ])

    private static let exitCodes = say(
        """
        Exit codes: 0 fine, 1 refused or not found, 2 wrong usage, 3 the daemon cannot be
        reached, 4 the service needs a person (status), 78 bad configuration.
        """, "退出码：0 正常；1 被拒绝或查无此项；2 用法有误；3 连不上服务；4 有事须人处理（status）；78 配置有误。")

    @OptionGroup var common: CommonOptions

    /// Runs the verb and turns whatever goes wrong into a message and an exit code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            if let message = failure.message { complain(message, failure.details) }
            Glibc.exit(failure.exitCode)
        } catch {
            let isHelp = exitCode(for: error) == .success
            // Nothing is wrapped or said in Chinese but what people read.
            let isScript = CommandLine.arguments.contains {
                $0.hasPrefix("---") || $0.hasPrefix("--generate-completion-script")
                    || $0 == "--experimental-dump-help"
            }
            let text = fullMessage(for: error, columns: widthMax)
            let message = isScript && isHelp ? text : HelpText.ofTerminal.shown(text)
            guard !isHelp else {
                Output.line(message)
                Glibc.exit(EXIT_SUCCESS)
            }
            if wantsJSON {
                complain(message, ["error": "usage"])
            } else {
                Output.complain(message)
            }
            Glibc.exit(Failure.usageExitCode)
        }
    }

    /// The parser wraps no line that is shorter.
    private static let widthMax = 100_000

    /// Asked of the words themselves: what cannot be parsed is complained of too.
    private static var wantsJSON: Bool { CommandLine.arguments.contains("--json") }

    private static func complain(_ message: String, _ details: JSON) {
        guard wantsJSON, var object = details.object else {
            return Output.complain("dubanctl: \(message)")
        }
        object["message"] = .string(message)
        Output.complain(JSON.object(object).description)
    }
}

/// Why a verb did not do what it was asked for.
enum Failure: Error {
    /// The daemon said no, or knows no such thing.
    case refused(String, VarlinkError? = nil)
    case unreachable(String)
    /// The service needs a person; why is printed already.
    case attention
    /// The configuration is bad; what is wrong is printed already.
    case badConfiguration

    /// Wrong usage, which the argument parser reports.
    static let usageExitCode: Int32 = 2

    /// What scripts can rely on.
    var exitCode: Int32 {
        switch self {
        case .refused: 1
        case .unreachable: 3
        case .attention: 4
        case .badConfiguration: 78
        }
    }

    /// What people read.
    var message: String? {
        switch self {
        case .refused(let message, _), .unreachable(let message): message
        case .attention, .badConfiguration: nil
        }
    }

    /// What stands beside the message where programs read: the error's name, and what it says.
    var details: JSON {
        switch self {
        case .refused(_, let error?):
            ["error": .string(error.name), "parameters": .object(error.parameters)]
        case .refused(_, nil): ["error": "refused"]
        case .unreachable: ["error": "unreachable"]
        case .attention: ["error": "attention"]
        case .badConfiguration: ["error": "badConfiguration"]
        }
    }
}

/// What every verb understands, before or after its name.
struct CommonOptions: ParsableArguments {
    @Option(
        help: .say("Where the daemon listens.", "服务的套接字。", valueName: "path"),
        completion: .file())
    var socket = CommonOptions.path

    static let path = "/run/duban/status.sock"

    @Flag(help: .say("JSON instead of tables.", "输出 JSON，不排表格。"))
    var json = false
}

extension ArgumentHelp {
    /// Help in the language spoken.
    static func say(
        _ english: String, _ chinese: String, valueName: String? = nil
    ) -> ArgumentHelp {
        ArgumentHelp(dubanctl.say(english, chinese), valueName: valueName)
    }
}

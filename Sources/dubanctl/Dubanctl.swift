// dubanctl: asks the daemon over its status socket and prints what it answers. It decides nothing
// itself.

import ArgumentParser
import Glibc

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
              dubanctl preview --config /etc/duban/duban.yaml --from 2026-11-01 --to 2026-11-30

            \(exitCodes)
            """,
        subcommands: [Status.self, List.self, Show.self, Watch.self] + FirstPlace.commands
            + [Outbox.self, Reload.self, Check.self, Preview.self, Calendar.self])

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
            let (exitCode, message) = failure.ending
            if let message { Output.complain("dubanctl: \(message)") }
            Glibc.exit(exitCode)
        } catch {
            let message = fullMessage(for: error)
            guard exitCode(for: error) != .success else {
                Output.line(message)
                Glibc.exit(EXIT_SUCCESS)
            }
            Output.complain(message)
            Glibc.exit(Failure.usageExitCode)
        }
    }
}

/// Why a verb did not do what it was asked for.
enum Failure: Error {
    /// The daemon said no, or knows no such thing.
    case refused(String)
    case unreachable(String)
    /// The service needs a person; why is printed already.
    case attention
    /// The configuration is bad; what is wrong is printed already.
    case badConfiguration

    /// Wrong usage, which the argument parser reports.
    static let usageExitCode: Int32 = 2

    /// What scripts can rely on, and what people read.
    var ending: (exitCode: Int32, message: String?) {
        switch self {
        case .refused(let message): (1, message)
        case .unreachable(let message): (3, message)
        case .attention: (4, nil)
        case .badConfiguration: (78, nil)
        }
    }
}

/// What every verb understands, before or after its name.
struct CommonOptions: ParsableArguments {
    @Option(
        help: .say("Where the daemon listens.", "服务的套接字。", valueName: "path"),
        completion: .file())
    var socket = "/run/duban/status.sock"

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

// The daemon's status socket as the verbs use it: one call or one stream, and every way it can fail
// as a sentence that says what is wrong, where, and what to do.

import DubanConfig
import DubanKernel
import Glibc
import Varlink

/// The way to the daemon.
struct StatusSocket {
    private let path: String

    init(_ options: CommonOptions) {
        path = options.socket
    }

    func call(_ method: String, _ parameters: JSON = [:]) throws(Failure) -> JSON {
        do throws(ClientError) {
            return try Client(path: path).call(method, parameters)
        } catch {
            throw failure(error)
        }
    }

    /// Calls a method that answers many times, and hands over each reply's parameters as it comes.
    /// A stream that waits for events `waitsForever`.
    func stream(
        _ method: String, _ parameters: JSON = [:], waitsForever: Bool = false,
        each: (JSON) -> Void
    ) throws(Failure) {
        do throws(ClientError) {
            let client = try Client(path: path)
            var replies = try client.callMore(method, parameters, waitForever: waitsForever)
            while let reply = try replies.next() { each(reply) }
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: ClientError) -> Failure {
        switch error {
        case .refused(let error): .refused(reason(error), error)
        case .unreachable(.system(_, _, ENOENT)), .unreachable(.system(_, _, ECONNREFUSED)):
            unreachable(
                """
                the daemon is not running: nobody listens at \(path)
                Start it with “systemctl start duban.service” and see “journalctl -u duban” if it \
                does not stay; if it listens elsewhere, name the place with --socket PATH.
                """,
                """
                服务未运行：\(path) 无人监听
                请执行“systemctl start duban.service”；若起不来，请看“journalctl -u duban”。\
                套接字在别处的，用 --socket 路径 指明。
                """)
        case .unreachable(let error):
            unreachable(
                """
                the daemon cannot be reached: \(error)
                Name its socket with --socket PATH; “systemctl status duban.socket” shows where \
                it is.
                """,
                """
                连不上服务：\(error)
                请用 --socket 路径 指明套接字；位置可由“systemctl status duban.socket”查到。
                """)
        case .timedOut:
            unreachable(
                """
                the daemon at \(path) does not answer
                See “systemctl status duban” and “journalctl -u duban”.
                """, "\(path) 处的服务没有应答\n请看“systemctl status duban”和“journalctl -u duban”。")
        case .disconnected:
            unreachable(
                "the daemon at \(path) closed the connection before it had answered",
                "\(path) 处的服务未答复即断开连接")
        case .malformed(let message):
            unreachable(
                "what listens at \(path) does not speak Varlink as it should: \(message)",
                "\(path) 处监听的程序不合 Varlink 协议：\(message)")
        }
    }

    private func unreachable(_ english: String, _ chinese: String) -> Failure {
        .unreachable(say(english, chinese))
    }
}

/// A verb as Chinese readers need it: what to type and what it does.
private func named(_ verb: String) -> String {
    say(verb, Verb(rawValue: verb).map { "\(verb)（\($0.chinese)）" } ?? verb)
}

/// The names that may have been meant, if there are any.
private func near(_ parameters: JSON) -> String? {
    let names = parameters.texts("near").map(\.printable)
    return names.isEmpty ? nil : names.joined(separator: say(" or ", " 或 "))
}

/// What an error reply says, for people.
private func reason(_ error: VarlinkError) -> String {
    let parameters = JSON.object(error.parameters)
    switch error.name {
    case "io.duban.Status.NoSuchObligation", "io.duban.Ledger.NoSuchObligation":
        let key = parameters.text("key").printable
        guard let near = near(parameters) else {
            return say(
                "no obligation “\(key)” is known, or you may not see it; “dubanctl list” shows "
                    + "those there are",
                "没有“\(key)”这一事项，或您无权查看；可用“dubanctl list”列出")
        }
        return say(
            "no obligation “\(key)” is known; did you mean \(near)?",
            "没有“\(key)”这一事项；是否指 \(near)？")
    case "io.duban.Status.SeveralObligations":
        let key = parameters.text("key").printable
        let keys = parameters.texts("meant").joined(separator: say(", ", "、")).printable
        return say(
            "“\(key)” may be any of these; name one: \(keys)", "“\(key)”可指多项，请写明其一：\(keys)")
    case "io.duban.Status.NoSuchUnit":
        let unit = parameters.text("unit").printable
        let advice = near(parameters).map { say("; did you mean \($0)?", "；是否指 \($0)？") } ?? ""
        return say("the charter has no unit “\(unit)”", "规则中没有“\(unit)”这一单位") + advice
    case "io.duban.Status.NoSuchPerson":
        let person = parameters.text("person").printable
        return say(
            "the charter has no person “\(person)”, or several of that name; give the id",
            "规则中没有“\(person)”其人，或不止一人；请写人员编号")
    case "io.duban.Ledger.Refused":
        let reason = parameters.text("reason").printable
        let allowed = parameters.texts("allowed").map(named).joined(separator: say(", ", "、"))
            .printable
        guard !allowed.isEmpty else { return say("refused: \(reason)", "不予登记：\(reason)") }
        return say(
            "refused: \(reason)\nPossible now: \(allowed)", "不予登记：\(reason)\n可执行：\(allowed)")
    case "io.duban.Manager.NothingHeld":
        return say("nothing is held", "没有暂缓发送的提醒")
    case "io.duban.Manager.BadCharter":
        let diagnostics = parameters.texts("diagnostics").flatMap(\.printableLines)
            .joined(separator: "\n")
        return say(
            "the configuration is refused; the old one stays in force\n\(diagnostics)",
            "新配置有误，旧规则继续生效\n\(diagnostics)")
    case "io.duban.Manager.Unavailable":
        let reason = parameters.text("reason").printable
        return say("the ledger cannot be used: \(reason)", "台账不可用：\(reason)")
    case "org.varlink.service.PermissionDenied":
        return say(
            "your account may not do this; the office's people may, and a post's holder for its "
                + "own unit",
            "您的账号无权操作；督办部门人员可办理，各岗位人员可办理本单位事项")
    case "org.varlink.service.InvalidParameter":
        let parameter = parameters.text("parameter").printable
        return say("the daemon does not accept “\(parameter)”", "服务不接受参数“\(parameter)”")
    default:
        return error.description.printable
    }
}

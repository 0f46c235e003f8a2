// `dubanctl check`: what is wrong with a configuration, without a daemon.

import ArgumentParser
import Civil
import DubanConfig
import DubanKernel
import Varlink

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Check configuration files.", "检查配置。"),
        discussion: say(
            """
            Each FILE is a main file; conf.d/*.yaml beside it and the calendars it names belong \
            to it. As root they are read with the permissions of the daemon's account.
            --against shows what would come, go and move if they were loaded.
            Exits 78 when a configuration would be refused. Example:
            """,
            """
            每个 FILE 为主文件，其旁的 conf.d/*.yaml 及所引用的日历一并检查。以 root 运行时按服务账号的权限读取。
            --against 列明启用后的增减与期限变动。会被拒绝时退出码为 78。例：
            """)
            + "\n  dubanctl check /etc/duban/duban.yaml")

    @OptionGroup var common: CommonOptions

    @Argument(
        help: .say("The main files.", "主文件。", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var files = ["/etc/duban/duban.yaml"]

    @Flag(
        help: .say(
            "Show what would come, go and move against the charter in force.",
            "与现行规则比较，列明增减与期限变动。"))
    var against = false

    @Option(
        help: .say(
            "Compare with the charter last accepted in this state directory, not the daemon's.",
            "与该状态目录中最近启用的规则比较，不问服务。", valueName: "directory"),
        completion: .directory)
    var state: String?

    @Option(
        help: .say(
            "As root: whose permissions hold for reading (default: duban).",
            "以 root 运行时：按该账号的权限读取（默认 duban）。", valueName: "account"))
    var `as`: String?

    @Flag(help: .say("Each warning by itself.", "逐条列出警告，不归并。"))
    var each = false

    func run() throws {
        let compiler = CharterCompiler(today: LocalTime(zone: .utc).today)
        var isRefused = false
        let reader = try Reader(as: `as`)
        let comparison = try comparison()
        for file in files {
            let loaded = try reader.load(file)
            let compiled = compiler.compile(loaded.source, unread: loaded.diagnostics)
            isRefused = isRefused || compiled.charter == nil
            if common.json {
                for diagnostic in compiled.diagnostics { Output.line(json(diagnostic).description) }
            } else {
                let shown = each ? compiled.diagnostics : compiled.diagnostics.summed
                if !shown.isEmpty { Output.line(shown.rendered(in: .spoken)) }
                if let kinds = kinds(of: shown) { Output.line(kinds) }
                Output.line("\(file): \(summary(compiled))")
            }
            guard let comparison, let charter = compiled.charter else { continue }
            isRefused = !comparison.show(charter, isJSON: common.json) || isRefused
        }
        if let doubt = reader.doubt { Output.complain(doubt) }
        if isRefused { throw Failure.badConfiguration }
    }

    private func comparison() throws(Failure) -> Comparison? {
        if let state { return try Comparison(keptIn: state) }
        return against ? try Comparison(askedOf: StatusSocket(common)) : nil
    }

    private func summary(_ compiled: CompiledCharter) -> String {
        let warnings = compiled.diagnostics.count { $0.severity == .warning }
        guard let charter = compiled.charter else {
            let errors = compiled.diagnostics.count - warnings
            return say(
                "refused: errors \(errors), warnings \(warnings)",
                "配置有误，不能启用：错误 \(errors) 处，警告 \(warnings) 处")
        }
        let (units, duties) = (charter.units.count, charter.duties.count)
        let (people, tasks) = (charter.people.count, charter.declarations.count)
        let accepted =
            compiled.accepted == 0
            ? "" : say(", accepted \(compiled.accepted)", "，已确认 \(compiled.accepted)")
        return say(
            "fine: units \(units), people \(people), duties \(duties), tasks \(tasks), warnings "
                + "\(warnings)\(accepted)",
            "可用：单位 \(units)，人员 \(people)，常态化任务 \(duties)，督办事项 \(tasks)，警告 \(warnings) 处\(accepted)")
    }

    /// How the charter would name what was warned of.
    private func kinds(of diagnostics: [Diagnostic]) -> String? {
        let kinds = Set(diagnostics.compactMap(\.complaint.kind?.rawValue)).sorted()
        guard !kinds.isEmpty else { return nil }
        let list = kinds.joined(separator: ", ")
        return say(
            "kinds of these warnings, for “accept:” where they are meant: \(list)",
            "以上警告的类别，确认无误的可写入“accept:”：\(list)")
    }

    private func json(_ diagnostic: Diagnostic) -> JSON {
        .present([
            "file": .string(diagnostic.file),
            "line": diagnostic.place.map { JSON($0.line) },
            "column": diagnostic.place.map { JSON($0.column) },
            "severity": .string(diagnostic.severity.rawValue),
            "message": .string(diagnostic.message(in: .spoken)),
            "kind": diagnostic.complaint.kind.map { .string($0.rawValue) },
            "advice": diagnostic.complaint.advice.map { .string($0.text(in: .spoken)) },
        ])
    }
}

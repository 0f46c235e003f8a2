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
            to it.
            Exits 78 when a configuration would be refused. Example:
            """,
            "每个 FILE 为主文件，其旁的 conf.d/*.yaml 及所引用的日历一并检查。会被拒绝时退出码为 78。例：")
            + "\n  dubanctl check /etc/duban/duban.yaml")

    @OptionGroup var common: CommonOptions

    @Argument(
        help: .say("The main files.", "主文件。", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var files = ["/etc/duban/duban.yaml"]

    @Flag(help: .say("Each warning by itself.", "逐条列出警告，不归并。"))
    var each = false

    func run() throws {
        let compiler = CharterCompiler(today: LocalTime.current.today)
        var isRefused = false
        for file in files {
            let compiled = compiler.compile(path: file)
            isRefused = isRefused || compiled.charter == nil
            if common.json {
                for diagnostic in compiled.diagnostics { Output.line(json(diagnostic).description) }
            } else {
                let shown = each ? compiled.diagnostics : compiled.diagnostics.summed
                if !shown.isEmpty { Output.line(shown.rendered(in: .spoken)) }
                Output.line("\(file): \(summary(compiled))")
            }
        }
        if isRefused { throw Failure.badConfiguration }
    }

    private func summary(_ compiled: CompiledCharter) -> String {
        let warnings = compiled.diagnostics.count { $0.severity == .warning }
        guard let charter = compiled.charter else {
            let errors = compiled.diagnostics.count - warnings
            return say(
                "refused: errors \(errors), warnings \(warnings)",
                "配置有误，不能启用：错误 \(errors) 处，警告 \(warnings)")
        }
        let (units, duties) = (charter.units.count, charter.duties.count)
        let (people, tasks) = (charter.people.count, charter.declarations.count)
        let accepted =
            compiled.accepted == 0
            ? "" : say(", accepted \(compiled.accepted)", "，已确认 \(compiled.accepted)")
        return say(
            "fine: units \(units), people \(people), duties \(duties), tasks \(tasks), warnings "
                + "\(warnings)\(accepted)",
            "可用：单位 \(units)，人员 \(people)，常态化任务 \(duties)，督办事项 \(tasks)，警告 \(warnings)\(accepted)")
    }

    private func json(_ diagnostic: Diagnostic) -> JSON {
        .present([
            "file": .string(diagnostic.file),
            "line": diagnostic.place.map { JSON($0.line) },
            "column": diagnostic.place.map { JSON($0.column) },
            "severity": .string(diagnostic.severity.rawValue),
            "message": .string(diagnostic.message(in: .spoken)),
            "advice": diagnostic.complaint.advice.map { .string($0.text(in: .spoken)) },
        ])
    }
}

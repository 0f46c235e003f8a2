// Help and complaints of usage: one language, no broken examples, none that expires.

import DubanConfig
import Testing

@Suite("help")
struct HelpTests {
    private static let commands = [
        [], ["status"], ["list"], ["show"], ["watch"], ["submit"], ["withdraw"], ["close"],
        ["reopen"], ["reload"], ["check"], ["preview"], ["calendar"],
    ]
    private static let chinese = ["LC_ALL": "zh_CN.UTF-8", "COLUMNS": "80"]

    @Test(arguments: commands)
    func `help is Chinese where the reader is`(command: [String]) throws {
        let help = try Program(command + ["--help"], environment: Self.chinese)
        #expect(help.status == 0)
        #expect(help.output.contains("用法：dubanctl"))
        for line in help.lines where !line.contains("dubanctl ") {
            // What is left in Latin letters is typed: options, names of files and of fields.
            let words = line.replacing(
                /--?[a-z-]+|<[^>]*>|`[^`]*`|[a-zA-Z]*[A-Z][a-zA-Z]*/, with: ""
            )
            .replacing(/[a-z]+[:.*\/][a-z.*\/]*/, with: "")
            let english = words.matches(of: /[a-z]{3,} [a-z]{2,} [a-z]{2,}/).map {
                String($0.output)
            }
            #expect(english.isEmpty, "\(line)")
        }
        for word in ["OPTIONS", "Show help", "default:", "values:", "<date>", "<path>", "<key>"] {
            #expect(!help.output.contains(word), "\(word)")
        }
    }

    @Test(arguments: commands)
    func `help fits the terminal and breaks no example`(command: [String]) throws {
        for environment in [Self.chinese, ["COLUMNS": "80"]] {
            let lines = try Program(command + ["--help"], environment: environment).lines
            #expect(lines.count > 3)
            for line in lines { #expect(line.displayWidth <= 80, "\(line)") }
            for (line, next) in zip(lines, lines.dropFirst())
            where line.hasPrefix("  dubanctl ") && next.hasPrefix("    ") {
                #expect(line.hasSuffix("\\") || command.isEmpty, "\(line)")
            }
        }
    }

    @Test(arguments: [
        (["list", "--lihgt", "red"], "没有选项“--lihgt”；是否指“--light”？"),
        (["list", "--light"], "“--light <预警>”缺少取值"), (["show"], "缺少参数“<事项>”"),
        (["show", "a", "b"], "多余的参数“b”"),
        (["list", "--light", "blue"], "“blue”不能用于“--light <预警>”；可用：'黄'、'红'"),
        (["submit", "a", "--held", "x"], "“x”不能用于“--held <日期>”：“x”不是形如 2026-11-20 的日期"),
    ])
    func `a complaint of usage is Chinese too`(arguments: [String], complaint: String) throws {
        let run = try Program(arguments, environment: Self.chinese)
        #expect(run.status == 2)
        #expect(run.complaint.contains("用法有误：" + complaint), "\(run.complaint)")
        for word in ["Error", "Usage", "Help:", "See '"] { #expect(!run.complaint.contains(word)) }
    }

    @Test func `no example of calendar expires`() throws {
        let help = try Program(["calendar", "--help"]).lines
        let examples = help.filter { $0.hasPrefix("  dubanctl calendar ") }
        #expect(examples.count == 3)
        let program = try Program.path("dubanctl")
        for example in examples {
            let command =
                example.replacing("  dubanctl", with: "\(program) --socket /nowhere")
                .replacing(" --zone Asia/Shanghai", with: "") + " --zone Asia/Shanghai"
            // The days in which all that is near has passed.
            for base in ["2026-01-04", "2026-10-08", "2026-12-30"] where !example.contains("--base")
            {
                #expect(try Program(shell: command + " --base \(base)").status == 0, "\(example)")
            }
        }
    }

    @Test func `the version is the daemon's`() throws {
        let version = try Program(["--version"])
        #expect(version.status == 0)
        #expect(try Program(shell: "\(Program.path("duband")) --version").output == version.output)
        #expect(
            try Program(shell: "\(Program.path("duban-mail")) --version").output == version.output)
    }
}

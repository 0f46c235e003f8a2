// The exit codes that scripts rely on, and what stands beside them.

import Foundation
import Testing

@Suite("exit codes")
struct ExitCodeTests {
    @Test(arguments: [
        ["status"], ["list"], ["list", "--json"], ["show", "info/jiaoyu"], ["watch"], ["reload"],
        ["submit", "info/jiaoyu"], ["withdraw", "info/jiaoyu", "--entry", "3"],
        ["close", "task:a"],
        ["reopen", "task:a", "--because", "error", "--reason", "x"],
        ["submit", "info/jiaoyu", "--title", "t", "--again", "--for", "jiaoyu", "--paper", "3"],
        ["close", "task:a", "--over", "b", "c", "--signed-by", "secretary", "--reason", "x"],
        ["cancel", "task:a/b", "--reason", "x"], ["resume", "task:a/b", "--reason", "x"],
    ])
    func `a daemon that is not there is 3, with the socket's path and what to do`(
        arguments: [String]
    ) throws {
        let run = try Program(["--socket", "/nowhere/status.sock"] + arguments)
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        #expect(run.complaint.contains("/nowhere/status.sock"))
        #expect(run.complaint.contains("systemctl start duban.service"))
    }

    @Test func `the options of all verbs stand before or after the verb`() throws {
        let run = try Program(["status", "--socket", "/elsewhere/status.sock", "--json"])
        #expect(run.status == 3)
        #expect(run.complaint.contains("/elsewhere/status.sock"))
    }

    @Test(arguments: [
        ["frobnicate"], ["show"], ["list", "--light", "blue"], ["list", "--kind", "x"], ["submit"],
        ["submit", "a", "--held", "2026-02-30"], ["submit", "a", "--at", "noon"],
        ["status", "--loud"],
        ["reopen", "a"], ["reopen", "a", "--because", "boredom"], ["watch", "--after", "x"],
        ["preview", "--config", "x"], ["preview", "--from", "2026-11-02", "--to", "2026-11-01"],
        ["calendar"], ["calendar", "daily", "--iterations", "0"],
        ["calendar", "daily", "--base", "now"],
        ["calendar", "daily", "--zone", "Mars/Olympus"],
    ])
    func `wrong usage is 2`(arguments: [String]) throws {
        let run = try Program(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaint.hasPrefix("Error: "))
    }

    @Test(arguments: [["--help"], ["submit", "--help"], ["help", "calendar"]])
    func `help is no mistake`(arguments: [String]) throws {
        let run = try Program(arguments)
        #expect(run.status == 0)
        #expect(run.output.contains("USAGE: dubanctl"))
        #expect(run.complaint.isEmpty)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions come for every shell`(shell: String) throws {
        let run = try Program(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("preview"))
    }

    @Test(arguments: [
        (["LC_ALL": "zh_CN.UTF-8"], true), (["LC_ALL": "", "LANG": "zh_TW.UTF-8"], true),
        (["LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"], false),
        (["LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"], false),
    ])
    func `the language is the locale's`(environment: [String: String], isChinese: Bool) throws {
        let run = try Program(["--socket", "/nowhere", "status"], environment: environment)
        #expect(run.complaint.contains("服务未运行") == isChinese)
        #expect(run.complaint.contains("not running") != isChinese)
    }
}

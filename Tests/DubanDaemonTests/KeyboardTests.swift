// What people type and read: names, lists, errors.

import Foundation
import TestSupport
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `At the keyboard` {
    private func desk() async throws -> DeskScene {
        try await DeskScene.open(DeskScene.yaml, now: "2026-11-21 10:00")
    }

    @Test func `every verb reads the same names`() async throws {
        let desk = try await desk()
        let shown = try await desk.json("show", "信息报送/教育局").first
        #expect(shown?["obligation"]?["key"]?.string == "info/jiaoyu/2026-11")
        #expect(try await desk.json("show", "会议记录不全").count == 1)
        let submitted = try await desk.json("submit", "信息报送/教育局").first
        #expect(submitted?["obligation"]?.string == "info/jiaoyu/2026-11")
        let unmade = try await desk.ctl("show", "task:整改-13")
        #expect(unmade.status == 1)
        #expect(unmade.complaint.contains("did you mean task:整改-1?"))
        let unclosed = try await desk.ctl("close", "task:整改-13")
        #expect(unclosed.complaint.contains("did you mean task:整改-1?"))
        let unread = try await desk.ctl("list", "--unit", "教育厅")
        #expect(unread.complaint.contains("did you mean 教育局?"))
    }

    @Test func `a list begins with what is overdue longest and leaves out what is far`()
        async throws
    {
        let desk = try await desk()
        let keys = try await desk.json("list").map { $0["key"]?.string ?? "" }
        #expect(
            keys == [
                "task:整改-1/初稿", "task:整改-1", "info/jiaoyu/2026-11", "info/xuexiao/2026-11",
                "task:整改-2", "info/jiaoyu/2026-12", "info/xuexiao/2026-12", "study/jiaoyu/2026-Q4",
                "study/xuexiao/2026-Q4",
            ])
        let all = try await desk.json("list", "--all").map { $0["key"]?.string ?? "" }
        #expect(all.contains("study/jiaoyu/2027-Q1"))
        #expect(all.filter(keys.contains) == keys)
    }

    @Test(arguments: [
        (["--overdue"], ["task:整改-1/初稿", "task:整改-1"]),
        (["--state", "逾期"], ["task:整改-1/初稿", "task:整改-1"]),
        (["--light", "红"], ["task:整改-1/初稿", "task:整改-1"]),
        (["--due-before", "2026-09-30"], ["task:整改-1/初稿"]),
        (["--person", "孙学校", "--kind", "task"], ["task:整改-2"]),
        (["--category", "meetings"], ["task:整改-2"]), (["--source", "巡察"], ["task:整改-2"]),
        (["--class", "quick"], ["task:整改-2"]), (["--class", "slow"], []),
    ])
    func `a list is narrowed by what people ask for`(
        options: [String], keys: [String]
    ) async throws {
        let desk = try await desk()
        let listed = try await desk.json(["list"] + options)
        #expect(listed.map { $0["key"]?.string } == keys)
    }

    @Test(arguments: [["light": "blue"], ["state": "lost"], ["kind": "x"]] as [JSON])
    func `List refuses a word that it does not know`(filter: JSON) async throws {
        let desk = try await desk()
        let name = ["light", "state", "kind"].first { filter[$0] != nil } ?? ""
        await #expect(throws: ClientError.refused(.invalidParameter(name))) {
            try await desk.call("io.duban.Status.List", filter)
        }
    }

    @Test func `a list without anything says so in words and in the reply's own form`()
        async throws
    {
        let desk = try await desk()
        #expect(try await desk.ctl("list", "--class", "slow").output == "Nothing.\n")
        let reply = try await desk.call("io.duban.Status.List", ["class": "slow"])
        #expect(reply == [:])
        #expect(statusInterfaceText.contains("obligation: ?Obligation"))
    }

    @Test func `a refusal is in the reader's language, not in the charter's`() async throws {
        let desk = try await desk()
        let refused = try await desk.ctl(
            "close", "info/jiaoyu", environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(refused.complaint.contains("不予登记：info/jiaoyu/2026-11 以报送为准"))
        #expect(refused.complaint.contains("可执行：submit（报送）"))
        #expect(try await desk.ctl("close", "info/jiaoyu").complaint.contains("met by submissions"))
    }

    @Test func `errors are objects where programs read`() async throws {
        let desk = try await desk()
        let refused = try await desk.ctl("close", "task:整改-9", "--json")
        let object = try JSON(parsing: refused.complaint)
        #expect(object["error"]?.string == "io.duban.Ledger.Refused")
        #expect(object["message"]?.string?.contains("task:整改-9") == true)
        let mistyped = try await desk.ctl("list", "--light", "blue", "--json")
        #expect(mistyped.status == 2)
        #expect(try JSON(parsing: mistyped.complaint)["error"]?.string == "usage")
    }

    @Test func `a list keeps to the terminal's width and is read page by page`() async throws {
        let desk = try await desk()
        let program = try Oracle.product("dubanctl")
        let screen = try await desk.run(
            "/usr/bin/script",
            [
                "-qec", "stty cols 90 rows 6; \(program) --socket \(desk.path) list", "/dev/null",
            ], ["PAGER": "sed s/^/page:/", "TERM": "dumb"])
        let lines = screen.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == 10)
        #expect(lines.allSatisfy { $0.hasPrefix("page:") })
        #expect(screen.output.contains("…"))
        #expect(lines.allSatisfy { $0.dropFirst(5).unicodeScalars.map(width).reduce(0, +) <= 90 })
    }

    /// Chinese characters take two columns.
    private func width(_ scalar: Unicode.Scalar) -> Int { scalar.value >= 0x2E80 ? 2 : 1 }

    @Test func `what nobody was told of any more is one line`() async throws {
        // A Friday: late news waits for the office.
        let desk = try await DeskScene.open(DeskScene.yaml, now: "2026-11-20 10:00")
        let shown = try await desk.ctl("show", "task:整改-1").output
        #expect(!shown.contains("superseded"))
        #expect(shown.contains("no longer needed: 2 (see --all)"))
        // People and units by their names.
        #expect(shown.contains("told     刘教育") && shown.contains("机关工委"))
        let all = try await desk.ctl("show", "task:整改-1", "--all").output
        #expect(all.matches(of: /superseded/).count == 2)
    }
}

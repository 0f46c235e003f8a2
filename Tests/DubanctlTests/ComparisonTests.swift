// `check --against`, and as whom `check` reads.

import Foundation
import Testing

@Suite struct `A check before a reload` {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "against-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("conf.d"), withIntermediateDirectories: true)
    }

    private static let main = """
        office: o
        timezone: Asia/Shanghai
        calendar: { years: [2026, 2027] }
        posts: { liaison: 联络员 }
        people: { li: { name: 李, account: root } }
        accept: root-account
        units: { o: { name: 办公室, posts: { liaison: li } } }
        ladders: { l: [{ at: -1wd, tell: office.liaison }] }

        """

    private static func part(units: Int, task: String = "") -> String {
        let units = (0..<units).map { "u\($0): { name: 单位\($0), parent: o }" }
        return """
            units: { \(units.joined(separator: ", ")) }
            sets: { all: { children-of: o } }
            quotas: { info: { name: 信息, for: all, each: month, least: 1, due: day 25, ladder: l } }
            tasks: { \(task) }

            """
    }

    private func write(_ text: String, to name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The state directory of a daemon that has accepted these files.
    private func keep(_ files: [(String, String)]) throws {
        let archive = files.map { "rules \($1.utf8.count) \($0)\n\($1)\n" }.joined()
        _ = try write("duban-charter 1\nbase /etc/duban/\n" + archive, to: "charter.last")
    }

    @Test func `shows what would come, go, move and end, and what would be refused`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let task = { (id: String, due: String) in
            "\(id): { problem: p, measure: m, lead: o, owner: liaison, ladder: l, due: \(due) }"
        }
        let old = Self.part(
            units: 12, task: task("t1", "2099-12-10") + ", " + task("t2", "2099-12-11"))
        try keep([("duban.yaml", Self.main), ("conf.d/a.yaml", old)])
        let file = try write(Self.main, to: "duban.yaml")
        let part = try write(old, to: "conf.d/a.yaml")
        let arguments = ["check", file, "--state", folder.path]
        let same = try Program(arguments)
        #expect(same.status == 0)
        #expect(same.lines.last?.hasSuffix("nothing comes, goes or moves") == true)

        _ = try write(
            Self.part(units: 11, task: task("t1", "2099-12-15") + ", " + task("t3", "2099-12-11")),
            to: "conf.d/a.yaml")
        let moved = try Program(arguments)
        #expect(moved.status == 0)
        #expect(
            moved.lines.drop { !$0.hasPrefix("against charter ") }.dropFirst().dropLast() == [
                "  units that went: 1 (u11)", "  tasks that came: 1 (t3)",
                "  tasks amended: 1 (t1)",
                "  open tasks declared no more, which go on: 1 (t2)",
                "  an id is for ever, these would be new tasks: 1 (t2 → t3)",
                "  due dates moved: 1 (task:t1 2099-12-10 → 2099-12-15)",
            ])
        #expect(
            moved.lines.last?.hasPrefix("  open obligations of duties that end: 1 (info/u11/")
                == true)

        try FileManager.default.moveItem(
            atPath: part, toPath: folder.appendingPathComponent("conf.d/a.yml").path)
        let lost = try Program(arguments)
        #expect(lost.status == 78)
        #expect(lost.output.contains("a.yml: warning: is not read"))
        #expect(lost.output.contains("would be refused: this would end 12 of 12 open obligations"))
        let json = try Program(arguments + ["--json"])
        #expect(json.output.contains("\"what\":\"dutiesWent\",\"count\":1,\"names\":[\"info\"]"))
    }

    @Test func `without a charter to compare with it says where it looked`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try write(Self.main, to: "duban.yaml")
        let kept = try Program(["check", file, "--state", folder.path])
        #expect(kept.status == 1)
        #expect(kept.complaint.contains("charter.last: No such file or directory"))
        let asked = try Program(["check", file, "--against", "--socket", "/nowhere/status.sock"])
        #expect(asked.status == 3)
    }

    @Test(.enabled(if: getuid() == 0, "only root may read as somebody else"))
    func `root reads with the permissions of the daemon's account`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try write(Self.main, to: "duban.yaml")
        #expect(try Program(["check", file, "--as", "nobody"]).status == 0)
        #expect(chmod(file, 0o600) == 0)
        #expect(try Program(["check", file, "--as", "root"]).status == 0)
        let refused = try Program(["check", file, "--as", "nobody"])
        #expect(refused.status == 78)
        #expect(refused.output.contains("duban.yaml: error: cannot be read: Permission denied"))
        #expect(try Program(["check", file, "--as", "nobody-at-all"]).status == 1)
    }
}

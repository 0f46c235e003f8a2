// `dubanctl calendar`: expressions and written deadlines on the command line.

import Foundation
import TestSupport
import Testing

@Suite("calendar")
struct CalendarTests {
    private func answer(_ arguments: [String]) throws -> (status: Int32, objects: [[String: Any]]) {
        let run = try Program(
            ["calendar", "--json", "--config", Program.sample, "--base", "@1795164000.5"]
                + arguments)
        let objects = try run.lines.map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        return (run.status, objects)
    }

    @Test func `an expression has a normal form and elapses after the base`() throws {
        let (status, objects) = try answer(["--iterations", "3", "Mon..Fri 17:00"])
        #expect(status == 0)
        #expect(objects[0]["normalized"] as? String == "Mon..Fri *-*-* 17:00:00")
        #expect(
            objects[0]["next"] as? [Int] == [
                1_795_165_200_000_000, 1_795_424_400_000_000, 1_795_510_800_000_000,
            ])
    }

    @Test func `the zone is the charter's, the one asked for, or the expression's own`() throws {
        let inShanghai = try answer(["2026-12-01 00:00"]).objects[0]["next"] as? [Int]
        #expect(inShanghai == [1_796_054_400_000_000])
        let inParis = try answer(["--zone", "Europe/Paris", "2026-12-01 00:00"]).objects[0]["next"]
        #expect(inParis as? [Int] == [1_796_079_600_000_000])
        let inUTC = try answer(["2026-12-01 00:00 UTC"]).objects[0]["next"] as? [Int]
        #expect(inUTC == [1_796_083_200_000_000])
    }

    @Test func `what never comes is null`() throws {
        let (status, objects) = try answer(["*-02-30", "2020-01-01"])
        #expect(status == 0)
        #expect(objects.allSatisfy { $0["next"] is NSNull })
    }

    @Test func `a written deadline is read with what it assumes`() throws {
        let (status, objects) = try answer(["年底前", "每季度至少1次", "立行立改", "3个工作日内"])
        #expect(status == 0)
        #expect(objects.map { $0["meaning"] as? String } == ["due", "cadence", "class", "due"])
        #expect(
            objects.map { $0["normalized"] as? String }
                == ["2026-12-31", "each: quarter, least: 1", "immediate", "2026-11-25"])
        #expect((objects[0]["assumptions"] as? [String])?.isEmpty == false)
    }

    @Test func `the charter decides what a ten-day period's beginning means`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(
            at: Oracle.repository.appending(path: "config"), to: folder)
        let main = folder.appending(path: "duban.yaml")
        var read: [String?] = []
        for (old, new) in [("", ""), ("ten-days: last-day", "ten-days: day-before")] {
            let text = try String(contentsOf: main, encoding: .utf8)
            try #require(text.contains(old) || old.isEmpty)
            try text.replacingOccurrences(of: old, with: new)
                .write(to: main, atomically: true, encoding: .utf8)
            let answer = try answer(["--config", main.path, "12月中旬前"])
            read.append(answer.objects[0]["normalized"] as? String)
        }
        #expect(read == ["2026-12-20", "2026-12-10"])
    }

    @Test func `a refusal exits 1 and hides nothing else`() throws {
        let (status, objects) = try answer(["daily", "foo", "尽快", "weekly"])
        #expect(status == 1)
        #expect(objects.map { $0["error"] != nil } == [false, true, true, false])
        #expect(objects[1]["column"] is Int)
    }

    @Test func `people are told what is left`() throws {
        let run = try Program(
            ["calendar", "--config", Program.sample, "--base", "2026-11-20 17:00", "Mon 09:00"])
        #expect(
            run.lines == [
                "    written  Mon 09:00", "normal form  Mon *-*-* 09:00:00",
                "       next  2026-11-23 09:00 (in 2d 16h, working days left: 1)",
                "       zone  Asia/Shanghai",
            ])
    }

    @Test(arguments: ["12-31", "12.31", "12月31日", "2026-12-31", "12- 31", "2026- 12-31"])
    func `a date without a time is due at the end of the hours`(_ text: String) throws {
        let object = try answer(["--config", Program.sample, text]).objects[0]
        let due = object["due"] as? [String: Any] ?? object
        #expect(due["normalized"] as? String == "2026-12-31")
        #expect(due["next"] as? [Int] == [1_798_709_400_000_000])
    }

    @Test func `a text with two readings shows both`() throws {
        let run = try Program(
            ["calendar", "--config", Program.sample, "--base", "2026-11-20 17:00", "12-31"])
        #expect(
            run.lines == [
                "      written  12-31", "as a due date  2026-12-31",
                "         left  in 41d, working days left: 29",
                "         note  no year is written: 2026", "  normal form  *-12-31 00:00:00",
                "         next  2026-12-31 00:00 (in 40d 7h, working days left: 28)",
                "         zone  Asia/Shanghai",
            ])
        // As a due date it has passed, and that is said beside the elapse of next year.
        let passed = try answer(["09-21"]).objects[0]
        #expect((passed["due"] as? [String: Any])?["error"] is String)
        #expect(passed["next"] is [Int])
    }

    @Test func `without daemon and configuration the zone is asked for`() throws {
        guard access("/etc/duban/duban.yaml", R_OK) != 0 else { return }
        let run = try Program(["--socket", "/nowhere", "calendar", "Mon 09:00"])
        #expect(run.status == 3)
        #expect(run.complaint.contains("--zone"))
        let asked = try Program(
            ["--socket", "/nowhere", "calendar", "--zone", "UTC", "Mon 09:00"])
        #expect(asked.status == 0)
        #expect(asked.output.contains("zone  UTC"))
    }

    @Test func `people read cadences, classes and what is left in their own words`() throws {
        let run = try Program(
            [
                "calendar", "--config", Program.sample, "--base", "2026-11-20 17:00", "每两周一次",
                "立行立改", "12月30日", "每季度听取一次工作汇报",
            ], environment: ["LC_ALL": "zh_CN.UTF-8"])
        let text = run.output
        #expect(text.contains("每 2 周至少 1 次（every: 14d, least: 1）"))
        #expect(text.contains("规则中可写  each: month, least: 2"))
        #expect(text.contains("立行立改（class: immediate）"))
        #expect(text.contains("40 天（28 个工作日）"))
        #expect(text.contains("每季度至少 1 次（each: quarter, least: 1）"))
        #expect(text.contains("“听取…工作汇报”不影响期限"))
    }

    @Test func `a refusal of a deadline has its place and a near form`() throws {
        let object = try answer(["两个月左右"]).objects[0]
        #expect(object["column"] as? Int == 4)
        #expect((object["error"] as? String)?.contains("12月底前") == true)
    }
}

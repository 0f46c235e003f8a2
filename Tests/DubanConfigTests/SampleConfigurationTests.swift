// The sample configuration is the documentation by example: it compiles, and warns of nothing but
// what it shows on purpose.

import Civil
import DubanConfig
import DubanKernel
import Foundation
import Testing

@Suite struct SampleConfigurationTests {
    static let directory =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/config"

    static func source() -> CharterSource {
        CharterFiles.load(path: directory).source
    }

    private func charter() throws -> Charter {
        try #require(CharterCompiler.forTests.compile(Self.source()).charter)
    }

    @Test func `it compiles with the two warnings that it explains`() throws {
        let result = CharterCompiler.forTests.compile(path: Self.directory)
        #expect(result.charter != nil)
        #expect(
            result.diagnostics.map { $0.message() } == [
                "no working days are listed for 2027: tasks due then are provisional (3)",
                "nobody holds the post “liaison” in unit “nongye-2”: its notices climb to “nongye”",
            ])
        #expect(result.diagnostics.allSatisfy { $0.severity == .warning })
    }

    @Test func `it is an office of three levels`() throws {
        let charter = try charter()
        #expect(charter.units.count >= 15)
        #expect(charter.office == "gongwei")
        #expect(charter.zone.name == "Asia/Shanghai")
        let grandchildren = charter.units.values.filter { unit in
            unit.parent.flatMap { charter.units[$0]?.parent } != nil
        }
        #expect(grandchildren.count == 10 && grandchildren.allSatisfy { $0.kind == "支部" })
        #expect(charter.people["chen"]?.relay == "liu")
        #expect(charter.days(of: "caizheng").opens == TimeOfDay(hour: 9, minute: 0))
        #expect(charter.days.calendar.knownYears == Set(2018...2026))
    }

    @Test func `it has the duties and every class of task`() throws {
        let charter = try charter()
        let info = try #require(charter.duties["info"])
        #expect(
            info.bearers
                == ["caizheng", "jiaoyu", "minzheng", "nongye", "weijian", "zhengwu"]
                .map { .unit(UnitID($0)) })
        #expect((info.least, info.target, info.offDay) == (1, 2, .previous))
        #expect(info.due.normalized == "day 25 17:00")
        #expect(info.lateUntil?.normalized == "next day 10")
        let study = try #require(charter.duties["study"])
        #expect(study.kind == .session && study.evidence == ["研讨计划", "研讨记录", "交流发言材料"])
        #expect(charter.duties["party-day"]?.evidence == ["纸质纪实", "电子纪实"])
        #expect(charter.duties["contact-point"]?.bearers.first == .holders("caizheng", "secretary"))
        #expect(
            Set(charter.duties.values.map(\.ladder.name)) == ["monthly", "session", "personal"])
        let classes = Set(charter.shown.values.compactMap { $0[.className] })
        #expect(classes == ["immediate", "at-once", "request", "long-term", "standing"])
    }

    @Test func `a task for a set is one task for each unit`() throws {
        let charter = try charter()
        let spread = charter.assignments.keys.filter { $0.text.hasPrefix("zg-002") }.sorted()
        #expect(spread == ["zg-002@jiaoyu", "zg-002@nongye", "zg-002@weijian"])
        let task = try #require(charter.assignments["zg-002@jiaoyu"])
        #expect(task.lead == "jiaoyu")
        #expect(task.milestones.map(\.id) == ["首期成效", "抽查办法初稿", "试行", "验收"])
        #expect(
            charter.shown[task.id]?.measures.map(\.what) == ["年内补齐缺课", "建立支部纪实抽查制度"])
        #expect(task.due == .on(try #require(CivilDate("2027-03-31")), nil))
        #expect(charter.assignments["zg-003"]?.due == .reviewed(.quarter))
        #expect(charter.assignments["zg-004"]?.due == .after(.workingDays(1)))
        #expect(charter.assignments["zg-004"]?.ladder.name == "at-once")
        #expect(charter.assignments["zg-004"]?.leader == "wang")
        #expect(charter.shown["zg-001"]?[.basis] == "云岭区2026年机关党建问题整改工作方案")
    }

    /// Every key of the grammar that this version reads.
    private static let keys = [
        "office", "timezone", "language", "access", "own-subtree", "others", "delivery",
        "calendar", "workweek", "days", "rest", "work", "years", "hours", "remind-at", "ten-days",
        "posts", "people", "name", "account", "relay", "units", "aliases", "parent", "kind",
        "person", "since", "until", "sets", "children-of", "below", "except", "of", "post",
        "ladders", "at", "time", "tell", "light", "every", "times", "urgent", "at-night", "quotas",
        "sessions",
        "for", "each", "start", "least", "target", "opens", "due", "off-day", "late-until",
        "ladder", "points", "evidence", "schemes", "basis", "categories", "limits", "classes",
        "plan", "milestones", "review", "look-back", "tasks", "scheme", "class", "category",
        "source", "problem", "measure", "lead", "assist", "owner", "leader", "id", "into", "cause",
        "goal", "hard", "quantity", "links", "measures", "no", "what", "cancelled",
        "basis-of-change", "counts", "second-person", "digest", "also-at", "accept", "roles",
    ]

    @Test(arguments: keys) func `it shows or explains every key`(key: String) {
        let text = Self.source().rules.map { String(decoding: $0.bytes, as: UTF8.self) }
            .joined(separator: "\n")
        #expect(["\(key):", "`\(key)`", "#   \(key) "].contains { text.contains($0) })
    }

    @Test func `the minimal charter compiles beside the calendars`() throws {
        let minimal = try #require(
            FileManager.default.contents(atPath: Self.directory + "/minimal/duban.yaml"))
        let result = CharterCompiler.forTests.compile(
            CharterSource(
                rules: [.init(name: "duban.yaml", bytes: Array(minimal))],
                calendars: Self.source().calendars))
        #expect(result.diagnostics == [])
        #expect(result.charter?.delivery == .hold)
    }
}

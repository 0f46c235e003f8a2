// Tasks, schemes and deadlines as the grammar says them: YAML in, the typed charter out.

import Civil
import DubanConfig
import DubanKernel
import Testing

@Suite struct GoodTaskTests {
    @Test func `a task takes from its class and scheme what it does not say`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            ladders:
              m: [{ at: due, tell: owner }]
              n: [{ at: 首期-1wd, tell: owner }]
            schemes:
              s:
                basis: 方案
                ladder: m
                office: a
                categories: { 大类: [方面], 空类: }
                classes:
                  plain:
                  dated: { due: 2026-09-30 17:00, milestones: [{ id: 首期, at: -1month }], ladder: n }
            tasks:
              t1:
                { scheme: s, class: dated, category: 方面, problem: 问, measure: 措, lead: a,
                  owner: liaison }
              t2:
                scheme: s
                class: plain
                due: 2026-12-31
                problem: 问
                measures: [一, 二]
                sources: [甲, 乙]
                lead: a
                owner: liaison
                office: o
                basis: 另案
            """)
        let (first, second) = (
            try #require(charter.assignments["t1"]), try #require(charter.assignments["t2"])
        )
        #expect(first.due == .on(try date("2026-09-30"), TimeOfDay(hour: 17, minute: 0)))
        let (one, two) = (try #require(charter.shown["t1"]), try #require(charter.shown["t2"]))
        #expect(first.ladder.name == "n" && one[.basis] == "方案" && first.office == "a")
        #expect(first.milestones.map(\.id) == ["首期"] && one[.category] == "方面")
        #expect(second.due == .on(try date("2026-12-31"), nil))
        #expect(second.ladder.name == "m" && two[.basis] == "另案" && second.office == "o")
        #expect(two.measures.map(\.what) == ["一", "二"] && two.list(.sources) == ["甲", "乙"])
    }

    @Test func `every field is a text of the register`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            schemes: { s: { ladder: l, classes: { c: { due: start+3wd } } } }
            tasks:
              t:
                scheme: s
                class: c
                name: 名
                problem: 问
                cause: 因
                goal: 标
                hard: yes
                quantity: { target: 4, of: 次 }
                measures: [立改, { no: 2, what: 建制 }]
                links: [u, v]
                for: [a, o]
                owner: liaison
                start: 2026-11-02
                cancelled: 已并入 u
                basis-of-change: 文号
                milestones: [{ id: 初稿, at: -1wd }]
            """)
        let one = try #require(charter.declarations["t@a"])
        #expect(charter.declarations.count == 2)
        #expect(
            one.fields
                == Particulars([
                    "scheme": "s", "class": "c", "name": "名", "problem": "问", "cause": "因",
                    "goal": "标", "hard": "yes", "quantity": "4 次", "links": "u\nv", "lead": "a",
                    "owner": "liaison", "start": "2026-11-02", "cancelled": "已并入 u",
                    "basis-of-change": "文号", "milestones": "初稿 -1wd",
                ]))
        #expect(one.measures == [.init(what: "立改"), .init(number: 2, what: "建制")])
        #expect(charter.schemes["s"]?.classes["c"]?.due == .after(.workingDays(3)))
        #expect(charter.ladders["l"]?.rungs.count == 1)
    }

    @Test func `a class may be called like a key of its scheme`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            ladders: { n: [{ at: due, tell: liaison }] }
            schemes:
              s:
                classes:
                  ladder: { due: 2026-12-31 }
                  basis:
                ladder: n
            tasks:
              t: { scheme: s, class: ladder, problem: 问, measure: 措, lead: a, owner: liaison }
            """)
        #expect(charter.shown["t"]?[.className] == "ladder")
        #expect(charter.assignments["t"]?.due == .on(try date("2026-12-31"), nil))
    }

    @Test func `a task's own milestone replaces the one of its class`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            schemes:
              s:
                ladder: l
                classes: { c: { milestones: [{ id: 一, at: -5wd }, { id: 二, at: -3wd }] } }
            tasks:
              t:
                { scheme: s, class: c, problem: 问, measure: 措, lead: a, owner: liaison,
                  due: 2026-12-31, milestones: [{ id: 二, at: 一+1wd }] }
            """)
        let milestones = try #require(charter.assignments["t"]?.milestones)
        #expect(milestones.map(\.id) == ["一", "二"])
        #expect(milestones.map(\.at.normalized) == ["-5wd", "一+1wd"])
    }

    @Test func `a deadline in words is read from the start of its task`() throws {
        let result = CharterCompiler.forTests.compile(
            CharterSource(rules: [
                .init(name: "base.yaml", text: BadConfiguration.goodBase),
                .init(
                    name: "part.yaml",
                    text: """
                        calendar: { ten-days: day-before, work: [2026-10-10] }
                        tasks:
                          t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                               start: 2026-09-01, due: 2026年10月中旬前 }
                        """),
            ]))
        let task = try #require(result.charter?.assignments["t"])
        #expect(task.due == .on(try date("2026-10-10"), nil))
        #expect(result.diagnostics.count == 1)
    }

    @Test(
        arguments: [
            ("12月15日前", "2026-12-15"), ("年底前", "2026-12-31"), ("3个工作日内", "2026-11-24"),
            ("11月25日17时前", "2026-11-25 17:00"), ("请于12月15日前报送", "2026-12-15"),
            ("12- 15", "2026-12-15"), ("12.15", "2026-12-15"), ("24小时内", "2026-11-21 08:30"),
            ("力争12月底前完成", "2026-12-31"), ("本周内", "2026-11-21"), ("春节前", "2027-02-05"),
        ])
    func `a reading without a doubt warns of nothing`(_ text: String, _ due: String) throws {
        let result = CharterCompiler.forTests.compile(
            CharterSource(rules: [
                .init(name: "base.yaml", text: BadConfiguration.goodBase),
                .init(
                    name: "part.yaml",
                    text: """
                        calendar: { named: { 春节: [2026-02-17, 2027-02-06] }, work: [2026-11-21] }
                        tasks:
                          t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                               start: 2026-11-20, due: "\(text)" }
                        """),
            ]))
        #expect(result.diagnostics == [])
        #expect(result.charter?.assignments["t"]?.due.text == due)
    }

    /// The notation that a complaint offers instead of words is one that is read.
    @Test(
        arguments: [
            ("month", "每月25日17时前", "day 25 17:00"), ("month", "25日前", "day 25"),
            ("month", "月底前", "last day"), ("year", "9月底前", "09-30"), ("year", "12.31", "12-31"),
            ("year", "12月31日17时", "12-31 17:00"), ("quarter", "季度末", "last day"),
            ("week", "周五下班前", "day 5"), ("month", "每月最后一个工作日", "last workday"),
        ])
    func `a day of a period in words is offered in the notation`(
        _ each: String, _ words: String, _ notation: String
    ) throws {
        let result = BadConfiguration(
            "", "quotas: { q: { for: all, each: \(each), due: \(words), ladder: l } }", ""
        ).compiled()
        #expect(
            result.diagnostics.map { $0.complaint.advice?.english } == ["write “due: \(notation)”"])
        #expect(throws: Never.self) { try DueRule.parse(notation) }
    }
}

// What the grammar says, snippet by snippet: YAML in, the typed charter out.

import Civil
import DubanConfig
import DubanKernel
import Testing

extension BadConfiguration {
    /// Compiles a snippet beside the good base; any complaint fails the test.
    static func goodCharter(
        _ snippet: String, source: SourceLocation = #_sourceLocation
    ) throws -> Charter {
        let result = BadConfiguration("", snippet, "").compiled()
        #expect(result.diagnostics.rendered() == "", sourceLocation: source)
        return try #require(result.charter, sourceLocation: source)
    }
}

/// A date that is written in a test.
func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

@Suite struct GoodConfigurationTests {
    @Test func `a unit ends in another one`() throws {
        let charter = try BadConfiguration.goodCharter(
            "units: { b: { name: 乙, parent: o, until: 2026-12-31, into: a } }")
        let end = try #require(charter.units["b"]?.end)
        #expect(try end.last == date("2026-12-31") && end.successor == "a")
    }

    @Test func `words that YAML 1.1 takes for booleans are names`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            posts: { off: 关, no: 否, y: 是 }
            people: { yes: { name: on, account: no } }
            units:
              on: { name: off, parent: o, kind: true, posts: { off: yes, no: [yes], y: yes } }
            sets: { no: { below: o, kind: true } }
            """)
        #expect(charter.people["yes"]?.name == "on")
        #expect(charter.people["yes"]?.account == "no")
        #expect(charter.units["on"]?.name == "off")
        #expect(charter.units["on"]?.kind == "true")
        #expect(charter.units["on"]?.posts["off"]?.map(\.person) == ["yes"])
    }

    @Test func `numbers that YAML 1.1 takes for base 60 or octal are what is written`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            people: { 007: { name: 0x10, account: 1_000 } }
            ladders:
              m: [{ at: 0d, time: 17:00, tell: 007 }]
            quotas:
              010: { name: 1e3, for: all, each: month, due: day 25 17:00, ladder: m }
            """)
        #expect(charter.people["007"]?.name == "0x10")
        #expect(charter.people["007"]?.account == "1_000")
        let duty = try #require(charter.duties["010"])
        #expect(duty.name == "1e3")
        #expect(duty.due.time == TimeOfDay(hour: 17, minute: 0))
        #expect(duty.ladder.rungs[0].time == TimeOfDay(hour: 17, minute: 0))
        #expect(duty.ladder.rungs[0].tell == [.person("007")])
    }

    @Test func `defaults are those of the manual`() throws {
        let charter = try BadConfiguration.goodCharter(
            "quotas: { q: { for: a, each: quarter, due: last workday, ladder: l } }")
        #expect(charter.language == .chinese && charter.delivery == .live)
        #expect(charter.access == Access(ownSubtree: .all, others: .counts))
        #expect(charter.days.opens == TimeOfDay(hour: 8, minute: 30))
        #expect(charter.days.closes == TimeOfDay(hour: 17, minute: 30))
        #expect(charter.days.remindAt == TimeOfDay(hour: 9, minute: 0))
        let duty = try #require(charter.duties["q"])
        #expect(duty.name == "q" && duty.kind == .quota && duty.office == "o")
        #expect(duty.least == 1 && duty.target == 1 && duty.offDay == .next)
        #expect(duty.opens == nil && duty.lateUntil == nil && duty.since == nil)
    }

    @Test
    func `a session counts as held unless it says otherwise, and the second person is required`()
        throws
    {
        let charter = try BadConfiguration.goodCharter(
            """
            sessions:
              s: { for: a, each: quarter, due: last workday, ladder: l }
              t: { for: a, each: quarter, due: last workday, ladder: l, counts: recorded }
            quotas: { q: { for: a, each: quarter, due: last workday, ladder: l } }
            """)
        let counts = ["s", "t", "q"].map { charter.duties[DutyID($0)]?.counts }
        #expect(counts == [.held, .recorded, .recorded])
        #expect(charter.secondPerson == .required)
        #expect(charter.days.alsoAt == TimeOfDay(hour: 16, minute: 30))
        let one = try BadConfiguration.goodCharter(
            "second-person: shown\ndigest: { also-at: 14:30 }")
        #expect(one.secondPerson == .shown)
        #expect(one.days.alsoAt == TimeOfDay(hour: 14, minute: 30))
    }

    @Test func `settings are read`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            language: en
            delivery: hold
            access: { own-subtree: counts, others: none }
            calendar:
              workweek: mon..thu,sat
              hours: 09:00..18:00
              remind-at: 10:30
              rest: [2026-10-01..2026-10-03, 2026-05-01]
              work: [2026-10-09]
            """)
        #expect(charter.language == .english && charter.delivery == .hold)
        #expect(charter.access == Access(ownSubtree: .counts, others: .none))
        let days = charter.days
        #expect(days.calendar.week == [.monday, .tuesday, .wednesday, .thursday, .saturday])
        #expect(days.calendar.rest.count == 4 && days.calendar.work.count == 1)
        #expect(days.calendar.knownYears == [2026, 2027])
        #expect(days.remindAt == TimeOfDay(hour: 10, minute: 30))
    }

    @Test func `an overlay holds for its unit alone`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            units:
              b:
                name: 乙
                parent: o
                calendar:
                  work: [2026-11-21]
                  rest: [2026-11-23]
                  hours: 10:00..16:00
                  remind-at: 11:00
            """)
        let (day, monday) = (try date("2026-11-21"), try date("2026-11-23"))
        #expect(charter.days(of: "b").calendar.isWorking(day))
        #expect(!charter.days(of: "b").calendar.isWorking(monday))
        #expect(!charter.days(of: "a").calendar.isWorking(day))
        #expect(charter.days(of: "b").closes == TimeOfDay(hour: 16, minute: 0))
        #expect(charter.days(of: "a").closes == TimeOfDay(hour: 17, minute: 30))
    }

    @Test func `a post may be written by the word that readers see`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            units: { b: { name: 乙, parent: o, posts: { 书记: li, 联络员: li } } }
            ladders: { m: [{ at: -1wd, tell: [联络员, up.书记, office.联络员] }] }
            sets: { s: { below: o, post: 书记 } }
            tasks:
              t: { problem: 问, measure: 措, lead: b, owner: 联络员, ladder: m, due: 2026-12-31 }
            """)
        #expect(charter.units["b"]?.posts.keys.sorted() == ["liaison", "secretary"])
        #expect(
            charter.ladders["m"]?.rungs.first?.tell
                == [.post("liaison", up: 0), .post("secretary", up: 1), .office("liaison")])
        #expect(charter.assignments["t"]?.owner == "liaison")
    }

    @Test func `posts have dated holders and lists`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            people: { wu: { name: 吴, relay: li } }
            units:
              b:
                name: 乙
                parent: o
                posts:
                  secretary: [li, { person: wu, since: 2026-01-01, until: 2026-12-31 }]
                  liaison:
            """)
        #expect(
            charter.units["b"]?.posts["secretary"] == [
                Holding(person: "li"),
                Holding(
                    person: "wu", since: try date("2026-01-01"), until: try date("2026-12-31")),
            ])
        #expect(charter.units["b"]?.posts["liaison"] == [])
        #expect(charter.people["wu"]?.relay == "li" && charter.people["wu"]?.account == nil)
    }

    @Test func `sets are made of parents, subtrees, kinds, names and other sets`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            units:
              b: { name: 乙, parent: a, kind: 支部, posts: { secretary: li, liaison: li } }
              c: { name: 丙, parent: b, kind: 支部, posts: { secretary: li, liaison: li } }
              d: { name: 丁, parent: a, kind: 中心, posts: { secretary: li, liaison: li } }
            sets:
              s1: { children-of: a }
              s2: { below: a, kind: 支部 }
              s3: { kind: 支部, except: b }
              s4: { units: [d, a] }
              s5: { of: s6, post: secretary }
              s6: { of: s1, except: [d] }
            quotas:
              q1: { for: s1, each: week, due: last workday, ladder: l }
              q2: { for: s2, each: ten-days, due: last workday, ladder: l }
              q3: { for: s3, each: month, due: last workday, ladder: l }
              q4: { for: [s4, s1], each: half-year, due: last workday, ladder: l }
              q5: { for: s5, each: 5 years, start: 2022-03-18, due: last workday, ladder: l }
              q6: { for: d, each: year, due: 2026-12-31, ladder: l }
            """)
        func bearers(_ duty: DutyID) -> [Bearer]? { charter.duties[duty]?.bearers }
        #expect(bearers("q1") == [.unit("b"), .unit("d")])
        #expect(bearers("q2") == [.unit("b"), .unit("c")])
        #expect(bearers("q3") == [.unit("c")])
        #expect(bearers("q4") == [.unit("a"), .unit("d"), .unit("b")])
        #expect(bearers("q5") == [.holders("b", "secretary")])
        #expect(bearers("q6") == [.unit("d")])
        #expect(charter.duties["q5"]?.cadence == .years(5, start: try date("2022-03-18")))
    }

    @Test func `a rung is read whole`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            ladders:
              m:
                - at: start+2d
                  tell: [liaison, up.secretary, up.up.liaison, office.liaison, li]
                - { at: -1 month, time: "16:30", tell: li, light: yellow, urgent: on }
                - { at: +1wd, tell: bearer, light: red, every: [3wd, 1wd], until: met }
                - { at: +2h, tell: bearer, every: 90min, times: 4, urgent: on, at-night: on }
            quotas: { q: { for: heads, each: month, due: day 20, ladder: m } }
            """)
        let rungs = try #require(charter.duties["q"]?.ladder.rungs)
        #expect(rungs.map(\.identity) == ["start+2d", "-1month 16:30", "+1wd", "+2h"])
        #expect(
            rungs[0].tell == [
                .post("liaison", up: 0), .post("secretary", up: 1), .post("liaison", up: 2),
                .office("liaison"), .person("li"),
            ])
        #expect(rungs[1].light == .yellow && rungs[1].hours == .day)
        #expect(
            rungs[2].repetition
                == Repetition(every: [.workingDays(3), .workingDays(1)], times: nil))
        #expect(rungs[3].repetition?.times == 4 && rungs[3].hours == .always)
        #expect(rungs[3].repetition?.every == [.exact(microseconds: 5_400_000_000)])
    }

    @Test func `small uses of anchors are allowed`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            ladders:
              m: &rungs [{ at: -2wd, tell: &who [liaison, secretary] }, { at: 0d, tell: *who }]
              n: *rungs
            quotas: { q: { for: all, each: month, due: day 1, ladder: n } }
            """)
        #expect(charter.duties["q"]?.ladder.rungs.count == 2)
        #expect(charter.duties["q"]?.ladder.rungs[1].tell.count == 2)
    }

    @Test func `a text over several lines is one line`() throws {
        let charter = try BadConfiguration.goodCharter(
            """
            units:
              b:
                name: >
                  很长的
                  名称
                parent: o
            """)
        #expect(charter.units["b"]?.name == "很长的 名称")
    }

    @Test func `origins say where things stand`() throws {
        let charter = try BadConfiguration.goodCharter("\nunits:\n  b: { name: 乙, parent: o }")
        #expect(charter.units["b"]?.origin.description == "bad.yaml:3:3")
        #expect(charter.units["a"]?.origin.description == "base.yaml:8:3")
    }
}

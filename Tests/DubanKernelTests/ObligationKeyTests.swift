// Every key that the table of the design names, read and written; and any text at all, written as
// it was read.

import Civil
import TestSupport
import Testing

@testable import DubanKernel

private typealias Name = ObligationKey.Name

@Suite struct `The names of obligations` {
    static let table: [(String, ObligationKey.Name)] = [
        ("task:zg-001", .task("zg-001", nil)),
        ("task:zg-001/verify", .task("zg-001", .walk(.verify))),
        ("task:zg-001/look-back", .task("zg-001", .walk(.lookBack))),
        ("task:zg-001/初稿", .task("zg-001", .named("初稿"))),
        ("task:zg-005/2026-Q4", .task("zg-005", .review("2026-Q4"))),
        ("task:zg-001/feedback/2026-11", .task("zg-001", .feedback("2026-11"))),
        ("task:gx-03@jiaoyu", .task("gx-03@jiaoyu", nil)),
        ("task:gx-03", .task("gx-03", nil)),
        ("task:zg-001/measure.2", .task("zg-001", .measure(2))),
        ("task:zg-001/assist.minzheng", .task("zg-001", .assist("minzheng", nil))),
        ("task:zg-001/assist.minzheng/accept", .task("zg-001", .assist("minzheng", .accept))),
        ("info/jiaoyu/2026-11", .recurring("info", .init("jiaoyu"), .period("2026-11"))),
        ("info/jiaoyu", .recurring("info", .init("jiaoyu"), nil)),
        (
            "contact-point/jiaoyu.chen/2027",
            .recurring("contact-point", .init("jiaoyu", "chen"), .period("2027"))
        ),
        (
            "meetings/jiaoyu-1/党课.2026-Q4",
            .recurring("meetings", .init("jiaoyu-1"), .kind("党课", period: "2026-Q4"))
        ),
        (
            "special/jiaoyu/自查自评.台账",
            .recurring("special", .init("jiaoyu"), .stage("自查自评", deliverable: "台账"))
        ),
        ("ba-you/jiaoyu-1/2026", .recurring("ba-you", .init("jiaoyu-1"), .period("2026"))),
        ("circular//2026-Q4", .recurring("circular", .init(nil), .period("2026-Q4"))),
        ("sanction:12/follow-up", .followUp(sanction: 12)),
        ("urge:31/answer", .answer(urge: 31)),
    ]

    @Test(arguments: table)
    func `a key says what the table says`(text: String, name: ObligationKey.Name) {
        #expect(ObligationKey(text).name == name)
        #expect(ObligationKey(name).text == text)
    }

    @Test func `the section decides what stands before a point`() {
        let key = ObligationKey("special/jiaoyu/摸底.2026")
        #expect(key.name == .recurring("special", .init("jiaoyu"), .kind("摸底", period: "2026")))
        #expect(
            key.name { $0 == "special" ? .stages : nil }
                == .recurring("special", .init("jiaoyu"), .stage("摸底", deliverable: "2026")))
        #expect(
            ObligationKey("special/jiaoyu/宣传发动").name { _ in .stages }
                == .recurring("special", .init("jiaoyu"), .stage("宣传发动", deliverable: nil)))
        #expect(
            ObligationKey("meetings/jiaoyu/党课.第一期").name { _ in .periods }
                == .recurring("meetings", .init("jiaoyu"), .kind("党课", period: "第一期")))
    }

    @Test func `the shorthands write today's texts`() {
        #expect(ObligationKey(task: "t").text == "task:t")
        #expect(ObligationKey(task: "t", step: "verify").text == "task:t/verify")
        let period = Period(.month, containing: day("2026-11-03"))
        #expect(
            ObligationKey(duty: "info", unit: "u", person: "p", period: period).text
                == "info/u.p/2026-11")
    }

    @Test(arguments: [
        ("accept", true), ("look-back", true), ("feedback", true), ("measure.初", true),
        ("assist.", true), ("2026-Q4", true), ("2026-W07", true), ("2026-11-T2", true),
        ("2026", true), ("2022-03-18", true), ("初稿", false), ("accepted", false),
        ("measure", false), ("2026-Q5", false), ("2026年", false), ("", false),
    ])
    func `some names are no milestones`(name: String, isReserved: Bool) {
        #expect(ObligationKey.isReservedStep(name) == isReserved)
    }

    @Test(arguments: [
        "", "/", "//", "///", "task:", "task:/", "task:a/b/c", "task:a/measure.02", "a", ":",
        "a:b/c",
        "sanction:+1/follow-up", "urge:1/answer/", "urge:99999999999999999999/answer",
        "a/b.c.d/e.f.g",
        "task:a/assist.", "task:a/feedback/never", "a/\u{301}b/2026", "task:\u{301}a/\u{301}",
        "a/./.",
    ])
    func `what nothing is called keeps its bytes`(text: String) {
        #expect(Array(ObligationKey(ObligationKey(text).name).text.utf8) == Array(text.utf8))
    }

    @Test func `any text is written as it was read`() {
        var random = SeededGenerator.announced()
        let pieces =
            [
                "/", ".", ":", "@", "\u{301}", "é", "初稿", "2026", "-Q4", "2026-11", "0", "12", " ",
                "\n",
            ]
            + [
                "task:", "sanction:", "urge:", "follow-up", "answer", "measure.", "assist.",
                "feedback",
            ]
            + Name.Walk.allCases.map(\.rawValue)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...7, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            for section in [nil, ObligationKey.Section.periods, .stages] {
                let name = ObligationKey(text).name { _ in section }
                #expect(Array(name.text.utf8) == Array(text.utf8), "\(text)")
                #expect(ObligationKey(name).name { _ in section } == name, "\(text)")
            }
        }
    }
}

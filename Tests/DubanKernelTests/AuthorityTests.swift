// Who may record what, for whom, and who says that it is done.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `Who records` {
    private let info: ObligationKey = "info/jiaoyu/2026-11"

    private static func story(
        bearers: [Bearer] = [.unit("jiaoyu"), .unit("zhibu")],
        change: (inout Charter) -> Void = { _ in }
    ) -> Story {
        let task = Office.task(rung("due"), due: .on(day("2026-12-10"), nil))
        var own = task
        (own.id, own.lead) = ("own", "gongwei")
        let charter = Office.charter(
            duties: [Office.quota(bearers: bearers)], tasks: [task, own], change: change)
        return Story(charter, from: "2026-11-02 09:00")
    }

    @Test func `the office says for which unit, and it is the one that owes it`() throws {
        let refused: [(PersonID, String, String, Refusal)] = [
            (
                "zhao", "info/zhibu", "jiaoyu",
                .notBearer("jiaoyu", of: "info/zhibu/2026-11", "zhibu")
            ),
            ("liu", "info/jiaoyu", "zhibu", .notBearer("zhibu", of: info, "jiaoyu")),
            ("liu", "info/zhibu", "jiaoyu", .notYours(unit: "zhibu")),
            ("liu", "info/jiaoyu", "jiaoyu", .needlessUnit("jiaoyu")),
            ("zhao", "info/jiaoyu", "不存在", .noUnit("不存在", near: nil)),
            ("zhao", "info/jiaoyu", "jiaoyo", .noUnit("jiaoyo", near: "jiaoyu")),
        ]
        for (person, key, unit, refusal) in refused {
            var story = Self.story()
            #expect(throws: refusal) {
                try story.record(.submit().with(for: unit), key, by: person)
            }
        }
        var story = Self.story()
        try story.record(.submit().with(for: "jiaoyu", paper: "letter 3"), "info/jiaoyu")
        let by = try #require(story.situation(info.text)?.record.submissions.first?.by)
        #expect(by.person == "zhao" && by.onBehalfOf == "jiaoyu" && by.paper == "letter 3")
        #expect(throws: Refusal.paperOfNobody) {
            try story.record(.submit(title: "b").with(paper: "letter 4"), "info/jiaoyu")
        }
        let text = Refusal.noUnit("jiaoyo", near: "jiaoyu").text(in: .chinese)
        #expect(text.contains("没有“jiaoyo”这个单位"))
    }

    @Test func `a person's duty is recorded by that person, or for the unit by the office`() throws
    {
        let key: ObligationKey = "info/jiaoyu.liu/2026-11"
        var story = Self.story(bearers: [.holders("jiaoyu", "liaison")])
        for person in ["chen", "zhao"] {
            #expect(throws: Refusal.personsOwn(key, "liu", of: "jiaoyu")) {
                try story.record(.submit(), key.text, by: PersonID(person))
            }
        }
        try story.record(.submit(), key.text, by: "liu")
        try story.record(.submit(title: "second").with(for: "jiaoyu"), key.text)
        #expect(story.situation(key.text)?.record.submissions.map(\.by.person) == ["liu", "zhao"])
    }

    @Test func `nobody closes what they submitted, and another of the office may`() throws {
        var story = Self.story()
        try story.record(.submit(evidence: ["minutes"]), "task:own")
        #expect(throws: Refusal.ownWork("task:own")) { try story.record(.close, "task:own") }
        try story.record(.close, "task:own", by: "wang")
        #expect(story.situation("task:own")?.isByOnePerson == false)
    }

    @Test func `nor what their unit did, nor what they recorded for another unit`() throws {
        var story = Self.story {
            $0.units["jiaoyu"]?.posts["secretary"] = [Holding(person: "wang")]
        }
        #expect(throws: Refusal.ownWork("task:zg-001")) {
            try story.record(.close, "task:zg-001", by: "wang", reason: "it is done")
        }
        try story.record(.submit(evidence: ["minutes"]).with(for: "jiaoyu"), "task:zg-001")
        #expect(throws: Refusal.ownWork("task:zg-001")) { try story.record(.close, "task:zg-001") }
    }

    @Test func `who writes down another's paper or signature is its scribe`() throws {
        var story = Self.story()
        let paper = Command.submit(evidence: ["minutes"]).with(for: "jiaoyu", paper: "letter 3")
        try story.record(paper, "task:zg-001")
        try story.record(.close, "task:zg-001")
        try story.record(.submit(evidence: ["minutes"]), "task:own")
        #expect(throws: Refusal.ownWork("task:own")) {
            try story.record(.close.with(signedBy: "liaison"), "task:own")
        }
        #expect(throws: Refusal.unsigned("mayor", in: "gongwei")) {
            try story.record(.close.with(signedBy: "mayor"), "task:own")
        }
        try story.record(.close.with(signedBy: "secretary"), "task:own")
        let closing = try #require(story.situation("task:own")?.record.closing)
        #expect(closing.by.person == "zhao" && closing.by.signedBy == "secretary")
        #expect(story.situation("task:own")?.isByOnePerson == false)
    }

    @Test func `an office of one may where that is shown, and it is marked`() throws {
        func alone(_ charter: inout Charter) {
            charter.units["gongwei"]?.posts = ["liaison": [Holding(person: "zhao")]]
        }
        for secondPerson in SecondPerson.allCases {
            var story = Self.story {
                alone(&$0)
                $0.secondPerson = secondPerson
            }
            try story.record(.submit(evidence: ["minutes"]), "task:own")
            guard secondPerson == .shown else {
                #expect(throws: Refusal.ownWork("task:own")) {
                    try story.record(.close, "task:own")
                }
                continue
            }
            try story.record(.close, "task:own")
            #expect(story.situation("task:own")?.isByOnePerson == true)
        }
        var two = Self.story { $0.secondPerson = .shown }
        try two.record(.submit(evidence: ["minutes"]), "task:own")
        #expect(throws: Refusal.ownWork("task:own")) { try two.record(.close, "task:own") }
    }
}

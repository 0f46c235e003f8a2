// What is handed in for sessions and items: pieces add up, the day that counts is the one on which
// a session was held, and the same thing twice is asked about.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `What is handed in` {
    private static func study(least: Int = 1, counts: Counting = .held) -> Story {
        var duty = Office.quota(
            rung("-5wd", light: .yellow), due: "day 20 17:30", lateUntil: "next day 10",
            least: least)
        (duty.id, duty.kind, duty.counts) = ("study", .session, counts)
        duty.evidence = ["研讨计划", "研讨记录"]
        return Story(Office.charter(duties: [duty]), from: "2026-11-02 09:00")
    }

    private let key = "study/jiaoyu/2026-11"
    private let all = ["研讨计划", "研讨记录"]
    private let held = day("2026-11-20")

    private func situation(_ story: Story) throws -> Situation {
        try #require(story.situation(key))
    }

    @Test func `a session held on the due date and recorded after it is in time`() throws {
        var story = Self.study()
        story.advance(to: "2026-11-20 18:00")
        #expect(try situation(story).state(at: story.now) == .open)
        try story.record(.submit(evidence: all, held: held), key, by: "liu")
        let late = try situation(story)
        #expect(late.state(at: story.now) == .met && late.met?.at == at("2026-11-20 17:30"))
        #expect(late.recordedLate?.held == held)
        #expect(late.recordedLate?.recorded == at("2026-11-20 18:00"))
        story.advance(to: "2026-12-10 17:31")
        #expect(story.ended.map(\.outcome) == [.met])
        #expect(
            story.told == ["2026-11-13 09:00 liu -5wd yellow", "2026-11-23 09:00 liu exit yellow"])
    }

    @Test func `one held after the due date, or recorded after late-until, is not`() throws {
        var story = Self.study()
        story.advance(to: "2026-11-24 10:00")
        try story.record(.submit(evidence: all, held: day("2026-11-23")), key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .metLate)
        #expect(try situation(story).recordedLate == nil)
        var missed = Self.study()
        missed.advance(to: "2026-12-10 17:31")
        #expect(throws: Refusal.over(ObligationKey(key), ended: day("2026-12-10"))) {
            try missed.record(.submit(evidence: all, held: held), key, by: "liu")
        }
    }

    @Test func `rule 11: a session counts for an earlier period that it names, then late`() throws {
        var story = Self.study()
        story.advance(to: "2026-12-04 10:00")
        let later = Command.submit(evidence: all, held: day("2026-12-03"))
        #expect(
            throws: Refusal.heldOutside(held, first: day("2026-12-01"), today: day("2026-12-04"))
        ) {
            try story.record(
                .submit(evidence: all, held: held), "study/jiaoyu/2026-12", by: "liu")
        }
        try story.record(later, key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .metLate)
        try story.record(later, "study/jiaoyu", by: "liu")
        #expect(story.situation("study/jiaoyu/2026-12")?.state(at: story.now) == .met)
    }

    @Test func `where the recorded instant counts, the day it was held does not`() throws {
        var story = Self.study(counts: .recorded)
        story.advance(to: "2026-11-20 18:00")
        try story.record(.submit(evidence: all, held: held), key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .metLate)
    }

    @Test func `pieces of evidence for one session add up`() throws {
        var story = Self.study()
        try story.record(.submit(evidence: ["研讨计划"], held: day("2026-11-02")), key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .partial)
        #expect(try situation(story).handed.map(\.missing) == [["研讨记录"]])
        story.advance(to: "2026-11-05 09:00")
        try story.record(.submit(evidence: ["研讨记录"], held: day("2026-11-04")), key, by: "liu")
        #expect(try situation(story).counting.isEmpty, "another day is another session")
        try story.record(.submit(evidence: ["研讨记录"], held: day("2026-11-02")), key, by: "liu")
        #expect(try situation(story).met?.recorded == story.now)
        #expect(try situation(story).handed.map(\.pieces.count) == [2, 1])
        try story.record(.withdraw, key, by: "liu", reason: "not ours")
        #expect(try situation(story).state(at: story.now) == .partial)
    }

    @Test func `with a title only the pieces of the same one do, and a whole one stands by itself`()
        throws
    {
        var story = Self.study(least: 2)
        let today = day("2026-11-02")
        try story.record(
            .submit(evidence: ["研讨计划"], held: today, title: "one"), key, by: "liu")
        try story.record(
            .submit(evidence: ["研讨记录"], held: today, title: "two"), key, by: "liu")
        #expect(try situation(story).counting.isEmpty)
        try story.record(.submit(evidence: all, held: today, title: "one"), key, by: "liu")
        #expect(try situation(story).counting.count == 1)
        try story.record(
            .submit(evidence: ["研讨记录"], held: today, title: "one"), key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .met)
    }

    @Test func `evidence of another name is refused with the near one`() {
        var story = Self.study()
        let refusal = Refusal.unknownEvidence(
            "研讨纪录", of: ObligationKey(key), near: "研讨记录", known: all)
        #expect(throws: refusal) {
            try story.record(
                .submit(evidence: ["研讨计划", "研讨纪录"], held: day("2026-11-02")), key, by: "liu")
        }
        #expect(refusal.text(in: .chinese).contains("是否指“研讨记录”"))
    }

    @Test func `a session recorded twice is refused unless that is meant`() throws {
        var story = Self.study(least: 2)
        let whole = Command.submit(evidence: all, held: day("2026-11-02"))
        try story.record(whole, key, by: "liu")
        let entry = try #require(try situation(story).handed.first?.pieces.first?.entry)
        #expect(throws: Refusal.sameAgain(ObligationKey(key), entry: entry)) {
            try story.record(whole, key, by: "liu")
        }
        try story.record(
            .submit(evidence: all, held: day("2026-11-02"), again: true), key, by: "liu")
        #expect(try situation(story).state(at: story.now) == .met)
    }

    @Test func `an item has a title from the second of a period on, and not the same again`() throws
    {
        var story = Story(
            Office.charter(duties: [Office.quota(least: 3)]), from: "2026-11-02 09:00")
        let info: ObligationKey = "info/jiaoyu/2026-11"
        try story.record(.submit(), info.text, by: "liu")
        #expect(throws: Refusal.missing(.title, of: info, by: .submit)) {
            try story.record(.submit(), info.text, by: "liu")
        }
        try story.record(.submit(title: "drill"), info.text, by: "liu")
        let entry = try #require(story.situation(info.text)?.handed.last?.last.entry)
        #expect(throws: Refusal.sameAgain(info, entry: entry)) {
            try story.record(.submit(title: "drill"), info.text, by: "liu")
        }
        #expect(story.situation(info.text)?.progress == Notice.Progress(done: 2, least: 3))
        try story.record(.submit(title: "drill", again: true), info.text, by: "liu")
        #expect(story.situation(info.text)?.state(at: story.now) == .met)
    }
}

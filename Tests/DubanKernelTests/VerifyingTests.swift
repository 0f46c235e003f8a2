// What was submitted is handed over to the office, which is told of it at its next page.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `The step by which an office verifies` {
    private static func story(change: (inout Charter) -> Void = { _ in }) -> Story {
        let task = Office.task(
            rung("+1wd"), due: .on(day("2026-12-10"), nil), milestones: [("draft", "-10wd")])
        return Story(Office.charter(tasks: [task], change: change), from: "2026-11-02 09:00")
    }

    private let step = "task:zg-001/verify"

    private func submit(_ key: String, in story: inout Story) throws {
        try story.record(.submit(evidence: ["minutes"]), key, by: "chen")
    }

    @Test func `is handed over by a submission, and told at the next page`() throws {
        var story = Self.story()
        story.advance(to: "2026-11-03 10:00")
        try submit("task:zg-001", in: &story)
        let owed = try #require(story.situation(step))
        #expect(owed.obligation.unit == "gongwei" && owed.obligation.kind == .step)
        #expect(owed.obligation.verifies == "task:zg-001")
        #expect(owed.obligation.due.instant == story.now && owed.light(at: story.now) == nil)
        story.advance(to: "2026-11-05 09:00")
        #expect(story.told == ["2026-11-03 16:30 zhao start"])
        try story.record(.close(over: "draft"), "task:zg-001", reason: "one paper")
        #expect(story.situation(step) == nil)
        story.advance(to: "2026-12-31 09:00")
        #expect(story.told.count == 1)
    }

    @Test func `is told once for all that came, and again for what comes later`() throws {
        var story = Self.story()
        story.advance(to: "2026-11-03 17:00")
        try submit("task:zg-001/draft", in: &story)
        story.advance(to: "2026-11-04 08:40")
        try submit("task:zg-001", in: &story)
        story.advance(to: "2026-11-04 10:00")
        try submit("task:zg-001/draft", in: &story)
        story.advance(to: "2026-11-06 10:00")
        #expect(story.told == ["2026-11-04 09:00 zhao start", "2026-11-04 16:30 zhao start"])
        #expect(story.situation(step)?.obligation.verifies == "task:zg-001/draft")
        try story.record(.close, "task:zg-001/draft")
        #expect(story.situation(step)?.obligation.verifies == "task:zg-001")
    }

    @Test func `is not told of what was withdrawn or closed before`() throws {
        var story = Self.story()
        try submit("task:zg-001", in: &story)
        try story.record(.withdraw, "task:zg-001", by: "chen", reason: "too early")
        try submit("task:zg-001/draft", in: &story)
        try story.record(.close, "task:zg-001/draft")
        story.advance(to: "2026-11-20 10:00")
        #expect(story.told == [])
    }

    @Test func `goes to the verifier where the office has one, at the hours it is given`() throws {
        var story = Self.story {
            $0.units["gongwei"]?.posts["verifier"] = [Holding(person: "wang")]
            $0.days.secondPageAt = Office.time("14:30")
        }
        story.advance(to: "2026-11-03 10:00")
        try submit("task:zg-001", in: &story)
        story.advance(to: "2026-11-04 10:00")
        #expect(story.told == ["2026-11-03 14:30 wang start"])
    }

    @Test func `takes no verb of its own, and says what to close`() throws {
        var story = Self.story()
        try submit("task:zg-001/draft", in: &story)
        #expect(throws: Refusal.isVerifying("task:zg-001/draft", ObligationKey(step))) {
            try story.record(.close, step)
        }
    }
}

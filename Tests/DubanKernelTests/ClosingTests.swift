// Closing one thing closes nothing else: a task waits for its milestones, or says over which of
// them it is closed.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `A task with milestones` {
    private static func story() -> Story {
        let task = Office.task(
            rung("due", light: .red), due: .on(day("2026-12-10"), nil),
            milestones: [("draft", "-10wd"), ("final", "-5wd")])
        return Story(Office.charter(tasks: [task]), from: "2026-11-02 09:00")
    }

    private let whole = ObligationKey("task:zg-001")
    private let draft = ObligationKey("task:zg-001/draft")
    private let final = ObligationKey("task:zg-001/final")

    private func states(_ story: Story) -> [ObligationState?] {
        [whole, draft, final].map { story.situation($0.text)?.state(at: story.now) }
    }

    @Test func `is not closed while a milestone is open, and the refusal lists them`() throws {
        var story = Self.story()
        try story.record(.submit(evidence: ["minutes"]), whole.text, by: "chen")
        #expect(throws: Refusal.partsOpen(whole, [draft, final])) {
            try story.record(.close, whole.text)
        }
        try story.record(.close, draft.text, reason: "seen")
        #expect(throws: Refusal.partsOpen(whole, [final])) {
            try story.record(.close, whole.text)
        }
        try story.record(.close, final.text, reason: "seen")
        try story.record(.close, whole.text)
        #expect(states(story) == [.met, .met, .met])
        let text = Refusal.partsOpen(whole, [final]).text(in: .chinese)
        #expect(text.contains(final.text) && text.contains("--over"))
    }

    @Test func `is closed over the milestones that are named, with a reason, and they are not met`()
        throws
    {
        var story = Self.story()
        try story.record(.submit(evidence: ["minutes"]), whole.text, by: "chen")
        #expect(throws: Refusal.noOpenPart("drat", of: whole, open: [draft, final])) {
            try story.record(.close(over: "drat"), whole.text, reason: "merged")
        }
        #expect(throws: Refusal.missing(.reason, of: whole, by: .close)) {
            try story.record(.close(over: "draft", final.text), whole.text)
        }
        #expect(throws: Refusal.partsOpen(whole, [final])) {
            try story.record(.close(over: "draft"), whole.text, reason: "merged")
        }
        try story.record(.close(over: "draft", final.text), whole.text, reason: "merged")
        #expect(states(story) == [.met, .cancelled, .cancelled])
        #expect(
            Set(story.ended.map { "\($0.obligation) \($0.outcome)" })
                == ["\(whole) met", "\(draft) cancelled", "\(final) cancelled"])
        #expect(throws: Refusal.closed(whole)) {
            try story.record(.submit(evidence: ["minutes"]), final.text)
        }
        #expect(throws: Refusal.closed(whole)) { try story.record(.close, final.text) }
        story.advance(to: "2026-12-20 09:00")
        #expect(story.told == [])
    }

    @Test func `has them back as they were when it is opened again`() throws {
        var story = Self.story()
        try story.record(.close, draft.text, reason: "seen")
        try story.record(.close(over: "final"), whole.text, reason: "merged")
        try story.record(.reopen(because: .false), whole.text, reason: "not so")
        #expect(states(story) == [.open, .met, .open])
        story.advance(to: "2026-12-04 09:00")
        #expect(story.told == ["2026-12-03 17:30 liu due red"])
    }

    @Test func `loses one that the office cancels, and gets it back`() throws {
        var story = Self.story()
        try story.record(.cancel, draft.text, reason: "merged into the final")
        #expect(states(story) == [.open, .cancelled, .open])
        #expect(throws: Refusal.cancelled(draft)) {
            try story.record(.submit(evidence: ["minutes"]), draft.text)
        }
        #expect(throws: Refusal.notCancelled(final)) {
            try story.record(.resume, final.text, reason: "why not")
        }
        #expect(throws: Refusal.officeOnly(.cancel)) {
            try story.record(.cancel, final.text, by: "liu", reason: "no time")
        }
        try story.record(.resume, draft.text, reason: "wanted after all")
        try story.record(.cancel, draft.text, reason: "no")
        try story.record(.close, final.text, reason: "seen")
        try story.record(.close, whole.text, reason: "seen")
        #expect(states(story) == [.met, .cancelled, .met])
    }

    @Test func `keeps what a closing of the first house did to them`() throws {
        var story = Self.story()
        story.enter(.closed(obligation: whole, met: story.now, reason: ""))
        #expect(states(story) == [.met, .met, .met])
    }
}

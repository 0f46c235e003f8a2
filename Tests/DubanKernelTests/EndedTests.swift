// What was due is written down once it is over, and again when that changes.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `What is over` {
    private func quota(_ rungs: Rung...) -> Charter {
        var duty = Office.quota(due: "day 25 17:00", offDay: .previous, lateUntil: "next day 10")
        duty.ladder = Office.ladder(rungs.isEmpty ? [rung("+1wd", light: .red)] : rungs)
        return Office.charter(duties: [duty])
    }

    @Test
    func `a period is written down when even a late one counts no more, with the light it had`() {
        var story = Story(quota(), from: "2026-11-02 09:00")
        story.advance(to: "2026-12-10 17:30")
        #expect(story.ended.isEmpty)
        story.advance(to: "2026-12-10 17:31")
        let over = story.ended
        #expect(over.count == 1 && over.first?.obligation.text == "info/jiaoyu/2026-11")
        #expect(over.first?.outcome == .missed && over.first?.light == .red)
        #expect(over.first?.counted == 0 && over.first?.least == 1 && over.first?.at == nil)
        story.advance(to: "2026-12-31 00:00")
        #expect(story.ended.count == 1)
    }

    @Test func `what was met is written with the instant that counted, in time or late`() throws {
        var story = Story(quota(), from: "2026-11-02 09:00")
        story.advance(to: "2026-11-20 10:00")
        try story.record(.submit(), "info/jiaoyu")
        story.advance(to: "2026-12-28 10:00")
        try story.record(.submit(), "info/jiaoyu")
        story.advance(to: "2027-01-31 00:00")
        #expect(story.ended.map(\.outcome) == [.met, .metLate])
        #expect(story.ended.map(\.at) == [at("2026-11-20 10:00"), at("2026-12-28 10:00")])
        #expect(story.ended.map(\.light) == [nil, .red])
    }

    @Test func `a submission withdrawn after the end is written down anew`() throws {
        var story = Story(quota(), from: "2026-11-02 09:00")
        try story.record(.submit(), "info/jiaoyu")
        story.advance(to: "2026-12-11 09:00")
        try story.record(.withdraw, "info/jiaoyu/2026-11", reason: "empty")
        #expect(story.ended.map(\.outcome) == [.met, .missed])
    }

    @Test func `what changes it is recorded in one breath with it`() throws {
        let task = Office.task(rung("due"), due: .on(day("2026-12-10"), nil))
        let charter = Office.charter(tasks: [task])
        var supervision = Supervision(charter: charter)
        let now = at("2026-11-02 09:00")
        supervision.assume(
            supervision.standing.firstSights(of: supervision.charter, now: now), at: now)
        supervision.assume([.closed(obligation: "task:zg-001", met: now, reason: "done")], at: now)
        supervision.lookAtEverything(at: now)
        while let turn = supervision.turn(at: now) {
            supervision.assume(turn.decisions.events(charter: charter.hash), at: now)
            supervision.keep(turn)
        }
        let command = Command.reopen(because: .relapse)
            .about("task:zg-001", by: ["zhao"], reason: "back")
        let entries = try supervision.judge(command, at: now).entries
        guard entries.count == 2, case .over(_, let ended) = entries[1].event else {
            Issue.record("\(entries)")
            return
        }
        #expect(ended.map(\.outcome) == [.reopened] && entries[1].actor == .daemon)
    }

    @Test func `another charter never rewrites what was written of the past`() throws {
        var story = Story(quota(), from: "2026-11-02 09:00")
        try story.record(.submit(), "info/jiaoyu")
        story.advance(to: "2026-12-11 09:00")
        #expect(story.ended.map(\.outcome) == [.met])
        var stricter = quota()
        stricter.duties["info"]?.least = 2
        stricter.duties["info"]?.due = Office.rule("day 10")
        stricter.duties["info"]?.ladder = Office.ladder(rung("+2wd", light: .red))
        story.forget()
        story.reload(stricter)
        story.advance(to: "2026-12-21 09:00")
        #expect(story.ended.map(\.outcome) == [.met])
        let about = Set(story.notices.map(\.telling.obligation.text))
        #expect(about == ["info/jiaoyu/2026-12"], "\(story.told)")
    }

    @Test func `a closing of the first house closed the milestones that nobody reported`() throws {
        let task = Office.task(
            rung("due"), due: .on(day("2026-12-10"), nil), milestones: [("draft", "-5wd")])
        var story = Story(Office.charter(tasks: [task]), from: "2026-11-02 09:00")
        try story.record(.submit(evidence: ["minutes"]), "task:zg-001")
        story.enter(.closed(obligation: "task:zg-001", met: story.now, reason: ""))
        let outcomes = Dictionary(
            uniqueKeysWithValues: story.ended.map { ($0.obligation.text, $0.outcome) })
        #expect(outcomes == ["task:zg-001": .met, "task:zg-001/draft": .closed])
    }

    @Test func `a closed task is over at once, and a reopened one is not any more`() throws {
        let task = Office.task(rung("due"), due: .on(day("2026-12-10"), nil))
        var story = Story(Office.charter(tasks: [task]), from: "2026-11-02 09:00")
        try story.record(.close, "task:zg-001", reason: "seen to")
        #expect(story.ended.map(\.outcome) == [.closed])
        try story.record(.reopen(because: .relapse), "task:zg-001", reason: "back again")
        #expect(story.ended.map(\.outcome) == [.closed, .reopened])
    }

    @Test func `a cancelled task is over, silent, and says so`() {
        let task = Office.task(rung("-1wd"), due: .on(day("2026-12-10"), nil))
        var story = Story(Office.charter(tasks: [task]), from: "2026-11-02 09:00")
        story.enter(.cancelled(obligations: ["task:zg-001"], reason: "moot"))
        story.advance(to: "2026-12-31 00:00")
        #expect(story.ended.map(\.outcome) == [.cancelled] && story.told.isEmpty)
        #expect(story.situation("task:zg-001")?.state(at: story.now) == .cancelled)
    }
}

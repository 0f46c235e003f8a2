// What an evaluation costs: it grows with what is open, not with what ever was, so that a preview
// is linear in time.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `What evaluations have done with` {
    /// A subject looked at whenever it wants to be, its decisions stored, nothing recorded.
    private struct Run {
        var evaluator: Evaluator
        var standing = Standing()
        let subject: Subject
        var now: Instant

        init(_ charter: Charter, from start: String) {
            evaluator = Evaluator(charter: charter)
            now = at(start)
            standing.assume(standing.firstSights(of: charter, now: now), at: now)
            subject = standing.subjects(under: charter)[0]
        }

        mutating func advance(to end: String) {
            while now <= at(end) {
                let decisions = evaluator.evaluate(subject, standing: standing, now: now)
                standing.assume(decisions.events(charter: "0"), at: now)
                standing.note(decisions.tellings, voided: decisions.voided)
                guard let next = decisions.nextLook else { return }
                now = max(now, next)
            }
        }
    }

    @Test func `periods that are over and written down are not resolved again`() throws {
        let duty = Office.quota(rung("-1wd"), rung("+1wd", light: .red, every: ["1wd"], times: 5))
        var run = Run(Office.charter(duties: [duty]), from: "2026-01-05 09:00")
        run.advance(to: "2026-12-31 00:00")
        let behind = try #require(run.evaluator.behind[run.subject])
        func resolved(behind: CivilDate?) -> Int {
            run.evaluator.resolve(
                run.subject, standing: run.standing, now: run.now, behind: behind
            ).obligations.count
        }
        #expect(resolved(behind: nil) >= 12)
        #expect(resolved(behind: behind.periods) <= 3)
    }

    @Test func `repeats that are decided are not walked again`() throws {
        let task = Office.task(rung("+1wd", every: ["1wd"]), due: .on(day("2026-01-20"), nil))
        var run = Run(Office.charter(tasks: [task]), from: "2026-01-05 09:00")
        run.advance(to: "2026-12-31 00:00")
        let known = try #require(run.evaluator.behind[run.subject]?.points["task:zg-001"])
        let situations = run.evaluator.situations(
            of: run.subject, standing: run.standing, now: run.now)
        let schedule = try #require(situations.first).obligation.schedule
        #expect(schedule.points(through: run.now).reached.count > 200)
        #expect(schedule.points(through: run.now, from: known).reached.count <= 3)
    }

    @Test func `what could not be stored is decided again`() {
        let task = Office.task(rung("+1wd", every: ["1wd"]), due: .on(day("2026-01-20"), nil))
        var run = Run(Office.charter(tasks: [task]), from: "2026-01-05 09:00")
        run.advance(to: "2026-06-30 00:00")
        let first = run.evaluator.evaluate(run.subject, standing: run.standing, now: run.now)
        let again = run.evaluator.evaluate(run.subject, standing: run.standing, now: run.now)
        #expect(first.notices.count == 1 && first.notices == again.notices)
    }

    @Test func `what is recorded about a period long over is seen`() throws {
        let duty = Office.quota(rung("+1wd", light: .red))
        var story = Story(Office.charter(duties: [duty]), from: "2026-01-05 09:00")
        story.advance(to: "2026-09-01 10:00")
        story.forget()
        try story.record(
            .submit(effective: at("2026-03-20 10:00")), "info/jiaoyu/2026-03",
            reason: "it was on paper")
        story.advance(to: "2026-09-02 10:00")
        #expect(story.told == ["2026-09-02 09:00 liu exit red"])
    }
}

// Every field of a task that is read is shown.

import Civil
import DubanConfig
import DubanKernel
import Testing
import Varlink

@testable import DubanDaemon

@Suite struct `A task that is shown` {
    private static let yaml = """
        office: office
        timezone: UTC
        calendar: { workweek: mon..fri, hours: 08:30..17:30, remind-at: 09:00 }
        posts: { clerk: clerk }
        people: { clerk: { name: Clerk, account: clerk } }
        units:
          office: { name: Office, posts: { clerk: clerk } }
          bureau: { name: Bureau, parent: office, posts: { clerk: clerk } }
          school: { name: School, parent: office, posts: { clerk: clerk } }
        ladders: { plain: [{ at: due, tell: owner }] }
        schemes:
          plan:
            basis: paper 7
            categories: { discipline: [meetings] }
            ladder: plain
            classes: { quick: { due: start+20wd, milestones: [{ id: first, at: start+5wd }] } }
        tasks:
          t:
            { scheme: plan, class: quick, category: meetings, source: [audit, own], name: a name,
              problem: a problem, cause: a cause, goal: a goal, hard: yes,
              quantity: { target: 4, of: times }, measure: [one thing, another], lead: bureau,
              assist: [school, office], owner: clerk, leader: clerk, start: 2026-09-01,
              milestones: [{ id: draft, at: -5wd }], links: [u] }
          u: { problem: p, measure: m, lead: bureau, owner: clerk, due: 2026-11-30, ladder: plain }
        """

    @Test func `every field has its text`() throws {
        let compiled = CharterCompiler(accounts: { _ in .present(uid: 1000) }).compile(
            CharterSource(rules: [CharterSource.File(name: "duban.yaml", text: Self.yaml)]))
        let charter = try #require(
            compiled.charter, "\(compiled.diagnostics.map { $0.rendered(in: .english) })")
        let now = Instant(seconds: 1_790_000_000)
        var standing = Standing()
        standing.assume(standing.firstSights(of: charter, now: now), at: now)
        var evaluator = Evaluator(charter: charter)
        let situations = evaluator.situations(of: .assignment("t"), standing: standing, now: now)
        let rows = situations.map {
            $0.row(at: now, in: charter, task: standing.register["t"])
        }
        let shown = (rows.first?["particulars"]?.array ?? []).map {
            "\($0["field"]?.string ?? ""): \($0["text"]?.string ?? "")"
        }
        #expect(
            Set(shown) == [
                "scheme: plan", "class: quick", "category: meetings", "source: audit\nown",
                "name: a name", "problem: a problem", "cause: a cause", "goal: a goal",
                "hard: yes", "quantity: 4 times", "measure.1: one thing", "measure.2: another",
                "lead: bureau", "assist: school\noffice", "owner: clerk", "leader: clerk",
                "start: 2026-09-01", "due: start+20wd", "links: u", "basis: paper 7",
                "milestones: first start+5wd\ndraft -5wd", "office: office",
            ])
        #expect(shown.count == 22)
        #expect(rows.dropFirst().allSatisfy { $0["particulars"] == nil })
        #expect(
            situations.first?.row(at: now, in: charter, task: nil)[
                "particulars"] == nil)
    }
}

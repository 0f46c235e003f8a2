// What the loop knows, and what it says of a notice that was decided earlier: whether it is still
// true, and what it needs to be put into words.

import Civil
import Testing

@testable import DubanDaemon
@testable import DubanKernel

@MainActor @Suite struct `The docket` {
    private let now = Instant(seconds: 1_790_000_000)
    private let key = Self.task
    private let docket: Docket
    /// Of the rung a day before the due date.
    private let notice: Notice

    init() throws {
        docket = Docket(charter: try SmallCharter.accepted(tasks: 1).charter, standing: Standing())
        docket.supervision.assume(
            docket.standing.firstSights(of: docket.charter, now: now), at: now)
        docket.lookAtEverything(at: now)
        while let turn = docket.supervision.turn(at: now) { docket.supervision.keep(turn) }
        let later = try #require(docket.nextLook)
        let turn = docket.supervision.turn(at: later)
        notice = try #require(turn?.decisions.notices.first)
    }

    private func enter(_ event: Event) {
        let number = docket.standing.head.sequence + 1
        docket.apply([Entry(sequence: number, at: now, actor: .daemon, event: event, hash: "")])
    }

    /// The same notice of another obligation, or of another kind.
    private func another(
        of obligation: ObligationKey? = nil, _ kind: NoticeKind = .rung, occurrence: Int = 0,
        due: CivilDate? = nil
    ) -> Notice {
        let telling = TellingKey(
            obligation: obligation ?? key, episode: 0, due: due ?? notice.telling.due, kind: kind,
            rung: "", occurrence: occurrence)
        return Notice(
            telling: telling, person: notice.person, unit: notice.unit, title: "", at: now,
            decidedAt: now, due: notice.due, light: nil, isLate: false,
            isProvisional: false, asPost: .bearer, progress: nil, supersedes: [], rule: "")
    }

    private func reason(_ notice: Notice? = nil) -> Reason? {
        docket.reasonToDrop(notice ?? self.notice, at: now)
    }

    private nonisolated static let task = ObligationKey("task:t0")
    private nonisolated static let submitted = Event.submitted(
        obligation: task, evidence: [], held: nil, effective: nil, note: "")
    private nonisolated static let closed = Event.closed(
        obligation: task, met: Instant(seconds: 1_790_000_000), reason: "done")
    private nonisolated static let since: [([Event], Reason?)] = [
        ([], nil), ([submitted], .submitted), ([closed], .met),
        ([.cancelled(obligations: [task], reason: "moot")], .cancelled),
        ([closed, .reopened(obligation: task, because: .relapse, reason: "back")], .reopened),
    ]

    @Test(arguments: Self.since)
    func `a notice is told while it is true`(events: [Event], wanted: Reason?) {
        #expect(reason() == nil)
        for event in events { enter(event) }
        #expect(reason() == wanted)
    }

    @Test func `what is settled is told while it is, and a move until it is met`() {
        #expect(reason(another(.exit)) == .withdrawn)
        #expect(reason(another(.moved)) == nil)
        enter(Self.closed)
        #expect(reason(another(.exit)) == nil)
        #expect(reason(another(.moved)) == .met)
    }

    @Test func `what the charter has no more is dropped, and a step that is not owed any more`() {
        #expect(reason(another(of: ObligationKey("info/office/2026-09"))) == .forgotten)
        #expect(reason(another(of: ObligationKey("task:t0/verify"))) == .met)
    }

    @Test func `who has no account any more is not told`() throws {
        let text = SmallCharter.text(tasks: 1)
            .replacing("people: { clerk:", with: "people: { other:")
            .replacing("posts: { clerk: clerk } } }", with: "posts: { clerk: other } } }")
        docket.adopt(try SmallCharter.accepted(text).charter)
        #expect(reason() == .accountGone("clerk"))
    }

    @Test func `what was worked out is forgotten when it may have changed`() throws {
        #expect(docket.situation(of: key, at: now)?.met == nil)
        enter(.told(deliveries: []))
        #expect(docket.situation(of: key, at: now)?.met == nil)
        enter(Self.closed)
        #expect(docket.situation(of: key, at: now)?.met != nil)
        enter(.reopened(obligation: key, because: .false, reason: "not so"))
        #expect(docket.situation(of: key, at: now)?.met == nil)
        // There is none of that name, until a charter has it.
        let later = ObligationKey("task:t1")
        #expect(docket.situation(of: later, at: now) == nil)
        docket.adopt(try SmallCharter.accepted(tasks: 2).charter)
        docket.supervision.assume(
            docket.standing.firstSights(of: docket.charter, now: now), at: now)
        #expect(docket.situation(of: later, at: now) != nil)
    }

    @Test func `a message of a move says when it was due before, of each move to one date`() throws
    {
        func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
        let moves = try [("2026-10-12", "2026-10-20"), ("2026-10-14", "2026-10-20")].map {
            from, to in
            DueMove(obligation: key, from: try day(from), to: try day(to))
        }
        enter(.duesMoved(moves: moves))
        let due = try day("2026-10-20")
        let notices = [0, 1, 2].map { another(.moved, occurrence: $0, due: due) }
        let dues = docket.formerDues(of: notices + [notice])
        #expect(dues == [notices[0].id: "2026-10-12", notices[1].id: "2026-10-14"])
    }

    @Test func `notices are put into words by what is owed now`() {
        let obligations = docket.obligations(
            of: [notice, another(of: ObligationKey("info/office/2026-09"))], at: now)
        #expect(obligations.map(\.key) == [key])
    }

    @Test func `nothing leaves while the clock is doubted or the charter holds`() throws {
        #expect(docket.maySend(at: now))
        docket.quarantineEnd = now.adding(seconds: 1)
        #expect(!docket.maySend(at: now) && docket.maySend(at: now.adding(seconds: 1)))
        docket.quarantineEnd = nil
        docket.adopt(try SmallCharter.accepted(tasks: 1, head: "delivery: hold").charter)
        #expect(!docket.maySend(at: now))
    }
}

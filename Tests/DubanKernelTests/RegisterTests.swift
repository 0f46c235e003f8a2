// The field-by-field rules of the register: what YAML says now against what it said last and what
// holds. Entries stand in for the verbs that change particulars.

import Civil
import Testing

@testable import DubanKernel

private let tenth = ["due": "2026-12-10"]
private let fifteenth = ["due": "2026-12-15"]

@Suite struct `The register` {
    @Test func `a declared task is registered once, with what it says and when it was seen`() throws
    {
        let desk = Desk(tenth)
        let task = try #require(desk.task)
        #expect(task.by == .yaml && task.seen == desk.now && task.declared == task.particulars)
        #expect(task.particulars[.due] == "2026-12-10" && task.particulars.measures.count == 1)
        #expect(desk.reconciled(Desk.charter(tenth)).events.isEmpty)
    }

    @Test func `a due taken from its class is fixed when it is registered`() throws {
        var desk = Desk(["scheme": "s", "class": "immediate"])
        var charter = Desk.charter(["scheme": "s", "class": "immediate"])
        charter.schemes["s"]?.classes["immediate"]?.due = .on(day("2026-12-31"), nil)
        #expect(desk.reload(charter).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-10")
        #expect(desk.task?.declared?[.due] == nil)
        // A due of its own is no change against a verb's: nobody had changed it.
        var own = charter
        own.declarations =
            Desk.charter(
                ["scheme": "s", "class": "immediate", "due": "2027-01-08"]
            ).declarations
        #expect(desk.reload(own).isEmpty)
        #expect(desk.task?.particulars[.due] == "2027-01-08")
    }

    @Test func `a field that YAML did not change is never touched: a grant is not undone`() {
        var desk = Desk(tenth)
        desk.enter(
            .extended(obligation: "task:t", from: "2026-12-10", to: "2026-12-20", basis: "no. 7"))
        #expect(desk.reload(Desk.charter(tenth)).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-20")
    }

    @Test func `a field that YAML changed to what already holds is noted without an amendment`() {
        var desk = Desk(tenth)
        desk.enter(
            .extended(obligation: "task:t", from: "2026-12-10", to: "2026-12-15", basis: "no. 7"))
        let result = desk.reconciled(Desk.charter(fifteenth))
        #expect(result.amended.isEmpty && result.conflicts.isEmpty && result.events.count == 1)
        #expect(desk.reload(Desk.charter(fifteenth)).isEmpty)
        #expect(desk.task?.declared?[.due] == "2026-12-15")
    }

    @Test func `a field that YAML alone changed is amended, with its paper if that changed too`() {
        var desk = Desk(tenth)
        var fields = fifteenth
        fields["basis-of-change"] = "no. 9"
        let result = desk.reconciled(Desk.charter(fields))
        #expect(
            result.events.contains(
                .amended(
                    changes: [
                        Amendment(
                            task: "t", field: .due, from: "2026-12-10", to: "2026-12-15")
                    ], basis: "no. 9", reason: "")))
        #expect(desk.reload(Desk.charter(fields)).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-15")
        // The same paper beside another change is the old one's.
        fields["due"] = "2026-12-18"
        guard case .amended(_, let basis, _)? = desk.reconciled(Desk.charter(fields)).events.last
        else {
            Issue.record("no amendment")
            return
        }
        #expect(basis == "")
    }

    @Test func `a field that YAML and a verb have both changed is refused, or YAML's with yes`() {
        var desk = Desk(tenth)
        desk.enter(
            .amended(
                changes: [
                    Amendment(task: "t", field: .owner, from: "secretary", to: "leader")
                ], basis: "", reason: "ill"))
        let charter = Desk.charter(["due": "2026-12-10", "owner": "liaison"])
        let entry = desk.standing.head.sequence
        #expect(
            desk.reload(charter) == [
                .changedTwice(
                    .owner, was: "secretary", holds: "leader", wanted: "liaison", entry: entry)
            ])
        #expect(desk.task?.particulars[.owner] == "leader")
        #expect(desk.reload(charter, .filesOverVerbs).isEmpty)
        #expect(desk.task?.particulars[.owner] == "liaison")
    }

    @Test func `a declaration that is gone ends nothing and is shown until it is back`() {
        var desk = Desk(tenth)
        let result = desk.reconciled(Desk.charter(nil))
        #expect(result.undeclared == ["t"])
        desk.reload(Desk.charter(nil))
        #expect(desk.task?.isUndeclared == true && desk.task?.particulars[.due] == "2026-12-10")
        #expect(desk.reconciled(Desk.charter(nil)).events.isEmpty)
        #expect(desk.standing.subjects(under: desk.charter) == [.assignment("t")])
        #expect(desk.reload(Desk.charter(fifteenth)).isEmpty)
        #expect(desk.task?.isUndeclared == false && desk.task?.particulars[.due] == "2026-12-15")
    }

    @Test func `the office may cancel in one act what is declared no more`() {
        var desk = Desk(tenth)
        #expect(desk.standing.undeclared.isEmpty)
        desk.reload(Desk.charter(nil))
        #expect(desk.standing.undeclared == ["t"])
        let result = desk.standing.reconciled(
            with: Desk.charter(nil), reading: .files, cancelGone: "moot", now: desk.now)
        #expect(result.cancelled == ["t"] && result.undeclared.isEmpty)
        #expect(result.events == [.cancelled(obligations: ["task:t"], reason: "moot")])
        desk.standing.assume(result.events, at: desk.now)
        #expect(desk.standing.undeclared.isEmpty && desk.task?.cancelled?.reason == "moot")
    }

    @Test func `of several who ask for one reload only what all of them want is done`() {
        let one = Reconciliation.Wish(by: Actor(uid: 1, person: "zhao"), overVerbs: true)
        let other = Reconciliation.Wish(by: Actor(uid: 2, person: "wang"), cancelGone: "moot")
        #expect(Reconciliation.Wish.common([one]) == one)
        #expect(Reconciliation.Wish.common([one, other]) == .none)
        #expect(Reconciliation.Wish.common([one, one]).overVerbs)
    }

    @Test func `a declaration that is gone is nothing at all for what is closed or cancelled`() {
        var closed = Desk(tenth)
        closed.enter(.closed(obligation: "task:t", met: closed.now, reason: "done"))
        #expect(closed.reconciled(Desk.charter(nil)).events.isEmpty)
        var cancelled = Desk(tenth)
        cancelled.enter(.cancelled(obligations: ["task:t"], reason: "moot"))
        #expect(cancelled.reconciled(Desk.charter(nil)).events.isEmpty)
    }

    @Test func `YAML may cancel with a reason, and what comes back is an error that names resume`()
    {
        var desk = Desk(tenth)
        var gone = tenth
        gone["cancelled"] = "merged into another"
        #expect(desk.reload(Desk.charter(gone)).isEmpty)
        #expect(desk.task?.cancelled?.reason == "merged into another")
        #expect(desk.reload(Desk.charter(tenth)) == [.cancelled])
        let conflict = desk.reconciled(Desk.charter(tenth)).conflicts.first
        #expect(conflict?.text(in: .english).contains("resume") == true)
        #expect(conflict?.text(in: .chinese).contains("resume") == true)
        desk.enter(.resumed(obligation: "task:t", due: nil, reason: "not moot"))
        #expect(desk.reload(Desk.charter(tenth)).isEmpty)
        #expect(desk.task?.cancelled == nil)
    }

    @Test func `what a verb has cancelled stays so while YAML says what it said`() {
        var desk = Desk(tenth)
        desk.enter(.cancelled(obligations: ["task:t"], reason: "moot"))
        #expect(desk.reconciled(Desk.charter(tenth)).events.isEmpty)
        #expect(desk.reload(Desk.charter(tenth)).isEmpty && desk.task?.cancelled != nil)
    }

    @Test func `what is cancelled before it was ever registered is not registered`() {
        var desk = Desk()
        desk.standing = Standing()
        #expect(desk.reconciled(Desk.charter(["cancelled": "old"])).events.isEmpty)
    }

    @Test func `an id that a verb registered cannot be declared`() {
        var desk = Desk()
        desk.standing = Standing()
        desk.enter(
            .registered(tasks: [
                Registration(
                    task: "t", fields: Particulars(["problem": "p"]), by: .verb, seen: desk.now)
            ]))
        #expect(desk.reload(Desk.charter(tenth)) == [.takenByVerb])
    }

    @Test func `a measure's number is given once and never again`() {
        var desk = Desk(tenth, measures: ["one", "two"])
        func reload(_ measures: [String], _ numbers: [Int?] = []) -> [Int: String]? {
            desk.reload(Desk.charter(tenth, measures: measures, numbers: numbers))
            return desk.task.map {
                Dictionary(
                    uniqueKeysWithValues: $0.particulars.measures.map { ($0.number, $0.what) })
            }
        }
        // Known by its words wherever it stands; one that is gone stays, undeclared; a new one is
        // the next.
        #expect(reload(["two", "one"]) == [1: "one", 2: "two"])
        #expect(reload(["two"]) == [1: "one", 2: "two"])
        #expect(reload(["two", "three"]) == [1: "one", 2: "two", 3: "three"])
        #expect(reload(["TWO", "three"], [2, 3]) == [1: "one", 2: "TWO", 3: "three"])
        #expect(desk.task?.measuresMost == 3)
    }

    @Test func `a number that YAML gives is taken, whatever stands before it`() {
        let desk = Desk(tenth, measures: ["a", "b"])
        #expect(desk.task?.particulars.measures.map(\.what) == ["a", "b"])
        let charter = Desk.charter(tenth, measures: ["new", "b", "a"], numbers: [nil, 1, 2])
        var other = desk
        other.reload(charter)
        #expect(other.task?.particulars.measures.map(\.what) == ["b", "a", "new"])
        // One that a verb has added has a number too.
        other.enter(
            .amended(
                changes: [Amendment(task: "t", field: .measure(7), from: nil, to: "verb's")],
                basis: "", reason: ""))
        other.reload(Desk.charter(tenth, measures: ["yaml's"]))
        #expect(other.task?.particulars[.measure(8)] == "yaml's")
    }

    @Test func `a closed task is shown though its ladder is gone`() {
        var desk = Desk(tenth)
        desk.enter(.closed(obligation: "task:t", met: desk.now, reason: "done"))
        var charter = Desk.charter(nil)
        charter.ladders = [:]
        #expect(desk.reload(charter).isEmpty)
        #expect(desk.task?.assignment(in: charter)?.due == .on(day("2026-12-10"), nil))
    }

    @Test func `a reload that takes away what an open task names is refused with their list`() {
        var desk = Desk(["due": "2026-12-10", "scheme": "s", "class": "immediate"])
        var charter = Desk.charter(nil)
        charter.units["jiaoyu"] = nil
        charter.posts["secretary"] = nil
        charter.ladders["l"] = nil
        charter.schemes = [:]
        #expect(
            desk.reload(charter) == [
                .wouldLose([
                    MissingReference(kind: .unit, name: "jiaoyu"),
                    MissingReference(kind: .post, name: "secretary"),
                    MissingReference(kind: .ladder, name: "l"),
                    MissingReference(kind: .scheme, name: "s"),
                ])
            ])
        desk.enter(.closed(obligation: "task:t", met: desk.now, reason: "done"))
        #expect(desk.reload(charter).isEmpty)
    }

    @Test func `scheme, class and ladder are references that follow the charter`() throws {
        var desk = Desk(["scheme": "s", "class": "immediate"])
        var charter = Desk.charter(["scheme": "s", "class": "immediate"])
        charter.ladders["l"] = Office.ladder(rung("-1wd"), rung("+1wd"))
        #expect(desk.reload(charter).isEmpty)
        let task = try #require(desk.task?.assignment(in: charter))
        #expect(task.ladder.rungs.count == 2)
    }

    @Test func `a due that YAML took out and writes again is no change against a verb's`() {
        var desk = Desk(["due": "2026-12-01", "scheme": "s", "class": "immediate"])
        #expect(desk.reload(Desk.charter(["scheme": "s", "class": "immediate"])).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-10")
        let again = ["due": "2026-12-20", "scheme": "s", "class": "immediate"]
        #expect(desk.reload(Desk.charter(again)).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-20")
    }

    @Test func `a task that leaves a reviewed class takes the due of its new one`() {
        var desk = Desk(["scheme": "s", "class": "standing"])
        #expect(desk.task?.particulars[.due] == nil)
        #expect(desk.reload(Desk.charter(["scheme": "s", "class": "immediate"])).isEmpty)
        #expect(desk.task?.particulars[.due] == "2026-12-10")
    }

    @Test func `a start on the kept charter registers, amends and cancels nothing`() {
        let desk = Desk(tenth)
        var fields = fifteenth
        fields["cancelled"] = "x"
        #expect(desk.reconciled(Desk.charter(fifteenth), .kept).events.isEmpty)
        #expect(desk.reconciled(Desk.charter(fields), .kept).events.isEmpty)
        #expect(desk.reconciled(Desk.charter(nil), .kept).events.isEmpty)
        var empty = desk
        empty.standing = Standing()
        #expect(empty.reconciled(Desk.charter(tenth), .kept).events.isEmpty)
    }

    @Test
    func `a task that the first house has seen is registered with the instant of its first sight`()
    {
        var desk = Desk()
        desk.standing = Standing()
        let seen = at("2026-07-06 08:00")
        desk.standing.assume([.firstSeen(subjects: ["task:t"])], at: seen)
        let result = desk.reconciled(Desk.charter(tenth), .kept)
        #expect(result.registered == ["t"])
        desk.standing.assume(result.events, at: desk.now)
        #expect(desk.task?.seen == seen)
    }
}

// Exact rule 13: a subject with anything still to come is looked at again, whatever holidays leave
// no room for.

import Civil
import TestSupport
import Testing

@testable import DubanKernel

@Suite struct `Exact rule 13: never silent` {
    @Test func `a holiday that leaves no room for the rung of one month silences none after it`() {
        let duty = Office.quota(
            rung("+1wd"), due: "day 30", offDay: .previous, lateUntil: "next day 3")
        var story = Story(Office.charter(duties: [duty]), from: "2026-07-01 09:00")
        story.advance(to: "2027-01-31 00:00")
        #expect(
            story.told == [
                "2026-07-31 09:00 liu +1wd", "2026-08-31 09:00 liu +1wd",
                "2026-11-02 09:00 liu +1wd", "2026-12-01 09:00 liu +1wd",
                "2026-12-31 09:00 liu +1wd",
            ])
    }

    @Test func `what was met early is followed by what comes after it`() throws {
        let duty = Office.quota(rung("-5wd"), opens: nil, lateUntil: nil)
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 09:00")
        try story.record(.submit(), "info/jiaoyu/2026-11")
        story.advance(to: "2026-12-01 09:00")
        try story.record(.submit(), "info/jiaoyu/2026-12")
        story.advance(to: "2027-01-31 00:00")
        #expect(story.told == ["2027-01-18 09:00 liu -5wd"])
    }

    @Test func `a ladder of which no rung ever fits is looked at again all the same`() {
        let duty = Office.quota(rung("+20wd"), lateUntil: "next day 3")
        let charter = Office.charter(duties: [duty])
        var evaluator = Evaluator(charter: charter)
        var standing = Standing()
        let start = at("2026-07-01 09:00")
        standing.assume(standing.firstSights(of: charter, now: start), at: start)
        let looked = evaluator.evaluate(charter.dutySubjects[0], standing: standing, now: start)
        #expect(looked.notices.isEmpty && (looked.nextLook ?? .distantPast) > start)
    }

    @Test func `a duty that has ended is not looked at any more`() {
        var duty = Office.quota(rung("+1wd"))
        duty.until = day("2026-08-31")
        var story = Story(Office.charter(duties: [duty]), from: "2026-07-01 09:00")
        story.advance(to: "2027-01-31 00:00")
        #expect(
            story.told == ["2026-07-27 09:00 liu +1wd", "2026-08-26 09:00 liu +1wd"])
        #expect(story.nextLook == nil)
    }

    @Test func `previews begun at two dates agree on what follows both`() throws {
        var random = SeededGenerator.announced()
        for _ in 0..<300 {
            let charter = RandomDuty.charter(using: &random)
            let seen = at("2026-01-05 09:00")
            var standing = Standing()
            standing.assume(standing.firstSights(of: charter, now: seen), at: seen)
            // A working day at ten: what is late is told at once.
            let days = Int.random(in: 1...300, using: &random)
            let second = Office.days.calendar.next(onOrAfter: day("2026-01-06").adding(days: days))
            let later = Office.zone.instant(CivilDateTime(second, Office.time("10:00")))
            let end = at("2027-06-30 00:00")
            var early = Supervision(charter: charter, standing: standing)
            var late = Supervision(charter: charter, standing: standing)
            let first = early.notices(from: seen, through: end).filter { $0.at > later }
            let following = late.notices(from: later, through: end).filter { $0.at > later }
            try #require(first.map(\.id) == following.map(\.id), "\(charter.duties)")
            try #require(!first.isEmpty || RandomDuty.isSparse(charter), "\(charter.duties)")
        }
    }
}

/// Duties with ladders, cadences, off-day rules, late ends and calendars drawn by seed.
private enum RandomDuty {
    static func charter(using random: inout SeededGenerator) -> Charter {
        let places = [
            "-12month", "-40d", "-20wd", "-10wd", "-5wd", "-3d", "-1wd", "0d", "due", "-2h", "+1wd",
            "+2wd", "+3d", "+20wd", "start", "start+2wd",
        ]
        let count = Int.random(in: 1...3, using: &random)
        let rungs = places.shuffled(using: &random).prefix(count).map { place in
            rung(
                place, every: Int.random(in: 0..<4, using: &random) == 0 ? ["3wd"] : [],
                times: Int.random(in: 1...3, using: &random),
                hours: [.office, .office, .day, .always].randomElement(using: &random)!)
        }
        let cadences: [(Cadence, [String])] = [
            (.week, ["day 1", "day 5", "last day", "last workday"]),
            (.tenDays, ["day 3", "last workday"]),
            (.month, ["day 1", "day 5", "day 25 17:00", "day 30", "last workday"]),
            (.quarter, ["day 10", "last workday", "last day"]),
            (.halfYear, ["last workday"]),
        ]
        let (cadence, dues) = cadences.randomElement(using: &random)!
        let ends = [nil, "next day 1", "next day 3", "next day 10", "next last day"]
        var duty = Office.quota(
            due: dues.randomElement(using: &random)!,
            offDay: [.previous, .next, .stay].randomElement(using: &random)!,
            lateUntil: ends.randomElement(using: &random)!)
        duty.cadence = cadence
        duty.ladder = Office.ladder(rungs)
        return Office.charter(duties: [duty]) { charter in
            charter.days.calendar = calendar(using: &random)
        }
    }

    /// Holidays of three to nine days, some with make-up days before them.
    private static func calendar(using random: inout SeededGenerator) -> WorkingCalendar {
        var (rest, work) = (Set<CivilDate>(), Set<CivilDate>())
        for _ in 0..<Int.random(in: 2...8, using: &random) {
            let first = day("2026-01-01").adding(days: Int.random(in: 0..<540, using: &random))
            let length = Int.random(in: 3...9, using: &random)
            for offset in 0..<length { rest.insert(first.adding(days: offset)) }
            if Bool.random(using: &random) { work.insert(first.adding(days: -2)) }
        }
        return WorkingCalendar(
            week: [.monday, .tuesday, .wednesday, .thursday, .friday], rest: rest,
            work: work.subtracting(rest))
    }

    /// Whether the ladder may have no room in any period at all.
    static func isSparse(_ charter: Charter) -> Bool {
        charter.duties.values.contains { duty in
            duty.lateUntil != nil || duty.cadence == .week || duty.cadence == .tenDays
        }
    }
}

// Anchors, and milestones computed backwards from a deadline.

import Civil
import TestSupport
import Testing

struct BackplanTests {
    @Test(
        arguments: [
            ("-5wd", "-5wd"), ("+1wd", "+1wd"), ("1wd", "+1wd"), ("0d", "0d"), ("-0d", "0d"),
            ("due", "due"),
            ("start", "start"), ("due-5wd", "-5wd"), ("due + 1 w", "+7d"), ("due+0h", "due"),
            ("0s", "due"),
            ("start+3wd", "start+3wd"), ("start+0d", "start+0d"), ("start-0s", "start"),
            (" start + 2month ", "start+2month"),
            ("初稿+20wd", "初稿+20wd"), ("初稿", "初稿"), ("初稿 - 1h 30min", "初稿-1h30min"),
            ("step-2", "step-2"),
            ("step-2-5wd", "step-2-5wd"), ("quick-fix", "quick-fix"), ("二期-1y", "二期-12month"),
        ])
    func `an anchor has one normal form, which is read back`(_ text: String, _ normal: String)
        throws
    {
        let anchor = try Anchor.parse(text)
        #expect(anchor.normalized == normal)
        #expect(try Anchor.parse(normal) == anchor)
    }

    @Test(
        arguments: [
            ("", 1, "the anchor is empty"), ("  ", 1, "the anchor is empty"),
            ("start-5", 8, "5 needs a unit"),
            ("-5", 3, "5 needs a unit"), ("5", 2, "5 needs a unit"),
            ("初稿+20xd", 6, "\"xd\" is not a unit of time"),
            ("初稿+1d-2d", 3, "a name has no span in it"),
            ("2期+0s", 1, "a name has no span in it"),
            (" due+1d 5wd", 9, "working days are not mixed with other units"),
        ])
    func `a refusal says where and why`(_ text: String, _ column: Int, _ message: String) {
        let error = #expect(throws: NotationError.self) { try Anchor.parse(text) }
        #expect(error?.column == column)
        #expect(error?.message.english == message)
    }

    @Test func `milestones are placed backwards from the deadline and from one another`() throws {
        let dates = try plan([
            ("试行", "初稿+20wd"), ("初稿", "-60wd"), ("验收", "-5wd"), ("首期成效", "start+2month"),
            ("交", "due"),
        ])
        let calendar = ShippedCalendar.china
        let draft = calendar.step(try date("2026-12-31"), by: -60)
        #expect(
            dates == [
                "试行 \(calendar.step(draft, by: 20))", "初稿 \(draft)", "验收 2026-12-24",
                "首期成效 2026-11-01", "交 2026-12-31",
            ])
    }

    @Test(
        arguments: [
            ([("a", "b+1d"), ("b", "c"), ("c", "b-1d")], Backplan.Failure.cycle(["b", "c", "b"])),
            ([("a", "a-1d")], .cycle(["a", "a"])),
            ([("a", "-1d"), ("b", "x+1d")], .unknown(id: "b", anchor: "x")),
            ([("a", "-1d"), ("a", "-2d")], .ambiguous(id: "a")),
            ([("due", "-1d")], .ambiguous(id: "due")),
            ([("a", "-48h")], .exact(id: "a")),
        ])
    func `a plan that cannot be placed is refused`(
        _ milestones: [(String, String)], _ failure: Backplan.Failure
    ) {
        #expect(throws: failure) { try plan(milestones) }
    }

    @Test func `a long chain of milestones is placed in any order`() throws {
        var random = SeededGenerator.announced()
        var milestones = [("m0", "-1wd")] + (1..<500).map { ("m\($0)", "m\($0 - 1)-1wd") }
        milestones.shuffle(using: &random)
        let due = try date("2026-12-31")
        for text in try plan(milestones) {
            let parts = text.split(separator: " ")
            let place = try #require(Int(parts[0].dropFirst()))
            #expect(parts[1] == "\(ShippedCalendar.china.step(due, by: -place - 1))")
        }
    }

    private func plan(_ milestones: [(String, String)]) throws -> [String] {
        try Backplan.dates(
            due: try date("2026-12-31"), start: try date("2026-09-01"),
            milestones: milestones.map { ($0, try Anchor.parse($1)) },
            calendar: ShippedCalendar.china
        ).map { "\($0.id) \($0.date)" }
    }

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
}

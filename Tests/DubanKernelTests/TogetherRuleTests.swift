// Exact rule 5 of the design: what is told together, what is dropped, and what stands where its
// task begins.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `Exact rule 5, together` {
    private static let secretary = Recipient.post("secretary", up: 0)

    @Test func `of rungs at one place the one of the higher light speaks`() {
        var story = Story(
            Office.charter(duties: [
                Office.quota(rung("-1d", light: .red), rung("-1wd", light: .yellow), rung("-24h"))
            ]), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-24 12:00")
        #expect(story.told == ["2026-11-24 09:00 liu -1d red"])
    }

    @Test func `with one urgent rung among those overtaken only those whom it names are woken`() {
        let duty = Office.quota(
            rung("-1wd", tell: [.post("liaison", up: 0), Self.secretary]), rung("0d"),
            rung("+2h", tell: [Self.secretary], light: .yellow, hours: .day))
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-25 20:00")
        #expect(story.told == ["2026-11-25 20:00 chen +2h yellow late"])
        story.advance(to: "2026-11-26 08:29")
        story.sleep(until: "2026-11-26 08:29:30")
        #expect(story.told.count == 1)
        story.advance(to: "2026-12-01 00:00")
        // Chen has heard at night; the others are one telling, as of the latest of them.
        #expect(story.told.dropFirst() == ["2026-11-26 08:30 liu 0d yellow late over -1wd"])
    }

    @Test func `where nobody is left in the morning what waited is joined`() {
        let duty = Office.quota(
            rung("-1wd", tell: [Self.secretary]),
            rung("+2h", tell: [Self.secretary], hours: .day))
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-25 20:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(story.told == ["2026-11-25 20:00 chen +2h late"])
        #expect(story.tellings.map(\.outcome) == [.told, .joined])
    }

    @Test func `what waited goes on waiting while nights without a morning follow one another`() {
        let duty = Office.quota(
            rung("-1wd"), rung("+2h", tell: [Self.secretary], hours: .day),
            rung("+26h", tell: [Self.secretary], hours: .day))
        var story = Story(Office.charter(duties: [duty]), from: "2026-11-02 10:00")
        story.sleep(until: "2026-11-25 20:00")
        story.sleep(until: "2026-11-26 20:00")
        story.advance(to: "2026-12-01 00:00")
        #expect(
            story.told == [
                "2026-11-25 20:00 chen +2h late", "2026-11-26 20:00 chen +26h late",
                "2026-11-27 08:30 liu -1wd late",
            ])
    }

    private static func task(start: String?, due: String) -> Charter {
        Office.charter(tasks: [
            Office.task(
                rung("-10wd", light: .yellow), rung("-1wd"), rung("+1wd", light: .red),
                due: .on(day(due), nil), start: start)
        ])
    }

    @Test func `a rung that would stand before its task's start stands where start would`() {
        var story = Story(
            Self.task(start: "2026-12-10", due: "2026-12-15"), from: "2026-11-02 10:00")
        story.advance(to: "2026-12-15 00:00")
        #expect(
            story.told == ["2026-12-10 08:30 liu -10wd yellow", "2026-12-14 09:00 liu -1wd yellow"])
    }

    @Test func `of a task without a start that is its registration, and nothing is late`() {
        var story = Story(Self.task(start: nil, due: "2026-12-15"), from: "2026-12-10 10:00")
        #expect(story.told == ["2026-12-10 10:00 liu -10wd yellow"])
        var closed = Story(Self.task(start: nil, due: "2026-12-15"), from: "2026-12-10 20:00")
        closed.advance(to: "2026-12-12 00:00")
        #expect(closed.told == ["2026-12-11 08:30 liu -10wd yellow"])
        story.advance(to: "2026-12-15 00:00")
        #expect(story.told.count == 2)
    }

    @Test func `of a task registered after it was due only what follows the due instant is told`() {
        let story = Story(Self.task(start: nil, due: "2026-12-15"), from: "2026-12-16 10:00")
        #expect(story.told == ["2026-12-16 10:00 liu +1wd red late"])
    }
}

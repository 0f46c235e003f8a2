// Who was told and has really heard: what comes of notices that do not reach their readers.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `Notices that reach nobody` {
    private func office() -> Charter {
        var duty = Office.quota()
        duty.ladder = Office.ladder([
            rung("-1wd", tell: [.post("liaison", up: 0)], light: .yellow),
            rung("+1wd", tell: [.post("secretary", up: 0), .post("liaison", up: 1)], light: .red),
        ])
        return Office.charter(duties: [duty])
    }

    @Test(arguments: [
        ([Ending.refused], ["chen", "zhao"]), ([.dropped], ["chen", "zhao"]),
        ([.refused, .delivered], ["chen", "liu", "zhao"]),
    ])
    func `rule 10: the exit goes to those who have really heard of the light`(
        words: [Ending], readers: [String]
    ) throws {
        var story = Story(office(), from: "2026-11-02 10:00")
        story.advance(to: "2026-11-26 10:00")
        for notice in story.notices where notice.person == "liu" {
            for word in words {
                let line = Delivered(notice: notice.id, channel: .mail, outcome: word)
                story.record(.told(deliveries: [line]))
            }
        }
        try story.record(.submit(), "info/jiaoyu/2026-11", by: "liu")
        story.forget()
        story.advance(to: "2026-12-20 00:00")
        let exits = story.notices.filter { $0.telling.kind == .exit }
        #expect(exits.map(\.person.text) == readers)
    }
}

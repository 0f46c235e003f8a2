// An agenda that looks only at what is due must tell what a full pass at every instant would tell.

import Civil
import TestSupport
import Testing

@testable import DubanKernel

@Suite struct `Incremental evaluation` {
    @Test func `the agenda and a full pass at every look tell the same`() throws {
        var random = SeededGenerator.announced()
        for _ in 0..<40 {
            let charter = Self.charter(using: &random)
            var incremental = Story(charter, from: "2026-10-09 10:00")
            var full = Story(charter, from: "2026-10-09 10:00")
            var hour = at("2026-10-09 10:00")
            let end = at("2027-01-20 00:00")
            while hour < end {
                hour = hour.adding(seconds: Int64.random(in: 1...40, using: &random) * 1800)
                let text = Office.zone.civil(hour).description
                incremental.advance(to: text)
                full.advance(to: text)
                full.reload(charter)
                if Int.random(in: 0..<12, using: &random) == 0 {
                    Self.record(in: &incremental, &full, using: &random)
                }
            }
            // Subjects that are due at one instant come in any order.
            #expect(incremental.told.sorted() == full.told.sorted())
            #expect(Set(full.notices.map(\.id)).count == full.notices.count)
        }
    }

    private static func charter(using random: inout SeededGenerator) -> Charter {
        let places = ["-10wd", "-5wd", "-3d", "-1wd", "0d", "due", "-2h", "+1wd", "+3d", "start"]
        let rungs = places.filter { _ in Bool.random(using: &random) }.map { place in
            rung(
                place, tell: [.post("liaison", up: Int.random(in: 0...1, using: &random))],
                light: [nil, .yellow, .red].randomElement(using: &random) ?? nil,
                every: Bool.random(using: &random) ? ["2wd"] : [],
                times: Int.random(in: 0...3, using: &random),
                hours: [.office, .office, .day, .always].randomElement(using: &random)!)
        }
        var duty = Office.quota(bearers: [.unit("jiaoyu"), .unit("zhibu")])
        duty.ladder = Office.ladder(rungs.isEmpty ? [rung("due")] : rungs)
        return Office.charter(duties: [duty])
    }

    private static func record(
        in first: inout Story, _ second: inout Story, using random: inout SeededGenerator
    ) {
        let act: Command = Bool.random(using: &random) ? .submit() : .withdraw
        let unit = Bool.random(using: &random) ? "jiaoyu" : "zhibu"
        let answers = [first, second].indices.map { index in
            Result {
                if index == 0 {
                    try first.record(act, "info/\(unit)", reason: "as it happens")
                } else {
                    try second.record(act, "info/\(unit)", reason: "as it happens")
                }
            }.mapError { $0 as? Refusal ?? .badInstant }
        }
        #expect("\(answers[0])" == "\(answers[1])")
    }
}

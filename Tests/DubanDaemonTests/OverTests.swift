// What a pass writes down as over, among what others record at the same moment.

import Civil
import DubanKernel
import DubanLedger
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `What is over, among what is recorded` {
    private static let yaml = """
        office: office
        timezone: UTC
        language: en
        calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 00:00 }
        posts: { liaison: liaison }
        people:
          clerk: { name: Clerk, account: clerk }
          liu: { name: Liu, account: liu }
        units:
          office: { name: Office, posts: { liaison: clerk } }
          bureau: { name: Bureau, parent: office, posts: { liaison: liu } }
        sets: { all: { children-of: office } }
        ladders: { plain: [{ at: -1d, tell: liaison, urgent: true }] }
        quotas:
          info: { name: info, for: all, each: month, least: 1, due: day 25,
            late-until: next day 10, ladder: plain }
        """

    private let charter: Charter
    private let key = ObligationKey("info/bureau/2026-09")

    init() throws {
        charter = try SmallCharter.accepted(Self.yaml).charter
    }

    /// A daemon at the first instant at which September can be met no more.
    private func atTheEnd(seed: UInt64 = 1) throws -> Scene {
        let scene = try Scene(charter, ledger: Ledger.inMemory(), seed: seed)
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        while let look = scene.supervisor.pass.nextLook {
            scene.clock.now = look
            if scene.docket.situation(of: key, at: look)?.state(at: look) == .missed { break }
            scene.wait(seconds: 0)
        }
        #expect(scene.docket.standing.over.isEmpty)
        return scene
    }

    /// The office writes down that it was handed in on the 24th.
    private func backdate(_ scene: Scene, then finish: @escaping @MainActor (Bool) -> Void) throws {
        let handedIn = Instant(seconds: 1_790_000_000 + 3 * 86_400)
        let command = try Command(
            .submit, key.text,
            [
                (.effective, .number(handedIn.microseconds)),
                (.reason, .text("it was on paper")),
            ], uid: 1000, persons: ["clerk"])
        scene.supervisor.recorder.record(command) { finish((try? $0.get()) != nil) }
    }

    @Test func `a backdating at any moment leaves nothing missed that was met`() throws {
        var corrected = 0
        for moment in 0...9 {
            let scene = try atTheEnd()
            var (transactions, answers) = (0, [Bool]())
            scene.lanes.fault = {
                if transactions == moment {
                    try? self.backdate(scene) { answers.append($0) }
                }
                transactions += 1
                return nil
            }
            scene.wait(seconds: 60)
            guard transactions > moment else { continue }
            #expect(answers == [true], "transaction \(moment)")
            #expect(scene.docket.standing.over[key]?.outcome == .met, "transaction \(moment)")
            let outcomes = try scene.ledger.entries().flatMap(\.ended).filter {
                $0.obligation == key
            }.map(\.outcome)
            #expect(outcomes == [.met] || outcomes == [.missed, .met], "\(outcomes)")
            corrected += outcomes.count == 2 ? 1 : 0
            scene.lanes.fault = nil
            try scene.expectWhole("transaction \(moment)")
        }
        // Else no moment was late enough to be of interest.
        #expect(corrected > 0)
    }

    @Test func `what was recorded since a turn was taken decides what is over`() throws {
        var supervision = Supervision(charter: charter)
        let (before, now) = (
            Instant(seconds: 1_790_000_000), Instant(seconds: 1_790_000_000 + 30 * 86_400)
        )
        supervision.assume(supervision.standing.firstSights(of: charter, now: before), at: before)
        supervision.lookAtEverything(at: now)
        let taken = supervision.turn(at: now)
        let turn = try #require(taken)
        #expect(turn.decisions.ended.map(\.outcome) == [.missed])
        var renewed = supervision.renewed(turn, at: now)
        #expect(renewed.decisions.ended.map(\.outcome) == [.missed])
        supervision.assume(
            [
                .submitted(
                    obligation: key, evidence: [], held: nil,
                    effective: before.adding(seconds: 86_400), note: "on paper")
            ], at: now)
        renewed = supervision.renewed(turn, at: now)
        #expect(renewed.decisions.ended.map(\.outcome) == [.met])
        // Everything is looked at anew: the turn of before decides nothing.
        supervision.lookAtEverything(at: now)
        renewed = supervision.renewed(turn, at: now)
        #expect(renewed.decisions.isEmpty)
    }
}

extension Entry {
    fileprivate var ended: [Ended] {
        if case .over(_, let ended) = event { ended } else { [] }
    }
}

// Jumps of the wall clock in a simulated world.

import Civil
import DubanDaemon
import DubanDelivery
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@MainActor @Suite struct `A wall clock that jumps` {
    private let clock = SimulatedClock(now: Instant(seconds: 1_790_000_000))
    private let workplace = SimulatedWorkplace(random: SeededGenerator(seed: 1))
    private let world = World()

    @Test func `an unbelievable jump delays sending, and nothing is told twice when it was wrong`()
        throws
    {
        let supervisor = try begin()
        workplace.runAll()
        let before = world.deliveries(on: .journal)
        #expect(before.isEmpty)
        clock.now = clock.now.adding(seconds: 40 * 86_400)
        supervisor.clockChanged(sendNothingUntil: clock.now.adding(seconds: 600))
        workplace.runAll()
        #expect(world.deliveries(on: .journal).isEmpty)
        #expect(supervisor.sendingWaitsUntil != nil)
        clock.now = clock.now.adding(seconds: 600)
        clock.ring()
        workplace.runAll()
        let told = world.deliveries(on: .journal)
        #expect(!told.isEmpty)
        clock.now = clock.now.adding(seconds: -40 * 86_400)
        supervisor.clockChanged(sendNothingUntil: nil)
        workplace.runAll()
        clock.now = clock.now.adding(seconds: 40 * 86_400)
        supervisor.clockChanged(sendNothingUntil: nil)
        workplace.runAll()
        #expect(world.deliveries(on: .journal).values.allSatisfy { $0 == 1 })
        #expect(told.keys.allSatisfy { world.deliveries(on: .journal)[$0] == 1 })
    }

    private func begin() throws -> Supervisor {
        let supervisor = Supervisor(
            charter: try charter(), standing: Standing(), ledger: try Ledger.inMemory(),
            channels: [
                RecordingChannel(
                    .journal, world: world, random: SeededGenerator(seed: 2),
                    failuresPerHundred: 0)
            ], host: "simulation", clock: clock, workplace: workplace,
            log: Log { _, text in Issue.record("\(text)") })
        supervisor.start()
        return supervisor
    }

    /// One task due in twenty days that tells its owner around the clock.
    private func charter() throws -> Charter {
        let origin = Origin(file: "clock.yaml", line: 1, column: 1)
        let due = Zone.utc.civil(clock.now.adding(seconds: 20 * 86_400))
        let rungs = try ["-1d", "due", "+1d"].map { text in
            Rung(
                at: try Anchor.parse(text), time: nil, tell: [.owner], light: nil,
                repetition: nil, urgent: true, origin: origin)
        }
        let ladder = Ladder(name: "ladder", rungs: rungs, origin: origin)
        let everyDay = WorkingCalendar(week: Set(Weekday.allCases), rest: [], work: [])
        return Charter(
            hash: "0", office: "office", zone: .utc, language: .english, access: Access(),
            delivery: .live,
            days: DayRules(
                calendar: everyDay, opens: .midnight, closes: .endOfDay, remindAt: .midnight),
            unitDays: [:], posts: ["clerk": "Clerk"],
            people: [
                "clerk": Person(
                    id: "clerk", name: "Clerk", account: "clerk", relay: nil, origin: origin)
            ],
            units: [
                "office": Unit(
                    id: "office", name: "Office", posts: ["clerk": [Holding(person: "clerk")]],
                    origin: origin)
            ],
            duties: [:], ladders: ["ladder": ladder], schemes: [:],
            declarations: [
                "t": Declaration(
                    id: "t",
                    fields: Particulars([
                        "problem": "problem", "lead": "office", "owner": "clerk",
                        "due": "\(due.date) \(due.time)", "ladder": "ladder",
                    ]), measures: [.init(what: "measure")], origin: origin)
            ])
    }
}

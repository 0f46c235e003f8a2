// A year of the sample configuration in a simulated world, once undisturbed and once with a crash
// after every kind of step, must end with the same notices delivered exactly once.

import Civil
import DubanConfig
import DubanDelivery
import DubanKernel
import DubanLedger
import Foundation
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor @Suite(.serialized) struct `A year of the sample` {
    private static let seed: UInt64 = {
        let seed =
            ProcessInfo.processInfo.environment["DUBAN_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1_000_000)
        print("DUBAN_SEED=\(seed)")
        return seed
    }()

    private static var lived: Outcome?

    /// The year that nothing disturbs, lived once for both tests.
    private static func straight() async throws -> Outcome {
        if let lived { return lived }
        let outcome = try await year(crashes: false).live()
        lived = outcome
        return outcome
    }

    private static func year(crashes: Bool, failuresPerHundred: Int = 0) throws -> Year {
        let config = Oracle.repository.appending(path: "config/duban.yaml").path
        let compiler = CharterCompiler(accounts: { _ in .present(uid: 1000) })
        let charter = try #require(compiler.compile(path: config).charter)
        return try Year(
            charter, seed: seed, crashes: crashes, failuresPerHundred: failuresPerHundred)
    }

    @Test func `crashes after any step lose nothing and double nothing`() async throws {
        let straight = try await Self.straight()
        let broken = try await Self.year(crashes: true).live()
        #expect(straight.lives == 1)
        #expect(broken.lives > 100, "only \(broken.lives) lives in \(broken.steps) steps")
        #expect(straight.told.count > 1000)
        for channel in ChannelName.allCases {
            let (whole, patched) = (straight.delivered[channel], broken.delivered[channel])
            #expect(whole == patched, "on \(channel), seed \(Self.seed)")
            #expect(straight.doubled(on: channel) == [])
            #expect(broken.doubled(on: channel) == [], "on \(channel), seed \(Self.seed)")
        }
        #expect(straight.told == broken.told, "seed \(Self.seed)")
        #expect(broken.chain == straight.chain)
    }

    @Test func `channels that fail now and then lose nothing and double nothing`() async throws {
        let straight = try await Self.straight()
        let shaky = try await Self.year(crashes: false, failuresPerHundred: 20).live()
        #expect(straight.told == shaky.told, "seed \(Self.seed)")
        for channel in ChannelName.allCases {
            #expect(shaky.doubled(on: channel) == [], "on \(channel), seed \(Self.seed)")
        }
    }
}

private struct Outcome {
    var lives = 0
    var steps = 0
    var told: Set<NoticeID> = []
    /// By channel, the notices that were delivered.
    var delivered: [ChannelName: Set<NoticeID>] = [:]
    /// By channel, how often each claim arrived.
    var arrivals: [ChannelName: [String: Int]] = [:]
    var chain: [String] = []

    func doubled(on channel: ChannelName) -> [String] {
        (arrivals[channel] ?? [:]).filter { $0.value != 1 }.map(\.key)
    }
}

/// One year, in as many lives as the crashes make of it.
@MainActor private final class Year {
    private let charter: Charter
    private let crashes: Bool
    private let failuresPerHundred: Int
    private var random: SeededGenerator
    private let plans: [Plan]
    private let world = World()
    private let directory: String
    private let clock: SimulatedClock
    private let end: Instant
    private var outcome = Outcome()
    private var life: Life?

    init(
        _ charter: Charter, seed: UInt64, crashes: Bool, failuresPerHundred: Int = 0
    ) throws {
        self.charter = charter
        self.crashes = crashes
        self.failuresPerHundred = failuresPerHundred
        random = SeededGenerator(seed: seed)
        let noon = try #require(TimeOfDay(hour: 12, minute: 0))
        let start = try #require(CivilDate("2026-01-05"))
        clock = SimulatedClock(now: charter.zone.instant(CivilDateTime(start, noon)))
        end = clock.now.adding(seconds: 365 * 86_400)
        plans = try Year.plans(charter, from: clock.now, random: &random)
        directory = "/dev/shm/duban-year-\(UUID().uuidString)"
    }

    func live() async throws -> Outcome {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var next = 0
        life = try begin()
        while true {
            // Other tests need the main actor too.
            await Task.yield()
            lanes.runAll()
            if lanes.hasCrashed {
                try restart()
                continue
            }
            let upcoming = next < plans.count ? plans[next].at : end
            if let alarm = clock.alarm, alarm <= upcoming {
                clock.now = max(clock.now, alarm)
                clock.ring()
                continue
            }
            guard next < plans.count else { break }
            clock.now = max(clock.now, upcoming)
            try record(plans[next].command)
            next += 1
        }
        return try finish()
    }

    private final class Life {
        let supervisor: Supervisor
        let lanes: SimulatedLanes
        let ledger: Ledger

        init(supervisor: Supervisor, lanes: SimulatedLanes, ledger: Ledger) {
            self.supervisor = supervisor
            self.lanes = lanes
            self.ledger = ledger
        }
    }

    private func begin() throws -> Life {
        outcome.lives += 1
        let ledger = try Ledger(directory: directory)
        try ledger.resume(now: clock.now)
        let lanes = SimulatedLanes(random: SeededGenerator(seed: random.next()))
        if crashes { lanes.stepsLeft = Int.random(in: 1...80, using: &random) }
        let channels: [any Channel] =
            [ChannelName.journal, .mail].map {
                RecordingChannel(
                    $0, world: world, random: SeededGenerator(seed: random.next()),
                    failuresPerHundred: failuresPerHundred)
            } + [EventChannel(ledger: ledger)]
        let log = Log { _, text in Issue.record("\(text)") }
        let floor = Floor(
            docket: Docket(charter: charter, standing: try ledger.standing()), ledger: ledger,
            lanes: lanes, clock: clock, alarms: Alarms(clock: clock), troubles: Troubles(log: log),
            log: log)
        let supervisor = Supervisor(
            floor: floor, keeper: .simulated(in: directory), channels: channels, host: "simulation")
        supervisor.lookAtEverything()
        return Life(supervisor: supervisor, lanes: lanes, ledger: ledger)
    }

    private var lanes: SimulatedLanes {
        guard let life else { preconditionFailure("nothing lives") }
        return life.lanes
    }

    /// What the dead life still held, its lock on the state directory above all, goes with it.
    private func restart() throws {
        outcome.steps += lanes.steps
        lanes.abandon()
        clock.onAlarm = nil
        clock.setAlarm(nil)
        try life?.ledger.close()
        life = nil
        life = try begin()
    }

    /// A person who gets no answer looks whether it was recorded, and asks again if not.
    private func record(_ command: Command) throws {
        while true {
            let before = life?.supervisor.floor.docket.standing.head.sequence ?? 0
            let answer = Answer()
            life?.supervisor.recorder.record(command) { _ in answer.hasCome = true }
            lanes.runAll()
            if answer.hasCome { return }
            try restart()
            let entries = try life?.ledger.entries(after: before) ?? []
            if entries.contains(where: { $0.actor.uid == command.uid && $0.at == clock.now }) {
                return
            }
        }
    }

    private final class Answer {
        var hasCome = false
    }

    private func finish() throws -> Outcome {
        let life = try #require(life)
        outcome.steps += life.lanes.steps
        outcome.told = Set(try life.ledger.noticeIDs())
        for (channel, notice) in try life.ledger.deliveries() {
            outcome.delivered[channel, default: []].insert(notice)
        }
        for channel in [ChannelName.journal, .mail] {
            outcome.arrivals[channel] = world.deliveries(on: channel)
        }
        outcome.arrivals[.socket] = Dictionary(
            try life.ledger.published().map { ($0, 1) }, uniquingKeysWith: +)
        outcome.chain = try life.ledger.entries()
            .filter { $0.actor.uid != nil }.map { "\($0.at.microseconds) \($0.event)" }
            .map { $0.replacing(/entry: \d+/, with: "entry") }
        #expect(try life.ledger.isWhole())
        try life.ledger.close()
        return outcome
    }

    /// Submissions, withdrawals and closings by people of the units and the office at random times.
    private static func plans(
        _ charter: Charter, from start: Instant, random: inout SeededGenerator
    ) throws -> [Plan] {
        let everybody = Set(charter.people.keys)
        // Nobody closes what their own unit submitted.
        let office = everybody.filter { person in
            let units = charter.units.keys.filter {
                charter.holdsPost([person], in: $0, on: charter.zone.civil(start).date)
            }
            return units == [charter.office]
        }
        let tasks = charter.declarations.keys.sorted().map { Subject.assignment($0) }
        let subjects = tasks + charter.dutySubjects
        var plans: [Plan] = []
        for _ in 0..<600 {
            guard let subject = subjects.randomElement(using: &random) else { break }
            let at = start.adding(seconds: Int64.random(in: 0..<365 * 86_400, using: &random))
            let verbs: [Verb] = [.submit, .submit, .submit, .withdraw, .close, .reopen]
            let verb = verbs.randomElement(using: &random) ?? .submit
            let command = try Command(
                verb, subject.text,
                [
                    (.evidence, .texts(evidence(for: subject, in: charter))),
                    (.held, .text("\(charter.zone.civil(at).date)")),
                    (.because, .text("error")), (.reason, .text("as planned")),
                    (.title, .text("title \(plans.count)")),
                ], uid: 1000, persons: verb == .close ? office : everybody)
            plans.append(Plan(at: at, command: command))
        }
        return plans.sorted { $0.at < $1.at }
    }

    private static func evidence(for subject: Subject, in charter: Charter) -> [String] {
        guard case .duty(let id, _) = subject, let duty = charter.duties[id], duty.kind == .session
        else { return ["record"] }
        return duty.evidence
    }
}

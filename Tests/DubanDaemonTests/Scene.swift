// A daemon without a process: its machines over a ledger, a clock that is moved by hand and lanes
// that a seed interleaves.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DubanDaemon

@MainActor final class Scene {
    let clock: SimulatedClock
    let lanes: SimulatedLanes
    let world = World()
    let ledger: Ledger
    let supervisor: Supervisor
    let reload: Reload
    /// Where the configuration and the kept charter are.
    let directory: String
    private let lines: Lines

    /// What was logged.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    /// Nothing has begun. A clock at 2026-09-21 14:13:20 UTC.
    init(
        _ charter: Charter, ledger: Ledger, seed: UInt64 = 1, failuresPerHundred: Int = 0,
        now: Instant = Instant(seconds: 1_790_000_000), cache: String? = nil
    ) throws {
        clock = SimulatedClock(now: now)
        lanes = SimulatedLanes(random: SeededGenerator(seed: seed))
        self.ledger = ledger
        let lines = Lines()
        self.lines = lines
        directory = "/dev/shm/duban-scene-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let keeper = CharterKeeper.simulated(in: directory)
        let log = Log { _, text in lines.all.withLock { $0.append(text) } }
        let floor = Floor(
            docket: Docket(charter: charter, standing: try ledger.standing()), ledger: ledger,
            lanes: lanes, clock: clock, alarms: Alarms(clock: clock), troubles: Troubles(log: log),
            log: log)
        let channels: [any Channel] =
            [
                RecordingChannel(
                    .journal, world: world, random: SeededGenerator(seed: seed + 1),
                    failuresPerHundred: failuresPerHundred),
                RecordingChannel(
                    .mail, world: world, random: SeededGenerator(seed: seed + 2),
                    failuresPerHundred: failuresPerHundred),
            ] + [EventChannel(ledger: ledger)]
        supervisor = Supervisor(
            floor: floor, keeper: keeper, channels: channels, host: "simulation", cache: cache)
        reload = Reload(supervisor: supervisor)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var docket: Docket { supervisor.floor.docket }
    var log: [String] { lines.all.withLock { $0 } }

    /// What is on disk for the next reload.
    func write(_ text: String) throws {
        try text.write(toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
    }

    /// Lets time pass, and everything happen that is due in it. Answers how often the alarm went
    /// off.
    @discardableResult
    func wait(seconds: Int64) -> Int {
        let end = clock.now.adding(seconds: seconds)
        var rings = 0
        lanes.runAll()
        while let alarm = clock.alarm, alarm <= end, rings < 5000 {
            clock.now = max(clock.now, alarm)
            clock.ring()
            lanes.runAll()
            rings += 1
        }
        clock.now = end
        return rings
    }

    /// Nothing was delivered twice, nothing waits, and nothing is forgotten.
    func expectWhole(_ comment: Comment? = nil) throws {
        for channel in [ChannelName.journal, .mail] {
            #expect(world.deliveries(on: channel).values.allSatisfy { $0 == 1 }, comment)
        }
        let waiting = try ledger.outboxSummary().filter {
            ["waiting", "sending", "retrying"].contains($0.state.rawValue)
        }
        #expect(waiting.isEmpty, comment)
        #expect(supervisor.floor.troubles.texts.isEmpty, comment)
        let forgotten = docket.subjects.filter {
            docket.supervision.mend($0, at: clock.now)
        }
        #expect(forgotten == [], comment)
        #expect(try ledger.isWhole(), comment)
    }
}

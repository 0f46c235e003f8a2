// An upgrade from the first house: the state that its own programs left (Tests/FirstHouse) is
// opened, its tasks enter the register, and what is told afterwards is what the first house would
// have told.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import GRDB
import Testing

@testable import DubanDaemon

@Suite struct `An upgrade from the first house` {
    private let directory: URL
    private let ledger: Ledger
    private let charter: Charter
    private let zone: Zone

    init() throws {
        let manager = FileManager.default
        directory = manager.temporaryDirectory.appending(path: "first-house-\(UUID())")
        try manager.createDirectory(at: directory, withIntermediateDirectories: true)
        let state = Self.fixture.appending(path: "state")
        // The dump has its tables in the order of their names.
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(
            path: directory.appending(path: "ledger.sqlite").path, configuration: configuration)
        let sql = try String(contentsOf: state.appending(path: "ledger.sql"), encoding: .utf8)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
        try manager.copyItem(
            at: state.appending(path: "charter.last"),
            to: directory.appending(path: "charter.last"))
        ledger = try Ledger(directory: directory.path)
        let keeper = CharterKeeper(path: "/none", stateDirectory: directory.path) {
            CharterCompiler(accounts: { _ in .present(uid: 1000) })
        }
        charter = try keeper.compile(kept: keeper.kept().get()).get().charter
        zone = charter.zone
    }

    private static let fixture = URL(filePath: #filePath)
        .appending(path: "../../FirstHouse").standardizedFileURL

    /// A table of the fixture, without its head.
    private static func table(_ name: String) throws -> [[String]] {
        try String(
            contentsOf: fixture.appending(path: "state/\(name).tsv"), encoding: .utf8
        ).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The instant at which the first house was stopped.
    private var end: Instant { instant("2026-10-20", "12:00") }

    private func instant(_ date: String, _ time: String) -> Instant {
        zone.instant(CivilDateTime(CivilDate(date)!, TimeOfDay(time)!))
    }

    /// The standing after the tasks of the last charter have been recorded in the register.
    private func registered() throws -> Standing {
        var standing = try ledger.standing()
        let change = standing.reconciled(with: charter, reading: .kept, now: end)
        #expect(change.conflicts == [])
        let entries = try ledger.record(
            change.events.map { NewEntry(at: end, actor: .daemon, event: $0) })
        for entry in entries { standing.apply(entry) }
        return standing
    }

    @Test func `its tasks are registered as its last charter had them, seen when they were`() throws
    {
        let before = try ledger.standing()
        #expect(try ledger.isWhole() && before.charterHash == charter.hash)
        #expect(before.register.tasks.isEmpty)
        let after = try registered()
        let seen = before.firstSeen.filter { $0.key.hasPrefix("task:") }
        let open = Set(charter.declarations.keys).filter { seen["task:\($0)"] != nil }
        #expect(!open.isEmpty && Set(after.register.tasks.keys) == open)
        for task in after.register.tasks.values {
            #expect(task.seen == seen["task:\(task.id)"])
        }
        #expect(try ledger.isWhole())
        #expect(try ledger.standing().register.tasks.keys == after.register.tasks.keys)
    }

    @Test func `no due moves, and the same charter asks nothing more of the register`() throws {
        let standing = try registered()
        var evaluator = Evaluator(charter: charter)
        let change = evaluator.change(to: charter, standing: standing, reading: .files, now: end)
        #expect(change.moves == [] && change.register.events == [])
        let dues = Dictionary(
            try Self.table("notices").map { ($0[1], $0[3]) }, uniquingKeysWith: { $1 })
        var supervision = Supervision(charter: charter, standing: standing)
        for (key, due) in dues {
            // What was over when the charter moved the dues of its kind was not moved then either.
            guard let situation = supervision.situation(of: ObligationKey(key), at: end),
                [.open, .partial, .submitted].contains(situation.state(at: end))
            else { continue }
            #expect(situation.obligation.due.date.description == due, "\(key)")
        }
    }

    @Test func `what it went on to tell is told id by id, repeats to those who owe`() throws {
        var supervision = Supervision(charter: charter, standing: try registered())
        supervision.lookAtEverything(at: end)
        #expect(supervision.firstSight == nil)
        let until = instant("2027-02-20", "12:00")
        var told: [[String]] = []
        var ended: [Ended] = []
        var now: Instant? = end
        while let look = now, look <= until {
            while let turn = supervision.turn(at: look) {
                supervision.assume(turn.decisions.events(charter: charter.hash), at: look)
                supervision.keep(turn)
                ended += turn.decisions.ended
                told += turn.decisions.notices.map(row)
            }
            now = supervision.nextLook
        }
        let expected = try Self.table("outlook").filter { row in
            let situation = supervision.situation(of: ObligationKey(row[1]), at: until)
            let obligation = try #require(situation?.obligation, "\(row)")
            let person = PersonID(row[7])
            // The task's last rung stands where a repeat does, and spoke for it.
            let names = row[5] == "+10wd" ? office(person) : row[6] == "0"
            return names || owes(person, obligation)
        }
        let (left, right) = (Set(told.map { $0[0] }), Set(expected.map { $0[0] }))
        #expect(right.subtracting(left) == [], "told by the first house only")
        #expect(left.subtracting(right) == [], "told by this one only")
        #expect(told.count == left.count)
        let old = Set(try Self.table("notices").map { $0[0] })
        #expect(old.intersection(left) == [], "told twice")
        for row in Set(told).symmetricDifference(expected) { Issue.record("\(row)") }
        // What the first house still looked back on is written down once, late.
        #expect(ended.contains { $0.late == true })
        let last = Dictionary(grouping: ended, by: \.obligation)
        #expect(last.values.allSatisfy { $0.count == 1 })
    }

    private func office(_ person: PersonID) -> Bool {
        charter.units[charter.office]?.posts["secretary"]?.contains { $0.person == person } ?? false
    }

    /// Exact rule 4 as it is now: a repeat tells those who owe, and nobody of another unit or above
    /// the owner of a task.
    private func owes(_ person: PersonID, _ obligation: Obligation) -> Bool {
        let posts = charter.units[obligation.unit]?.posts ?? [:]
        var owing = obligation.owner.map { [posts[$0] ?? []] } ?? Array(posts.values)
        // What the office owes itself its verifier is told again.
        if obligation.unit == obligation.office { owing.append(posts["verifier"] ?? []) }
        return owing.joined().contains { $0.person == person }
    }

    /// A notice as the tables of the fixture have it.
    private func row(_ notice: Notice) -> [String] {
        let key = notice.telling
        func minute(_ instant: Instant) -> String {
            let local = zone.civil(instant).description
            return String(local.prefix(16))
        }
        return [
            notice.id, key.obligation.text, "\(key.episode)", key.due.description,
            key.kind.rawValue, key.rung, "\(key.occurrence)", notice.person.text,
            minute(notice.at), minute(notice.decidedAt), notice.isLate ? "1" : "0",
        ]
    }
}

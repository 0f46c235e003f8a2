// What somebody without rights learns from the socket, and for how long somebody keeps rights.

import Civil
import Dispatch
import DubanKernel
import Synchronization
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite(.serialized) struct `A stranger` {
    nonisolated static let root: UInt32 = 0
    nonisolated static let clerk: UInt32 = 1001
    nonisolated static let liaison: UInt32 = 1002
    nonisolated static let stranger: UInt32 = 1009

    /// An office and a bureau; whoever `holds` is the bureau's liaison.
    static func charter(holds: String = "lin", problem: String = "a problem") -> String {
        """
        office: office
        timezone: UTC
        language: en
        calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 00:00 }
        posts: { liaison: liaison }
        people:
          clerk: { name: Clerk, account: account-1001 }
          lin: { name: Lin, account: account-1002 }
          other: { name: Other, account: account-1003 }
        units:
          office: { name: Office, posts: { liaison: clerk } }
          bureau: { name: Bureau, parent: office, posts: { liaison: \(holds) } }
        ladders: { plain: [{ at: -1d, tell: liaison }] }
        tasks:
          t: { problem: \(problem), measure: m, lead: bureau, owner: liaison, due: 2026-12-31,
            ladder: plain }
        """
    }

    @Test func `reads no warning and no reason of a refused configuration`() async throws {
        try await DeskScene.run(Self.charter()) { scene in
            let method = "io.duban.Status.GetOverview"
            for trusted in [Self.root, Self.clerk] {
                let overview = try await scene.ask(trusted, method)
                #expect(overview["warnings"]?.array?.count == 1)
                #expect(overview["pendingChange"]?.string == "duban.yaml:1:1: a refusal")
            }
            for other in [Self.liaison, Self.stranger] {
                let overview = try await scene.ask(other, method)
                #expect(overview["warnings"]?.array == [])
                #expect(overview["troubles"]?.array == [])
                let pending = try #require(overview["pendingChange"]?.string)
                #expect(!pending.contains("duban.yaml"))
            }
        }
    }

    @Test func `hears of what is forbidden what it hears of what is not there`() async throws {
        try await DeskScene.run(Self.charter()) { scene in
            let asked: [(String, JSON, JSON)] = [
                ("Status.Get", ["key": "task:t"], ["key": "task:u"]),
                (
                    "Ledger.Record", ["verb": "close", "obligation": "task:t"],
                    ["verb": "close", "obligation": "task:u"]
                ),
            ]
            for (method, real, unreal) in asked {
                let forbidden = try await scene.ask(Self.stranger, "io.duban." + method, real)
                let absent = try await scene.ask(Self.stranger, "io.duban." + method, unreal)
                #expect(
                    forbidden.description.replacing("task:t", with: "task:u")
                        == absent.description)
            }
            let peer = try scene.peer(Self.stranger)
            let units = try await offTheLoop {
                try ["bureau", "nowhere"].map {
                    try peer.ask("io.duban.Status.List", ["unit": .string($0)], more: true)
                }
            }
            #expect(
                units[0].description.replacing("bureau", with: "nowhere") == units[1].description)
            let own = try await scene.ask(Self.liaison, "io.duban.Status.Get", ["key": "task:t"])
            #expect(own["obligation"]?["key"]?.string == "task:t")
        }
    }

    @Test func `a subscription shows a former holder nothing of the unit any more`() async throws {
        try await DeskScene.run(Self.charter()) { scene in
            let former = try scene.peer(Self.liaison)
            let office = try scene.peer(Self.clerk)
            try await offTheLoop {
                for peer in [former, office] {
                    _ = try peer.ask("io.duban.Status.Subscribe", more: true)
                }
            }
            let record = "io.duban.Ledger.Record"
            let submit: JSON = ["verb": "submit", "obligation": "task:t", "evidence": ["done"]]
            _ = try await scene.ask(Self.clerk, record, submit)
            let seen = try await offTheLoop { try former.next() }
            #expect(seen["event"]?["kind"]?.string == "entry")
            try await scene.reload(Self.charter(holds: "other"))
            _ = try await scene.ask(Self.clerk, record, submit)
            try await scene.reload(Self.charter(holds: "other", problem: "another"))
            // Charters are news for everybody; between the two was an entry that only one may see.
            let (later, all) = try await offTheLoop {
                (
                    try (0..<2).map { _ in try former.next() },
                    try (0..<4).map { _ in try office.next() }
                )
            }
            #expect(later.map { $0["event"]?["kind"]?.string } == ["charter", "charter"])
            #expect(
                all.map { $0["event"]?["kind"]?.string } == [
                    "entry", "charter", "entry", "charter",
                ])
        }
    }

    @Test func `a charter's event reaches subscribers and the overview with the reload`()
        async throws
    {
        try await DeskScene.run(Self.charter()) { scene in
            let peer = try scene.peer(Self.stranger)
            let ready = try await offTheLoop {
                try peer.ask("io.duban.Status.Subscribe", more: true)
            }
            let before = try #require(ready["sequence"]?.integer)
            try await scene.reload(Self.charter(problem: "another"))
            let overview = try await scene.ask(Self.clerk, "io.duban.Status.GetOverview")
            #expect(overview["sequence"]?.integer == before + 1)
            let event = try await offTheLoop { try peer.next() }
            #expect(event["event"]?["kind"]?.string == "charter")
            #expect(event["event"]?["sequence"]?.integer == before + 1)
        }
    }
}

@MainActor @Suite(.serialized) struct `The account database` {
    @Test func `a directory that is slow for one account makes no other wait`() async throws {
        let slow = DispatchSemaphore(value: 0)
        let lookUp: @Sendable (UInt32) -> FoundAccount = { uid in
            if uid == `A stranger`.stranger { slow.wait() }
            return .named("account-\(uid)")
        }
        try await DeskScene.run(`A stranger`.charter(), lookUp: lookUp) { scene in
            let waiting = try scene.peer(`A stranger`.stranger)
            waiting.send("io.duban.Status.GetOverview")
            let overview = try await scene.ask(`A stranger`.clerk, "io.duban.Status.GetOverview")
            #expect(overview["warnings"]?.array?.count == 1)
            slow.signal()
            let late = try await offTheLoop { try waiting.next() }
            #expect(late["warnings"]?.array == [])
        }
    }

    @Test func `what it says holds for a minute, and longer while it does not answer`()
        async throws
    {
        let answers = Mutex([FoundAccount.named("account-1001"), .unanswered(5), .missing])
        let asked = Mutex(0)
        let lookUp: @Sendable (UInt32) -> FoundAccount = { _ in
            asked.withLock { $0 += 1 }
            return answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
        try await DeskScene.run(`A stranger`.charter(), lookUp: lookUp) { scene in
            func isClerk() async throws -> Bool {
                let overview = try await scene.ask(
                    `A stranger`.clerk, "io.duban.Status.GetOverview")
                return overview["warnings"]?.array?.isEmpty == false
            }
            for (seconds, isExpected, count) in [(0, true, 1), (59, true, 1), (1, true, 2)] {
                scene.clock.now = scene.clock.now.adding(seconds: Int64(seconds))
                let isSeen = try await isClerk()
                #expect(isSeen == isExpected)
                #expect(asked.withLock { $0 } == count)
            }
            #expect(scene.log.contains { $0.contains("uid 1001") })
            scene.clock.now = scene.clock.now.adding(seconds: 60)
            let isSeen = try await isClerk()
            #expect(!isSeen)
        }
    }
}

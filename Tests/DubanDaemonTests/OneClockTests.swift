// Times at the keyboard are the charter's, wherever the machine and its reader are.

import TestSupport
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `One clock for everybody` {
    @Test func `a time that is typed on a machine in UTC is the charter's`() async throws {
        let desk = try await DeskScene.open(DeskScene.yaml, now: "2026-11-21 10:00")
        let submitted = try await desk.ctl(
            "submit", "info/jiaoyu", "--at", "2026-11-20 16:00", "--reason", "outage")
        #expect(submitted.status == 0, "\(submitted.complaint)")
        let shown = try await desk.ctl("show", "info/jiaoyu/2026-11").output
        #expect(shown.contains("2026-11-20 16:00\n"))
        #expect(shown.contains("2026-11-25 17:00\n"))
        // Said once, and no time has a zone of its own.
        #expect(shown.matches(of: /Asia\/Shanghai/).count == 1)
        #expect(!shown.contains("CST"))
        let inParis = try await desk.ctl(
            "show", "info/jiaoyu/2026-11", "--zone", "Europe/Paris"
        ).output
        #expect(inParis.contains("2026-11-20 09:00\n") && inParis.contains("Europe/Paris"))
    }

    @Test func `a list and the overview say whose clock it is`() async throws {
        let desk = try await DeskScene.open(DeskScene.yaml, now: "2026-11-21 10:00")
        let list = try await desk.ctl("list", environment: ["TZ": "America/New_York"]).output
        #expect(list.contains("DUE (Asia/Shanghai)"))
        #expect(list.contains("2026-11-25 17:00"))
        #expect(try await desk.json("status").first?["zone"]?.string == "Asia/Shanghai")
        #expect(try await desk.ctl("status").output.contains("zone       Asia/Shanghai"))
    }

    @Test func `calendar counts the daemon's working days on its clock`() async throws {
        let desk = try await DeskScene.open(DeskScene.yaml, now: "2026-11-21 10:00")
        // The 19th is a day off of this place; 17:30 is when its office closes.
        let read = try await desk.json("calendar", "2个工作日内", "--base", "2026-11-17 10:00").first
        #expect(read?["normalized"]?.string == "2026-11-20")
        #expect(read?["next"]?.array?.first?.integer == 1_795_167_000_000_000)
        let elsewhere = try await desk.json(
            "calendar", "2026-12-01 00:00", "--zone", "Europe/Paris"
        ).first
        #expect(elsewhere?["next"]?.array?.first?.integer == 1_796_079_600_000_000)
    }
}

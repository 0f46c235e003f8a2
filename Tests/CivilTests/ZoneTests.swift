// Zones by hand: what the clocks do at a change, names that must not be opened, files that must not
// be believed.

import Civil
import Foundation
import Testing

struct ZoneTests {
    @Test func `a skipped hour is read with the offset from before it`() throws {
        let paris = try Zone.load("Europe/Paris")
        let instant = paris.instant(try civil("2026-03-29", 2, 30))
        #expect(instant == Instant(seconds: 1_774_747_800))
        #expect(paris.civil(instant).description == "2026-03-29 03:30")
    }

    @Test func `a repeated hour means its first pass`() throws {
        let paris = try Zone.load("Europe/Paris")
        let civil = try civil("2026-10-25", 2, 30)
        let (first, second) = (Instant(seconds: 1_792_888_200), Instant(seconds: 1_792_891_800))
        #expect(paris.instant(civil) == first)
        #expect(paris.civil(first) == civil && paris.civil(second) == civil)
        #expect(paris.offset(at: first).abbreviation == "CEST")
        #expect(paris.offset(at: second).abbreviation == "CET")
    }

    @Test func `a day that Samoa left out is read as the next one`() throws {
        let apia = try Zone.load("Pacific/Apia")
        let noon = try civil("2011-12-30", 12, 0)
        #expect(apia.civil(apia.instant(noon)).description == "2011-12-31 12:00")
    }

    @Test func `changes go on after the file's last one`() throws {
        let zone = try Zone.load("America/New_York")
        let start = Instant(seconds: 4_733_510_400)  // 2120-01-01
        let change = try #require(zone.nextTransition(after: start))
        #expect(zone.civil(change).description == "2120-03-10 03:00")
        #expect(zone.offset(at: change).abbreviation == "EDT")
    }

    @Test func `a zone without changes has no next one`() throws {
        #expect(Zone.utc.nextTransition(after: .distantPast) == nil)
        let shanghai = try Zone.load("Asia/Shanghai")
        #expect(shanghai.nextTransition(after: Instant(seconds: 700_000_000)) == nil)
    }

    @Test func `every instant has a civil time`() throws {
        for name in ["UTC", "Asia/Shanghai", "Europe/Paris", "Africa/Casablanca"] {
            let zone = try Zone.load(name)
            for instant in [Instant.distantPast, .distantFuture, Instant(microseconds: -1)] {
                let civil = zone.civil(instant)
                let back = zone.instant(civil)
                #expect(back.secondsFloor == instant.secondsFloor)
            }
        }
    }

    @Test func `zones are equal when their names are`() throws {
        let zones = Set([try Zone.load("Asia/Shanghai"), try Zone.load("Asia/Shanghai"), .utc])
        #expect(zones.count == 2)
    }

    @Test(arguments: [
        "", "/", "/etc/passwd", "../../../etc/passwd", "Asia/../../../../etc/passwd", "Asia/",
        "Asia//Shanghai", "./UTC", "Asia/Shang hai", "亚洲/上海", "a\0b", "tzdata.zi",
        String(repeating: "a", count: 256),
    ])
    func `a name that is no plain path is not opened`(name: String) {
        #expect(throws: ZoneError.badName(name)) { try Zone.load(name) }
    }

    @Test(arguments: ["Europe/Nowhere", "Asia", "UTC/Paris"])
    func `a name without a regular file is unknown`(name: String) {
        #expect(throws: ZoneError.unknown(name)) { try Zone.load(name) }
    }

    @Test func `a file that counts leap seconds is refused`() throws {
        #expect(throws: ZoneError.countsLeapSeconds("right/Europe/Paris")) {
            try Zone.load("right/Europe/Paris")
        }
    }

    @Test func `a pipe, a huge file and a text are no zones`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("civil-zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(mkfifo(folder.appendingPathComponent("Pipe").path, 0o600) == 0)
        try Data(count: 70_000).write(to: folder.appendingPathComponent("Huge"))
        try Data("no zone".utf8).write(to: folder.appendingPathComponent("Text"))
        #expect(throws: ZoneError.unknown("Pipe")) {
            try Zone.load("Pipe", from: folder.path)
        }
        for name in ["Huge", "Text"] {
            let error = #expect(throws: ZoneError.self) { try Zone.load(name, from: folder.path) }
            guard case .malformed(name, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    private func civil(_ date: String, _ hour: Int, _ minute: Int) throws -> CivilDateTime {
        CivilDateTime(
            try #require(CivilDate(date)), try #require(TimeOfDay(hour: hour, minute: minute)))
    }
}

// TZif files made by hand (RFC 9636): every version, the footers that zones really have, and
// damage.

import Civil
import TestSupport
import Testing

struct TZifTests {
    @Test(arguments: [
        // Footer, an instant, and what holds then.
        ("UTC0", 0, 0, "UTC"), ("CST-8", 1_800_000_000, 28_800, "CST"),
        ("<+0545>-5:45", 1_800_000_000, 20_700, "+0545"),
        ("<-03>3", 1_800_000_000, -10_800, "-03"),
        // 2026-01-15 and 2026-07-15, noon.
        ("CET-1CEST,M3.5.0,M10.5.0/3", 1_768_478_400, 3600, "CET"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", 1_784_116_800, 7200, "CEST"),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_768_478_400, 39_600, "AEDT"),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_784_116_800, 36_000, "AEST"),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_768_478_400, 0, "GMT"),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_784_116_800, 3600, "IST"),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_784_116_800, -3600, "-01"),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_784_116_800, 10_800, "EEST"),
        // February 29, 2028, which `J` does not count; permanent daylight saving time.
        ("AAA0BBB,J60,J300", 1_835_406_000, 0, "AAA"),
        ("AAA0BBB,59,299", 1_835_406_000, 3600, "BBB"),
        ("EST5EDT,0/0,J365/25", 1_768_478_400, -14_400, "EDT"),
    ])
    func `a footer says what holds for ever`(
        footer: String, second: Int64, offset: Int, abbreviation: String
    ) throws {
        let zone = try Zone(name: "X", tzif: TZif(footer: footer).bytes)
        let found = zone.offset(at: Instant(seconds: second))
        #expect(found.seconds == offset)
        #expect(found.abbreviation == abbreviation)
        // The same day 400 and 4,000 years later.
        for cycles in [1, 10] as [Int64] {
            let later = Instant(seconds: second + cycles * 146_097 * 86_400)
            #expect(zone.offset(at: later) == found)
        }
    }

    @Test func `permanent daylight saving time never changes`() throws {
        let zone = try Zone(name: "X", tzif: TZif(footer: "EST5EDT,0/0,J365/25").bytes)
        #expect(zone.nextTransition(after: Instant(seconds: 0)) == nil)
    }

    @Test(arguments: [
        "", "C", "CST", "CST-25", "CST-8:60", "<CST-8", "<+8>", "CST-8CDT", "CST-8CDT,M3.5.0",
        "CST-8CDT,M13.5.0,M10.5.0", "CST-8CDT,M3.6.0,M10.5.0", "CST-8CDT,M3.5.7,M10.5.0",
        "CST-8CDT,J0,J365", "CST-8CDT,J1,J366", "CST-8CDT,0,366", "CST-8CDT,M3.5.0/168,M10.5.0",
        "CST-8CDT,M3.5.0,M10.5.0,", "CST-8 ", "CST-99999999999999999999", "上海-8",
    ])
    func `a footer that is no TZ string is refused`(footer: String) throws {
        let tzif = TZif(footer: footer)
        if footer.isEmpty {
            _ = try Zone(name: "X", tzif: tzif.bytes)
        } else {
            #expect(throws: ZoneError.self) { try Zone(name: "X", tzif: tzif.bytes) }
        }
    }

    @Test(arguments: [UInt8(0), 0x32, 0x33, 0x34])
    func `every version is read`(version: UInt8) throws {
        var tzif = TZif(footer: "AAA0")
        tzif.version = version
        tzif.types = [(0, false, "AAA"), (3600, true, "BBB")]
        tzif.changes = [(1000, 1), (2000, 1), (3000, 0)]
        let zone = try Zone(name: "X", tzif: tzif.bytes)
        #expect(zone.offset(at: Instant(seconds: 999)).abbreviation == "AAA")
        #expect(zone.offset(at: Instant(seconds: 1000)).isDaylight)
        #expect(zone.offset(at: Instant(seconds: 2999)).abbreviation == "BBB")
        #expect(zone.offset(at: Instant(seconds: 3000)).seconds == 0)
        // The second change changes nothing.
        #expect(zone.nextTransition(after: Instant(seconds: 1000)) == Instant(seconds: 3000))
    }

    @Test func `a footer does not hold before the file's last change`() throws {
        var tzif = TZif(footer: "AAA0BBB,M3.5.0,M10.5.0")
        // 2030-07-01, a summer without daylight saving time before it.
        tzif.changes = [(1_909_180_800, 0)]
        let zone = try Zone(name: "X", tzif: tzif.bytes)
        #expect(zone.offset(at: Instant(seconds: 1_784_116_800)).abbreviation == "AAA")
        #expect(zone.offset(at: Instant(seconds: 1_909_180_800)).abbreviation == "BBB")
    }

    @Test func `no prefix of a file is a file`() throws {
        var tzif = TZif(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        tzif.changes = [(1000, 1), (2000, 0)]
        tzif.types = [(0, false, "AAA"), (3600, true, "BBB")]
        let bytes = tzif.bytes
        _ = try Zone(name: "X", tzif: bytes)
        for count in 0..<bytes.count {
            #expect(throws: ZoneError.self) {
                try Zone(name: "X", tzif: Array(bytes.prefix(count)))
            }
        }
    }

    @Test func `a damaged file is refused or harmless`() throws {
        var generator = SeededGenerator.announced()
        var tzif = TZif(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        tzif.changes = [(-1000, 1), (2000, 0), (1_000_000_000, 1)]
        tzif.types = [(0, false, "AAA"), (3600, true, "BBB")]
        let bytes = tzif.bytes
        var accepted = 0
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: 0..<damaged.count, using: &generator)
                damaged[place] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let zone = try? Zone(name: "X", tzif: damaged) else { continue }
            accepted += 1
            try Examination.zone(zone)
        }
        #expect(accepted > 100)
    }

    @Test func `what RFC 9636 forbids is refused`() {
        var unordered = TZif(footer: "AAA0")
        unordered.changes = [(2000, 0), (1000, 0)]
        var dangling = TZif(footer: "AAA0")
        dangling.changes = [(1000, 7)]
        var farEast = TZif(footer: "AAA0")
        farEast.types = [(93_600, false, "AAA")]
        for tzif in [unordered, dangling, farEast] {
            #expect(throws: ZoneError.self) { try Zone(name: "X", tzif: tzif.bytes) }
        }
    }
}

private struct TZif {
    var footer: String
    var version: UInt8 = 0x32
    var changes: [(second: Int64, type: UInt8)] = []
    var types: [(offset: Int32, isDaylight: Bool, name: String)] = [(0, false, "AAA")]

    init(footer: String) {
        self.footer = footer
    }

    var bytes: [UInt8] {
        let first = block(timeWidth: 4)
        return version == 0 ? first : first + block(timeWidth: 8) + Array("\n\(footer)\n".utf8)
    }

    private func block(timeWidth: Int) -> [UInt8] {
        let names: [UInt8] = types.flatMap { Array("\($0.name)\0".utf8) }
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, changes.count, types.count, names.count] {
            bytes += bigEndian(Int64(count), 4)
        }
        for change in changes { bytes += bigEndian(change.second, timeWidth) }
        bytes += changes.map(\.type)
        var nameStart: UInt8 = 0
        for type in types {
            bytes += bigEndian(Int64(type.offset), 4) + [type.isDaylight ? 1 : 0, nameStart]
            nameStart += UInt8(type.name.utf8.count + 1)
        }
        return bytes + names
    }

    private func bigEndian(_ value: Int64, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}

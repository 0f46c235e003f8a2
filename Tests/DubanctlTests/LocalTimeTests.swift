// Times as people type and read them.

import Civil
import Testing

@testable import dubanctl

@Suite("local time")
struct LocalTimeTests {
    private let shanghai: LocalTime

    init() throws {
        shanghai = LocalTime(zone: try Zone.load("Asia/Shanghai"))
    }

    @Test func `an instant shows no zone`() {
        #expect(shanghai.text(Instant(seconds: 1_795_164_000)) == "2026-11-20 16:40")
        #expect(shanghai.heading("DUE", "期限") == "DUE (Asia/Shanghai)")
    }

    @Test func `of an hour that comes twice the second says which it is`() throws {
        let berlin = LocalTime(zone: try Zone.load("Europe/Berlin"))
        let second = Instant(seconds: 1_792_891_800)
        #expect(berlin.text(second.adding(seconds: -3600)) == "2026-10-25 02:30")
        #expect(berlin.text(second) == "2026-10-25 02:30 CET")
    }

    @Test(
        arguments: [
            ("2026-11-20 16:40", 1_795_164_000_000_000),
            ("2026-11-20 16:40:30", 1_795_164_030_000_000),
            ("2026-11-20", 1_795_104_000_000_000), ("@1795164000", 1_795_164_000_000_000),
            ("@1795164000.5", 1_795_164_000_500_000), ("@0.000001", 1), ("@-1.5", -1_500_000),
            ("@0", 0),
        ] as [(String, Int64)])
    func `times are read on the clock that is asked`(text: String, microseconds: Int64) {
        #expect(WrittenTime(text).map(shanghai.instant)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "@", "@x", "@1.", "@1.0000001", "@--1", "2026-02-29", "2026-11-20 25:00",
        "2026-11-20T16:40",
        "2026-11-20  16:40", "2026-11-20 16:40 CST", "tomorrow", "@99999999999999999999",
    ])
    func `anything else is refused`(text: String) {
        #expect(WrittenTime(text) == nil)
    }

    @Test(
        arguments: [
            (0, "0s"), (999_999, "0s"), (59_000_000, "59s"), (60_000_000, "1min"),
            (3_661_000_000, "1h 1min"),
            (90_061_000_000, "1d 1h"), (86_400_000_000, "1d"), (-5, "0s"),
        ] as [(Int64, String)])
    func `a duration shows its two greatest units`(microseconds: Int64, text: String) {
        #expect(duration(microseconds: microseconds) == text)
    }
}

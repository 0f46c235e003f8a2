// Times as people write and read them: on the charter's clock, or on that of the zone they ask for;
// never on the machine's.

import ArgumentParser
import Civil
import Glibc

/// A wall clock of a zone.
struct LocalTime {
    let zone: Zone

    /// What the clock shows now. The only clock that dubanctl reads.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// `2026-11-20 17:00`; seconds where there are any, and of an hour that comes twice which it
    /// is. The zone is said once, by whoever shows many.
    func text(_ instant: Instant) -> String {
        let civil = zone.civil(instant)
        let isFirst = zone.instant(civil).secondsFloor == instant.secondsFloor
        return isFirst ? "\(civil)" : "\(civil) \(zone.offset(at: instant).abbreviation)"
    }

    /// `DUE (Asia/Shanghai)`: a heading says once whose times stand below.
    func heading(_ english: String, _ chinese: String) -> String {
        say("\(english) (\(zone.name))", "\(chinese)（\(zone.name)）")
    }

    var today: CivilDate { zone.civil(Self.now).date }

    func instant(_ time: WrittenTime) -> Instant {
        switch time {
        case .exact(let instant): instant
        case .civil(let civil): zone.instant(civil)
        }
    }
}

/// A time on the command line.
enum WrittenTime {
    case exact(Instant)
    case civil(CivilDateTime)

    /// `2026-11-20`, `2026-11-20 17:00[:30]` or `@SECONDS[.FRACTION]`; nil for anything else.
    init?(_ text: String) {
        if text.hasPrefix("@") {
            guard let instant = Instant(epochText: text.dropFirst()) else { return nil }
            self = .exact(instant)
            return
        }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count <= 2, let date = CivilDate(parts[0]),
            let time = parts.count == 2 ? TimeOfDay(parts[1]) : .midnight
        else { return nil }
        self = .civil(CivilDateTime(date, time))
    }
}

extension Instant {
    /// The instant that many seconds after the epoch: `1795211864`, `-3.5`, at most six decimals.
    init?(epochText text: Substring) {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? Array(parts[1].utf8) : [UInt8(ascii: "0")]
        let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, 6 - decimals.count))
        guard (1...6).contains(decimals.count), let microseconds = decimal((decimals + zeros)[...]),
            let seconds = decimal(Array(parts[0].utf8)[...]), seconds < 1 << 40
        else { return nil }
        let total = Int64(seconds) * 1_000_000 + Int64(microseconds)
        self.init(microseconds: isNegative ? -total : total)
    }
}

// MARK: - On the command line

/// Whose clock times are on.
struct ClockOptions: ParsableArguments {
    @Option(
        help: .say(
            "The zone of dates and times; else the charter's.", "日期和时间的时区；不写则按规则所定。",
            valueName: "zone"),
        transform: readZone)
    var zone: Zone?

    /// The clock asked for, else the charter's, which the daemon knows.
    func clock(_ common: CommonOptions) throws(Failure) -> LocalTime {
        if let zone { return LocalTime(zone: zone) }
        return LocalTime(zone: try StatusSocket(common).calendar().zone)
    }
}

@Sendable func readZone(_ name: String) throws -> Zone {
    do {
        return try Zone.load(name)
    } catch {
        throw ValidationError("\(error)")
    }
}

@Sendable func readDate(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
        throw ValidationError(
            say("“\(text)” is no date such as 2026-11-20", "“\(text)”不是形如 2026-11-20 的日期"))
    }
    return date
}

@Sendable func readTime(_ text: String) throws -> WrittenTime {
    guard let time = WrittenTime(text) else {
        throw ValidationError(
            say(
                "“\(text)” is no time such as “2026-11-20 17:00” or @1795166400",
                "“\(text)”不是形如“2026-11-20 17:00”或 @1795166400 的时刻"))
    }
    return time
}

/// How long something lasts, in its two greatest units: `3d 2h`, `45s`; not negative.
func duration(microseconds: Int64) -> String {
    let seconds = max(0, microseconds / 1_000_000)
    let units: [(Int64, String)] = [
        (86_400, say("d", " 天")), (3600, say("h", " 小时")), (60, say("min", " 分")),
        (1, say("s", " 秒")),
    ]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return say("0s", "0 秒") }
    var rest = seconds
    var parts: [String] = []
    for (size, name) in units[first...].prefix(2) {
        if rest / size > 0 { parts.append("\(rest / size)\(name)") }
        rest %= size
    }
    return parts.joined(separator: " ")
}

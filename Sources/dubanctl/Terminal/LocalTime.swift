// Instants as the reader's clock shows them, and back: the zone of TZ or of /etc/localtime, as
// other programs of the system do.

import ArgumentParser
import Civil
import Glibc

/// The reader's wall clock.
struct LocalTime {
    let zone: Zone

    /// The zone of this process: TZ if it names one, else where /etc/localtime points, else UTC.
    static let current: LocalTime = {
        let zones = [environmentName, linkedName].lazy.compactMap(\.self)
            .compactMap { try? Zone.load($0) }
        return LocalTime(zone: zones.first ?? .utc)
    }()

    private static var environmentName: String? {
        guard let value = getenv("TZ"), value.pointee != 0 else { return nil }
        return String(cString: value.pointee == UInt8(ascii: ":") ? value + 1 : value)
    }

    private static var linkedName: String? {
        guard let path = realpath("/etc/localtime", nil) else { return nil }
        defer { free(path) }
        let prefix = Zone.systemDirectory + "/"
        let target = String(cString: path)
        return target.hasPrefix(prefix) ? String(target.dropFirst(prefix.count)) : nil
    }

    /// What the clock shows now. The only clock that dubanctl reads.
    var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    var today: CivilDate { zone.civil(now).date }

    /// `2026-11-20 17:00 CST`; seconds where there are any.
    func text(_ instant: Instant) -> String {
        "\(zone.civil(instant)) \(zone.offset(at: instant).abbreviation)"
    }

    /// The instant that `text` names: `2026-11-20`, `2026-11-20 17:00[:30]` or
    /// `@SECONDS[.FRACTION]`; nil for anything else.
    func instant(_ text: String) -> Instant? {
        if text.hasPrefix("@") { return Instant(epochText: text.dropFirst()) }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count <= 2, let date = CivilDate(parts[0]),
            let time = parts.count == 2 ? TimeOfDay(parts[1]) : .midnight
        else { return nil }
        return zone.instant(CivilDateTime(date, time))
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

@Sendable func readDate(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
        throw ValidationError(
            say("“\(text)” is no date such as 2026-11-20", "“\(text)”不是形如 2026-11-20 的日期"))
    }
    return date
}

@Sendable func readTime(_ text: String) throws -> Instant {
    try readTime(text, on: .current)
}

func readTime(_ text: String, on clock: LocalTime) throws -> Instant {
    guard let instant = clock.instant(text) else {
        throw ValidationError(
            say(
                "“\(text)” is no time such as “2026-11-20 17:00” or @1795166400",
                "“\(text)”不是形如“2026-11-20 17:00”或 @1795166400 的时刻"))
    }
    return instant
}

/// How long something lasts, in its two greatest units: `3d 2h`, `45s`; not negative.
func duration(microseconds: Int64) -> String {
    let seconds = max(0, microseconds / 1_000_000)
    let units: [(Int64, String)] = [
        (86_400, say("d", "天")), (3600, say("h", "小时")), (60, say("min", "分")), (1, say("s", "秒")),
    ]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return say("0s", "0秒") }
    var rest = seconds
    var parts: [String] = []
    for (size, name) in units[first...].prefix(2) {
        if rest / size > 0 { parts.append("\(rest / size)\(name)") }
        rest %= size
    }
    return parts.joined(separator: " ")
}

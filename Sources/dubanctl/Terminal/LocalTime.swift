// Instants as the reader's clock shows them, and back: the zone of TZ or of /etc/localtime, as
// other programs of the system do.

import Civil
import Glibc

/// The reader's wall clock.
struct LocalTime {
    let zone: Zone

    /// The zone of this process: TZ if it names one, else where /etc/localtime points, else UTC.
    static let current: LocalTime = {
        let names = [environmentName, linkedName].compactMap(\.self)
        for name in names {
            if let zone = try? Zone.load(name) { return LocalTime(zone: zone) }
        }
        return LocalTime(zone: .utc)
    }()

    private static var environmentName: String? {
        guard let value = getenv("TZ").map({ String(cString: $0) }), !value.isEmpty else {
            return nil
        }
        return value.hasPrefix(":") ? String(value.dropFirst()) : value
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

    /// The date on the reader's calendar.
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
        guard let date = parts.first.flatMap({ CivilDate($0) }), parts.count <= 2 else {
            return nil
        }
        guard parts.count == 2 else { return zone.instant(CivilDateTime(date, .midnight)) }
        return TimeOfDay(parts[1]).map { zone.instant(CivilDateTime(date, $0)) }
    }
}

extension Instant {
    /// The instant that many seconds after the epoch: `1795211864`, `-3.5`, at most six decimals.
    init?(epochText text: Substring) {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = decimal(Array(parts[0].utf8)[...]), seconds < 1 << 40 else {
            return nil
        }
        var microseconds = 0
        if parts.count == 2 {
            guard parts[1].utf8.count <= 6, let digits = decimal(Array(parts[1].utf8)[...]) else {
                return nil
            }
            microseconds = (parts[1].utf8.count..<6).reduce(digits) { value, _ in value * 10 }
        }
        let total = Int64(seconds) * 1_000_000 + Int64(microseconds)
        self.init(microseconds: isNegative ? -total : total)
    }
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

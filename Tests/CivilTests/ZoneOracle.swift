// Python's zoneinfo as the judge of time zones: it reads the same files by code of its own.

import Civil
import Foundation
import TestSupport

/// Asks Python about every zone it knows.
enum ZoneOracle {
    /// What holds at an instant, or what a civil time means.
    struct Fact {
        /// Seconds since the epoch; for a civil time, of the zone's own clock.
        let second: Int64
        /// For an instant: the offset, whether Python is sure of daylight saving time (0 or 1), and
        /// where the abbreviation begins. For a civil time: its two instants by `fold` 0 and 1.
        let first, second2: Int64
        let abbreviation: Substring
    }

    /// Prints, for each zone, a line with its name, then `second offset dst abbreviation` for
    /// instants, and `= local fold0 fold1` for civil times around every change of the clocks.
    private static let script = """
        import datetime, random, sys, zoneinfo
        from zoneinfo import _zoneinfo
        zoneinfo.reset_tzpath(['/usr/share/zoneinfo'])
        seed, count = map(int, sys.stdin.read().split())
        dice = random.Random(seed)
        epoch = datetime.datetime(1970, 1, 1)
        utc = epoch.replace(tzinfo=datetime.timezone.utc)
        last = 7258118400
        def seconds(delta):
            return delta.days * 86400 + delta.seconds
        for name in sorted(zoneinfo.available_timezones()):
            zone = zoneinfo.ZoneInfo(name)
            python = _zoneinfo.ZoneInfo.no_cache(name)
            changes = set(python._trans_utc)
            after = python._tz_after
            if hasattr(after, 'transitions'):
                begin = max(python._trans_utc, default=0)
                for year in range(1970, 2200):
                    on, off = after.transitions(year)
                    changes.add(on - int(after.std.utcoff.total_seconds()))
                    changes.add(off - int(after.dst.utcoff.total_seconds()))
            changes = sorted(c for c in changes if 0 < c < last)
            moments = [c + d for c in changes for d in (-1, 0, 1)]
            moments += [dice.randrange(last) for _ in range(count)]
            out = [name]
            def offset(s):
                moment = utc + datetime.timedelta(seconds=s)
                return seconds(moment.astimezone(zone).utcoffset())
            for s in moments:
                t = (utc + datetime.timedelta(seconds=s)).astimezone(zone)
                out.append(f'{s} {seconds(t.utcoffset())} {int(bool(t.dst()))} {t.tzname()}')
            for c in changes:
                before, after_ = offset(c - 1), offset(c)
                low, high = sorted((c + before, c + after_))
                for s in (low - 1, low, (low + high) // 2, high - 1, high):
                    t = (epoch + datetime.timedelta(seconds=s)).replace(tzinfo=zone)
                    folds = [s - seconds(t.replace(fold=f).utcoffset()) for f in (0, 1)]
                    out.append(f'= {s} {folds[0]} {folds[1]}')
            print('\\n'.join(out))
        """

    /// Calls `examine` with every zone's name and facts: instants, then civil times.
    static func ask(
        seed: UInt64, randomPerZone: Int,
        _ examine: (String, _ instants: [Fact], _ civil: [Fact]) throws -> Void
    ) throws {
        let output = try Oracle.python(script, input: "\(seed) \(randomPerZone)")
        var (name, instants, civil) = ("", [Fact](), [Fact]())
        for line in output.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " "))
            if words.count == 1 {
                if !name.isEmpty { try examine(name, instants, civil) }
                (name, instants, civil) = (String(Substring(words[0])), [], [])
                continue
            }
            guard words.count == 4 else {
                throw Oracle.Failure(description: "zoneinfo wrote '\(Substring(line))'")
            }
            let isCivil = words[0].first == UInt8(ascii: "=")
            let numbers = words[(isCivil ? 1 : 0)...].prefix(3).map { number($0) }
            let fact = Fact(
                second: numbers[0], first: numbers[1], second2: numbers[2],
                abbreviation: Substring(words[3]))
            if isCivil { civil.append(fact) } else { instants.append(fact) }
        }
        if !name.isEmpty { try examine(name, instants, civil) }
    }

    /// Python writes nothing but digits after an optional sign.
    private static func number(_ digits: Substring.UTF8View) -> Int64 {
        var (value, isNegative) = (Int64(0), false)
        for byte in digits {
            if byte == UInt8(ascii: "-") {
                isNegative = true
            } else {
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
        }
        return isNegative ? -value : value
    }
}

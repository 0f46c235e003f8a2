// Civil time beside Foundation's, in the same run on the same dates.

import Civil
import DubanConfig
import DubanKernel
import Foundation
import TestSupport

enum CivilFigures {
    /// Next elapse, working days, zones. `calendars` is the directory of the shipped working-day
    /// files.
    static func all(calendars: String) throws -> [Measurement] {
        let zone = try Zone.load("Asia/Shanghai")
        let own = try nextElapse(in: zone)
        let foundation = try foundationNextDate(in: zone)
        return [
            Measurement("next elapse of *-*-25 17:00", own * 1e9, "ns"),
            Measurement("the same by Foundation's nextDate", foundation * 1e9, "ns"),
            Measurement("Foundation over ours", foundation / own, "x", .atLeast(100)),
            Measurement(
                "5 working days before", try workingDays(calendars) * 1e9, "ns", .atMost(100)),
            Measurement("loading Europe/Paris", try zoneLoad() * 1e6, "us", .atMost(100)),
        ]
    }

    private static func nextElapse(in zone: Zone) throws -> Double {
        let expression = try CalendarExpression.parse("*-*-25 17:00")
        return perCall(count: 200_000) { index in
            let base = Instant(seconds: 1_700_000_000 + Int64(index % 4096) * 86_413)
            return expression.next(after: base, in: zone)?.microseconds ?? 0
        }
    }

    private static func foundationNextDate(in zone: Zone) throws -> Double {
        guard let timeZone = TimeZone(identifier: zone.name) else {
            throw BenchFailure(description: "Foundation knows no zone \(zone.name)")
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let match = DateComponents(day: 25, hour: 17, minute: 0, second: 0)
        return perCall(count: 4096) { index in
            let base = Date(timeIntervalSince1970: 1_700_000_000 + Double(index) * 86_413)
            let next = calendar.nextDate(after: base, matching: match, matchingPolicy: .nextTime)
            return Int64(next?.timeIntervalSince1970 ?? 0)
        }
    }

    private static func workingDays(_ calendars: String) throws -> Double {
        let days = try shippedCalendar(calendars)
        let first = CivilDate(year: 2019, month: 1, day: 15)!
        return perCall(count: 1_000_000) { index in
            Int64(days.step(first.adding(days: index % 2700), by: -5).dayNumber)
        }
    }

    private static func zoneLoad() throws -> Double {
        _ = try Zone.load("Europe/Paris")
        return perCall(count: 2000) { _ in
            (try? Zone.load("Europe/Paris")) == nil ? 0 : 1
        }
    }

    /// The working days of 2018 to 2026 as the sample has them.
    private static func shippedCalendar(_ directory: String) throws -> WorkingCalendar {
        let main = URL(fileURLWithPath: directory).deletingLastPathComponent()
            .appendingPathComponent("duban.yaml").path
        guard let charter = CharterCompiler().compile(path: main).charter else {
            throw BenchFailure(description: "\(main) is refused: dubanctl check \(main) says why")
        }
        return charter.days.calendar
    }

    /// Seconds a call takes: the least of five rounds, which other processes disturbed least.
    private static func perCall(count: Int, _ body: (Int) -> Int64) -> Double {
        var least = Double.infinity
        for _ in 0..<5 {
            var sum: Int64 = 0
            let start = uptime()
            for index in 0..<count { sum &+= body(index) }
            least = min(least, (uptime() - start) / Double(count))
            keep(sum)
        }
        return least
    }

    /// Nothing is computed that nobody wants.
    @inline(never) private static func keep(_ value: Int64) {
        withExtendedLifetime(value) {}
    }
}

/// A year's preview, from the command to its end.
enum PreviewFigure {
    static func year(_ options: Options) throws -> Measurement {
        var seconds: [Double] = []
        for _ in 0..<3 {
            let start = uptime()
            let ending = try ChildProcess([
                options.programs + "/dubanctl", "preview", "--json",
                "--config", options.repository + "/config/duban.yaml",
                "--from", "2026-01-01", "--to", "2026-12-31",
            ]).wait()
            guard ending == .exit(0) else {
                throw BenchFailure(description: "dubanctl preview ended with \(ending)")
            }
            seconds.append(uptime() - start)
        }
        return Measurement("a year's preview of the sample", seconds.median, "s", .atMost(1))
    }
}

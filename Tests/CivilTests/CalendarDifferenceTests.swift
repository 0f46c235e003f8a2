// Calendar expressions against systemd-analyze: the same normal forms, elapses and refusals.

import Civil
import Foundation
import TestSupport
import Testing

struct CalendarDifferenceTests {
    private static let zones = [
        "UTC", "Asia/Shanghai", "Europe/Paris", "America/New_York", "Australia/Lord_Howe",
        "America/Sao_Paulo", "Pacific/Apia",
    ]

    /// Zones whose clocks change at midnight, by less than an hour, by two hours, or in winter.
    /// None of them repeats an hour without changing the daylight flag: CalendarExpression
    /// documents that.
    private static let strangeZones = [
        "America/Havana", "Europe/Dublin", "Asia/Beirut", "Antarctica/Troll", "America/Santiago",
        "Africa/Cairo", "Asia/Gaza", "America/Nuuk", "Asia/Amman", "America/St_Johns",
        "Pacific/Easter", "Antarctica/Macquarie",
    ]

    private static let scale = Int(ProcessInfo.processInfo.environment["DUBAN_SCALE"] ?? "") ?? 1

    @Test func `random expressions elapse as they do for systemd`() throws {
        var random = RandomExpression(generator: .announced())
        var tally = Tally()
        for _ in 0..<(126 * CalendarDifferenceTests.scale) {
            let expressions = (0..<40).map { _ in random.next() }
            let zones = CalendarDifferenceTests.zones
            for zones in [zones, zones, CalendarDifferenceTests.strangeZones] {
                let zone = try Zone.load(random.pick(zones))
                let base = base(in: zone, &random)
                try tally.compare(
                    expressions, in: zone, base: base, isNamed: random.chance(15))
            }
        }
        tally.conclude()
        #expect(tally.compared == 15_120 * CalendarDifferenceTests.scale)
    }

    @Test(arguments: zones)
    func `expressions picked by hand elapse as they do for systemd`(name: String) throws {
        let zone = try Zone.load(name)
        var bases: [Int64] = [0, 1_767_225_599, 1_795_132_800, 4_102_444_800, 7_258_118_400]
        // Around the changes of the clocks of a year of this zone, and of one long ago.
        for second in [1_319_000_000, 1_767_225_600] as [Int64] {
            if let change = zone.nextTransition(after: Instant(seconds: second)) {
                bases += [-86_400, -3600, -1, 0, 1800, 3600].map { change.secondsFloor + $0 }
            }
        }
        var tally = Tally()
        for base in bases {
            try tally.compare(PickedExpressions.all, in: zone, base: base, isNamed: false)
        }
        tally.conclude()
    }

    /// A second to begin at, often one around a change of the clocks.
    private func base(in zone: Zone, _ random: inout RandomExpression) -> Int64 {
        let anywhere = Int64(random.roll(random.chance(80) ? 4_102_444_800 : 7_200_000_000))
        guard random.chance(40),
            let change = zone.nextTransition(after: Instant(seconds: anywhere % 2_000_000_000))
        else { return anywhere }
        let offsets = [
            0, -1, 1, -3600, 3600, -1800, 1800, random.roll(14_400) - 7200,
            random.roll(180_000) - 90_000, -random.roll(3_000_000),
        ]
        return max(0, change.secondsFloor + Int64(random.pick(offsets)))
    }
}

private struct Tally {
    private(set) var compared = 0
    private var lost = 0
    private var backwards = 0
    private var differences: [String] = []

    /// Compares the answers about expressions; when `isNamed`, the zone is named in them and the
    /// system stands on UTC.
    mutating func compare(
        _ expressions: [String], in zone: Zone, base: Int64, isNamed: Bool
    ) throws {
        let suffix = isNamed && zone != .utc ? " \(zone.name)" : ""
        let question = CalendarQuestion(
            expressions: expressions.map { $0 + suffix },
            systemZone: isNamed ? "UTC" : zone.name, base: base)
        let system = try Zone.load(question.systemZone)
        for (text, verdict) in zip(question.expressions, try question.ask()) {
            let ours = answer(to: text, base: base, in: system)
            compared += 1
            switch verdict {
            case .lost:
                // The first difference that CalendarExpression documents.
                lost += 1
            case .read(_, let elapses) where !isRising([base] + elapses):
                // Another one.
                backwards += 1
            case ours: break
            default:
                differences.append(
                    """
                    '\(text)' from @\(base), TZ=\(question.systemZone)
                      systemd: \(verdict)
                      here:    \(ours)
                    """)
            }
        }
    }

    private func answer(to text: String, base: Int64, in zone: Zone) -> CalendarVerdict {
        guard let expression = try? CalendarExpression.parse(text, local: zone) else {
            return .refused
        }
        var elapses: [Int64] = []
        var last = Instant(seconds: base)
        while elapses.count < 10, let next = expression.next(after: last, in: zone) {
            elapses.append(next.secondsFloor)
            last = next
        }
        return .read(normalized: expression.normalized, elapses: elapses)
    }

    /// Elapses within one second are written alike.
    private func isRising(_ seconds: [Int64]) -> Bool {
        zip(seconds, seconds.dropFirst()).allSatisfy { $0 <= $1 }
    }

    func conclude() {
        print("\(compared) compared, \(lost) lost and \(backwards) backwards in systemd")
        #expect(differences.isEmpty, "\(differences.prefix(10).joined(separator: "\n"))")
        #expect(lost + backwards <= compared / 50)
    }
}

// What must hold for any calendar expression and for any bytes given as a zone: asked by the
// fuzzers, and by the tests of what they found.

import Civil

extension Examination {
    /// An expression, and where it leads from a few instants.
    static func expression(_ text: String, zones: [Zone]) throws {
        let expression: CalendarExpression
        do {
            expression = try CalendarExpression.parse(text, local: zones[0])
        } catch {
            guard (1...text.unicodeScalars.count + 1).contains(error.column),
                !error.message.chinese.isEmpty, !error.expected.chinese.isEmpty
            else { throw ExaminationFailure(text, "a refusal of nothing: \(error)") }
            return
        }
        try expectNormalForm(expression, text, local: zones[0])
        for zone in zones {
            // 1970, a change of the clocks in Paris, an hour of the far future.
            for second in [-5, 1_792_889_000, 6_900_000_000] as [Int64] {
                try expectElapses(expression, Instant(seconds: second), zone, text)
            }
        }
    }

    /// What is written in normal form reads as the same normal form.
    private static func expectNormalForm(
        _ expression: CalendarExpression, _ text: String, local: Zone
    ) throws {
        let normalized = expression.normalized
        guard let again = try? CalendarExpression.parse(normalized, local: local),
            again.normalized == normalized
        else { throw ExaminationFailure(text, "the normal form \(normalized) is not read back") }
    }

    private static func expectElapses(
        _ expression: CalendarExpression, _ base: Instant, _ zone: Zone, _ text: String
    ) throws {
        var last = base
        for _ in 0..<3 {
            guard let next = expression.next(after: last, in: zone) else { break }
            guard next > last else { throw ExaminationFailure(text, "an elapse before its base") }
            last = next
        }
        // In a repeated hour, and around it with the abbreviation of one of its passes, systemd's
        // answer depends on where it comes from, and so does that of `next`.
        let namesPass = expression.zone == nil && expression.normalized.last?.isLetter == true
        let isFirstPass = zone.instant(zone.civil(last)).secondsFloor == last.secondsFloor
        guard last > base, !namesPass, isFirstPass else { return }
        let found = expression.next(after: last.adding(microseconds: -1), in: zone)
        guard found == last else {
            throw ExaminationFailure(
                text, "in \(zone.name) \(last), an elapse after \(base), is none")
        }
    }

    static func zoneFile(_ bytes: [UInt8]) throws {
        guard let zone = try? Zone(name: "X", tzif: bytes) else { return }
        try self.zone(zone)
    }

    /// A zone, however odd: its instants and its civil times belong together.
    static func zone(_ zone: Zone) throws {
        var instant = Instant(seconds: -3_000_000_000)
        for _ in 0..<50 {
            guard let next = zone.nextTransition(after: instant) else { break }
            guard next > instant else {
                throw ExaminationFailure(zone.name, "a change in the past")
            }
            try expectAgreement(zone, next)
            try expectAgreement(zone, next.adding(seconds: -1))
            instant = next.adding(seconds: 40_000_000)
        }
        for second in [Int64.min / 1_000_000, -1, 0, 4_102_444_800, Int64.max / 1_000_000] {
            try expectAgreement(zone, Instant(seconds: second))
        }
    }

    private static func expectAgreement(_ zone: Zone, _ instant: Instant) throws {
        let civil = zone.civil(instant)
        // The first of the instants that show it.
        let found = zone.instant(civil)
        guard found <= instant, zone.civil(found) == civil else {
            throw ExaminationFailure(zone.name, "\(instant) shows \(civil), which it is not")
        }
    }
}

// What must hold for any calendar expression and for any bytes given as a zone: asked by the
// fuzzers, and by the tests of what they found.

import Civil

extension Examination {
    /// An expression, and where it leads from a few instants.
    static func expression(_ text: String, zones: [Zone]) throws {
        let expression: CalendarExpression
        do {
            // Whatever the last word is, it is a zone without a file.
            expression = try CalendarExpression.parse(text, local: zones[0]) {
                name throws(ZoneError) in
                guard name.utf8.first.map({ $0 > 0x40 && $0 < 0x5B }) ?? false else {
                    throw .unknown(name)
                }
                return zones[name.utf8.count % zones.count]
            }
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
        guard expression.zone == nil || expression.zone == .utc else { return }
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
        guard let previous = expression.previous(before: base, in: zone) else { return }
        guard previous < base else { throw ExaminationFailure(text, "a late previous elapse") }
        // Of a repeated hour systemd takes the second pass for days counted from the month's end.
        if case .overlap = zone.resolve(zone.civil(previous)) { return }
        // With an abbreviation of summer time and days counted from the month's end, systemd
        // overlooks the elapse from some instants before it (4,1~20/8 CDT in Asia/Shanghai from
        // 1991-04-26 23:59:59.999999), and so does `next`.
        let namesSummerTime = expression.zone == nil && expression.normalized.last?.isLetter == true
        let found = (namesSummerTime ? [-1, -1_000_000] : [-1]).map { before in
            expression.next(after: previous.adding(microseconds: before), in: zone)
        }
        guard found.contains(previous) else {
            throw ExaminationFailure(
                text, "in \(zone.name) \(previous), the elapse before \(base), is none: \(found)")
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
        let agrees =
            switch zone.resolve(civil) {
            case .unique(let found): found.secondsFloor == instant.secondsFloor
            case .overlap(let first, let second): first < second && first <= instant
            case .gap: false
            }
        guard agrees else {
            throw ExaminationFailure(zone.name, "\(instant) shows \(civil), which it is not")
        }
    }
}

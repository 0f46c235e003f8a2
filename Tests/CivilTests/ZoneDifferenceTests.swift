// Every zone of the system against Python's zoneinfo, in both directions.

import Civil
import Foundation
import TestSupport
import Testing

struct ZoneDifferenceTests {
    @Test func `every zone agrees with zoneinfo from 1970 to 2199`() throws {
        var generator = SeededGenerator.announced()
        let seed = UInt64.random(in: 0...UInt64(UInt32.max), using: &generator)
        var (zones, instants, civilTimes) = (0, 0, 0)
        try ZoneOracle.ask(seed: seed, randomPerZone: 1000) { name, moments, civil in
            let zone = try Zone.load(name)
            let wrong = moments.filter { !agrees(zone, $0) }
            #expect(wrong.isEmpty, "\(name): \(wrong.prefix(3))")
            let misread = civil.filter { !agreesOnCivil(zone, $0) }
            #expect(misread.isEmpty, "\(name): \(misread.prefix(3))")
            zones += 1
            instants += moments.count
            civilTimes += civil.count
        }
        print("\(zones) zones, \(instants) instants, \(civilTimes) civil times")
        #expect(zones > 400)
    }

    private func agrees(_ zone: Zone, _ fact: ZoneOracle.Fact) -> Bool {
        let offset = zone.offset(at: Instant(seconds: fact.second))
        // Python has no daylight flag, but a difference to standard time that it works out: it may
        // miss it.
        return Int64(offset.seconds) == fact.first && offset.abbreviation == fact.abbreviation
            && (fact.second2 == 0 || offset.isDaylight)
    }

    private func agreesOnCivil(_ zone: Zone, _ fact: ZoneOracle.Fact) -> Bool {
        let civil = CivilDateTime(seconds: fact.second)
        let folds = (Instant(seconds: fact.first), Instant(seconds: fact.second2))
        guard zone.instant(civil) == folds.0 else { return false }
        let shown = [zone.civil(folds.0), zone.civil(folds.1)]
        // In a gap, which is read with the offset from before it, the second comes first.
        return folds.0 > folds.1
            ? shown[0] > civil && shown[1] < civil : shown == [civil, civil]
    }
}

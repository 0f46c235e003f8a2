// Units that end: what they owed is owed by the unit into which they were merged, from the end of
// their last day on.

package import Civil

extension Charter {
    /// The unit that owes on a date what `unit` owed: itself, or along successors the one that has
    /// not ended.
    package func successor(of unit: UnitID, on date: CivilDate) -> UnitID {
        var current = unit
        for _ in 0..<units.count {
            guard let end = units[current]?.end, end.last < date else { break }
            current = end.successor
        }
        return current
    }

    /// When a unit's last day is over; nil for no end.
    func end(of unit: UnitID) -> Instant? {
        units[unit]?.end.map { zone.instant(CivilDateTime($0.last.adding(days: 1), .midnight)) }
    }
}

extension Evaluator {
    /// A task whose lead has ended goes over to the successor, with all its parts that are still
    /// owed.
    func transfers(of situations: [Situation], now: Instant) -> [Transfer] {
        let today = charter.zone.civil(now).date
        return situations.filter { $0.isOwed(at: now) }.map(\.obligation).compactMap { obligation in
            let successor = charter.successor(of: obligation.unit, on: today)
            return successor == obligation.unit
                ? nil : Transfer(obligation: obligation.key, from: obligation.unit, to: successor)
        }
    }
}

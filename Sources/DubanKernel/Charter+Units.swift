// The charter asked for its units: which one a key or a name means, which ones owe duties, by which
// days they work, and which one owes what another owed that has ended.

package import Civil

extension Charter {
    /// The working days and hours that hold for a unit: its own overlay, else the charter's.
    package func days(of unit: UnitID) -> DayRules { unitDays[unit] ?? days }

    package func placement(of unit: UnitID) -> Placement {
        Placement(zone: zone, days: days(of: unit))
    }

    /// The duties of all bearers, in a fixed order.
    package var dutySubjects: [Subject] {
        duties.values.sorted { $0.id < $1.id }.flatMap { duty in
            duty.bearers.map { .duty(duty.id, $0) }
        }
    }

    /// The subject of a key with or without its last part; whether a task exists is for the
    /// register to say. Units may be named by an alias.
    package func subject(named text: String) -> Subject? {
        switch ObligationKey(text).name {
        case .task(let id, _): return .assignment(id)
        case .recurring(let id, let bearer, _):
            guard let duty = duties[id], let name = bearer.unit, let unit = unit(named: name.text)
            else { return nil }
            return duty.bearers.first { $0.unit == unit }.map { .duty(id, $0) }
        case .followUp, .answer, .other: return nil
        }
    }

    /// A unit by its id, an alias or its whole name.
    package func unit(named text: String) -> UnitID? {
        if units[UnitID(text)] != nil { return UnitID(text) }
        return units.values.first { $0.aliases.contains(text) || $0.name == text }?.id
    }

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

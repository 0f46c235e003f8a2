// What a key means under a charter: whose it is, and how its unit is called.

extension Charter {
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
}

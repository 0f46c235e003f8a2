// What may be shown to or asked by whoever asks: SO_PEERCRED, the accounts of the machine and the
// posts of the charter.

import Civil
import DubanKernel

/// What one caller may do under one charter on one day.
struct Caller: Sendable {
    let uid: UInt32
    /// Everybody in the charter who has that account.
    let persons: Set<PersonID>
    let seesAll: Bool
    /// May change the service itself.
    let mayManage: Bool
    private let ownUnits: Set<UnitID>
    private let access: Access

    /// A caller's rights. `account` is the name of the account `uid`; nil when there is none.
    init(
        uid: UInt32, account: String?, charter: Charter, today: CivilDate, ownUid: UInt32
    ) {
        self.uid = uid
        access = charter.access
        let isAnybody = uid != Caller.overflowUid
        let people = charter.people.values.filter { isAnybody && $0.account == account }
        let persons = account == nil ? [] : Set(people.map(\.id))
        self.persons = persons
        let isOffice = charter.holdsPost(persons, in: charter.office, on: today)
        seesAll = uid == 0 || isOffice
        mayManage = uid == 0 || isOffice || (isAnybody && uid == ownUid)
        let units = charter.units.values.filter { charter.holdsPost(persons, in: $0.id, on: today) }
        ownUnits = persons.isEmpty ? [] : Set(units.map(\.id))
    }

    /// The uid that stands for every uid that a namespace cannot map: never anybody.
    private static let overflowUid: UInt32 = 65_534

    /// Whether a unit's obligations are shown whole.
    func sees(_ unit: UnitID, in charter: Charter) -> Bool {
        isShown(unit, by: [.all], in: charter)
    }

    /// Whether a unit's obligations are counted for this caller.
    func counts(_ unit: UnitID, in charter: Charter) -> Bool {
        isShown(unit, by: [.all, .counts], in: charter)
    }

    private func isShown(
        _ unit: UnitID, by extents: Set<Access.Extent>, in charter: Charter
    ) -> Bool {
        if seesAll || extents.contains(access.others) { return true }
        guard extents.contains(access.ownSubtree) else { return false }
        return ownUnits.contains { charter.isUnit(unit, inSubtreeOf: $0) }
    }

    /// Whether the caller may know that a unit's obligations are there: it sees them, or acts for
    /// the unit.
    func knows(_ unit: UnitID, in charter: Charter) -> Bool {
        sees(unit, in: charter) || ownUnits.contains(unit)
    }
}

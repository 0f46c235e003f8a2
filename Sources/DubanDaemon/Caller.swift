// What somebody who asks may see and do: SO_PEERCRED gives the account, the charter its posts.

import Civil
import DubanKernel

/// What one caller may do under one charter on one day.
struct Caller: Sendable {
    let uid: UInt32
    let account: String?
    /// Everybody in the charter who has that account.
    let persons: Set<PersonID>
    let seesAll: Bool
    /// May change the service itself.
    let mayManage: Bool
    let ownUnits: Set<UnitID>
    private let access: Access

    /// A caller's rights. `account` is the name of the account `uid`; nil when there is none.
    init(uid: UInt32, account: String?, charter: Charter, today: CivilDate, ownUid: UInt32) {
        (self.uid, self.account) = (uid, account)
        access = charter.access
        let isAnybody = uid != Caller.overflowUid
        let people = charter.people.values.filter { isAnybody && $0.account == account }
        let persons = account == nil ? [] : Set(people.map(\.id))
        self.persons = persons
        let isOffice = charter.holdsPost(persons, in: charter.office, on: today)
        seesAll = uid == 0 || isOffice
        mayManage = uid == 0 || isOffice || (isAnybody && uid == ownUid)
        let units = persons.isEmpty ? [] : Array(charter.units.values)
        ownUnits = Set(
            units.filter { charter.holdsPost(persons, in: $0.id, on: today) }.map(\.id))
    }

    var isKnown: Bool { mayManage || !ownUnits.isEmpty }

    /// The uid that stands for every uid that a namespace cannot map: never anybody.
    private static let overflowUid: UInt32 = 65_534

    /// Whether a unit's obligations are shown whole, or at least counted where that is enough.
    func sees(_ unit: UnitID, orCounts: Bool = false, in charter: Charter) -> Bool {
        let enough: Set<Access.Extent> = orCounts ? [.all, .counts] : [.all]
        if seesAll || enough.contains(access.others) { return true }
        guard enough.contains(access.ownSubtree) else { return false }
        return ownUnits.contains { charter.isUnit(unit, inSubtreeOf: $0) }
    }

    /// Whether the caller may know that there is such a unit: one that it knows, or one above its
    /// own.
    func mayName(_ unit: UnitID, in charter: Charter) -> Bool {
        knows(unit, in: charter) || ownUnits.contains { charter.isUnit($0, inSubtreeOf: unit) }
    }

    /// Whether the caller may know that a unit's obligations are there: it sees them, or acts for
    /// the unit.
    func knows(_ unit: UnitID, in charter: Charter) -> Bool {
        sees(unit, in: charter) || ownUnits.contains(unit)
    }
}

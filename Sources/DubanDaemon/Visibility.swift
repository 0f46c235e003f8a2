// Who is asking, and what may be shown to or asked by them: SO_PEERCRED, the accounts of the
// machine and the posts of the charter.

import Civil
import DubanKernel
import Glibc

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
        let persons =
            isAnybody ? account.map { charter.persons(withAccount: $0) } ?? [] : []
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
        if seesAll || access.others == .all { return true }
        guard access.ownSubtree == .all else { return false }
        return ownUnits.contains { charter.isUnit(unit, inSubtreeOf: $0) }
    }

    /// Whether the caller may know that a unit's obligations are there: it sees them, or acts for
    /// the unit.
    func knows(_ unit: UnitID, in charter: Charter) -> Bool {
        sees(unit, in: charter) || ownUnits.contains(unit)
    }

    /// Whether a unit's obligations are counted for this caller.
    func counts(_ unit: UnitID, in charter: Charter) -> Bool {
        if sees(unit, in: charter) || access.others == .counts { return true }
        guard access.ownSubtree == .counts else { return false }
        return ownUnits.contains { charter.isUnit(unit, inSubtreeOf: $0) }
    }
}

/// Rights of callers, worked out once a charter, account and day: a query must not read
/// /etc/passwd.
@MainActor final class Callers {
    private let ownUid = getuid()
    private var known: [UInt32: Caller] = [:]
    private var validFor: (charter: String, day: CivilDate)?

    private static let callersMax = 1024

    init() {}

    func caller(_ uid: UInt32, charter: Charter, now: Instant) -> Caller {
        let today = charter.zone.civil(now).date
        if validFor?.charter != charter.hash || validFor?.day != today
            || known.count >= Self.callersMax
        {
            known = [:]
            validFor = (charter.hash, today)
        }
        if let caller = known[uid] { return caller }
        let caller = Caller(
            uid: uid, account: accountName(uid), charter: charter, today: today, ownUid: ownUid)
        known[uid] = caller
        return caller
    }

    private func accountName(_ uid: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return String(cString: entry.pw_name)
    }
}

extension Charter {
    /// Everybody who has a local account.
    func persons(withAccount account: String) -> Set<PersonID> {
        Set(people.values.filter { $0.account == account }.map(\.id))
    }
}

// Where every interface of the status socket is answered, who is asking, and what may be shown to
// them: SO_PEERCRED, the accounts of the machine and the posts of the charter.

import Civil
import DubanKernel
import DubanLedger
import Glibc
import Varlink

/// What all methods need; each interface has an extension of its own.
@MainActor final class Desk {
    let supervisor: Supervisor
    let hub: EventHub
    let reload: Reload
    let startedAt: Instant
    /// As the ledger said last.
    var outbox: [OutboxCount] = []
    /// Messages that need a person.
    var undeliverable = 0

    private let ownUid = getuid()
    private var callers: [UInt32: Caller] = [:]
    private var callersHoldFor: (charter: String, day: CivilDate)?

    private static let callersMax = 1024

    init(supervisor: Supervisor, hub: EventHub, reload: Reload) {
        self.supervisor = supervisor
        self.hub = hub
        self.reload = reload
        startedAt = supervisor.floor.clock.now
    }

    var floor: Floor { supervisor.floor }
    var docket: Docket { floor.docket }
    var charter: Charter { docket.charter }
    var now: Instant { floor.clock.now }

    /// All that is served.
    func services() throws(InterfaceSyntaxError) -> [any VarlinkService] {
        [
            try AnsweredInterface(
                statusInterfaceText, by: self,
                [
                    "GetOverview": { $0.overview($1, $2) }, "List": { $0.list($1, $2) },
                    "Get": { $0.get($1, $2) }, "Subscribe": { $0.subscribe($1, $2) },
                    "GetCalendar": { desk, call, _ in desk.calendar(call) },
                    "Complete": { $0.complete($1, $2) },
                ]),
            try AnsweredInterface(
                ledgerInterfaceText, by: self,
                ["Record": { $0.record($1, $2) }, "History": { $0.history($1, $2) }]),
            try AnsweredInterface(
                managementInterfaceText, by: self,
                [
                    "Reload": { $0.reload($1, $2) }, "GetCharter": { $0.getCharter($1, $2) },
                    "ListOutbox": { $0.listOutbox($1, $2) },
                    "Retry": { $0.retry($1, $2) }, "Drop": { $0.drop($1, $2) },
                ]),
        ]
    }

    func refused(_ call: Call) {
        floor.log.write(
            .warning,
            "\(call.fullMethod) refused to uid \(call.peer.uid), process \(call.peer.pid)")
    }

    /// Rights of a caller, worked out once a charter, account and day: a query must not read
    /// /etc/passwd.
    func caller(of call: Call) -> Caller {
        let (uid, charter) = (call.peer.uid, charter)
        let today = charter.zone.civil(now).date
        let isNew = callersHoldFor.map { $0 != (charter.hash, today) } ?? true
        if isNew || callers.count >= Self.callersMax {
            (callers, callersHoldFor) = ([:], (charter.hash, today))
        }
        if let caller = callers[uid] { return caller }
        let caller = Caller(
            uid: uid, account: accountName(uid), charter: charter, today: today, ownUid: ownUid)
        callers[uid] = caller
        return caller
    }

    /// Reads what a caller calls things, and advises nothing that it may not know.
    func names(for caller: Caller) -> NameReader {
        NameReader(
            charter: charter, register: docket.standing.register, own: caller.ownUnits,
            mayKnow: { [charter] in caller.knows($0, in: charter) })
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

/// An interface whose methods the desk answers.
@MainActor private final class AnsweredInterface: VarlinkService {
    typealias Answer = @MainActor (Desk, Call, Caller) -> Void

    let interface: InterfaceDescription
    private let desk: Desk
    private let answers: [String: Answer]

    init(_ text: String, by desk: Desk, _ answers: [String: Answer]) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: text)
        self.desk = desk
        self.answers = answers
    }

    func call(_ call: Call) {
        guard let answer = answers[call.method] else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        desk.floor.log.write(.debug, "\(call.fullMethod) is called by uid \(call.peer.uid)")
        answer(desk, call, desk.caller(of: call))
    }
}

/// What one caller may do under one charter on one day.
struct Caller: Sendable {
    let uid: UInt32
    /// Everybody in the charter who has that account.
    let persons: Set<PersonID>
    let seesAll: Bool
    /// May change the service itself.
    let mayManage: Bool
    let ownUnits: Set<UnitID>
    private let access: Access

    /// A caller's rights. `account` is the name of the account `uid`; nil when there is none.
    init(uid: UInt32, account: String?, charter: Charter, today: CivilDate, ownUid: UInt32) {
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

    /// Whether a unit's obligations are shown whole, or at least counted where that is enough.
    func sees(_ unit: UnitID, orCounts: Bool = false, in charter: Charter) -> Bool {
        let enough: Set<Access.Extent> = orCounts ? [.all, .counts] : [.all]
        if seesAll || enough.contains(access.others) { return true }
        guard enough.contains(access.ownSubtree) else { return false }
        return ownUnits.contains { charter.isUnit(unit, inSubtreeOf: $0) }
    }

    /// Whether the caller may know that a unit's obligations are there: it sees them, or acts for
    /// the unit.
    func knows(_ unit: UnitID, in charter: Charter) -> Bool {
        sees(unit, in: charter) || ownUnits.contains(unit)
    }
}

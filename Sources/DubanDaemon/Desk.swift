// Where every interface of the status socket is answered, and who is asking.

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

    let refusals: Refusals
    /// How often each account has asked to record something.
    var records = MinuteCounts(accountsMax: 4096)
    private let accounts: Accounts
    private let ownUid = getuid()
    private var callers: [UInt32: Caller] = [:]
    private var callersHoldFor: (charter: String, day: CivilDate)?

    private static let callersMax = 1024

    init(
        supervisor: Supervisor, hub: EventHub, reload: Reload,
        lookUp: @escaping @Sendable (UInt32) -> FoundAccount = FoundAccount.ofMachine
    ) {
        self.supervisor = supervisor
        self.hub = hub
        self.reload = reload
        refusals = Refusals(floor: supervisor.floor)
        accounts = Accounts(floor: supervisor.floor, lookUp: lookUp)
        startedAt = supervisor.floor.clock.now
        // Whatever becomes an event reaches subscribers by itself, also while nothing is sent.
        supervisor.recorder.onAnnounced = { hub.advance() }
        for delivery in supervisor.deliveries where delivery.name == .socket {
            delivery.onSettled = { hub.advance() }
        }
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
                    "Release": { $0.release($1, $2) },
                    "AcceptLedger": { $0.acceptLedger($1, $2) },
                ]),
        ]
    }

    func refused(_ call: Call) {
        refusals.say("\(call.fullMethod) refused to \(call.peer)", of: call.peer.uid)
    }

    /// Finds out who calls. Who has hung up meanwhile is not answered.
    fileprivate func identify(
        _ call: Call, then answer: @escaping @MainActor (Caller) -> Void
    ) {
        let uid = call.peer.uid
        accounts.find(uid) { [self] account in
            if call.isOpen { answer(caller(uid, account)) }
        }
    }

    /// Whether somebody has more to do here than to ask: root, the office, the daemon's own account
    /// and whoever holds a post.
    func isKnown(_ uid: UInt32, then answer: @escaping @MainActor (Bool) -> Void) {
        guard uid != 0, uid != ownUid else { return answer(true) }
        accounts.find(uid) { [self] account in answer(caller(uid, account).isKnown) }
    }

    /// The rights of somebody who was found out before, as they are now.
    func current(_ caller: Caller) -> Caller { self.caller(caller.uid, caller.account) }

    /// The rights of an account, worked out once a charter and day.
    private func caller(_ uid: UInt32, _ account: String?) -> Caller {
        let charter = charter
        let today = charter.zone.civil(now).date
        let isNew = callersHoldFor.map { $0 != (charter.hash, today) } ?? true
        if isNew || callers.count >= Self.callersMax {
            (callers, callersHoldFor) = ([:], (charter.hash, today))
        }
        if let caller = callers[uid], caller.account == account { return caller }
        let caller = Caller(
            uid: uid, account: account, charter: charter, today: today, ownUid: ownUid)
        callers[uid] = caller
        return caller
    }

    /// Reads what a caller calls things, and advises nothing that it may not know.
    func names(for caller: Caller) -> NameReader {
        NameReader(
            charter: charter, register: docket.standing.register, own: caller.ownUnits,
            mayKnow: { [charter] in caller.knows($0, in: charter) })
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

    /// What names something is refused before anybody reads it when no name is that long.
    private static let names = ["key", "obligation", "unit", "person", "onBehalfOf", "signedBy"]

    func call(_ call: Call) {
        guard let answer = answers[call.method] else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        desk.floor.log.write(.debug, "\(call.fullMethod) is called by uid \(call.peer.uid)")
        for name in Self.names {
            let text = call.parameters[name]?.string
            guard text.map({ $0.utf8.count <= Command.nameBytesMax }) ?? true else {
                return call.fail(.invalidParameter(name))
            }
        }
        desk.identify(call) { [desk] caller in answer(desk, call, caller) }
    }
}

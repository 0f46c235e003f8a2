// Where every interface of the status socket is answered, and who is asking.

import Civil
import DubanKernel
import Glibc
import Varlink

/// What all methods need; each interface has an extension of its own.
@MainActor final class Desk {
    let supervisor: Supervisor
    let hub: EventHub
    let reload: Reload
    let startedAt: Instant

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
                ]),
            try AnsweredInterface(ledgerInterfaceText, by: self, ["Record": { $0.record($1, $2) }]),
            try AnsweredInterface(
                managementInterfaceText, by: self, ["Reload": { $0.reload($1, $2) }]),
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
        if callersHoldFor.map({ $0 != (charter.hash, today) }) ?? true
            || callers.count >= Self.callersMax
        {
            callers = [:]
            callersHoldFor = (charter.hash, today)
        }
        if let caller = callers[uid] { return caller }
        let caller = Caller(
            uid: uid, account: accountName(uid), charter: charter, today: today, ownUid: ownUid)
        callers[uid] = caller
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

/// An interface whose methods the desk answers.
@MainActor private final class AnsweredInterface: VarlinkService {
    typealias Answer = @MainActor (Desk, Call, Caller) -> Void

    let interface: InterfaceDescription
    private let desk: Desk
    private let answers: [String: Answer]

    init(
        _ text: String, by desk: Desk, _ answers: [String: Answer]
    ) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: text)
        self.desk = desk
        self.answers = answers
    }

    func call(_ call: Call) {
        guard let answer = answers[call.method] else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        answer(desk, call, desk.caller(of: call))
    }
}

// What every interface answers from, and who is asking it.

import Civil
import DubanKernel
import Glibc
import Varlink

/// What the services of the status socket have in common.
@MainActor final class Desk {
    let supervisor: Supervisor
    let hub: EventHub
    let status: ServiceStatus
    let reload: Reload

    private let ownUid = getuid()
    private var callers: [UInt32: Caller] = [:]
    private var callersHoldFor: (charter: String, day: CivilDate)?

    private static let callersMax = 1024

    init(supervisor: Supervisor, hub: EventHub, status: ServiceStatus) {
        self.supervisor = supervisor
        self.hub = hub
        self.status = status
        reload = Reload(supervisor: supervisor, status: status)
    }

    var docket: Docket { supervisor.floor.docket }
    var charter: Charter { docket.charter }
    var now: Instant { supervisor.floor.clock.now }

    func refused(_ call: Call) {
        supervisor.floor.log.write(
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

// io.duban.Manager: changes the service itself.

import DubanKernel
import DubanLedger
import Varlink

/// Answers io.duban.Manager.
@MainActor final class ManagementService: VarlinkService {
    let interface: InterfaceDescription
    private let supervisor: Supervisor
    private let status: ServiceStatus
    private let reload: Reload
    private let callers: Callers

    init(
        supervisor: Supervisor, status: ServiceStatus, reload: Reload, callers: Callers
    ) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: managementInterfaceText)
        self.supervisor = supervisor
        self.status = status
        self.reload = reload
        self.callers = callers
    }

    func call(_ call: Call) {
        guard call.method == "Reload" else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        let caller = callers.caller(
            call.peer.uid, charter: supervisor.floor.docket.charter, now: supervisor.floor.clock.now
        )
        guard caller.mayManage else {
            status.refused(call)
            return call.fail(.permissionDenied)
        }
        let wish: Reconciliation.Wish
        do throws(VarlinkError) { wish = try Self.wish(call.parameters, by: caller) } catch {
            return call.fail(error)
        }
        reload.ask(wish) { [supervisor] result in
            switch result {
            case .success(let reloaded):
                call.reply([
                    "charterHash": .string(supervisor.floor.docket.charter.hash),
                    "changed": .bool(reloaded.isChanged),
                    "warnings": .array(reloaded.warnings.map { .string($0) }),
                    "duesMoved": JSON(reloaded.duesMoved),
                ])
            case .failure(.rejected(let diagnostics)):
                Self.fail(call, diagnostics)
            case .failure(.ledger(let error)):
                Self.fail(call, [error.description])
            }
        }
    }

    private static func wish(
        _ parameters: JSONObject, by caller: Caller
    ) throws(VarlinkError) -> Reconciliation.Wish {
        let reason = parameters["reason"]?.string ?? ""
        let cancelsGone = parameters["cancelGone"]?.bool ?? false
        guard !cancelsGone || !reason.isEmpty, Command.isText(reason) else {
            throw .invalidParameter("reason")
        }
        return Reconciliation.Wish(
            by: Actor(uid: caller.uid, person: caller.persons.min()),
            overVerbs: parameters["yes"]?.bool ?? false, cancelGone: cancelsGone ? reason : nil)
    }

    private static func fail(_ call: Call, _ diagnostics: [String]) {
        call.fail(
            VarlinkError(
                "io.duban.Manager.BadCharter",
                ["diagnostics": .array(diagnostics.map { .string($0) })]))
    }
}

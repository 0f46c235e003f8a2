// io.duban.Manager: changes the service itself.

import DubanKernel
import DubanLedger
package import Varlink

/// Answers io.duban.Manager.
@MainActor package final class ManagementService: VarlinkService {
    package let interface: InterfaceDescription
    private let supervisor: Supervisor
    private let house: House
    private let callers: Callers

    /// Reloads through `house`.
    package init(
        supervisor: Supervisor, house: House, callers: Callers
    ) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: managementInterfaceText)
        self.supervisor = supervisor
        self.house = house
        self.callers = callers
    }

    package func call(_ call: Call) {
        guard call.method == "Reload" else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        let caller = callers.caller(
            call.peer.uid, charter: supervisor.charter, now: supervisor.clock.now)
        guard caller.mayManage else {
            house.refused(call)
            return call.fail(.permissionDenied)
        }
        house.reload { [supervisor] result in
            switch result {
            case .success(let reloaded):
                call.reply([
                    "charterHash": .string(supervisor.charter.hash),
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

    private static func fail(_ call: Call, _ diagnostics: [String]) {
        call.fail(
            VarlinkError(
                "io.duban.Manager.BadCharter",
                ["diagnostics": .array(diagnostics.map { .string($0) })]))
    }
}

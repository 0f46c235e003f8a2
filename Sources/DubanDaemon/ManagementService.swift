// io.duban.Manager: changes the service itself.

import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    func reload(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        let wish: Reconciliation.Wish
        do throws(VarlinkError) { wish = try Self.wish(call.parameters, by: caller) } catch {
            return call.fail(error)
        }
        reload.ask(wish) { [self] result in
            switch result {
            case .success(let reloaded):
                call.reply([
                    "charterHash": .string(charter.hash),
                    "changed": .bool(reloaded.isChanged),
                    "warnings": .array(reload.warnings.map { .string($0) }),
                    "duesMoved": JSON(reloaded.duesMoved),
                ])
            case .failure(let fault):
                call.fail(
                    VarlinkError(
                        "io.duban.Manager.BadCharter",
                        ["diagnostics": .array(fault.diagnostics.map { .string($0) })]))
            }
        }
    }

    /// Whether the caller may change the service; it is told if not.
    func mayManage(_ call: Call, _ caller: Caller) -> Bool {
        if caller.mayManage { return true }
        refused(call)
        call.fail(.permissionDenied)
        return false
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
}

/// The text of io.duban.Manager as `GetInterfaceDescription` serves it.
let managementInterfaceText = """
    # Changes the service itself: for root, the office and the daemon's own account.
    interface io.duban.Manager

    # Reads the configuration again. All or nothing: a bad one leaves the old one in force.
    method Reload(
      # Where a file and a verb have both changed a field of a task, the file's word holds
      yes: ?bool,
      # Cancels the open tasks that the files declare no more, with a reason
      cancelGone: ?bool,
      reason: ?string
    ) -> (
      charterHash: string,
      # False when the files say what is in force already
      changed: bool,
      warnings: []string,
      # Obligations whose due date moved
      duesMoved: int
    )

    \(outboxInterfaceText)
    # The configuration is refused; each diagnostic with its place.
    error BadCharter (diagnostics: []string)

    """

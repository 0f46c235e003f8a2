// io.duban.Ledger: records facts.

import Civil
import DubanKernel
import DubanLedger
package import Varlink

/// Answers io.duban.Ledger.
@MainActor package final class LedgerService: VarlinkService {
    package let interface: InterfaceDescription
    private let supervisor: Supervisor
    private let hub: EventHub
    private let house: House
    private let callers: Callers

    /// Records through `supervisor`.
    package init(
        supervisor: Supervisor, hub: EventHub, house: House, callers: Callers
    ) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: ledgerInterfaceText)
        self.supervisor = supervisor
        self.hub = hub
        self.house = house
        self.callers = callers
    }

    package func call(_ call: Call) {
        guard call.method == "Record" else {
            return call.fail(.methodNotImplemented(call.fullMethod))
        }
        let charter = supervisor.charter
        let caller = callers.caller(call.peer.uid, charter: charter, now: supervisor.clock.now)
        let command: Command
        do throws(VarlinkError) {
            command = try Command(call.parameters, caller: caller, charter: charter)
        } catch {
            return call.fail(error)
        }
        supervisor.record(command) { [self] result in
            hub.advance()
            answer(call, result)
        }
    }

    private func answer(_ call: Call, _ result: Result<Recorded, RecordingFault>) {
        switch result {
        case .success(let recorded):
            let progress = recorded.situation?.progress
            let state = recorded.situation?.state(at: supervisor.clock.now)
            call.reply(
                JSON.present([
                    "entry": JSON(recorded.entry.sequence), "hash": .string(recorded.entry.hash),
                    "obligation": .string(recorded.obligation.text),
                    "state": .string((state ?? .open).rawValue),
                    "done": progress.map { JSON($0.done) },
                    "least": progress.map { JSON($0.least) },
                ]))
        case .failure(.refused(.notYours, _)), .failure(.refused(.officeOnly, _)):
            house.refused(call)
            call.fail(.permissionDenied)
        case .failure(.refused(let refusal, let allowed)):
            fail(
                call, refusal.text(in: supervisor.charter.language),
                allowed: allowed.map { .string($0.rawValue) })
        case .failure(.ledger(let error)):
            fail(call, error.description, allowed: [])
        }
    }

    private func fail(_ call: Call, _ reason: String, allowed: [JSON]) {
        call.fail(
            VarlinkError(
                "io.duban.Ledger.Refused",
                ["reason": .string(reason), "allowed": .array(allowed)]))
    }
}

extension Command {
    /// The request that a call's parameters make.
    fileprivate init(
        _ parameters: JSONObject, caller: Caller, charter: Charter
    ) throws(VarlinkError) {
        guard let verb = parameters["verb"]?.string.flatMap(Verb.init) else {
            throw .invalidParameter("verb")
        }
        self.init(
            verb: verb, obligation: parameters["obligation"]?.string ?? "", uid: caller.uid,
            persons: caller.persons)
        evidence = parameters["evidence"]?.array?.compactMap(\.string) ?? []
        entry = parameters["entry"]?.integer
        reason = parameters["reason"]?.string ?? ""
        effective = parameters["effectiveUSec"]?.integer.map { Instant(microseconds: $0) }
        if let text = parameters["held"]?.string {
            guard let date = CivilDate(text) else { throw .invalidParameter("held") }
            held = date
        }
        if let text = parameters["because"]?.string {
            guard let value = Reopening(rawValue: text) else { throw .invalidParameter("because") }
            because = value
        }
        if let text = parameters["onBehalfOf"]?.string {
            guard let unit = charter.unit(named: text) else {
                throw .invalidParameter("onBehalfOf")
            }
            onBehalfOf = unit
        }
    }
}

// io.duban.Status: what is due, what was told, and how the service is.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

/// Answers io.duban.Status. Reads come from memory; only the outbox is asked of the ledger.
@MainActor final class StatusService: VarlinkService {
    let interface: InterfaceDescription
    private let supervisor: Supervisor
    private let docket: Docket
    private let hub: EventHub
    private let status: ServiceStatus
    private let callers: Callers

    private nonisolated static let troublesMax = 20
    private static let pastDays = 40
    private static let subjectsPerTurn = 256

    init(
        supervisor: Supervisor, hub: EventHub, status: ServiceStatus, callers: Callers
    ) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: statusInterfaceText)
        self.supervisor = supervisor
        self.hub = hub
        self.status = status
        docket = supervisor.floor.docket
        self.callers = callers
    }

    func call(_ call: Call) {
        let now = supervisor.floor.clock.now
        let charter = docket.charter
        let caller = callers.caller(call.peer.uid, charter: charter, now: now)
        switch call.method {
        case "GetOverview": overview(call, caller, now)
        case "List": list(call, caller, now)
        case "Get": get(call, caller, charter, now)
        case "Subscribe": subscribe(call, caller)
        default: call.fail(.methodNotImplemented(call.fullMethod))
        }
    }

    private func subscribe(_ call: Call, _ caller: Caller) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let after = call.parameters["after"]?.integer
        guard after.map({ $0 >= 0 }) ?? true else { return call.fail(.invalidParameter("after")) }
        hub.subscribe(call, after: after) { [docket] event in
            event.unit.map { caller.sees($0, in: docket.charter) } ?? true
        }
    }

    // MARK: One row

    private func get(_ call: Call, _ caller: Caller, _ charter: Charter, _ now: Instant) {
        let key = ObligationKey(call.parameters["key"]?.string ?? "")
        let situation = docket.situation(of: key, at: now)
        guard let situation, caller.sees(situation.obligation.unit, in: charter) else {
            if situation != nil { status.refused(call) }
            return call.fail(
                VarlinkError("io.duban.Status.NoSuchObligation", ["key": .string(key.text)]))
        }
        let tellings = (docket.standing.tellings[key] ?? [:]).values.sorted {
            ($0.decidedAt, $0.at, $0.key.rung, $0.key.occurrence)
                < ($1.decidedAt, $1.at, $1.key.rung, $1.key.occurrence)
        }
        call.reply([
            "obligation": situation.row(
                at: now, in: charter,
                nextTelling: docket.nextTelling(of: situation, at: now),
                task: key.taskID.flatMap { docket.standing.register[$0] }),
            "submissions": .array(situation.submissionRows),
            "tellings": .array(tellings.map(\.row)),
        ])
    }

    // MARK: All rows

    private func list(_ call: Call, _ caller: Caller, _ now: Instant) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let charter = docket.charter
        let filter = RowFilter(call.parameters)
        let isWhole = call.parameters["particulars"]?.bool ?? false
        var subtree: UnitID?
        if let name = call.parameters["unit"]?.string {
            guard let unit = charter.unit(named: name) else {
                return call.fail(
                    VarlinkError("io.duban.Status.NoSuchUnit", ["unit": .string(name)]))
            }
            subtree = unit
        }
        var subjects = docket.subjects[...]
        var pending: ArraySlice<JSON> = []
        call.replyEach { [self] in
            while pending.isEmpty, let subject = subjects.popFirst() {
                pending = shown(subject, isWhole: isWhole, at: now) { situation in
                    let unit = situation.obligation.unit
                    return filter.admits(situation, at: now)
                        && subtree.map { charter.isUnit(unit, inSubtreeOf: $0) } ?? true
                        && caller.sees(unit, in: charter)
                }
            }
            return pending.popFirst().map { ["obligation": $0] }
        }
    }

    private func shown(
        _ subject: Subject, isWhole: Bool, at now: Instant, where admits: (Situation) -> Bool
    ) -> ArraySlice<JSON> {
        let charter = docket.charter
        var task: RegisteredAssignment?
        if isWhole, case .assignment(let id) = subject { task = docket.standing.register[id] }
        return docket.situations(of: subject, at: now)
            .filter { isCurrent($0, at: now) && admits($0) }
            .map {
                $0.row(
                    at: now, in: charter, nextTelling: $0.nextTelling(after: now), task: task)
            }[...]
    }

    /// Not over, or over for less than forty days.
    private func isCurrent(_ situation: Situation, at now: Instant) -> Bool {
        let past = now.adding(seconds: -Int64(Self.pastDays) * 86_400)
        switch situation.state(at: now) {
        case .open, .partial, .submitted: return true
        case .met, .metLate: return situation.met.map { $0.at >= past } ?? true
        case .cancelled, .excused:
            return (situation.restingSince ?? situation.excusedAt).map { $0 >= past } ?? true
        case .missed: return situation.obligation.lateUntil.map { $0 >= past } ?? true
        }
    }

    // MARK: Overview

    private func overview(_ call: Call, _ caller: Caller, _ now: Instant) {
        count(docket.subjects[...], on: Tally(), for: call, caller, now)
    }

    /// Counts as many subjects as take a few milliseconds, then lets others have the loop.
    private func count(
        _ subjects: ArraySlice<Subject>, on tally: Tally, for call: Call, _ caller: Caller,
        _ now: Instant
    ) {
        guard call.isOpen else { return }
        guard !subjects.isEmpty else { return finish(tally, call, caller, now) }
        let charter = docket.charter
        var tally = tally
        for subject in subjects.prefix(Self.subjectsPerTurn) {
            for situation in docket.situations(of: subject, at: now)
            where isCurrent(situation, at: now)
                && caller.counts(situation.obligation.unit, in: charter)
            {
                tally.count(situation, at: now)
            }
        }
        let counted = tally
        supervisor.floor.lanes.later { [self] in
            count(
                subjects.dropFirst(Self.subjectsPerTurn), on: counted, for: call, caller, now)
        }
    }

    private func finish(_ tally: Tally, _ call: Call, _ caller: Caller, _ now: Instant) {
        supervisor.floor.ask(.reading) { ledger throws(LedgerError) in
            (try ledger.outboxSummary(), try ledger.troubles(limit: Self.troublesMax))
        } then: { [self] answer in
            if answer != nil { supervisor.floor.troubles.end(.reading) }
            let (outbox, troubles) = answer ?? ([], [])
            let seen = caller.seesAll ? troubles : []
            call.reply(
                status.overview(
                    counts: tally.rows, outbox: outbox.map(\.row), troubles: seen.map(\.row),
                    sequence: hub.sequence, now: now))
        }
    }
}

/// The selectors of List.
private struct RowFilter {
    let kind: String?
    let state: String?
    let light: String?

    init(_ parameters: JSONObject) {
        kind = parameters["kind"]?.string
        state = parameters["state"]?.string
        light = parameters["light"]?.string
    }

    func admits(_ situation: Situation, at now: Instant) -> Bool {
        (kind.map { situation.obligation.kind.rawValue == $0 } ?? true)
            && (state.map { situation.state(at: now).rawValue == $0 } ?? true)
            && (light.map { situation.light(at: now)?.rawValue == $0 } ?? true)
    }
}

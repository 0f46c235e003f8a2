// io.duban.Status: what is due, what was told, and how the service is.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

/// Answers io.duban.Status. Reads come from memory; only the outbox is asked of the ledger.
@MainActor final class StatusService: VarlinkService {
    let interface: InterfaceDescription
    private let desk: Desk
    private var docket: Docket { desk.docket }

    private nonisolated static let troublesMax = 20
    private static let pastDays = 40
    private static let subjectsPerTurn = 256

    init(_ desk: Desk) throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: statusInterfaceText)
        self.desk = desk
    }

    func call(_ call: Call) {
        let (caller, now) = (desk.caller(of: call), desk.now)
        switch call.method {
        case "GetOverview": count(docket.subjects[...], on: Tally(), for: call, caller, now)
        case "List": list(call, caller, now)
        case "Get": get(call, caller, now)
        case "Subscribe": subscribe(call, caller)
        default: call.fail(.methodNotImplemented(call.fullMethod))
        }
    }

    private func subscribe(_ call: Call, _ caller: Caller) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let after = call.parameters["after"]?.integer
        guard after.map({ $0 >= 0 }) ?? true else { return call.fail(.invalidParameter("after")) }
        desk.hub.subscribe(call, after: after) { [docket] event in
            event.unit.map { caller.sees($0, in: docket.charter) } ?? true
        }
    }

    // MARK: One row

    private func get(_ call: Call, _ caller: Caller, _ now: Instant) {
        let charter = docket.charter
        let key = ObligationKey(call.parameters["key"]?.string ?? "")
        let situation = docket.situation(of: key, at: now)
        guard let situation, caller.sees(situation.obligation.unit, in: charter) else {
            if situation != nil { desk.refused(call) }
            return call.fail(
                VarlinkError("io.duban.Status.NoSuchObligation", ["key": .string(key.text)]))
        }
        let task = key.taskID.flatMap { docket.standing.register[$0] }
        let tellings = (docket.standing.tellings[key] ?? [:]).values.sorted {
            ($0.decidedAt, $0.at, $0.key.rung, $0.key.occurrence)
                < ($1.decidedAt, $1.at, $1.key.rung, $1.key.occurrence)
        }
        call.reply([
            "obligation": situation.row(at: now, in: charter, task: task),
            "submissions": .array(situation.submissionRows),
            "tellings": .array(tellings.map(\.row)),
        ])
    }

    // MARK: All rows

    private func list(_ call: Call, _ caller: Caller, _ now: Instant) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let charter = docket.charter
        let (kind, state, light) = (selector("kind"), selector("state"), selector("light"))
        var subtree: UnitID?
        if let name = selector("unit") {
            guard let unit = charter.unit(named: name) else {
                return call.fail(
                    VarlinkError("io.duban.Status.NoSuchUnit", ["unit": .string(name)]))
            }
            subtree = unit
        }
        func selector(_ name: String) -> String? { call.parameters[name]?.string }
        func isWanted(_ situation: Situation) -> Bool {
            let obligation = situation.obligation
            return kind ?? obligation.kind.rawValue == obligation.kind.rawValue
                && (state.map { $0 == situation.state(at: now).rawValue } ?? true)
                && (light.map { $0 == situation.light(at: now)?.rawValue } ?? true)
                && (subtree.map { charter.isUnit(obligation.unit, inSubtreeOf: $0) } ?? true)
                && caller.sees(obligation.unit, in: charter) && isCurrent(situation, at: now)
        }
        let isWhole = call.parameters["particulars"]?.bool ?? false
        var subjects = docket.subjects[...]
        var pending: ArraySlice<JSON> = []
        call.replyEach { [docket] in
            while pending.isEmpty, let subject = subjects.popFirst() {
                var task: RegisteredAssignment?
                if isWhole, case .assignment(let id) = subject {
                    task = docket.standing.register[id]
                }
                pending =
                    docket.supervision.situations(of: subject, at: now).filter(isWanted)
                    .map { $0.row(at: now, in: docket.charter, task: task) }[...]
            }
            return pending.popFirst().map { ["obligation": $0] }
        }
    }

    /// Not over, or over for less than forty days.
    private func isCurrent(_ situation: Situation, at now: Instant) -> Bool {
        let end: Instant?
        switch situation.state(at: now) {
        case .open, .partial, .submitted: return true
        case .met, .metLate: end = situation.met?.at
        case .cancelled, .excused: end = situation.restingSince ?? situation.excusedAt
        case .missed: end = situation.obligation.lateUntil
        }
        return end.map { $0 >= now.adding(seconds: -Int64(Self.pastDays) * 86_400) } ?? true
    }

    // MARK: Overview

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
            for situation in docket.supervision.situations(of: subject, at: now)
            where isCurrent(situation, at: now)
                && caller.counts(situation.obligation.unit, in: charter)
            {
                tally.count(situation, at: now)
            }
        }
        let counted = tally
        desk.supervisor.floor.lanes.later { [self] in
            count(
                subjects.dropFirst(Self.subjectsPerTurn), on: counted, for: call, caller, now)
        }
    }

    private func finish(_ tally: Tally, _ call: Call, _ caller: Caller, _ now: Instant) {
        let reply = { @MainActor [desk] (outbox: [OutboxCount], troubles: [Trouble]) in
            call.reply(
                desk.status.overview(
                    counts: tally.rows, outbox: outbox.map(\.row),
                    troubles: caller.seesAll ? troubles.map(\.row) : [],
                    sequence: desk.hub.sequence, now: now))
        }
        desk.supervisor.floor.ask(.reading) { ledger throws(LedgerError) in
            (try ledger.outboxSummary(), try ledger.troubles(limit: Self.troublesMax))
        } then: { outbox, troubles in
            reply(outbox, troubles)
        } orElse: { _ in
            reply([], [])
        }
    }
}

// io.duban.Status: what is due, what was told, and how the service is.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

/// Reads come from memory; only the outbox is asked of the ledger.
extension Desk {
    private nonisolated static let troublesMax = 20
    private static let pastDays = 40

    func subscribe(_ call: Call, _ caller: Caller) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let after = call.parameters["after"]?.integer
        guard after.map({ $0 >= 0 }) ?? true else { return call.fail(.invalidParameter("after")) }
        hub.subscribe(call, after: after) { [weak self] event in
            guard let self, let unit = event.unit else { return self != nil }
            return current(caller).sees(unit, in: charter)
        }
    }

    func get(_ call: Call, _ caller: Caller) {
        let (charter, now) = (charter, now)
        let text = call.parameters["key"]?.string ?? ""
        var situation: Situation?
        do throws(Refusal) {
            let key = try names(for: caller).key(of: text)
            situation = docket.meant(by: key, at: now)
        } catch {
            return fail(call, text, error)
        }
        guard let situation, caller.sees(situation.obligation.unit, in: charter) else {
            if situation != nil { refused(call) }
            return fail(call, text, .unknown(text))
        }
        let key = situation.obligation.key
        let task = key.taskID.flatMap { docket.standing.register[$0] }
        let tellings = (docket.standing.tellings[key] ?? [:]).values.sorted {
            ($0.decidedAt, $0.at, $0.key.rung, $0.key.occurrence)
                < ($1.decidedAt, $1.at, $1.key.rung, $1.key.occurrence)
        }
        call.reply([
            "obligation": situation.row(at: now, in: charter, task: task),
            "submissions": .array(situation.submissionRows),
            "tellings": .array(
                tellings.map {
                    $0.row(in: charter, undelivered: docket.standing.undelivered(of: $0))
                }),
        ])
    }

    private func fail(_ call: Call, _ text: String, _ refusal: Refusal) {
        switch refusal {
        case .several(_, let keys):
            call.fail(
                VarlinkError(
                    "io.duban.Status.SeveralObligations",
                    ["key": .string(text), "meant": .array(keys.map(JSON.string))]))
        case .unknown(_, let near):
            call.fail(
                VarlinkError(
                    "io.duban.Status.NoSuchObligation",
                    ["key": .string(text), "near": .array(near.map(JSON.string))]))
        default: preconditionFailure("a name is unknown or means several things")
        }
    }

    // MARK: All rows

    func list(_ call: Call, _ caller: Caller) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let now = now
        let selection: Selection
        do throws(VarlinkError) {
            selection = try Selection(call.parameters, in: charter, of: caller, at: now)
        } catch {
            return call.fail(error)
        }
        let isWhole = call.parameters["particulars"]?.bool ?? false
        var subjects = docket.subjects[...]
        var pending: ArraySlice<JSON> = []
        call.replyEach { [self, docket] in
            if let row = pending.popFirst() { return .item(["obligation": row]) }
            guard let subject = subjects.popFirst() else { return .end }
            let rights = current(caller)
            var task: RegisteredAssignment?
            if case .assignment(let id) = subject { task = docket.standing.register[id] }
            pending =
                docket.supervision.situations(of: subject, at: now)
                .filter { situation in
                    selection.wants(situation, task) && isRecent(situation, at: now)
                        && rights.sees(situation.obligation.unit, in: docket.charter)
                }
                .map { $0.row(at: now, in: docket.charter, task: isWhole ? task : nil) }[...]
            return .notYet
        }
    }

    /// Not over, or over for less than forty days.
    private func isRecent(_ situation: Situation, at now: Instant) -> Bool {
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

    /// Counts one subject after another in the caller's turns.
    func overview(_ call: Call, _ caller: Caller) {
        let now = now
        var subjects = docket.subjects[...]
        var tally = Tally()
        call.inTurns { [self, weak call] in
            guard let subject = subjects.popFirst() else {
                if let call { finish(call, caller, tally, now) }
                return false
            }
            for situation in docket.supervision.situations(of: subject, at: now)
            where isRecent(situation, at: now)
                && caller.sees(situation.obligation.unit, orCounts: true, in: charter)
            {
                tally.count(situation, at: now)
            }
            return true
        }
    }

    private func finish(_ call: Call, _ caller: Caller, _ tally: Tally, _ now: Instant) {
        floor.ask(.reading, orElse: { [self] _ in call.reply(overview(caller, tally, now)) }) {
            ledger throws(LedgerError) in
            (
                try ledger.outboxSummary(), try ledger.troubles(limit: Self.troublesMax),
                try ledger.undeliverable(now: now)
            )
        } then: { [self] counts, troubles, undelivered in
            (outbox, undeliverable) = (counts, undelivered)
            call.reply(overview(caller, tally, now, troubles))
        }
    }

    // MARK: Days and hours

    func calendar(_ call: Call) {
        let (days, calendar) = (charter.days, charter.days.calendar)
        func texts(_ dates: Set<CivilDate>) -> JSON {
            .array(dates.sorted().map { .string($0.description) })
        }
        call.reply([
            "zone": .string(charter.zone.name),
            "week": .array(calendar.week.map(\.rawValue).sorted().map { JSON($0) }),
            "rest": texts(calendar.rest), "work": texts(calendar.work),
            "years": .array(calendar.knownYears.sorted().map { JSON($0) }),
            "opens": .string("\(days.opens)"), "closes": .string("\(days.closes)"),
            "remindAt": .string("\(days.remindAt)"), "tenDays": .string(days.tenDays.rawValue),
        ])
    }

    // MARK: What the service says of itself

    /// Source lines, names and places are for those who can mend what is wrong.
    private func overview(
        _ caller: Caller, _ tally: Tally, _ now: Instant, _ troubles: [Trouble] = []
    ) -> JSON {
        let isTrusted = current(caller).mayManage
        let untold = charter.language == .chinese ? Self.untold.chinese : Self.untold.english
        let attention = attention
        let warnings = reload.warnings + attention.filter { $0.why.isWarning }.map(\.text)
        return JSON.present([
            "version": .string(Daemon.version),
            "startedUSec": JSON(startedAt.microseconds),
            "nowUSec": JSON(now.microseconds),
            "charterHash": .string(charter.hash),
            "charterLoadedUSec": JSON(reload.loadedAt.microseconds),
            "lastChange": caller.seesAll ? reload.lastChange.rows : .array([]),
            "zone": .string(charter.zone.name),
            "delivery": .string(charter.delivery.rawValue),
            "held": docket.standing.held.map { .string($0) },
            "pendingChange": reload.pendingChange.map { .string(isTrusted ? $0 : untold) },
            "warnings": .array((isTrusted ? warnings : []).map { .string($0) }),
            "attention": .array(
                attention.map {
                    [
                        "what": .string($0.why.rawValue),
                        "text": .string(isTrusted ? $0.text : ""),
                    ]
                }),
            "sequence": JSON(hub.sequence),
            "entries": JSON(docket.standing.head.sequence),
            "head": .string(docket.standing.head.hash),
            "lastPassUSec": docket.lastPass.map { JSON($0.microseconds) },
            "nextLookUSec": supervisor.pass.nextLook.map { JSON($0.microseconds) },
            "counts": .array(tally.rows),
            "outbox": .array(outbox.map(\.row)),
            "troubles": .array((isTrusted ? troubles : []).map(\.row)),
            "undeliverable": isTrusted ? JSON(undeliverable) : nil,
        ])
    }

    private static let untold = Wording(
        "the configuration on disk is refused; the office and root are shown why",
        "磁盘上的配置有误；原因只显示给督办部门和 root")
}

/// `a, b and 3 more`.
func listed(_ names: [String], most: Int) -> String {
    let rest = names.count - most
    return names.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
}

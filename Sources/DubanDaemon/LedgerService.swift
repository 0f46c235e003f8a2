// io.duban.Ledger: records facts, and tells which were recorded.

import Civil
import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    private static let recordsPerMinute = 600
    private static let officeRecordsPerMinute = 6000

    func record(_ call: Call, _ caller: Caller) {
        let most = caller.seesAll ? Self.officeRecordsPerMinute : Self.recordsPerMinute
        guard records.count(caller.uid, at: now) <= most else {
            return fail(
                call,
                language(of: call) == .chinese
                    ? "一分钟内登记超过 \(most) 次；请稍候再试"
                    : "more than \(most) records within a minute; wait a little")
        }
        let asked: Command
        do throws(VarlinkError) {
            asked = try Command(call.parameters, caller: caller)
        } catch {
            return call.fail(error)
        }
        var command = asked
        do throws(Refusal) {
            command.obligation = try names(for: caller).key(of: command.obligation).text
        } catch {
            return fail(call, error.text(in: language(of: call)))
        }
        supervisor.recorder.record(command) { [self, asked] result in
            answer(call, asked, caller, result)
        }
    }

    private func answer(
        _ call: Call, _ asked: Command, _ caller: Caller,
        _ result: Result<Recorded, Fault<Denial>>
    ) {
        switch result {
        case .success(let recorded):
            let progress = recorded.situation?.progress
            let state = recorded.situation?.state(at: now)
            call.reply(
                JSON.present([
                    "entry": JSON(recorded.entry.sequence), "hash": .string(recorded.entry.hash),
                    "obligation": .string(recorded.obligation.text),
                    "state": .string((state ?? .open).rawValue),
                    "done": progress.map { JSON($0.done) },
                    "least": progress.map { JSON($0.least) },
                    "missing": .array(recorded.missing.map { .string($0) }),
                ]))
        case .failure(.refused(let denial)):
            if denial.refusal.isAboutRights { refused(call) }
            let shown = denial.shown(to: caller, asking: asked, in: charter)
            fail(call, shown.refusal.text(in: language(of: call)), allowed: shown.possible)
        case .failure(.ledger(let error)): fail(call, error.description)
        }
    }

    /// The caller's, if it names one.
    private func language(of call: Call) -> Language {
        call.parameters["language"]?.string.flatMap(Language.init) ?? charter.language
    }

    private func fail(_ call: Call, _ reason: String, allowed: [Verb] = []) {
        let verbs = JSON.array(allowed.map { .string($0.rawValue) })
        call.fail(
            VarlinkError("io.duban.Ledger.Refused", ["reason": .string(reason), "allowed": verbs]))
    }
}

extension Desk {
    private nonisolated static let deedsMax = 500

    func history(_ call: Call, _ caller: Caller) {
        let key = ObligationKey(call.parameters["obligation"]?.string ?? "")
        let registered = key.taskID.flatMap { docket.standing.register[$0]?.particulars[.lead] }
        let unit =
            docket.situation(of: key, at: now)?.obligation.unit ?? registered.map { UnitID($0) }
        guard let unit, caller.sees(unit, in: charter) else {
            if unit != nil { refused(call) }
            return call.fail(
                VarlinkError("io.duban.Ledger.NoSuchObligation", ["key": .string(key.text)]))
        }
        let end = call.parameters["before"]?.integer ?? .max
        floor.ask(.reading, orElse: { [self] in fail(call, $0.description) }) {
            ledger throws(LedgerError) in
            try ledger.history(of: key, before: end, limit: Self.deedsMax + 1)
        } then: { [charter] entries in
            let deeds = entries.suffix(Self.deedsMax).map { $0.deed(of: key, in: charter) }
            call.reply([
                "deeds": .array(deeds), "earlier": .bool(entries.count > Self.deedsMax),
            ])
        }
    }
}

extension Denial {
    /// Of what a caller may not see nothing is said, not even that it is there.
    func shown(to caller: Caller, asking command: Command, in charter: Charter) -> Denial {
        guard refusal.isAboutRights, let unit, !caller.knows(unit, in: charter) else { return self }
        return Denial(.unknown(command.obligation))
    }
}

extension Command {
    /// The request that a call's parameters make.
    fileprivate init(_ parameters: JSONObject, caller: Caller) throws(VarlinkError) {
        guard let verb = parameters["verb"]?.string.flatMap(Verb.init) else {
            throw .invalidParameter("verb")
        }
        let named = Particular.allCases.compactMap { particular in
            parameters[particular.rawValue].flatMap(Particular.Value.init).map { (particular, $0) }
        }
        do throws(Malformed) {
            try self.init(
                verb, parameters["obligation"]?.string ?? "", named, uid: caller.uid,
                persons: caller.persons)
        } catch {
            throw .invalidParameter(error.particular.rawValue)
        }
        onBehalfOf = parameters["onBehalfOf"]?.string
        paper = parameters["paper"]?.string
        signedBy = parameters["signedBy"]?.string
    }
}

extension Particular.Value {
    fileprivate init?(_ json: JSON) {
        if let text = json.string {
            self = .text(text)
        } else if let number = json.integer {
            self = .number(number)
        } else if let flag = json.bool {
            self = .flag(flag)
        } else if let array = json.array {
            self = .texts(array.compactMap(\.string))
        } else {
            return nil
        }
    }
}

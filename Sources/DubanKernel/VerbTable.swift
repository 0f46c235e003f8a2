// The one table of verbs: in which phase of what kind each is possible, for whom, with which
// particulars, whose hand it settles, and the event that it becomes. The judge, the list of what is
// possible, the interface's description, dubanctl and the advice in mails read it.

package import Civil

/// A verb of recording.
package enum Verb: String, Sendable, CaseIterable {
    case submit, withdraw, close, reopen, cancel, resume

    /// What it does, in one sentence.
    package var help: Wording {
        switch self {
        case .submit: Wording("Record what a unit hands in.", "登记上报。")
        case .withdraw: Wording("Take a submission back.", "撤回上报。")
        case .close: Wording("Close a task or milestone.", "销号。")
        case .reopen: Wording("Open something closed again.", "重新挂账。")
        case .cancel: Wording("End a task or milestone that is done no more.", "取消事项或节点。")
        case .resume: Wording("Go on with what was cancelled.", "恢复已取消的事项或节点。")
        }
    }

    /// How sentences name it; in English it is the word itself.
    package var chinese: String {
        switch self {
        case .submit: "报送"
        case .withdraw: "撤回"
        case .close: "销号"
        case .reopen: "重新挂账"
        case .cancel: "取消"
        case .resume: "恢复"
        }
    }

    /// What its help shows behind that.
    package var examples: Wording {
        switch self {
        case .submit:
            let examples = """
                  dubanctl submit info/jiaoyu
                  dubanctl submit study/jiaoyu --held "$(date +%F)" \\
                    --evidence 研讨计划 研讨记录 交流发言材料
                  dubanctl submit info/jiaoyu --for jiaoyu \\
                    --at "$(date -d yesterday +%F) 16:00" --reason 系统停机
                """
            return Wording("Examples:\n" + examples, "例：\n" + examples)
        case .withdraw:
            let example = "\n  dubanctl withdraw info/jiaoyu --reason 报错单位"
            return Wording("Example:" + example, "例：" + example)
        case .close:
            let examples =
                "\n  dubanctl close task:zg-001"
                + "\n  dubanctl close task:zg-001 --over 初稿 --reason 已并入终稿"
            return Wording(
                "A task with open milestones is closed only over those that are named.\nExamples:"
                    + examples,
                "事项尚有未完成节点的，须用 --over 逐一注明方可销号。例：" + examples)
        case .reopen:
            let example = "\n  dubanctl reopen task:zg-001 --because relapse --reason 问题反弹"
            return Wording(
                "relapse: the problem came back; false: the closing was not true; error: closed by "
                    + "mistake.\nExample:" + example,
                "relapse 问题反弹；false 虚假整改；error 误销号。例：" + example)
        case .cancel:
            let example = "\n  dubanctl cancel task:zg-001/初稿 --reason 已并入终稿"
            return Wording("Example:" + example, "例：" + example)
        case .resume:
            let example = "\n  dubanctl resume task:zg-001/初稿 --reason 仍须单独报送"
            return Wording("Example:" + example, "例：" + example)
        }
    }

    /// The event that a request becomes which the table has and that lacks nothing.
    func event(
        of command: Command, on situation: Situation, openParts: [ObligationKey],
        at now: Instant
    ) throws(Refusal) -> Event {
        let (key, reason) = (situation.obligation.key, command.reason)
        let submissions = situation.record.submissions
        switch self {
        case .submit:
            try command.checkAgain(on: situation)
            return .submitted(
                obligation: key, evidence: command.evidence, held: command.held,
                effective: command.effective, note: reason, title: command.title)
        case .withdraw:
            guard let wanted = command.entry ?? submissions.last?.entry,
                submissions.contains(where: { $0.entry == wanted })
            else { throw .nothingSubmitted(key) }
            var without = situation.record
            without.submissions.removeAll { $0.entry == wanted }
            let isStillMet = Situation(situation.obligation, record: without).met != nil
            return .withdrawn(
                obligation: key, entry: wanted, reopens: situation.met != nil && !isStillMet,
                reason: reason)
        case .close:
            return .closed(
                obligation: key, met: submissions.last?.effective ?? now, reason: reason,
                over: try command.parts(toPassOver: openParts, of: key))
        case .reopen:
            guard let because = command.because else {
                throw .missing(.because, of: key, by: self)
            }
            return .reopened(obligation: key, because: because, reason: reason)
        case .cancel: return .cancelled(obligations: [key], reason: reason)
        case .resume: return .resumed(obligation: key, due: nil, reason: reason)
        }
    }
}

/// As whom somebody records.
package enum Role: Sendable, CaseIterable {
    /// Who holds a post in the office concerned.
    case office
    /// Who of the office may say that it is done: nobody who submitted it, or whose unit did.
    case verifier
    /// Who holds a post in the unit that owes it.
    case unit
}

/// Where an obligation is for whoever wants to record something about it: what the verbs tell
/// apart.
package enum Phase: Sendable, CaseIterable {
    case unopened
    case open
    /// Something was, not enough.
    case partial
    /// Reported as done, by itself or with its task.
    case submitted
    /// Enough was handed in; more still counts.
    case met
    case ended
    case closed
    /// The office has closed the task that it belongs to.
    case closedWithTask
    /// The office has ended it before it was met.
    case cancelled
    /// The office has ended the task that it belongs to.
    case cancelledWithTask
    /// The unit in which somebody owed it has ended.
    case excused
}

/// One row: a verb in one of its uses.
package struct VerbRow: Sendable {
    package let verb: Verb
    /// How refusals and descriptions call this use, where it is not the verb's only one.
    let use: String
    let kinds: Set<Obligation.Kind>
    let phases: Set<Phase>
    /// Who may; as the first of them that the caller is, it is recorded.
    let roles: [Role]
    /// There must be a submission that was not withdrawn.
    let needsSubmission: Bool
    /// In the order in which commands name them.
    package let particulars: KeyValuePairs<Particular, Demand>
    /// For whom it is the verb that settles an open matter of such a kind.
    let settles: [Role: Set<Obligation.Kind>]

    init(
        _ verb: Verb, use: String? = nil, of kinds: Set<Obligation.Kind> = VerbTable.everything,
        in phases: Set<Phase>, by roles: [Role], needsSubmission: Bool = false,
        with particulars: KeyValuePairs<Particular, Demand>,
        settles: [Role: Set<Obligation.Kind>] = [:]
    ) {
        (self.verb, self.use, self.kinds, self.phases) = (verb, use ?? verb.rawValue, kinds, phases)
        (self.roles, self.needsSubmission) = (roles, needsSubmission)
        (self.particulars, self.settles) = (particulars, settles)
    }

    func takes(_ particular: Particular) -> Bool {
        particulars.contains { $0.key == particular }
    }
}

/// All rows, and what is asked of them.
package enum VerbTable {
    fileprivate static let everything = Set(Obligation.Kind.allCases).subtracting([.step])
    private static let closable: Set<Obligation.Kind> = [.task, .milestone]

    /// Items of a period are told apart from the second one on.
    private static let titled = Demand.fromSecond([.quota])

    /// Of two uses of a verb the one that takes less stands first.
    package static let rows: [VerbRow] = [
        VerbRow(
            .submit, in: [.open, .partial, .submitted, .met], by: [.unit, .office],
            with: [
                .held: .of(DutyClass.held), .evidence: .of(closable), .title: titled,
                .again: .optional, .reason: .optional,
            ],
            settles: [.unit: everything, .office: [.review]]),
        VerbRow(
            .withdraw, in: [.unopened, .open, .partial, .submitted, .met, .ended],
            by: [.unit, .office], needsSubmission: true,
            with: [.entry: .optional, .reason: .required]),
        VerbRow(
            .close, of: closable, in: [.unopened, .open, .submitted], by: [.verifier],
            with: [.over: .optional, .reason: .unlessSubmitted],
            settles: [.verifier: closable.union([.step])]),
        VerbRow(
            .reopen, of: closable, in: [.closed], by: [.office],
            with: [.because: .required, .reason: .required]),
        VerbRow(
            .cancel, of: closable, in: [.unopened, .open, .submitted], by: [.office],
            with: [.reason: .required]),
        VerbRow(
            .resume, of: closable, in: [.cancelled], by: [.office], with: [.reason: .required]),
        VerbRow(
            .submit, use: "backdating", in: [.open, .partial, .submitted, .met, .ended],
            by: [.office],
            with: [
                .effective: .required, .reason: .required, .held: .of(DutyClass.held),
                .evidence: .of(closable), .title: titled, .again: .optional,
            ]),
    ]

    /// The use of its verb that a request with its particulars is.
    static func row(of command: Command) -> VerbRow {
        let given = Particular.allCases.filter(command.says)
        guard let row = rows.first(where: { $0.verb == command.verb && given.allSatisfy($0.takes) })
        else {
            preconditionFailure("\(command.verb) has no use with \(given): the table lacks a row")
        }
        return row
    }

    /// What settles an open matter of a kind for somebody in these roles; nil: nothing that they
    /// may do.
    package static func settling(_ kind: Obligation.Kind, as roles: some Collection<Role>)
        -> VerbRow?
    {
        Role.allCases.lazy.filter(roles.contains).compactMap { role in
            rows.first { $0.settles[role]?.contains(kind) ?? false }
        }.first
    }

    package static func verbs(taking particular: Particular) -> [Verb] {
        Verb.allCases.filter { verb in
            rows.contains { $0.verb == verb && $0.takes(particular) }
        }
    }

    /// The uses that are always refused without a particular, as descriptions list them.
    package static func uses(requiring particular: Particular) -> [String] {
        rows.filter { $0.particulars.contains { $0 == (particular, .required) } }.map(\.use)
    }
}

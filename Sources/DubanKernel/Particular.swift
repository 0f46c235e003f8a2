// The particulars of verbs: how the wire, the command line and people call each, and what it holds.

package import Civil

/// Something that a request says beside its verb and obligation; the raw value is its name on the
/// wire.
package enum Particular: String, Sendable, CaseIterable {
    case evidence, held, title, again, entry, because, over, reason
    case effective = "effectiveUSec"

    /// As the wire carries it.
    package enum Value: Sendable {
        case text(String)
        case texts([String])
        case flag(Bool)
        case number(Int64)
    }

    package var wireType: String {
        switch self {
        case .held, .title, .because, .reason: "?string"
        case .again: "?bool"
        case .evidence, .over: "?[]string"
        case .entry, .effective: "?int"
        }
    }

    /// What the interface's description says of it, behind the verbs that take it.
    package var meaning: String {
        switch self {
        case .evidence: "the evidence that comes with it, by name"
        case .held: "the date on which a session was held, 2026-11-20"
        case .title: "what the item or session was called; asked from a period's second item on"
        case .again: "it is meant, although it says the same as one before"
        case .entry: "the entry that recorded the submission; null for the latest one"
        case .because: "relapse, false or error"
        case .over: "the open milestones that a task is closed over, by key or name"
        case .reason: "why, in words"
        case .effective: "the office backdates it to this instant, with a reason"
        }
    }

    package var option: String { self == .effective ? "--at" : "--\(rawValue)" }

    package var help: Wording {
        switch self {
        case .evidence: Wording("The evidence that comes with it.", "所附佐证的名称。")
        case .held: Wording("When the session was held.", "会议召开日期。")
        case .title:
            Wording("What it was called; asked from a period's second item on.", "标题；本期第二条起须注明。")
        case .again: Wording("Record it although it was recorded already.", "与已登记的相同，仍予登记。")
        case .entry:
            Wording("The entry that recorded it; else the latest one.", "要撤回的台账号；不写则为最近一条。")
        case .because: Wording("Why it is open again.", "重新挂账的原因类别。")
        case .over:
            Wording("Open milestones to close the task over, with a reason.", "尚未完成而仍予销号的节点，须写理由。")
        case .reason: Wording("Why.", "理由。")
        case .effective:
            Wording(
                "Backdate it to `2026-11-24 16:00` or @SECONDS; the office only, with a reason.",
                "补记为该时刻，如“2026-11-24 16:00”或 @秒数；限督办部门，须写理由。")
        }
    }
}

extension Particular {
    /// What somebody is told whose request lacks it.
    func missing(of key: ObligationKey, by verb: Verb) -> Wording {
        switch self {
        case .evidence:
            Wording(
                "\(key) needs evidence: name it with --evidence NAME",
                "\(key) 须有佐证：请用 --evidence 名称 注明")
        case .held:
            Wording(
                "\(key) is a session: say when it was held with --held DATE",
                "\(key) 是会议：请用 --held 日期 注明召开时间")
        case .title:
            Wording(
                "\(key) has an item already: give this one's title with --title TEXT",
                "\(key) 本期已报过：自第二条起须用 --title 标题 注明")
        case .because:
            Wording(
                "\(verb.rawValue) needs --because relapse, false or error",
                "\(verb.chinese)须注明 --because relapse（反弹）、false（虚假）或 error（误销）")
        case .reason:
            Wording(
                "\(verb.rawValue) needs a reason: give it with --reason TEXT",
                "\(verb.chinese)须注明理由：--reason 理由")
        case .entry, .effective, .over, .again:
            Wording("\(verb.rawValue) needs \(option)", "\(verb.chinese)须注明 \(option)")
        }
    }
}

/// Whether a verb needs a particular.
package enum Demand: Hashable, Sendable {
    case optional, required
    case of(Set<Obligation.Kind>)
    case unlessSubmitted
    case fromSecond(Set<Obligation.Kind>)

    /// Whether a request about an obligation of that kind is refused without it.
    package func applies(to kind: Obligation.Kind, isSubmitted: Bool) -> Bool {
        switch self {
        case .optional: false
        case .required: true
        case .of(let kinds): kinds.contains(kind)
        case .unlessSubmitted: !isSubmitted
        case .fromSecond(let kinds): isSubmitted && kinds.contains(kind)
        }
    }
}

// Why the service needs a person: what `dubanctl status` exits 4 for and the line of `systemctl
// status` names. Warnings of the charter are not among it.

package import Civil

/// One reason; it holds for as long as the trouble lasts. The wire's word is its name.
package enum Attention: String, Sendable, CaseIterable {
    case configurationRefused
    case tasksUndeclared
    /// Refused by a mailbox, or tried in vain for an hour.
    case undeliverable
    /// Nobody could be told of something that is still owed, and nobody could be now.
    case unreachable
    case clockDoubted
    /// A first pass that would send much waits for somebody's word.
    case firstPassHeld
    /// The ledger lacks an entry that it had.
    case ledgerNotWhole
    /// The ledger cannot be read or written.
    case ledgerFailing
    case agendaMended

    package var wording: Wording {
        switch self {
        case .configurationRefused: Wording("configuration on disk refused", "磁盘上的配置有误，未生效")
        case .tasksUndeclared: Wording("open tasks declared no more", "在办事项已不再声明")
        case .undeliverable: Wording("notices undeliverable", "提醒无法投递")
        case .unreachable: Wording("nobody can be told", "无人可告知")
        case .clockDoubted: Wording("clock doubted", "时钟可疑")
        case .firstPassHeld: Wording("first pass held", "首次检查暂缓发送")
        case .ledgerNotWhole: Wording("ledger not whole", "台账缺少原有条目")
        case .ledgerFailing: Wording("ledger failing", "台账读写失败")
        case .agendaMended: Wording("agenda mended", "日程有遗漏，已补正")
        }
    }
}

extension Supervision {
    /// Whether nobody could be told of something at its last rung, and nobody would be by now:
    /// while it is owed.
    package mutating func isUnreachable(_ key: ObligationKey, at now: Instant) -> Bool {
        guard let situation = situation(of: key, at: now), situation.isOwed(at: now) else {
            return false
        }
        let last = (standing.tellings[key] ?? [:]).values.filter {
            $0.key.episode == situation.record.episode
                && ($0.outcome == .told || $0.outcome == .unreachable)
        }.max { ($0.decidedAt, $0.at) < ($1.decidedAt, $1.at) }
        guard let last, last.outcome == .unreachable else { return false }
        let obligation = situation.obligation
        let recipients = obligation.schedule.steps.filter { $0.identity == last.key.rung }
            .flatMap(\.rung.tell)
        let today = charter.zone.civil(now).date
        return charter.reached(by: recipients, for: obligation, on: today).isEmpty
    }
}

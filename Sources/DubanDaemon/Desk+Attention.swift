// What needs a person, and the line of `systemctl status` that says so (DESIGN §11.3).

import Civil
import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    private static let namesMax = 20
    /// A delivery that is retried for so long needs somebody.
    private static let patienceMicroseconds: Int64 = 3_600_000_000

    /// Each reason with what is known of it, in the charter's language.
    var attention: [(why: Attention, text: String)] {
        Attention.allCases.compactMap { why in detail(of: why).map { (why, $0) } }
    }

    private func detail(of why: Attention) -> String? {
        switch why {
        case .configurationRefused:
            guard reload.pending?.isRefusal == true else { return nil }
            return reload.pendingChange?.split(separator: "\n").first.map(String.init)
        case .tasksUndeclared:
            let tasks = docket.standing.undeclared.map(\.text)
            guard !tasks.isEmpty else { return nil }
            let names = listed(tasks, most: Self.namesMax)
            return say(
                "open tasks whose declaration is gone: \(names); put them back, or "
                    + "`dubanctl reload --cancel-gone --reason TEXT`",
                "在办事项已不再声明：\(names)；请补回配置，或 `dubanctl reload --cancel-gone --reason 理由`")
        case .undeliverable:
            let stuck = outbox.filter { $0.isStuck(at: now, Self.patienceMicroseconds) }
            let count = stuck.reduce(undeliverable) { $0 + $1.notices }
            return count == 0
                ? nil
                : say(
                    "\(count) of them: see “dubanctl outbox list”",
                    "共 \(count) 封，详见“dubanctl outbox list”")
        case .unreachable:
            let keys = docket.unreachable(at: now, most: Self.namesMax).map(\.text)
            guard !keys.isEmpty else { return nil }
            let names = keys.joined(separator: ", ") + (keys.count < Self.namesMax ? "" : ", …")
            return say(
                "\(names): give a post up to the root a holder with an account",
                "\(names)：请为本单位至最上级的相应岗位指定有账号的人员")
        case .clockDoubted: return clockDoubt
        case .firstPassHeld:
            return docket.standing.held != Standing.heldForFirstPass
                ? nil
                : say(
                    "it would send more than 100 notices; see “dubanctl preview”, then `dubanctl "
                        + "outbox release`, with --told-until DATE where people were told by "
                        + "other means",
                    "将发出 100 条以上提醒；请先用“dubanctl preview”查看，再执行 `dubanctl outbox release`；"
                        + "某日以前已另行告知的，加 --told-until 日期")
        case .ledgerNotWhole:
            return docket.standing.held != Standing.heldForLedger
                ? nil
                : say(
                    "it was emptied, cut off, altered or taken back to an older copy, and nothing "
                        + "is sent; see to it, then `dubanctl ledger accept --reason TEXT`",
                    "台账被清空、截断、改动或换回旧副本，暂缓发送；请先查明原因，再执行 "
                        + "`dubanctl ledger accept --reason 理由`")
        case .ledgerFailing:
            let unrecorded = reload.pending?.isRefusal == false ? reload.pendingChange : nil
            let texts = floor.troubles.texts + [unrecorded].compactMap(\.self)
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        case .agendaMended: return supervisor.dailyLook.warning
        }
    }

    private var clockDoubt: String? {
        if docket.standing.held == Standing.heldForClock {
            return say(
                "it is off by more than a year and nothing is sent; set it, then `dubanctl outbox "
                    + "release`", "系统时间偏差一年以上，暂缓发送；请先校准，再执行 `dubanctl outbox release`")
        }
        guard docket.quarantineEnd(after: now) != nil else { return nil }
        return say(
            "the wall clock jumped by more than a day or does not follow the ledger's last entry; "
                + "nothing is sent for ten minutes: check it",
            "系统时钟跳动超过一天，或与台账末条记录不相衔接，十分钟内不发送；请核对时钟")
    }

    private func say(_ english: String, _ chinese: String) -> String {
        charter.language == .chinese ? chinese : english
    }

    /// One line for `systemctl status`.
    var line: String {
        let head = "Charter \(charter.hash.prefix(12)), \(charter.units.count) units"
        let hold = charter.delivery == .hold ? ", deliveries on hold" : ""
        let needs = attention.map(\.why.wording.english).joined(separator: ", ")
        return head + hold + (needs.isEmpty ? "" : "; NEEDS ATTENTION: \(needs)")
    }

    /// Asks how the outbox is, then tells what the line says now.
    func refreshLine(then tell: @escaping @MainActor @Sendable () -> Void) {
        let now = now
        floor.ask(.reading, orElse: { _ in tell() }) { ledger throws(LedgerError) in
            (try ledger.outboxSummary(), try ledger.undeliverable(now: now))
        } then: { [self] counts, undelivered in
            (outbox, undeliverable) = (counts, undelivered)
            tell()
        }
    }
}

extension Attention {
    /// Earlier clients find it among the warnings; the others have members of their own.
    var isWarning: Bool {
        switch self {
        case .tasksUndeclared, .clockDoubted, .ledgerFailing, .agendaMended: true
        case .configurationRefused, .undeliverable, .unreachable, .firstPassHeld, .ledgerNotWhole:
            false
        }
    }
}

extension OutboxCount {
    /// Nobody may get it unless somebody does something.
    fileprivate func isStuck(at now: Instant, _ patience: Int64) -> Bool {
        state == .retrying && oldest.adding(microseconds: patience) < now
    }
}

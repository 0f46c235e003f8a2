// The reasons for which a request is refused, and what to do, in the reader's language.

package import Civil

/// Why nothing was recorded. Everything that a caller can mend.
package enum Refusal: Error, Hashable, Sendable {
    /// No such obligation, or not one that begins this early or ended so long ago, or none that
    /// the caller may know of.
    case unknown(String, near: [String] = [])
    /// A name that may mean any of these.
    case several(String, [String])
    /// The caller has neither a post in the unit nor one in the office.
    case notYours(unit: UnitID)
    case officeOnly(Verb)
    /// A person's duty is recorded by that person, or for the unit by the office.
    case personsOwn(ObligationKey, PersonID, of: UnitID)
    /// The caller, or the caller's unit, has submitted what is to be closed.
    case ownWork(ObligationKey)
    /// `--for` names no unit, one that does not owe it, or is said by the unit itself.
    case noUnit(String, near: String?)
    case notBearer(UnitID, of: ObligationKey, UnitID)
    case needlessUnit(UnitID)
    /// `--paper` without `--for`.
    case paperOfNobody
    /// Nobody holds a post of that name there who could have signed.
    case unsigned(String, in: UnitID)
    case notOpenYet(ObligationKey, opens: CivilDate)
    case over(ObligationKey, ended: CivilDate)
    case closed(ObligationKey)
    case notClosed(ObligationKey)
    case cancelled(ObligationKey)
    case notCancelled(ObligationKey)
    /// A task is not closed while milestones of it are open.
    case partsOpen(ObligationKey, [ObligationKey])
    /// What a task is to be closed over is no open milestone of it.
    case noOpenPart(String, of: ObligationKey, open: [ObligationKey])
    case excused(ObligationKey)
    case nothingSubmitted(ObligationKey)
    /// A duty is met by submissions; there is nothing to close.
    case notClosable(ObligationKey)
    /// The step that verifies a submission ends with what is done about that.
    case isVerifying(ObligationKey, ObligationKey)
    /// The verb needs to know it of that obligation.
    case missing(Particular, of: ObligationKey, by: Verb)
    /// Evidence that the duty does not ask for, and what it asks for.
    case unknownEvidence(String, of: ObligationKey, near: String?, known: [String])
    /// It says the same as what an entry recorded.
    case sameAgain(ObligationKey, entry: Int64)
    /// A session cannot have been held then.
    case heldOutside(CivilDate, first: CivilDate, today: CivilDate)
    /// Backdating to the future or before the opening.
    case badInstant
    /// A text or a list is too long, or has characters that act unseen.
    case badText(String)
}

extension Refusal {
    /// The caller is not somebody who may do it, whatever the state.
    package var isAboutRights: Bool {
        switch self {
        case .notYours, .officeOnly, .personsOwn: true
        default: false
        }
    }

    package func text(in language: Language) -> String {
        language == .chinese ? wording.chinese : wording.english
    }

    private var wording: Wording { authorityWording ?? stateWording ?? requestWording }

    /// Who may record it, and for whom.
    private var authorityWording: Wording? {
        switch self {
        case .notYours(let unit):
            Wording(
                "you hold no post in \(unit) or in the office; ask somebody who does",
                "您在 \(unit) 和督办部门均无岗位；请由任职人员办理")
        case .officeOnly(let verb):
            Wording(
                "only the office may \(verb.rawValue); ask it to",
                "只有督办部门可以\(verb.chinese)；请联系督办部门")
        case .personsOwn(let key, let person, let unit):
            Wording(
                "\(key) is \(person)'s own: \(person) records it, or the office with --for \(unit)",
                "\(key) 由 \(person) 本人承担：请本人登记，或由督办部门加 --for \(unit) 代为登记")
        case .ownWork(let key):
            Wording(
                "you or your unit submitted \(key): somebody else of the office closes it, or "
                    + "name with --signed-by POST who has signed",
                "\(key) 为您本人或本单位报结：请督办部门另一人销号，或用 --signed-by 岗位 注明签批人")
        case .noUnit(let name, let near):
            Wording(
                "--for: there is no unit “\(name)”"
                    + (near.map { "; did you mean “\($0)”?" } ?? "; name the one that owes it"),
                "--for：没有“\(name)”这个单位" + (near.map { "；是否指“\($0)”？" } ?? "；请写承担该事项的单位"))
        case .notBearer(let unit, let key, let bearer):
            Wording(
                "\(key) is owed by \(bearer), not by \(unit): --for names who owes it",
                "\(key) 由 \(bearer) 承担，不是 \(unit)；--for 须写承担单位")
        case .needlessUnit(let unit):
            Wording(
                "you record for \(unit), your own unit: leave --for out; it is the office's",
                "您本就为本单位 \(unit) 登记：请去掉 --for；该选项供督办部门代为登记")
        case .paperOfNobody:
            Wording(
                "--paper needs --for UNIT: say whose paper it is",
                "用 --paper 时须以 --for 单位 注明是谁的材料")
        case .unsigned(let post, let unit):
            Wording(
                "--signed-by: nobody holds a post “\(post)” in \(unit)",
                "--signed-by：\(unit) 没有在任的“\(post)”")
        default: nil
        }
    }

    /// Where it is on its way.
    private var stateWording: Wording? {
        switch self {
        case .notOpenYet(let key, let opens):
            Wording(
                "\(key) opens on \(opens); nothing counts before",
                "\(key) 于 \(opens) 开始；此前报送不计")
        case .over(let key, let ended):
            Wording(
                "\(key) is missed: late ones counted until \(ended); the office may backdate one "
                    + "with a reason",
                "\(key) 逾期未完成：补报截止 \(ended)；督办部门可注明理由补记")
        case .closed(let key):
            Wording(
                "\(key) is closed; the office may reopen it with a reason",
                "\(key) 已销号；督办部门可注明理由重新挂账")
        case .notClosed(let key): Wording("\(key) is not closed", "\(key) 尚未销号")
        case .cancelled(let key):
            Wording(
                "\(key) is cancelled; the office may resume it with a reason",
                "\(key) 已取消；督办部门可注明理由恢复")
        case .notCancelled(let key):
            Wording("\(key) is not cancelled", "\(key) 并未取消，无需恢复")
        case .partsOpen(let key, let parts):
            Wording(
                "\(key) has open milestones: \(listed(parts, ", ")); close or cancel each first, "
                    + "or name them with --over, and a reason",
                "\(key) 尚有节点未完成：\(listed(parts, "、"))；请先逐一销号或取消，"
                    + "或用 --over 注明并写明理由")
        case .noOpenPart(let name, let key, let parts):
            Wording(
                "“\(name)” is no open milestone of \(key)"
                    + (parts.isEmpty ? ", which has none" : "; open: \(listed(parts, ", "))"),
                "“\(name)”不是 \(key) 未完成的节点"
                    + (parts.isEmpty ? "；该事项没有未完成的节点" : "；未完成的有：\(listed(parts, "、"))"))
        case .excused(let key):
            Wording(
                "\(key) is excused: the unit in which it was owed has ended",
                "\(key) 已免除：所在单位已撤并")
        case .nothingSubmitted(let key):
            Wording("\(key) has no such submission", "\(key) 没有这条报送记录")
        case .notClosable(let key):
            Wording("\(key) is met by submissions; use submit", "\(key) 以报送为准，无需销号；请用 submit")
        case .isVerifying(let part, let key):
            Wording(
                "\(key) ends when \(part) is closed: record it there",
                "\(key) 随 \(part) 销号而办结；请对该事项登记")
        default: nil
        }
    }

    /// What the request itself says; here every other refusal is.
    private var requestWording: Wording {
        switch self {
        case .unknown(let name, let near): naming(name, near)
        case .several(let text, let keys):
            Wording(
                "\(text) may be any of these; name one: \(keys.joined(separator: ", "))",
                "\(text) 可指多项，请写明其一：\(keys.joined(separator: "、"))")
        case .missing(let particular, let key, let verb): particular.missing(of: key, by: verb)
        case .unknownEvidence(let name, let key, let near, let known):
            Wording(
                "\(key) asks for no evidence “\(name)”"
                    + (near.map { "; did you mean “\($0)”?" } ?? "") + " It asks for "
                    + known.joined(separator: ", "),
                "\(key) 没有“\(name)”这项佐证" + (near.map { "；是否指“\($0)”？" } ?? "；")
                    + "所需佐证：" + known.joined(separator: "、"))
        case .sameAgain(let key, let entry):
            Wording(
                "\(key) has the same in entry \(entry); if it is another one, give it another "
                    + "--title, or repeat with --again",
                "\(key) 台账第 \(entry) 条与此相同；如确为另一件，请另写 --title 标题，或加 --again 再次登记")
        case .heldOutside(let date, let first, let today):
            Wording(
                "a session held on \(date) cannot count: this period takes those held from "
                    + "\(first) to today, \(today)",
                "\(date) 召开的会议不能计入：本期计入 \(first) 起至今日（\(today)）召开的会议")
        case .badInstant:
            Wording(
                "the instant lies in the future or before the opening; give one in between",
                "补记时间在将来或早于开始时间；请改为两者之间")
        case .badText(let what):
            Wording(
                "\(what) is too long or has characters that cannot be seen; at most "
                    + "\(Command.textBytesMax) bytes, and \(Command.evidenceMax) names of "
                    + "\(Command.nameBytesMax) bytes",
                "\(what) 过长或含不可见字符；文字不超过 \(Command.textBytesMax) 字节"
                    + "（约 \(Command.textBytesMax / 3) 个汉字），佐证不超过 \(Command.evidenceMax) 件，"
                    + "名称各不超过 \(Command.nameBytesMax / 3) 个汉字")
        case .notYours, .officeOnly, .personsOwn, .ownWork, .noUnit, .notBearer, .needlessUnit,
            .paperOfNobody, .unsigned, .notOpenYet, .over, .closed, .notClosed, .cancelled,
            .notCancelled, .partsOpen, .noOpenPart, .excused, .nothingSubmitted, .notClosable,
            .isVerifying:
            preconditionFailure("\(self) has words of its own")
        }
    }

    private func naming(_ key: String, _ near: [String]) -> Wording {
        guard !near.isEmpty else {
            return Wording(
                "\(key): no such obligation at this time; `dubanctl list` shows what there is",
                "\(key)：目前没有这项应办事项；用 dubanctl list 查看现有事项")
        }
        return Wording(
            "\(key): no such obligation at this time; did you mean "
                + near.joined(separator: " or ") + "?",
            "\(key)：目前没有这项应办事项；是否指 \(near.joined(separator: " 或 "))？")
    }
}

private func listed(_ keys: [ObligationKey], _ separator: String) -> String {
    keys.map(\.text).joined(separator: separator)
}

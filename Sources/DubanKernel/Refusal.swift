// The reasons for which a request is refused, and what to do, in the reader's language.

package import Civil

/// Why nothing was recorded. Everything that a caller can mend.
package enum Refusal: Error, Hashable, Sendable {
    /// No such obligation, or not one that begins this early or ended so long ago, or none that
    /// the caller may know of.
    case unknown(String)
    /// The caller has neither a post in the unit nor one in the office.
    case notYours(unit: UnitID)
    case officeOnly(Verb)
    case notOpenYet(ObligationKey, opens: CivilDate)
    case over(ObligationKey, ended: CivilDate)
    case closed(ObligationKey)
    case notClosed(ObligationKey)
    case cancelled(ObligationKey)
    case excused(ObligationKey)
    case nothingSubmitted(ObligationKey)
    /// A duty is met by submissions; there is nothing to close.
    case notClosable(ObligationKey)
    case heldMissing(ObligationKey)
    /// A session cannot have been held then.
    case heldOutside(CivilDate, first: CivilDate, last: CivilDate)
    /// Something can be recorded only with evidence (可实录).
    case evidenceMissing(ObligationKey)
    case reasonMissing(Verb)
    case becauseMissing
    /// Backdating to the future or before the opening.
    case badInstant
    /// A text or a list is too long, or has control characters.
    case badText(String)
}

extension Refusal {
    /// The caller is not somebody who may do it, whatever the state.
    package var isAboutRights: Bool {
        switch self {
        case .notYours, .officeOnly: true
        default: false
        }
    }

    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    private var english: String {
        switch self {
        case .unknown(let key):
            "\(key): no such obligation at this time; `dubanctl list` shows what there is"
        case .notYours(let unit):
            "you hold no post in \(unit) or in the office; ask somebody who does"
        case .officeOnly(let verb): "only the office may \(verb.rawValue); ask it to"
        case .notOpenYet(let key, let opens): "\(key) opens on \(opens); nothing counts before"
        case .over(let key, let ended):
            "\(key) is missed: late ones counted until \(ended); the office may backdate one with "
                + "a reason"
        case .closed(let key): "\(key) is closed; the office may reopen it with a reason"
        case .notClosed(let key): "\(key) is not closed"
        case .cancelled(let key): "\(key) is cancelled; nothing is recorded about it any more"
        case .excused(let key): "\(key) is excused: the unit in which it was owed has ended"
        case .nothingSubmitted(let key): "\(key) has no such submission"
        case .notClosable(let key): "\(key) is met by submissions; use submit"
        case .heldMissing(let key): "\(key) is a session: say when it was held with --held DATE"
        case .heldOutside(let date, let first, let last):
            "a session held on \(date) cannot count: the period is \(first) to \(last), up to today"
        case .evidenceMissing(let key): "\(key) needs evidence: name it with --evidence NAME"
        case .reasonMissing(let verb): "\(verb.rawValue) needs a reason: give it with --reason TEXT"
        case .becauseMissing: "reopen needs --because relapse, false or error"
        case .badInstant:
            "the instant lies in the future or before the opening; give one in between"
        case .badText(let what):
            "\(what) is too long or has control characters; at most "
                + "\(Command.textCharactersMax) characters and \(Command.evidenceMax) names"
        }
    }

    private var chinese: String {
        switch self {
        case .unknown(let key): "\(key)：目前没有这项应办事项；用 dubanctl list 查看现有事项"
        case .notYours(let unit): "您在 \(unit) 和督办部门均无岗位；请由任职人员办理"
        case .officeOnly(let verb): "只有督办部门可以\(verb.chinese)；请联系督办部门"
        case .notOpenYet(let key, let opens): "\(key) 于 \(opens) 开始；此前报送不计"
        case .over(let key, let ended): "\(key) 已逾期未办：补报截止 \(ended)；督办部门可注明理由补记"
        case .closed(let key): "\(key) 已销号；督办部门可注明理由重新打开"
        case .notClosed(let key): "\(key) 尚未销号"
        case .cancelled(let key): "\(key) 已取消，不再登记"
        case .excused(let key): "\(key) 已免除：所在单位已撤并"
        case .nothingSubmitted(let key): "\(key) 没有这条报送记录"
        case .notClosable(let key): "\(key) 以报送为准，无需销号；请用 submit"
        case .heldMissing(let key): "\(key) 是会议：请用 --held 日期 注明召开时间"
        case .heldOutside(let date, let first, let last):
            "\(date) 召开的会议不能计入：本期为 \(first) 至 \(last)，且不晚于今天"
        case .evidenceMissing(let key): "\(key) 须有佐证：请用 --evidence 名称 注明"
        case .reasonMissing(let verb): "\(verb.chinese)须注明理由：--reason 理由"
        case .becauseMissing: "重新打开须注明 --because relapse（反弹）、false（虚假）或 error（误销）"
        case .badInstant: "补记时间在将来或早于开始时间；请改为两者之间"
        case .badText(let what):
            "\(what) 过长或含控制字符；文字不超过 \(Command.textCharactersMax) 字，佐证不超过 "
                + "\(Command.evidenceMax) 件"
        }
    }
}

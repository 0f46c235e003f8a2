// What the channels ask before anything leaves the house.

import Civil
import DubanKernel

extension Docket {
    /// Why a notice that was decided earlier is not to be told any more; nil when it is.
    func reasonToDrop(_ notice: Notice, at now: Instant) -> Reason? {
        guard charter.receiver(of: notice.person) != nil else { return .accountGone(notice.person) }
        guard let situation = situation(of: notice.telling.obligation, at: now) else {
            return .forgotten
        }
        switch situation.state(at: now) {
        case .cancelled: return .cancelled
        case .excused: return .excused
        case .open, .partial, .submitted, .met, .metLate, .missed: break
        }
        guard situation.record.episode == notice.telling.episode else { return .reopened }
        switch notice.telling.kind {
        case .exit: return situation.met == nil ? .withdrawn : nil
        case .rung, .moved:
            if situation.met != nil { return .met }
            return situation.restingSince == nil ? nil : .submitted
        }
    }

    /// The tasks that notices are about, as the charter reads them.
    func tasks(of notices: [Notice]) -> [AssignmentID: Assignment] {
        var tasks: [AssignmentID: Assignment] = [:]
        for notice in notices {
            guard case .task(let id, _) = notice.telling.obligation.name, tasks[id] == nil else {
                continue
            }
            tasks[id] = supervision.assignment(id)
        }
        return tasks
    }

    /// The due dates that people knew before, for notices that tell of a move.
    func formerDues(of notices: [Notice]) -> [NoticeID: CivilDate] {
        var dues: [NoticeID: CivilDate] = [:]
        for notice in notices where notice.telling.kind == .moved {
            let moves = standing.moves[notice.telling.obligation] ?? []
            dues[notice.id] = moves.last { $0.move.to == notice.telling.due }?.move.from
        }
        return dues
    }

    /// Where a frozen message goes now: the account may have changed since.
    func recipient(of message: Message<Frozen>) -> String? {
        message.channel == .mail
            ? charter.receiver(of: message.person)?.account : message.person.text
    }
}

// What is said about one notice in every channel: its marks, its due date and how far away that is.

import Civil
import DubanKernel

extension Composer {
    /// The marks before the title. `light` is the one to show, which may come from several notices.
    func marks(of notice: Notice, light: Light?) -> [Phrase] {
        var marks: [Phrase] =
            switch notice.telling.kind {
            case .rung: light.map { [.light($0)] } ?? []
            case .exit: [.lightOut(light)]
            case .moved: [.movedMark]
            }
        if notice.isLate { marks.append(.late) }
        if notice.isProvisional, notice.telling.kind != .exit { marks.append(.provisional) }
        return marks
    }

    /// The due date with its distance from `now`; of an exit, that it is settled.
    func dueStatements(_ notice: Notice, at now: Instant, movedFrom old: CivilDate?) -> [Phrase] {
        let due = dueText(notice)
        switch notice.telling.kind {
        case .rung: return [.due(due), distance(of: notice, from: now)]
        case .exit: return [.settledNow, .due(due)]
        case .moved:
            return [
                .dueMoved(from: old?.description, to: due), distance(of: notice, from: now),
            ]
        }
    }

    /// How much is done, and when a late notice should have come.
    func otherStatements(_ notice: Notice) -> [Phrase] {
        var statements: [Phrase] = []
        if let progress = notice.progress { statements.append(.progress(progress)) }
        if notice.isLate {
            statements.append(.scheduled(charter.zone.civil(notice.at).description))
        }
        return statements
    }

    /// The due date of a notice; a due instant at midnight still belongs to the day before.
    func dueDate(_ notice: Notice) -> CivilDate {
        dueCivil(notice).date
    }

    private func dueText(_ notice: Notice) -> String {
        dueCivil(notice).description
    }

    private func dueCivil(_ notice: Notice) -> CivilDateTime {
        let civil = charter.zone.civil(notice.due)
        let isEndOfDueDay =
            civil.time == .midnight && civil.date == notice.telling.due.adding(days: 1)
        return isEndOfDueDay ? CivilDateTime(notice.telling.due, .endOfDay) : civil
    }

    private func distance(of notice: Notice, from now: Instant) -> Phrase {
        let today = charter.zone.civil(now).date
        let due = dueDate(notice)
        let calendar = charter.days(of: notice.unit).calendar
        // The due instant itself is still in time (exact rule 6).
        let isOverdue = now > notice.due
        if today < due {
            return .daysLeft(
                today.days(to: due), working: calendar.count(from: today, through: due))
        }
        if isOverdue, due < today {
            return .overdue(
                due.days(to: today), working: calendar.count(from: due, through: today))
        }
        guard !isOverdue else { return .overdueToday }
        let minutes = Int((notice.due.microseconds - now.microseconds) / 60_000_000)
        return .timeLeft(hours: minutes / 60, minutes: minutes % 60)
    }
}

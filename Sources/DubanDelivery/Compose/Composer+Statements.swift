// What is said about one notice in every channel: its marks, its due date and how far away that is.

import Civil
import DubanKernel

extension Composer {
    /// The marks before the title. `light` is the one to show, which may come from several notices.
    func marks(of notice: Notice, light: Light?) -> [String] {
        let kind = notice.telling.kind
        let first: String? =
            switch kind {
            case .rung: light.map(words.light)
            case .exit: words.lightOut(light)
            case .moved: words.movedMark
            }
        let late = notice.isLate ? words.late : nil
        let provisional = notice.isProvisional && kind != .exit ? words.provisional : nil
        return [first, late, provisional].compactMap(\.self)
    }

    var today: CivilDate { charter.zone.civil(now).date }

    /// The due date with its distance from now; of an exit, that it is settled.
    func dueStatements(_ notice: Notice) -> [String] {
        let due = dueCivil(notice).description
        let distance = distance(of: notice)
        return switch notice.telling.kind {
        case .rung where isVerifying(notice): [words.submitted(at: due)]
        case .rung: [words.due(due), distance]
        case .exit: [words.settledNow] + heldInTime(notice) + [words.due(due)]
        case .moved:
            [words.dueMoved(from: movedFrom[notice.id], to: due), distance]
        }
    }

    /// Whether it hands over to the office what was submitted.
    func isVerifying(_ notice: Notice) -> Bool {
        obligations[notice.telling.obligation]?.kind == .step
    }

    private func heldInTime(_ notice: Notice) -> [String] {
        guard let late = recordedLate[notice.telling.obligation] else { return [] }
        let recorded = charter.zone.civil(late.recorded).description
        return [words.heldInTime(on: late.held.description, recorded: recorded)]
    }

    /// How much is done, and when a late notice should have come.
    func otherStatements(_ notice: Notice) -> [String] {
        let scheduled = words.scheduled(charter.zone.civil(notice.at).description)
        return [notice.progress.map(words.progress), notice.isLate ? scheduled : nil]
            .compactMap(\.self)
    }

    /// The due date of a notice; a due instant at midnight still belongs to the day before.
    func dueDate(_ notice: Notice) -> CivilDate { dueCivil(notice).date }

    private func dueCivil(_ notice: Notice) -> CivilDateTime {
        let civil = charter.zone.civil(notice.due)
        let isEndOfDueDay =
            civil.time == .midnight && civil.date == notice.telling.due.adding(days: 1)
        return isEndOfDueDay ? CivilDateTime(notice.telling.due, .endOfDay) : civil
    }

    private func distance(of notice: Notice) -> String {
        let today = today
        let due = dueDate(notice)
        let calendar = charter.days(of: notice.unit).calendar
        // The due instant itself is still in time (exact rule 6).
        let isOverdue = now > notice.due
        if today < due {
            return words.left(
                days: today.days(to: due), working: calendar.count(from: today, through: due))
        }
        if isOverdue, due < today {
            return words.overdue(
                days: due.days(to: today), working: calendar.count(from: due, through: today))
        }
        guard !isOverdue else { return words.overdueToday }
        let minutes = Int((notice.due.microseconds - now.microseconds) / 60_000_000)
        return words.left(hours: minutes / 60, minutes: minutes % 60)
    }
}

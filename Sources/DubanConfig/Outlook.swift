// The last stage: warnings that need a whole charter, of what its dates come to, seen from the day
// of the compilation.

import Civil
import DubanKernel

struct Outlook {
    private let organisation: Organisation
    private let mainName: String
    private let today: CivilDate?
    /// Dates of tasks in years without published working days: how many, and the first.
    private let provisional: [Int: (count: Int, first: SourceMark)]
    private var findings: Findings { organisation.findings }

    init(_ organisation: Organisation, _ nodes: Nodes, _ tasks: Tasks, today: CivilDate?) {
        (self.organisation, self.today) = (organisation, today)
        (mainName, provisional) = (nodes.mainName, tasks.provisional)
    }

    /// Warns of years without published working days, and once a ladder and class of what is told
    /// nothing before it is due (exact rule 5).
    func report(_ charter: Charter?) {
        let days = organisation.days
        var warned: Set<Int> = []
        if days.isWhole, days.rules.calendar.knownYears.isEmpty {
            findings.add(.warning, .noWorkingDays, in: mainName)
        } else if days.isWhole {
            for (year, (count, first)) in provisional {
                warned.insert(year)
                findings.warning(.provisionalYear(year, count), at: first)
            }
        }
        guard let charter, let today, findings.errorCount == 0 else { return }
        let now = charter.zone.instant(CivilDateTime(today, charter.days.opens))
        var evaluator = Evaluator(charter: charter)
        var silent: Set<[String?]> = []
        var standing = Standing()
        standing.assume(standing.firstSights(of: charter, now: now), at: now)
        for subject in standing.subjects(under: charter) {
            let obligations = evaluator.situations(of: subject, standing: standing, now: now)
                .map(\.obligation)
            for obligation in obligations
            where obligation.period.map({ $0.last >= today }) ?? true {
                // When a task without a start was registered is not known here.
                let isKnown = obligation.opens != now || obligation.due.instant >= now
                if isKnown, obligation.schedule.isSilentBeforeDue,
                    let (used, className) = ladder(of: subject, charter, standing.register),
                    silent.insert([used.name] + className).inserted,
                    let mark = findings.mark(of: used.origin)
                {
                    findings.warning(
                        .silentBeforeDue(used.name, obligation.key.text), at: mark)
                }
                if case .duty = subject { warn(of: obligation, today, &warned) }
            }
        }
    }

    /// The ladder of a subject, and the class of those that share its fate.
    private func ladder(
        of subject: Subject, _ charter: Charter, _ register: Register
    ) -> (Ladder, [String?])? {
        switch subject {
        case .duty(let id, _):
            return charter.duties[id].map { ($0.ladder, [$0.kind.rawValue]) }
        case .assignment(let id):
            let task = register[id]
            return task?.assignment(in: charter).map {
                ($0.ladder, [task?.particulars[.scheme], task?.particulars[.className]])
            }
        }
    }

    /// Warns once a year; tasks have warned of theirs, and a charter without any working days as a
    /// whole. Working days are published for the next year at most: what is due later cannot be
    /// mended yet.
    private func warn(of obligation: Obligation, _ today: CivilDate, _ warned: inout Set<Int>) {
        let year = obligation.due.date.year
        guard obligation.due.isProvisional, year <= today.year + 1,
            !organisation.days.rules.calendar.knownYears.isEmpty,
            let mark = findings.mark(of: obligation.origin), warned.insert(year).inserted
        else { return }
        findings.warning(.provisionalDuty(year, obligation.key.text), at: mark)
    }
}

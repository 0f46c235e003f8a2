// Warnings that need a whole charter: what its dates come to, seen from the day of the compilation.

import Civil
import DubanKernel

extension Compilation {
    /// Warns of duties that come due in a year without published working days, and of rungs written
    /// as before a due instant behind which they would stand (exact rule 5): these are never told.
    func warnOfOutlook(of charter: Charter) {
        guard let today = environment.today, !findings.hasErrors else { return }
        let now = charter.zone.instant(CivilDateTime(today, charter.days.opens))
        var resolver = Resolver(charter: charter)
        var dropped: Set<Origin> = []
        var standing = Standing()
        standing.assume(standing.firstSights(of: charter, now: now), at: now)
        for subject in standing.subjects(under: charter) {
            let obligations = resolver.obligations(
                of: subject, standing: standing, lookBackDays: 0, now: now)
            for obligation in obligations {
                for rung in obligation.schedule.dropped where dropped.insert(rung.origin).inserted {
                    guard let mark = findings.mark(of: rung.origin) else { continue }
                    findings.warning(.rungBehindDue(rung.identity, obligation.key.text), at: mark)
                }
                if case .duty = subject { warnIfProvisional(obligation, today: today) }
            }
        }
    }

    /// Warns once a year; tasks have warned of theirs, and a charter without any working days as a
    /// whole. Working days are published for the next year at most: what is due later cannot be
    /// mended yet.
    private func warnIfProvisional(_ obligation: Obligation, today: CivilDate) {
        let year = obligation.due.date.year
        guard obligation.due.isProvisional, year <= today.year + 1, provisional[year] == nil,
            !days.calendar.knownYears.isEmpty, let mark = findings.mark(of: obligation.origin)
        else { return }
        provisional[year] = (1, mark)
        findings.warning(.provisionalDuty(year, obligation.key.text), at: mark)
    }
}

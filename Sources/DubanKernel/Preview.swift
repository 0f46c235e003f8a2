// Preview: the same evaluation the daemon runs, over a span of time in which nothing is recorded.

package import Civil

/// Who would be told what, when and why.
package struct Preview: Sendable {
    private var evaluator: Evaluator
    private var standing: Standing
    private var agenda = Agenda()

    /// A preview of one charter. With an empty standing everything is first seen when the preview begins.
    package init(charter: Charter, standing: Standing = Standing()) {
        evaluator = Evaluator(charter: charter)
        self.standing = standing
    }

    /// All notices decided from `from` through `through`, in the order of telling; `decidedAt` of each is when it
    /// would be told.
    package mutating func notices(from: Instant, through: Instant) -> [Notice] {
        let subjects = evaluator.charter.subjects
        standing.assumeSeen(subjects.map(\.text), at: from)
        for subject in subjects { agenda.schedule(subject, at: from) }
        var result: [Notice] = []
        while let now = agenda.next, now <= through {
            while let subject = agenda.popDue(at: now) {
                let decisions = evaluator.evaluate(subject, standing: standing, now: now)
                standing.note(decisions.tellings, voided: decisions.voided)
                result += decisions.notices
                agenda.schedule(subject, at: decisions.nextLook)
            }
        }
        return result.sorted {
            ($0.decidedAt, $0.telling.obligation, $0.person, $0.id)
                < ($1.decidedAt, $1.telling.obligation, $1.person, $1.id)
        }
    }
}

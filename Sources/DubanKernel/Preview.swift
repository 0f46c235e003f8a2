// Preview: the same turns the daemon takes, over a span of time in which nothing is recorded.

package import Civil

/// Who would be told what, when and why.
package struct Preview: Sendable {
    private var supervision: Supervision

    /// A preview of one charter. With an empty standing everything is first seen when the preview
    /// begins.
    package init(charter: Charter, standing: Standing = Standing()) {
        supervision = Supervision(charter: charter, standing: standing)
    }

    /// All notices decided from `from` through `through`, in the order of telling; `decidedAt` of
    /// each is when it would be told.
    package mutating func notices(from: Instant, through: Instant) -> [Notice] {
        supervision.assumeSeen(at: from)
        supervision.lookAtEverything(at: from)
        var result: [Notice] = []
        while let now = supervision.nextLook, now <= through {
            while let turn = supervision.turn(at: now) {
                supervision.assume(
                    turn.decisions.events(charter: supervision.charter.hash), at: now)
                supervision.keep(turn)
                result += turn.decisions.notices
            }
        }
        return result.sorted {
            ($0.decidedAt, $0.telling.obligation, $0.person, $0.id)
                < ($1.decidedAt, $1.telling.obligation, $1.person, $1.id)
        }
    }
}

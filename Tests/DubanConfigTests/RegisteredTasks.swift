// What a charter's declarations become once they are registered.

import Civil

@testable import DubanKernel

extension Charter {
    /// Its tasks as a register without any history has them.
    var assignments: [AssignmentID: Assignment] {
        var standing = Standing()
        standing.assume(standing.firstSights(of: self, now: .distantPast), at: .distantPast)
        return standing.register.tasks.compactMapValues { $0.assignment(in: self) }
    }
}

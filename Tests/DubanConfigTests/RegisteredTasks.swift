// What a charter's declarations become once they are registered.

import Civil

@testable import DubanKernel

extension Charter {
    /// Its tasks as a register without any history has them.
    var assignments: [AssignmentID: Assignment] {
        registered.compactMapValues { $0.assignment(in: self) }
    }

    /// What people are shown of these.
    var shown: [AssignmentID: Particulars] { registered.mapValues { $0.shown(in: self) } }

    private var registered: [AssignmentID: RegisteredAssignment] {
        var standing = Standing()
        standing.assume(standing.firstSights(of: self, now: .distantPast), at: .distantPast)
        return standing.register.tasks
    }
}

// Schemes (整改方案): the documents that tasks are based on. A task names its scheme and class and
// follows the charter in what these say, save its due, which is fixed when it is registered.

/// A scheme as tasks see it.
package struct Scheme: Sendable {
    package var basis: String?
    package var classes: [String: TaskClass]
    package var ladder: Ladder?
    package var office: UnitID?

    package init(
        basis: String? = nil, classes: [String: TaskClass] = [:], ladder: Ladder? = nil,
        office: UnitID? = nil
    ) {
        self.basis = basis
        self.classes = classes
        self.ladder = ladder
        self.office = office
    }
}

/// What tasks of one class have in common.
package struct TaskClass: Sendable {
    package var due: AssignmentDue?
    package var milestones: [Milestone]
    package var ladder: Ladder?

    package init(
        due: AssignmentDue? = nil, milestones: [Milestone] = [], ladder: Ladder? = nil
    ) {
        self.due = due
        self.milestones = milestones
        self.ladder = ladder
    }

    /// Looked at periodically, never due.
    package var isReviewed: Bool {
        if case .reviewed = due { true } else { false }
    }
}

// A task as people are shown it: every field of the register, and what its scheme and class add.

extension RegisteredAssignment {
    /// Everything that holds of the task now, with its measures.
    package func shown(in charter: Charter) -> Particulars {
        var shown = particulars
        shown[.cancelled] = cancelled?.reason
        guard let task = assignment(in: charter) else { return shown }
        if shown[.basis] == nil {
            shown[.basis] = particulars[.scheme].flatMap { charter.schemes[$0]?.basis }
        }
        shown[.office] = task.office.text
        shown.set(.milestones, to: task.milestones.map(\.text))
        return shown
    }
}

// An obligation as the tests of the table of verbs put it into a phase.

import Civil

@testable import DubanKernel

/// An obligation in some phase, with the record that brought it there.
struct VerbScene {
    var evaluator: Evaluator
    var standing = Standing()
    let key: ObligationKey
    private(set) var now = at("2026-11-02 10:00")

    init(_ charter: Charter, _ key: String) {
        evaluator = Evaluator(charter: charter)
        self.key = ObligationKey(key)
        standing.assume(standing.firstSights(of: charter, now: now), at: now)
    }

    func on(_ date: String, _ events: [Event] = []) -> VerbScene {
        var scene = self
        scene.now = at("\(date) 10:00")
        for event in events { scene.record(event) }
        return scene
    }

    mutating func record(_ event: Event) { standing.assume([event], at: now) }

    var situation: Situation? {
        var evaluator = evaluator
        guard let subject = evaluator.charter.subject(named: key.text) else { return nil }
        return evaluator.situations(of: subject, standing: standing, now: now)
            .first { $0.obligation.key == key }
    }

    /// A request that lacks nothing which the row asks for.
    func command(_ row: VerbRow, by persons: Set<PersonID>) -> Command {
        let obligation = situation?.obligation
        let held = obligation?.kind == .session ? obligation?.period?.first : nil
        let backdated = row.takes(.effective) ? min(obligation?.opens ?? now, now) : nil
        let command: Command =
            switch row.verb {
            case .submit:
                .submit(evidence: ["plan"], held: held, title: "another", effective: backdated)
            case .withdraw: .withdraw
            case .close: obligation?.kind == .task ? .close(over: "draft") : .close
            case .cancel: .cancel
            case .resume: .resume
            case .reopen: .reopen(because: .error)
            }
        return command.about(key.text, by: persons, reason: "why")
    }
}

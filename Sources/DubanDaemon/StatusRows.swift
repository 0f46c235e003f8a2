// Obligations, tellings and deliveries as the rows of io.duban.Status.

import Civil
import DubanKernel
import DubanLedger
import Varlink

extension Situation {
    /// `Obligation` of io.duban.Status. `task` is what the register has of it, where that is to be
    /// shown.
    func row(at now: Instant, in charter: Charter, task: RegisteredAssignment?) -> JSON {
        let (obligation, progress) = (obligation, progress)
        var target: JSON?
        if case .count(_, let wished) = obligation.requirement { target = JSON(wished) }
        return JSON.present([
            "key": .string(obligation.key.text),
            "kind": .string(obligation.kind.rawValue),
            "title": .string(obligation.title),
            "unit": .string(obligation.unit.text),
            "unitName": .string(charter.units[obligation.unit]?.name ?? obligation.unit.text),
            "person": obligation.person.map { .string($0.text) },
            "personName": obligation.person.map { .string(charter.name(of: $0)) },
            "office": .string(obligation.office.text),
            "officeName": .string(charter.units[obligation.office]?.name ?? obligation.office.text),
            "period": obligation.period.map { .string($0.label) },
            "opensUSec": JSON(obligation.opens.microseconds),
            "dueUSec": JSON(obligation.due.instant.microseconds),
            "dueDate": .string(obligation.due.date.description),
            "provisional": .bool(obligation.due.isProvisional),
            "lateUntilUSec": obligation.lateUntil.map { JSON($0.microseconds) },
            "state": .string(state(at: now).rawValue),
            "light": light(at: now).map { .string($0.rawValue) },
            "metUSec": met.map { JSON($0.at.microseconds) },
            "metRecordedUSec": met.map { JSON($0.recorded.microseconds) },
            "heldInTime": recordedLate.map { .string($0.held.description) },
            "done": progress.map { JSON($0.done) },
            "least": progress.map { JSON($0.least) },
            "target": target,
            "evidence": .array(obligation.evidence.map { .string($0) }),
            "onePerson": .bool(isByOnePerson),
            "episode": JSON(record.episode),
            "nextTellingUSec": nextTelling(after: now).map { JSON($0.microseconds) },
            "rule": .string(obligation.origin.description),
            "particulars": [.milestone, .step].contains(obligation.kind)
                ? nil : task?.rows(in: charter),
        ])
    }

    /// `Submission` of io.duban.Status for everything handed in.
    var submissionRows: [JSON] {
        record.submissions.map { submission in
            let own = handed.first { $0.pieces.contains(submission) }
            return JSON.present([
                "entry": JSON(submission.entry),
                "recordedUSec": JSON(submission.recorded.microseconds),
                "effectiveUSec": JSON(submission.effective.microseconds),
                "evidence": .array(submission.evidence.map { .string($0) }),
                "held": submission.held.map { .string($0.description) },
                "title": submission.title.map { .string($0) },
                "complete": .bool(own?.isComplete ?? false),
                "missing": .array((own?.missing ?? []).map { .string($0) }),
            ])
        }
    }
}

extension RegisteredAssignment {
    /// `Particular` of io.duban.Status for every field that has a text.
    fileprivate func rows(in charter: Charter) -> JSON {
        let shown = shown(in: charter)
        return .array(
            shown.fields.map { field in
                ["field": .string(field.name), "text": .string(shown[field] ?? "")]
            })
    }
}

extension Telling {
    /// `Telling` of io.duban.Status. `undelivered`: who of them has not got it.
    func row(in charter: Charter, undelivered: [PersonID]) -> JSON {
        JSON.present([
            "kind": .string(key.kind.rawValue),
            "rung": .string(key.rung),
            "occurrence": JSON(key.occurrence),
            "episode": JSON(key.episode),
            "dueDate": .string(key.due.description),
            "atUSec": JSON(at.microseconds),
            "decidedUSec": JSON(decidedAt.microseconds),
            "outcome": .string(outcome.rawValue),
            "light": light.map { .string($0.rawValue) },
            "persons": .array(persons.map { .string($0.text) }),
            "names": .array(persons.map { .string(charter.name(of: $0)) }),
            "undelivered": undelivered.isEmpty
                ? nil : .array(undelivered.map { .string($0.text) }),
        ])
    }
}

extension OutboxCount {
    /// `OutboxLine` of io.duban.Status.
    var row: JSON {
        let isWaiting = [.waiting, .sending, .retrying].contains(state)
        return JSON.present([
            "channel": .string(channel.rawValue),
            "state": .string(state.rawValue),
            "count": JSON(notices),
            "oldestUSec": isWaiting ? JSON(oldest.microseconds) : nil,
        ])
    }
}

extension Trouble {
    /// `Trouble` of io.duban.Status.
    var row: JSON {
        JSON.present([
            "channel": .string(channel.rawValue),
            "state": .string(state.rawValue),
            "recipient": .string(person.text),
            "reason": .string(why.text),
            "attempts": JSON(retries),
            "nextUSec": retryAt.map { JSON($0.microseconds) },
        ])
    }
}

/// How many obligations of a kind are in a state, by light.
struct Tally {
    private struct Cell: Hashable {
        let kind: Obligation.Kind
        let state: ObligationState
        let light: Light?
    }

    private var cells: [Cell: Int] = [:]

    mutating func count(_ situation: Situation, at now: Instant) {
        let cell = Cell(
            kind: situation.obligation.kind, state: situation.state(at: now),
            light: situation.light(at: now))
        cells[cell, default: 0] += 1
    }

    /// `Count` of io.duban.Status, in the order of kinds and states.
    var rows: [JSON] {
        var rows: [JSON] = []
        for kind in Obligation.Kind.allCases {
            for state in ObligationState.allCases {
                for light in [Light?.none, .yellow, .red] {
                    let count = cells[Cell(kind: kind, state: state, light: light)]
                    guard let count else { continue }
                    rows.append(
                        .present([
                            "kind": .string(kind.rawValue), "state": .string(state.rawValue),
                            "light": light.map { .string($0.rawValue) }, "count": JSON(count),
                        ]))
                }
            }
        }
        return rows
    }
}

extension Charter {
    /// A person's name; the id of one whom the charter has no more.
    fileprivate func name(of person: PersonID) -> String { people[person]?.name ?? person.text }
}

// Entries about one obligation as the rows of io.duban.Ledger's History.

import Civil
import DubanKernel
import Varlink

extension Entry {
    /// `Deed` of io.duban.Ledger for an entry about `obligation`.
    func deed(of obligation: ObligationKey, in charter: Charter) -> JSON {
        let name = actor.person.flatMap { charter.people[$0]?.name }
        let unit = actor.onBehalfOf
        let who: [(String, JSON?)] = [
            ("entry", JSON(sequence)), ("atUSec", JSON(at.microseconds)),
            ("verb", .string(event.verb)), ("uid", actor.uid.map { JSON($0) }),
            ("person", actor.person.map { .string($0.text) }),
            ("personName", name.map { .string($0) }),
            ("onBehalfOf", unit.map { .string($0.text) }),
            ("onBehalfOfName", unit.map { .string(charter.units[$0]?.name ?? $0.text) }),
            ("paper", actor.paper.map { .string($0) }),
            ("signedBy", actor.signedBy.map { .string(charter.posts[$0] ?? $0.text) }),
            ("reason", event.reason.isEmpty ? nil : .string(event.reason)),
        ]
        var row = JSONObject()
        for (name, value) in who + event.particulars(of: obligation) {
            if let value { row[name] = value }
        }
        return .object(row)
    }
}

extension Event {
    /// What an event of this kind says beside its reason.
    fileprivate func particulars(of obligation: ObligationKey) -> [(String, JSON?)] {
        func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
        func basis(_ text: String) -> JSON? { text.isEmpty ? nil : .string(text) }
        switch self {
        case .submitted(_, let evidence, let held, let effective, _, let title):
            return [
                ("evidence", list(evidence)), ("held", held.map { .string($0.description) }),
                ("title", title.map { .string($0) }),
                ("effectiveUSec", effective.map { JSON($0.microseconds) }),
            ]
        case .withdrawn(_, let entry, _, _): return [("withdraws", JSON(entry))]
        case .closed(_, _, _, let over): return [("over", over.map { list($0.map(\.text)) })]
        case .reopened(_, let because, _): return [("because", .string(because.rawValue))]
        case .amended(let changes, let paper, _):
            let own = changes.filter { $0.task == obligation.taskID }
            let texts = own.map { "\($0.field.name): \($0.from ?? "–") → \($0.to ?? "–")" }
            return [("changes", list(texts)), ("basis", basis(paper))]
        case .extended(_, let from, let to, let paper):
            return [("changes", list(["due: \(from ?? "–") → \(to)"])), ("basis", basis(paper))]
        case .transferred(let moves, _):
            let own = moves.filter { $0.obligation == obligation }
            return [("changes", list(own.map { "\($0.from) → \($0.to)" }))]
        default: return []
        }
    }

    /// The verb that it came of, or the word for what no verb records.
    fileprivate var verb: String {
        switch self {
        case .submitted: Verb.submit.rawValue
        case .withdrawn: Verb.withdraw.rawValue
        case .closed: Verb.close.rawValue
        case .reopened: Verb.reopen.rawValue
        case .cancelled: Verb.cancel.rawValue
        case .resumed: Verb.resume.rawValue
        case .extended: "grant"
        case .amended: "amend"
        case .transferred: "transfer"
        default: "entry"
        }
    }
}

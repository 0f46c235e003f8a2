// What a shell completes: keys, units and people that a caller may know, by how they begin.

import DubanKernel
import Varlink

extension Desk {
    private static let namesMax = 200

    func complete(_ call: Call, _ caller: Caller) {
        let prefix = call.parameters["prefix"]?.string ?? ""
        let names: [String]
        switch call.parameters["what"]?.string {
        case "obligation": names = keys(prefix, caller)
        case "unit":
            names = charter.units.values.filter { caller.knows($0.id, in: charter) }
                .flatMap { [$0.id.text] + $0.aliases }
        case "person": names = caller.seesAll ? charter.people.keys.map(\.text) : []
        default: return call.fail(.invalidParameter("what"))
        }
        let fitting = Set(names.filter { $0.hasPrefix(prefix) }).sorted().prefix(Self.namesMax)
        call.reply(["names": .array(fitting.map(JSON.string))])
    }

    /// Keys without a period, and those with one once that much is typed. A task is named by its
    /// bare id: shells break words at a colon.
    private func keys(_ prefix: String, _ caller: Caller) -> [String] {
        var names: [String] = []
        for subject in docket.subjects where names.count < Self.namesMax {
            let (name, unit) = named(subject)
            guard let unit, caller.knows(unit, in: charter) else { continue }
            if name.hasPrefix(prefix) { names.append(name) }
            guard prefix.hasPrefix(name) else { continue }
            names += docket.supervision.situations(of: subject, at: now)
                .map(\.obligation.key.text).map {
                    $0.replacing("task:", with: "", maxReplacements: 1)
                }
        }
        return names
    }

    private func named(_ subject: Subject) -> (String, UnitID?) {
        switch subject {
        case .duty(let id, let bearer): ("\(id)/\(bearer.unit)", bearer.unit)
        case .assignment(let id):
            (
                id.text,
                docket.standing.register[id]?.particulars[.lead].map { UnitID($0) }
            )
        }
    }
}

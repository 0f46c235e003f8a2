// Which dubanctl command a reader is given with a notice: the one that settles it if the reader's
// account may record that, else the one that shows it.

import Civil
import DubanKernel

extension Composer {
    /// The duty that an obligation belongs to; nil for tasks and for what the charter knows no
    /// more.
    func duty(of key: ObligationKey) -> Duty? {
        guard case .recurring(let id, _, _) = key.name else { return nil }
        return charter.duties[id]
    }

    /// The command for a reader on a date; nil for an exit, which asks for nothing.
    func command(for notice: Notice, reader: PersonID, on date: CivilDate) -> String? {
        guard notice.telling.kind != .exit else { return nil }
        let obligation = obligations[notice.telling.obligation]
        let key = shellWord((obligation?.verifies ?? notice.telling.obligation).text)
        guard let obligation,
            let row = VerbTable.settling(
                obligation.kind,
                as: charter.roles(of: [reader], for: obligation, on: date).keys)
        else { return words.look(command: "dubanctl show \(key)") }
        let isSubmitted = notice.progress.map { $0.done > 0 } ?? (obligation.kind == .step)
        let options = row.particulars.flatMap { words(for: $0, $1, of: obligation, isSubmitted) }
        return words.settle(
            command: (["dubanctl", row.verb.rawValue, key] + options).joined(separator: " "))
    }

    /// The option that a reader is to fill in, and for a session each evidence by its name.
    private func words(
        for particular: Particular, _ demand: Demand, of obligation: Obligation,
        _ isSubmitted: Bool
    ) -> [String] {
        let isNamed = particular == .evidence && !obligation.evidence.isEmpty
        guard isNamed || demand.applies(to: obligation.kind, isSubmitted: isSubmitted)
        else { return [] }
        let values: [String] =
            switch particular {
            case .evidence: isNamed ? obligation.evidence.map(shellWord) : [words.anyEvidence]
            case .reason: [words.anyReason]
            case .title: [words.anyTitle]
            case .again: []
            case .held: ["YYYY-MM-DD"]
            case .entry, .because, .over, .effective: [particular.rawValue.uppercased()]
            }
        return [particular.option] + values
    }
}

/// The text as one word of a POSIX shell (sh(1), XCU §2.2.2), quoted only if it must be.
func shellWord(_ text: String) -> String {
    let isSafe = text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "@%+=:,./_-".unicodeScalars.contains(scalar)
    }
    return isSafe && !text.isEmpty
        ? text
        : "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
}

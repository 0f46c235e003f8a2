// Which dubanctl command a reader is given with a notice: the one that settles it if the reader's
// account may record that, else the one that shows it.

import Civil
import DubanKernel

/// What an obligation's key leads to in the charter.
private enum Matter {
    case duty(Duty)
    case assignment(Assignment)
}

extension Composer {
    /// The duty that an obligation belongs to; nil for tasks and for what the charter knows no
    /// more.
    func duty(of key: ObligationKey) -> Duty? {
        guard case .duty(let duty) = matter(of: key) else { return nil }
        return duty
    }

    /// The command for a reader on a date; nil for an exit, which asks for nothing.
    func command(for notice: Notice, reader: PersonID, on date: CivilDate) -> Phrase? {
        guard notice.telling.kind != .exit else { return nil }
        let key = shellWord(notice.telling.obligation.text)
        let isOwn = holdsPost(reader, in: notice.unit, on: date)
        switch matter(of: notice.telling.obligation) {
        case .assignment(let assignment):
            let isOffice = holdsPost(reader, in: assignment.office, on: date)
            guard isOwn || isOffice else { break }
            // What is reviewed never closes: that it was looked at is all there is to say.
            if case .reviewed = assignment.due {
                return .settle(command: "dubanctl submit \(key)")
            }
            return .settle(
                command: isOffice
                    ? "dubanctl close \(key) --reason \(say(.anyReason))"
                    : "dubanctl submit \(key) --evidence \(say(.anyEvidence))")
        case .duty(let duty) where isOwn:
            return .settle(command: "dubanctl submit \(key)" + options(of: duty.form))
        case .duty, nil: break
        }
        return .look(command: "dubanctl show \(key)")
    }

    private func options(of form: DutyForm) -> String {
        guard case .session(let evidence) = form else { return "" }
        let names = evidence.isEmpty ? [] : ["--evidence"] + evidence.map(shellWord)
        return ([" --held YYYY-MM-DD"] + names).joined(separator: " ")
    }

    private func matter(of key: ObligationKey) -> Matter? {
        switch key.name {
        case .task(let id, _): tasks[id].map { .assignment($0) }
        case .recurring(let id, _, _): charter.duties[id].map { .duty($0) }
        case .followUp, .answer, .other: nil
        }
    }

    private func holdsPost(_ person: PersonID, in unit: UnitID, on date: CivilDate) -> Bool {
        charter.units[unit]?.posts.values.contains { holdings in
            holdings.contains { $0.person == person && $0.covers(date) }
        } ?? false
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

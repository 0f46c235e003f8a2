// Tellings and notices as rows. Columns are read by index: by name, or through Decodable, a million
// rows take four times as long.

import Civil
import DubanKernel
import GRDB

extension TellingKey {
    /// Of the table `tellings`, called `t`.
    static let columns = "t.obligation, t.episode, t.due, t.kind, t.rung, t.occurrence"
    /// Finds the telling whose `arguments` are bound.
    static let condition = """
        obligation = ? AND episode = ? AND due = ? AND kind = ? AND rung = ? AND occurrence = ?
        """

    /// The values of `columns`.
    var arguments: StatementArguments {
        [obligation.text, episode, due.dayNumber, kind.rawValue, rung, occurrence]
    }

    /// Reads `columns`, the first of which is at `index`.
    init(_ row: Row, at index: Int = 0) throws {
        self.init(
            obligation: ObligationKey(row[index]), episode: row[index + 1],
            due: CivilDate(dayNumber: row[index + 2]), kind: try word(row[index + 3]),
            rung: row[index + 4], occurrence: row[index + 5])
    }
}

extension Telling {
    /// Of the table `tellings`, called `t`.
    static let columns = TellingKey.columns + ", t.at, t.decided_at, t.outcome, t.light, t.persons"

    /// The values of `columns`.
    var arguments: StatementArguments {
        key.arguments + [
            at.microseconds, decidedAt.microseconds, outcome.rawValue, light?.rawValue,
            persons.map(\.text).joined(separator: "\n"),
        ]
    }

    /// Reads `columns`.
    init(_ row: Row) throws {
        self.init(
            key: try TellingKey(row), at: Instant(microseconds: row[6]),
            decidedAt: Instant(microseconds: row[7]), outcome: try word(row[8]),
            light: try (row[9] as String?).map { try word($0) },
            persons: lines(row[10]).map { PersonID($0) })
    }
}

extension Notice {
    /// Of the tables `tellings`, called `t`, and `notices`, called `n`.
    static let columns =
        TellingKey.columns + """
            , n.person, n.unit, n.title, n.at, n.decided_at, n.due_at, n.light, n.is_late,
            n.is_provisional, n.as_post, n.done, n.least, n.supersedes, n.rule, n.id
            """

    /// The values of the table `notices` from `id` on.
    func arguments(telling: Int64) -> StatementArguments {
        [
            id, telling, person.text, unit.text, title, at.microseconds, decidedAt.microseconds,
            due.microseconds, light?.rawValue, isLate, isProvisional, asPost, progress?.done,
            progress?.least, supersedes.joined(separator: "\n"), rule,
        ]
    }

    /// Reads `columns`.
    ///
    /// - Throws: `LedgerError.corrupt` when the id is not the one that follows from the rest.
    init(_ row: Row) throws {
        let done: Int? = row[16]
        let least: Int? = row[17]
        self.init(
            telling: try TellingKey(row), person: PersonID(row[6]), unit: UnitID(row[7]),
            title: row[8], at: Instant(microseconds: row[9]),
            decidedAt: Instant(microseconds: row[10]), due: Instant(microseconds: row[11]),
            light: try (row[12] as String?).map { try word($0) }, isLate: row[13],
            isProvisional: row[14], asPost: row[15],
            progress: done.flatMap { done in least.map { Progress(done: done, least: $0) } },
            supersedes: lines(row[18]), rule: row[19])
        guard id == row[20] else {
            throw LedgerError.corrupt("notice \(row[20] as String) says what \(id) would say")
        }
    }
}

/// A case by its name.
///
/// - Throws: `LedgerError.corrupt` for a name that this version does not know.
func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
    guard let word = Word(rawValue: text) else {
        throw LedgerError.corrupt("`\(text)` is not a \(Word.self)")
    }
    return word
}

/// The lines of a list; none for an empty text.
private func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
}

// Tellings and notices as rows. The columns of each are declared once, in the order in which they
// are written and read. They are read by index: by name, or through Decodable, a million rows take
// four times as long.

import Civil
import DubanKernel
import GRDB

extension [String] {
    /// Columns for SELECT, where the table is called `alias`.
    fileprivate func of(_ alias: String) -> String {
        map { "\(alias).\($0)" }.joined(separator: ", ")
    }

    /// Stores a row of these columns, unless there is one with the same `key`; what the other
    /// constraints refuse is an error, which it would not be with OR IGNORE.
    fileprivate func insertion(into table: String, key: [String]) -> String {
        """
        INSERT INTO \(table) (\(joined(separator: ", ")))
        VALUES (\(map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (\(key.joined(separator: ", "))) DO NOTHING
        """
    }
}

extension TellingKey {
    fileprivate static let columns = [
        "obligation", "episode", "due", "kind", "rung", "occurrence",
    ]
    /// Finds the telling whose `arguments` are bound.
    static let condition = columns.map { "\($0) = ?" }.joined(separator: " AND ")

    var arguments: StatementArguments {
        [obligation.text, episode, due.dayNumber, kind.rawValue, rung, occurrence]
    }

    fileprivate init(_ row: inout RowReader) throws {
        self.init(
            obligation: ObligationKey(row.next()), episode: row.next(),
            due: CivilDate(dayNumber: row.next()), kind: try row.word(), rung: row.next(),
            occurrence: row.next())
    }
}

extension Telling {
    private static let columns =
        TellingKey.columns + ["at", "decided_at", "outcome", "light", "persons"]
    /// Of the table `tellings`, called `t`.
    static let selected = columns.of("t")
    static let insertion = columns.insertion(into: "tellings", key: TellingKey.columns)

    var arguments: StatementArguments {
        key.arguments + [
            at.microseconds, decidedAt.microseconds, outcome.rawValue, light?.rawValue,
            persons.map(\.text).joined(separator: "\n"),
        ]
    }

    init(_ row: Row) throws {
        var row = RowReader(row: row)
        self.init(
            key: try TellingKey(&row), at: row.instant(), decidedAt: row.instant(),
            outcome: try row.word(), light: try row.wordIfAny(),
            persons: row.lines().map { PersonID($0) })
    }
}

extension Notice {
    private static let columns = [
        "id", "person", "unit", "title", "at", "decided_at", "due_at", "light", "is_late",
        "is_provisional", "as_post", "done", "least", "supersedes", "rule",
    ]
    /// Of the tables `tellings`, called `t`, and `notices`, called `n`.
    static let selected = TellingKey.columns.of("t") + ", " + columns.of("n")
    /// Takes `arguments` and the number of the telling.
    static let insertion = (columns + ["telling"]).insertion(into: "notices", key: ["id"])

    var arguments: StatementArguments {
        [
            id, person.text, unit.text, title, at.microseconds, decidedAt.microseconds,
            due.microseconds, light?.rawValue, isLate, isProvisional, asPost.description,
            progress?.done, progress?.least, supersedes.joined(separator: "\n"), rule,
        ]
    }

    /// Reads `selected`.
    ///
    /// - Throws: `LedgerError.corrupt` when the id is not the one that follows from the rest.
    init(_ row: Row) throws {
        var row = RowReader(row: row)
        let telling = try TellingKey(&row)
        let stored: NoticeID = row.next()
        let person = PersonID(row.next())
        self.init(
            telling: telling, person: person, unit: UnitID(row.next()), title: row.next(),
            at: row.instant(), decidedAt: row.instant(), due: row.instant(),
            light: try row.wordIfAny(), isLate: row.next(), isProvisional: row.next(),
            asPost: Capacity(row.next(), of: person), progress: row.progress(),
            supersedes: row.lines(), rule: row.next())
        guard id == stored else {
            throw LedgerError.corrupt("notice \(stored) says what \(id) would say")
        }
    }
}

/// Reads a row from its first column on.
private struct RowReader {
    let row: Row
    var index = 0

    mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
        defer { index += 1 }
        return row[index]
    }

    mutating func nextIfAny<Value: DatabaseValueConvertible & StatementColumnConvertible>()
        -> Value?
    {
        defer { index += 1 }
        return row[index]
    }

    mutating func instant() -> Instant { Instant(microseconds: next()) }

    mutating func word<Word: RawRepresentable<String>>() throws -> Word {
        try DubanLedger.word(next())
    }

    mutating func wordIfAny<Word: RawRepresentable<String>>() throws -> Word? {
        try nextIfAny().map { try DubanLedger.word($0) }
    }

    /// A list, one element a line; none for an empty text.
    mutating func lines() -> [String] {
        let text: String = next()
        return text.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) }
    }

    mutating func progress() -> Notice.Progress? {
        let (done, least): (Int?, Int?) = (nextIfAny(), nextIfAny())
        return done.flatMap { done in least.map { Notice.Progress(done: done, least: $0) } }
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

// Recording, and reading back what was recorded.

package import DubanKernel
import GRDB

extension Ledger {
    /// Appends entries to the chain, all or none; they are on the disk when this returns.
    ///
    /// - Parameter announcing: what subscribers are told of an entry, in the same transaction;
    ///   called once an entry.
    /// - Returns: the entries with their numbers and hashes, to be applied to the standing in this
    ///   order.
    @discardableResult
    package func record(
        _ entries: [NewEntry], announcing: (Entry) -> Announcement? = { _ in nil }
    ) throws(LedgerError) -> [Entry] {
        try write { db in
            try entries.map { new in
                let entry = try db.append(new)
                if let announcement = announcing(entry) {
                    try db.publish(announcement, at: entry.at)
                }
                return entry
            }
        }
    }

    /// The fold of everything: entries in their order, and the decided tellings.
    package func standing() throws(LedgerError) -> Standing {
        try read { db in
            var standing = Standing()
            // Who was told changes nothing in a standing, save that the last entry is its head.
            let entries = try db.rows(
                """
                SELECT body, hash FROM entries
                WHERE kind <> 'told' OR sequence = (SELECT max(sequence) FROM entries)
                ORDER BY sequence
                """)
            while let row = try entries.next() {
                standing.apply(try Link.read(body: row[0], hash: row[1]))
            }
            let tellings = try db.rows(
                "SELECT \(Telling.selected) FROM tellings AS t ORDER BY t.number")
            while let row = try tellings.next() {
                standing.note([try Telling(row)])
            }
            return standing
        }
    }
}

extension Database {
    func append(_ new: NewEntry) throws -> Entry {
        let last = try row("SELECT sequence, hash FROM entries ORDER BY sequence DESC LIMIT 1")
        let head: (Int64, String) = last.map { ($0[0], $0[1]) } ?? (0, "")
        let link = try Link(new, after: head)
        // The event is an object with one member, whose name is the kind.
        try run(
            """
            INSERT INTO entries (sequence, kind, hash, body)
            VALUES (?1, (SELECT key FROM json_each(?3, '$.event')), ?2, ?3)
            """, [link.entry.sequence, link.entry.hash, link.body])
        return link.entry
    }
}

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

    /// The hash of the entry with this number; nil where there is none.
    package func hash(ofEntry sequence: Int64) throws(LedgerError) -> String? {
        try read { db in
            try db.row("SELECT hash FROM entries WHERE sequence = ?", [sequence])?[0]
        }
    }

    /// The fold of everything: entries in their order, and the decided tellings.
    package func standing() throws(LedgerError) -> Standing {
        try read { db in
            var standing = Standing()
            // Of who was told a standing keeps who was not, which the outbox knows; and the last
            // entry is its head.
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
            for channel in ChannelName.allCases where channel.sendsDigests {
                standing.note(undelivered: try db.undelivered(on: channel))
            }
            return standing
        }
    }
}

extension Database {
    /// Notices whose last word in the chain is that they were refused or dropped.
    fileprivate func undelivered(on channel: ChannelName) throws -> [NoticeID] {
        try all(
            """
            SELECT n.id FROM outbox AS o JOIN notices AS n ON n.number = o.notice
            WHERE o.channel = ?1 AND o.settled_at IS NOT NULL AND o.state <> 'delivered'
                AND o.state <> 'unproven'
            UNION ALL
            SELECT n.id FROM outbox AS o JOIN notices AS n ON n.number = o.notice
            WHERE o.channel = ?1 AND o.failed_at IS NOT NULL AND o.settled_at IS NULL
            """, [channel.rawValue]
        ) { $0[0] }
    }

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

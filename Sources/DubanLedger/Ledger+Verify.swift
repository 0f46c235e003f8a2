// The proof that the chain is whole: what `dubanctl ledger verify` asks for.

import GRDB

/// What a walk over the chain found.
package enum ChainVerdict: Hashable, Sendable {
    /// Every entry follows from the one before.
    case whole(entries: Int64, head: String)
    /// The first entry that is wrong, and how.
    case broken(sequence: Int64, fault: Fault)
    /// Every entry follows, but none has the hash that was asked for: later entries were cut off,
    /// or the chain was written anew.
    case headMissing(entries: Int64)

    /// What is wrong with an entry.
    package enum Fault: String, Sendable {
        /// There is no entry with this number, but there are later ones.
        case missing
        /// Its text or hash is not what was recorded behind the entry before it.
        case altered
        /// Its columns say something else than its text.
        case contradictory
    }
}

extension Ledger {
    static let entriesPerPage = 1000

    /// Walks the chain from its first entry.
    ///
    /// - Parameter head: the hash of an entry known from elsewhere (the journal, a circular), which
    ///   must be
    ///   in the chain; without it a missing tail cannot be seen.
    package func verify(head: String? = nil) throws(LedgerError) -> ChainVerdict {
        try Ledger.verify(head: head) { sequence throws(LedgerError) in
            try read { try $0.links(after: sequence, limit: Ledger.entriesPerPage) }
        }
    }

    /// The same, of whatever answers a page of the links after a number.
    static func verify(
        head: String? = nil,
        page: (_ after: Int64) throws(LedgerError) -> [Link.Stored]
    ) throws(LedgerError) -> ChainVerdict {
        var last: (sequence: Int64, hash: String) = (0, "")
        var isHeadFound = head == nil
        // Entries are only appended, so pages read one after another see one chain.
        while true {
            let links = try page(last.sequence)
            for link in links {
                let next = last.sequence + 1
                guard link.sequence == next else {
                    return .broken(sequence: next, fault: .missing)
                }
                guard link.hash == Link.hash(link.body, after: last.hash) else {
                    return .broken(sequence: next, fault: .altered)
                }
                guard link.agrees else {
                    return .broken(sequence: next, fault: .contradictory)
                }
                last = (next, link.hash)
                isHeadFound = isHeadFound || link.hash == head
            }
            if links.count < Ledger.entriesPerPage { break }
        }
        return isHeadFound
            ? .whole(entries: last.sequence, head: last.hash) : .headMissing(entries: last.sequence)
    }
}

extension Link {
    /// What is stored of a link. `agrees`: the columns say what the text says.
    typealias Stored = (sequence: Int64, body: String, hash: String, agrees: Bool)
}

extension Database {
    /// The raw links behind an entry.
    func links(after sequence: Int64, limit: Int) throws -> [Link.Stored] {
        try all(
            """
            SELECT sequence, body, hash, json_valid(body)
                AND json_extract(body, '$.sequence') IS sequence
                AND json_type(body, '$.event.' || kind) IS 'object'
            FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?
            """, [sequence, limit]
        ) { (sequence: $0[0], body: $0[1], hash: $0[2], agrees: $0[3]) }
    }
}

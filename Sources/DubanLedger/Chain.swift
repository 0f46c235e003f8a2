// The hash chain. An entry's canonical JSON is the object {"actor", "at", "event", "sequence"} as
// JSONEncoder writes the kernel's types with sorted keys and unescaped slashes; its hash is the
// SHA-256 of the previous entry's hash (64 digits, nothing for the first) followed by that text.
// The text is stored as it was hashed, so that no later version has to write the same bytes again
// to verify it.

import Civil
import DubanKernel
import FoundationEssentials

/// One link of the chain: what is hashed and stored of an entry.
struct Link {
    let entry: Entry
    let body: String

    /// Numbers and hashes what follows the entry `head`.
    init(_ new: NewEntry, after head: (sequence: Int64, hash: String)) throws {
        let content = Content(
            actor: new.actor, at: new.at, event: new.event, sequence: head.sequence + 1)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        body = String(decoding: try encoder.encode(content), as: UTF8.self)
        entry = Entry(
            sequence: content.sequence, at: new.at, actor: new.actor, event: new.event,
            hash: Link.hash(body, after: head.hash))
    }

    /// Reads a stored entry.
    ///
    /// - Throws: `DecodingError` when the text is not an entry's.
    static func read(body: String, hash: String) throws -> Entry {
        let content = try JSONDecoder().decode(Content.self, from: Data(body.utf8))
        return Entry(
            sequence: content.sequence, at: content.at, actor: content.actor,
            event: content.event, hash: hash)
    }

    /// The hash of an entry with this text behind one with the hash `previous`.
    static func hash(_ body: String, after previous: String) -> String {
        SHA256.hexadecimal(previous + body)
    }

    private struct Content: Codable {
        let actor: Actor
        let at: Instant
        let event: Event
        let sequence: Int64
    }
}

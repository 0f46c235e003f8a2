// Proof that entries reached the journal. sd_journal_sendv(3) answers 0 even for what journald
// drops, so entries count as stored when they have been read back; and absence counts only behind a
// fence, an entry sent after them: journald takes what one process sends in order.

import Glibc
import Synchronization

/// What a look into the journal found.
package struct JournalSighting: Sendable, Equatable {
    /// Those of the sought identifiers that the journal holds.
    package var present: Set<String> = []
    /// Whether the fence was read. Only then is an identifier that is not `present` absent for
    /// certain.
    package var fenceSeen = false
}

/// Looks for entries of one origin by a field that identifies each. Opened by the first look, the
/// journal stays open until `close`.
package final class JournalProbe: Sendable {
    /// What marks the origin; all must hold. A trusted field (`_UID`) keeps others from forging a
    /// proof.
    package let origin: [JournalField]
    /// The field with an entry's identifier.
    package let identifierField: String
    /// The field with a fence's identifier.
    package let fenceField: String
    package let source: JournalSource
    private let reader = Mutex<JournalReader?>(nil)

    /// journald says 250 ms late that it has stored something, so the journal is looked at again
    /// and again for a fence, at growing distances.
    private static let firstWaitMicroseconds: Int64 = 2_000
    private static let longestWaitMicroseconds: Int64 = 256_000

    /// A probe for the entries of `origin`.
    package init(
        origin: [JournalField], identifierField: String, fenceField: String,
        source: JournalSource = .machine
    ) {
        self.origin = origin
        self.identifierField = identifierField
        self.fenceField = fenceField
        self.source = source
    }

    /// Sends the fence `identifier`, an entry of `fields` that is to be read back. Answers as
    /// `Journal.send`.
    package func sendFence(_ identifier: String, fields: [JournalField]) -> Int32 {
        Journal.send(fields + [JournalField(fenceField, identifier)])
    }

    /// Which of the identifiers the journal holds, looked up once the fence shows or after the
    /// patience, in microseconds, has run out without it.
    ///
    /// Each is looked up by itself in the hash tables of the journal's files: some 3 µs each and
    /// file, and independent of the wall clock, which may have jumped since an entry was sent.
    package func look(
        for identifiers: Set<String>, fence: String, patience: Int64
    ) throws(SystemError) -> JournalSighting {
        try read { reader throws(SystemError) in
            try look(for: identifiers, fence: fence, patience: patience, in: reader)
        }
    }

    /// When the oldest entry that the journal still has was received, in microseconds since 1970;
    /// nil: the journal shows nothing at all. What was sent before may have been there.
    package func oldest() throws(SystemError) -> Int64? {
        try read { reader throws(SystemError) in
            reader.matchAnything()
            try reader.seekStart()
            return try reader.next() ? try reader.received() : nil
        }
    }

    /// Asks the journal, which is opened where it is not; after a failure the next one opens it
    /// anew.
    private func read<Answer: Sendable>(
        _ ask: @Sendable (JournalReader) throws(SystemError) -> Answer
    ) throws(SystemError) -> Answer {
        try reader.withLock { slot throws(SystemError) in
            let reader = if let slot { slot } else { try JournalReader(source) }
            slot = nil
            let answer = try ask(reader)
            slot = reader
            return answer
        }
    }

    /// Closes the journal until the next look.
    package func close() { reader.withLock { $0 = nil } }

    private func look(
        for identifiers: Set<String>, fence: String, patience: Int64, in reader: JournalReader
    ) throws(SystemError) -> JournalSighting {
        var sighting = JournalSighting()
        let end = SystemClock.monotonicMicroseconds() + patience
        var wait = Self.firstWaitMicroseconds
        while true {
            sighting.fenceSeen = try holds(JournalField(fenceField, fence), in: reader)
            let left = end - SystemClock.monotonicMicroseconds()
            if sighting.fenceSeen || left <= 0 { break }
            try reader.wait(atMost: min(left, wait))
            wait = min(wait * 2, Self.longestWaitMicroseconds)
        }
        for identifier in identifiers
        where try holds(JournalField(identifierField, identifier), in: reader) {
            sighting.present.insert(identifier)
        }
        return sighting
    }

    private func holds(
        _ field: JournalField, in reader: JournalReader
    ) throws(SystemError) -> Bool {
        reader.matchAnything()
        for mark in origin { try reader.match(mark) }
        try reader.match(field)
        try reader.seekStart()
        return try reader.next()
    }
}

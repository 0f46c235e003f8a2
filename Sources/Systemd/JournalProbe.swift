// Proof that entries reached the journal. sd_journal_sendv(3) answers 0 even for what journald
// drops, so entries count as stored when they have been read back; and absence counts only behind a
// fence, an entry sent after them: journald takes what one process sends in order.

import Glibc

/// What a look into the journal found.
package struct JournalSighting: Sendable, Equatable {
    /// Those of the sought identifiers that the journal holds.
    package var present: Set<String> = []
    /// Whether the fence was read. Only then is an identifier that is not `present` absent for
    /// certain.
    package var fenceSeen = false
}

/// Looks for entries of one origin by a field that identifies each.
package struct JournalProbe: Sendable {
    /// What marks the origin; all must hold. A trusted field (`_UID`) keeps others from forging a
    /// proof.
    package let origin: [JournalField]
    /// The field with an entry's identifier.
    package let identifierField: String
    /// The field with a fence's identifier.
    package let fenceField: String
    package let source: JournalSource

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
        let reader = try JournalReader(source)
        var sighting = JournalSighting()
        let end = SystemClock.monotonicMicroseconds() + patience
        while true {
            sighting.fenceSeen = try holds(JournalField(fenceField, fence), in: reader)
            let left = end - SystemClock.monotonicMicroseconds()
            if sighting.fenceSeen || left <= 0 { break }
            try reader.wait(atMost: left)
        }
        for identifier in identifiers
        where try holds(JournalField(identifierField, identifier), in: reader) {
            sighting.present.insert(identifier)
        }
        return sighting
    }

    private func holds(
        _ field: JournalField, in reader: borrowing JournalReader
    ) throws(SystemError) -> Bool {
        reader.matchAnything()
        for mark in origin { try reader.match(mark) }
        try reader.match(field)
        try reader.seekStart()
        return try reader.next()
    }
}

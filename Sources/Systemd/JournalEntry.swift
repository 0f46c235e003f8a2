// Entries for the systemd journal, in its native protocol: sd_journal_sendv(3),
// systemd.journal-fields(7).

import CSystemd
import Glibc

/// One field of a journal entry. A name may occur several times in an entry.
package struct JournalField: Sendable, Hashable {
    /// Upper-case ASCII letters, digits and underscores, at most 64, not beginning with an
    /// underscore or a digit; the names of trusted fields (`_UID`), which journald itself sets,
    /// serve only to match.
    package let name: String
    /// Any bytes, line breaks and NULs included.
    package let value: [UInt8]

    /// The field `name` with a value of any bytes.
    package init(_ name: String, bytes value: some Sequence<UInt8>) {
        precondition(Self.isName(name), "not a field name of the journal: \(name)")
        self.name = name
        self.value = Array(value)
    }

    /// The field `name` with a text as its value.
    package init(_ name: String, _ value: String) {
        self.init(name, bytes: value.utf8)
    }

    /// `NAME=value`, the form in which the journal takes, matches and gives back a field.
    var assignment: [UInt8] {
        Array(name.utf8) + [UInt8(ascii: "=")] + value
    }

    package static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

/// The way into the journal.
package enum Journal {
    /// Where journald listens.
    package static let socket = "/run/systemd/journal/socket"

    /// Hands one entry to journald; blocks, for minutes if need be, while journald hangs.
    ///
    /// Answers 0 or the positive errno. A 0 is no proof of storage: journald may drop the entry by
    /// its rate limit, and where its socket does not even exist the answer is 0 as well.
    /// `JournalProbe` gives proof.
    package static func send(_ fields: [JournalField]) -> Int32 {
        let assignments = fields.map(\.assignment)
        var entry = Array(assignments.joined())
        return entry.withUnsafeMutableBytes { bytes in
            var rest = bytes.baseAddress
            let vectors = assignments.map { assignment in
                defer { rest = rest?.advanced(by: assignment.count) }
                return iovec(iov_base: rest, iov_len: assignment.count)
            }
            return -sd_journal_sendv(vectors, Int32(vectors.count))
        }
    }
}

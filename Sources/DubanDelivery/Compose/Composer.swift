// Composing: from frozen notices and the charter to messages as people and programs read them.
// Pure; the same notices, charter and instant give the same bytes.

package import DubanKernel

/// Makes messages by one charter.
package struct Composer: Sendable {
    /// Names, calendars and the language.
    package let charter: Charter
    /// The name of this machine in addresses and message ids.
    package let host: String

    /// A composer for one charter on one machine.
    package init(charter: Charter, host: String) {
        self.charter = charter
        self.host = host
    }
}

/// Who receives a mail: somebody with an account.
package struct DigestReader: Hashable, Sendable {
    /// The person who holds the account.
    package let person: PersonID
    /// The local account.
    package let account: String
}

/// Notices sorted by who receives them.
package struct Addressed: Sendable {
    /// One digest each, ordered by person; no list is empty.
    package var digests: [(reader: DigestReader, notices: [Notice])] = []
    /// For people who have neither an account nor a relay with one.
    package var unreachable: [Notice] = []
}

extension Composer {
    /// Who receives which of the notices by mail: the person's own account, or a relay's.
    package func addressed(_ notices: [Notice]) -> Addressed {
        var byReader: [DigestReader: [Notice]] = [:]
        var addressed = Addressed()
        for notice in notices {
            guard let receiver = charter.receiver(of: notice.person), let account = receiver.account
            else {
                addressed.unreachable.append(notice)
                continue
            }
            byReader[DigestReader(person: receiver.id, account: account), default: []].append(
                notice)
        }
        addressed.digests = byReader.map { (reader: $0.key, notices: $0.value) }
            .sorted {
                ($0.reader.person, $0.reader.account) < ($1.reader.person, $1.reader.account)
            }
        return addressed
    }

    /// What is put before the subject of a mail that may be in the mailbox already.
    package var repetitionMark: String { say(.possiblyRepeated) }

    /// A phrase in the charter's language.
    func say(_ phrase: Phrase) -> String { phrase.text(charter.language) }

    /// Phrases in the charter's language.
    func say(_ phrases: [Phrase]) -> [String] { phrases.map(say) }

    /// A person's name for a line of text; the id when the charter knows the person no more.
    func name(of person: PersonID) -> String {
        oneLine(charter.people[person]?.name ?? person.text)
    }

    /// A unit's name for a line of text.
    func name(of unit: UnitID) -> String {
        oneLine(charter.units[unit]?.name ?? unit.text)
    }

    /// The obligation's title; a long one is cut, since a problem can be a page of text.
    func title(_ notice: Notice) -> String {
        let title = oneLine(notice.title)
        let isLong = title.count > Self.titleCharactersMax
        return isLong ? title.prefix(Self.titleCharactersMax) + "…" : title
    }

    /// The longest title that is shown whole.
    static let titleCharactersMax = 200

    /// The obligation's title with its key.
    func titled(_ notice: Notice) -> Phrase {
        .titled(title(notice), key: oneLine(notice.telling.obligation.text))
    }
}

/// The text with every run of white space and control characters as one blank: what administrators
/// write must not break a line, and with it the meaning, of a message.
func oneLine(_ text: String) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
    return text.unicodeScalars.split(whereSeparator: isBlank).map { String($0) }
        .joined(separator: " ")
}

// Composing: from frozen notices and the charter to messages as people and programs read them.
// Pure; the same notices, charter and instant give the same bytes.

package import Civil
package import DubanKernel

/// Makes messages by one charter, at one instant.
package struct Composer: Sendable {
    let charter: Charter
    /// The name of this machine in addresses and message ids.
    let host: String
    /// What its notices are about.
    let obligations: [ObligationKey: Obligation]
    let now: Instant
    /// What was due when before, for notices of kind `moved`.
    let movedFrom: [NoticeID: String]
    /// Sessions that were held in time and recorded late.
    let recordedLate: [ObligationKey: (held: CivilDate, recorded: Instant)]

    package init(
        charter: Charter, host: String, obligations: [ObligationKey: Obligation] = [:],
        now: Instant, movedFrom: [NoticeID: String] = [:],
        recordedLate: [ObligationKey: (held: CivilDate, recorded: Instant)] = [:]
    ) {
        self.charter = charter
        self.host = host
        self.obligations = obligations
        self.now = now
        self.movedFrom = movedFrom
        self.recordedLate = recordedLate
    }
}

/// Who receives a mail: somebody with a local account.
struct DigestReader: Hashable {
    let person: PersonID
    let account: String
}

extension Composer {
    /// Who receives which of the notices by mail, ordered by person: each person's own account, or
    /// a relay's.
    func digests(of notices: [Notice]) -> [(reader: DigestReader, notices: [Notice])] {
        var digests: [DigestReader: [Notice]] = [:]
        for notice in notices {
            guard let receiver = charter.receiver(of: notice.person), let account = receiver.account
            else { continue }
            digests[DigestReader(person: receiver.id, account: account), default: []].append(notice)
        }
        return digests.map { (reader: $0.key, notices: $0.value) }.sorted {
            ($0.reader.person, $0.reader.account) < ($1.reader.person, $1.reader.account)
        }
    }

    var words: Phrasebook { Phrasebook(language: charter.language) }

    /// A person's name for a line of text; the id when the charter knows the person no more.
    func name(of person: PersonID) -> String {
        oneLine(charter.people[person]?.name ?? person.text)
    }

    func name(of unit: UnitID) -> String {
        oneLine(charter.units[unit]?.name ?? unit.text)
    }

    /// The obligation's title; a long one is cut, since a problem can be a page of text.
    func title(_ notice: Notice) -> String {
        let title = oneLine(notice.title)
        let isLong = title.count > Self.titleCharactersMax
        return isLong ? title.prefix(Self.titleCharactersMax) + "…" : title
    }

    static let titleCharactersMax = 200

    func titled(_ notice: Notice) -> String {
        words.titled(title(notice), key: oneLine(notice.telling.obligation.text))
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

// Events of the status socket: what a subscriber is sent, from a notice, an entry or a charter to
// the bytes that the ledger keeps and the wire carries.

package import Civil
package import DubanKernel
package import Varlink

/// An `Event` of io.duban.Status, still without the number that it gets when it is published.
package struct SocketEvent: Sendable {
    /// The word in the ledger and on the wire.
    package enum Kind: String, Sendable {
        case notice, entry, charter
    }

    package let kind: Kind
    package let json: JSON

    /// `at`: when what it tells was decided, recorded or accepted. `text`: it in one line, for
    /// people.
    private init(
        _ kind: Kind, at: Instant, notice: NoticeID? = nil, obligation: ObligationKey? = nil,
        person: PersonID? = nil, unit: UnitID? = nil, light: Light? = nil, text: String
    ) {
        self.kind = kind
        json = JSON.present([
            "atUSec": JSON(at.microseconds),
            "kind": .string(kind.rawValue),
            "notice": notice.map { .string($0) },
            "obligation": obligation.map { .string($0.text) },
            "person": person.map { .string($0.text) },
            "unit": unit.map { .string($0.text) },
            "light": light.map { .string($0.rawValue) },
            "text": .string(text),
        ])
    }

    init(_ notice: Notice, text: String) {
        self.init(
            .notice, at: notice.decidedAt, notice: notice.id,
            obligation: notice.telling.obligation, person: notice.person, unit: notice.unit,
            light: notice.light, text: text)
    }

    /// What a person has recorded about an obligation of a unit.
    package init(_ entry: Entry, of obligation: ObligationKey, in unit: UnitID, text: String) {
        self.init(
            .entry, at: entry.at, obligation: obligation, person: entry.actor.person, unit: unit,
            text: text)
    }

    package init(charterAt now: Instant, text: String) {
        self.init(.charter, at: now, text: text)
    }
}

/// An event as subscribers get it.
package struct PublishedEvent: Sendable {
    package let sequence: Int64
    /// With its number. What the ledger holds is passed on as it is, whatever version has written
    /// it.
    package let json: JSON

    /// Whom it concerns; nil for the charter's own events.
    package var unit: UnitID? { json["unit"]?.string.map { UnitID($0) } }

    /// - Precondition: the payload is the text of a `SocketEvent`.
    package init(sequence: Int64, payload: String) {
        self.sequence = sequence
        do {
            var members = try JSON(parsing: payload).object ?? JSONObject()
            members["sequence"] = JSON(sequence)
            json = .object(members)
        } catch {
            preconditionFailure("event \(sequence) is no JSON: \(error)")
        }
    }
}

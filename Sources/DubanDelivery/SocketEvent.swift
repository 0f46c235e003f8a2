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
    /// When what it tells was decided, recorded or accepted.
    let at: Instant
    var notice: NoticeID?
    var obligation: ObligationKey?
    var person: PersonID?
    var unit: UnitID?
    var light: Light?
    /// It in one line, for people.
    let text: String

    init(_ notice: Notice, text: String) {
        (kind, at, self.text) = (.notice, notice.decidedAt, text)
        self.notice = notice.id
        obligation = notice.telling.obligation
        person = notice.person
        unit = notice.unit
        light = notice.light
    }

    /// What a person has recorded about an obligation of a unit.
    package init(
        _ entry: Entry, of obligation: ObligationKey, in unit: UnitID, text: String
    ) {
        (kind, at, self.text) = (.entry, entry.at, text)
        self.obligation = obligation
        person = entry.actor.person
        self.unit = unit
    }

    package init(charterAt now: Instant, text: String) {
        (kind, at, self.text) = (.charter, now, text)
    }

    package var json: JSON {
        JSON.present([
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

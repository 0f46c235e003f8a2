// What somebody asks to have recorded.

package import Civil

/// A request to record one event.
package struct Command: Sendable {
    package var act: Act
    /// An obligation's key, or one without its period.
    package var obligation: String
    package var reason: String
    package var onBehalfOf: UnitID?
    package var uid: UInt32
    /// Everybody in the charter who has that account.
    package var persons: Set<PersonID>

    /// A request; `persons` are all who have the account `uid`.
    package init(
        _ act: Act, _ obligation: String, reason: String = "", onBehalfOf: UnitID? = nil,
        uid: UInt32, persons: Set<PersonID>
    ) {
        self.act = act
        self.obligation = obligation
        self.reason = reason
        self.onBehalfOf = onBehalfOf
        self.uid = uid
        self.persons = persons
    }

    /// Names of evidence in one submission.
    package static let evidenceMax = 64
    package static let textCharactersMax = 1000
}

/// A verb with what it needs to know.
package enum Act: Sendable {
    case submit(evidence: [String] = [], held: CivilDate? = nil, effective: Instant? = nil)
    case withdraw(entry: Int64? = nil)
    case close
    case reopen(because: Reopening?)

    package var verb: Verb {
        switch self {
        case .submit: .submit
        case .withdraw: .withdraw
        case .close: .close
        case .reopen: .reopen
        }
    }

    /// The act that a request on the wire asks for. What its verb does not take is ignored.
    package init(_ verb: Verb, _ given: [Particular: Particular.Value]) throws(Malformed) {
        switch verb {
        case .submit:
            self = .submit(
                evidence: given[.evidence]?.texts ?? [],
                held: try given.read(.held) { $0.text.flatMap { CivilDate($0) } },
                effective: try given.read(.effective) {
                    $0.number.map { Instant(microseconds: $0) }
                })
        case .withdraw: self = .withdraw(entry: try given.read(.entry, \.number))
        case .close: self = .close
        case .reopen:
            self = .reopen(
                because: try given.read(.because) { $0.text.flatMap(Reopening.init(rawValue:)) })
        }
    }

    /// A particular that cannot be read as what it should be.
    package struct Malformed: Error {
        package let particular: Particular
    }

    /// What it says, apart from its reason.
    var given: Set<Particular> {
        switch self {
        case .submit(let evidence, let held, let effective):
            Set(
                [
                    evidence.isEmpty ? nil : .evidence, held.map { _ in .held },
                    effective.map { _ in .effective },
                ].compactMap(\.self))
        case .withdraw(let entry): entry == nil ? [] : [.entry]
        case .close: []
        case .reopen(let because): because == nil ? [] : [.because]
        }
    }
}

extension [Particular: Particular.Value] {
    fileprivate func read<Content>(
        _ particular: Particular, _ content: (Particular.Value) -> Content?
    ) throws(Act.Malformed) -> Content? {
        guard let given = self[particular] else { return nil }
        guard let content = content(given) else { throw Act.Malformed(particular: particular) }
        return content
    }
}

extension Particular.Value {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var texts: [String]? { if case .texts(let texts) = self { texts } else { nil } }
    fileprivate var number: Int64? { if case .number(let number) = self { number } else { nil } }
}

// The members of a JSON object: an ordered list that is searched from front to back while it is
// short and through an index once it is long, so that neither a query nor a hostile object costs
// much.

/// Named JSON values in the order in which they were written, each name once.
package struct JSONObject: Sendable {
    package typealias Member = (name: String, value: JSON)

    package private(set) var members: [Member]
    /// Positions by name, kept from `indexedFrom` members on, unless the object was written down
    /// here: then it is sent and not searched.
    private var index: [ExactName: Int]?

    private static let indexedFrom = 17
    private static let usualCount = 8

    package init() { members = [] }

    /// These members in this order. A name given twice is a mistake of the program, which a debug
    /// build finds.
    ///
    /// The pairs have no labels because literals have none: to label an array of pairs, Swift would
    /// cast each one at run time.
    init(unique pairs: some Sequence<(String, JSON)>) {
        members = []
        members.reserveCapacity(pairs.underestimatedCount)
        for (name, value) in pairs {
            assert(position(of: name) == nil, "the member \(name) is given twice")
            members.append((name, value))
        }
    }

    package var count: Int { members.count }

    package var isEmpty: Bool { members.isEmpty }

    /// Adds a member at the end. Answers false, and changes nothing, when the name is taken.
    package mutating func append(_ name: String, _ value: JSON) -> Bool {
        guard position(of: name) == nil else { return false }
        if members.isEmpty { members.reserveCapacity(Self.usualCount) }
        members.append((name, value))
        if index != nil {
            index?[ExactName(text: name)] = members.count - 1
        } else if members.count >= Self.indexedFrom {
            let names = members.map { ExactName(text: $0.name) }
            index = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        }
        return true
    }

    /// The value of the member `name`. Setting nil removes it; setting a new one adds it at the
    /// end.
    package subscript(name: String) -> JSON? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                index = nil
            case (nil, let value?): _ = append(name, value)
            case (nil, nil): break
            }
        }
    }

    private func position(of name: String) -> Int? {
        if let index { return index[ExactName(text: name)] }
        return members.firstIndex { $0.name.hasSameBytes(as: name) }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(unique: elements)
    }
}

extension JSONObject: Equatable {
    /// True when both have the same names with equal values, in whatever order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }
}

/// A name that is compared and hashed by its bytes: RFC 8259 §8.3 knows no canonical equivalence,
/// and two names that merely look alike are not a duplicate.
private struct ExactName: Hashable {
    let text: String

    static func == (left: ExactName, right: ExactName) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// True when both are the same UTF-8 bytes. Swift's own comparison, which is quick for most
    /// strings, is asked first: strings that are not even canonically equivalent differ.
    func hasSameBytes(as other: String) -> Bool {
        guard self == other else { return false }
        return utf8.elementsEqual(other.utf8)
    }
}

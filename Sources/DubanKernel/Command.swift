// What somebody asks to have recorded.

import Civil

/// A request to record one event: a verb with its particulars.
package struct Command: Sendable {
    package let verb: Verb
    /// An obligation's key, or one without its period.
    package var obligation: String
    var reason = ""
    var evidence: [String] = []
    var held: CivilDate?
    var title: String?
    /// It is meant, although it says the same as one before.
    var again = false
    var effective: Instant?
    var entry: Int64?
    var because: Reopening?
    /// Open milestones by their keys or names.
    var over: [String] = []
    /// Who owes it, by any of its names, where the office records for it.
    package var onBehalfOf: String?
    /// The paper of theirs that is only written down.
    package var paper: String?
    /// The post whose holder has signed what is only written down.
    package var signedBy: String?
    package let uid: UInt32
    /// Everybody in the charter who has that account.
    var persons: Set<PersonID>

    /// Names of evidence in one submission.
    static let evidenceMax = 64
    /// The longest key or name.
    package static let nameBytesMax = 300
    static let textBytesMax = 4096

    /// A particular that cannot be read as what it should be.
    package struct Malformed: Error {
        package let particular: Particular
    }
}

extension Command {
    /// The request that somebody makes with the account `uid`. Particulars that its verb does not
    /// take are ignored.
    package init(
        _ verb: Verb, _ obligation: String, _ given: [(Particular, Particular.Value)],
        uid: UInt32, persons: Set<PersonID>
    ) throws(Malformed) {
        self.init(verb: verb, obligation: obligation, uid: uid, persons: persons)
        for (particular, value) in given
        where VerbTable.verbs(taking: particular).contains(verb) {
            try read(particular, value)
        }
    }

    private mutating func read(
        _ particular: Particular, _ value: Particular.Value
    ) throws(Malformed) {
        switch (particular, value) {
        case (.reason, .text(let text)): reason = text
        case (.evidence, .texts(let names)): evidence = names
        case (.over, .texts(let names)): over = names
        case (.held, .text(let text)): held = CivilDate(text)
        case (.title, .text(let text)): title = text
        case (.again, .flag(let flag)): again = flag
        case (.effective, .number(let number)): effective = Instant(microseconds: number)
        case (.entry, .number(let number)): entry = number
        case (.because, .text(let text)): because = Reopening(rawValue: text)
        default: break
        }
        guard [.reason, .evidence, .over, .again].contains(particular) || says(particular) else {
            throw Malformed(particular: particular)
        }
    }

    func says(_ particular: Particular) -> Bool {
        switch particular {
        case .reason: !reason.isEmpty
        case .evidence: !evidence.isEmpty
        case .over: !over.isEmpty
        case .held: held != nil
        case .title: title.map { !$0.isEmpty } ?? false
        case .again: again
        case .effective: effective != nil
        case .entry: entry != nil
        case .because: because != nil
        }
    }

    func checkTexts() throws(Refusal) {
        guard Command.isText(reason) else { throw .badText("reason") }
        guard title.map(Command.isName) ?? true else { throw .badText("title") }
        guard paper.map(Command.isName) ?? true else { throw .badText("paper") }
        guard evidence.count <= Command.evidenceMax, evidence.allSatisfy(Command.isName) else {
            throw .badText("evidence")
        }
    }

    /// Evidence goes by the duty's names for it.
    func checkEvidence(of obligation: Obligation) throws(Refusal) {
        let known = obligation.evidence
        guard !known.isEmpty, let name = evidence.first(where: { !known.contains($0) }) else {
            return
        }
        throw .unknownEvidence(
            name, of: obligation.key, near: EditDistance.nearest(to: name, among: known),
            known: known)
    }

    /// An item with the title of another one, or a whole session of the same day and title, is
    /// recorded again only where that is meant.
    func checkAgain(on situation: Situation) throws(Refusal) {
        let obligation = situation.obligation
        guard !again, case .count = obligation.requirement else { return }
        let same: Handed?
        if DutyClass.held.contains(obligation.kind) {
            guard obligation.evidence.allSatisfy(evidence.contains) else { return }
            same = situation.handed.first {
                $0.isComplete && $0.held == held && $0.title == title
            }
        } else {
            same = situation.handed.first { $0.title != nil && $0.title == title }
        }
        if let same { throw .sameAgain(obligation.key, entry: same.last.entry) }
    }

    /// The open milestones of a task that it is to be closed over: all of them, and a reason.
    func parts(
        toPassOver open: [ObligationKey], of whole: ObligationKey
    ) throws(Refusal) -> [ObligationKey] {
        var named: [ObligationKey] = []
        for name in over {
            let part = open.first { $0.text == name || $0.text == "\(whole)/\(name)" }
            guard let part else { throw .noOpenPart(name, of: whole, open: open) }
            if !named.contains(part) { named.append(part) }
        }
        let left = open.filter { !named.contains($0) }
        guard left.isEmpty else { throw .partsOpen(whole, left) }
        guard named.isEmpty || !reason.isEmpty else {
            throw .missing(.reason, of: whole, by: verb)
        }
        return named
    }

    /// Whether a text is short enough and holds nothing unseen but line ends.
    package static func isText(_ text: String) -> Bool {
        text.utf8.count <= textBytesMax
            && text.unicodeScalars.allSatisfy { !$0.actsUnseen || $0 == "\n" }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= nameBytesMax && !text.unicodeScalars.contains(where: \.actsUnseen)
    }
}

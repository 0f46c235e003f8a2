// The name of an obligation: one parser and one writer for every key that a ledger, a mail or a
// command line holds.

package import Civil

/// The name of an obligation, which is for ever: `task:zg-001`, `task:zg-001/初稿`,
/// `info/jiaoyu/2026-11`.
///
/// Any text is a key, and keeps its bytes; what it says is read when somebody asks.
package struct ObligationKey: TextName {
    package let text: String

    /// Wraps a name; whether it exists is for the charter and the register to say.
    package init(_ text: String) { self.text = text }

    package init(_ name: Name) { text = name.text }

    /// A task, or with `step` one of its milestones or reviews.
    package init(task: AssignmentID, step: String? = nil) {
        self.init(.task(task, step.map { .named($0) }))
    }

    package init(duty: DutyID, unit: UnitID, person: PersonID?, period: Period) {
        self.init(.recurring(duty, Name.Bearer(unit, person), .period(period.label)))
    }
}

extension ObligationKey {
    /// What a key says. Written again it is the same text, byte by byte.
    package enum Name: Hashable, Sendable {
        /// `task:zg-001`, of a set `task:gx-03@jiaoyu`, or a step of one.
        case task(AssignmentID, Step?)
        /// `info/jiaoyu/2026-11`: a duty, checklist, campaign or report. Without its last part it
        /// stands for all periods: `info/jiaoyu`.
        case recurring(DutyID, Bearer, Part?)
        /// `sanction:12/follow-up`, by the sanction's entry.
        case followUp(sanction: Int64)
        /// `urge:31/answer`, by the urging's entry.
        case answer(urge: Int64)
        case other(String)

        /// Who owes what recurs: `jiaoyu`, `jiaoyu.chen`; nobody named where the office releases a
        /// report.
        package struct Bearer: Hashable, Sendable {
            package let unit: UnitID?
            package let person: PersonID?

            package init(_ unit: UnitID?, _ person: PersonID? = nil) {
                (self.unit, self.person) = (unit, person)
            }
        }

        /// Which of all that recurs.
        package enum Part: Hashable, Sendable {
            /// `2026-11`.
            case period(String)
            /// `党课.2026-Q4`: one kind of several in a period.
            case kind(String, period: String)
            /// `自查自评.台账`: a stage's deliverable, or the stage itself.
            case stage(String, deliverable: String?)
        }

        /// A step of a task.
        package enum Step: Hashable, Sendable {
            /// A milestone's name, or any text that is none of the others.
            case named(String)
            case walk(Walk)
            /// `2026-Q4`: the review of a standing task.
            case review(String)
            /// `feedback/2026-11`.
            case feedback(String)
            /// `measure.2`.
            case measure(Int)
            /// `assist.minzheng`, or a step of that unit's part.
            case assist(UnitID, Walk?)
        }

        /// The steps that every task may have on its way.
        package enum Walk: String, Hashable, Sendable, CaseIterable {
            case accept, plan, approve, submit, verify, answer
            case lookBack = "look-back"
        }
    }

    /// How a section of the charter reads the last part of its keys.
    package enum Section: Sendable {
        /// Quotas, sessions, checklists and reports: a period, or a kind and a period.
        case periods
        /// Campaigns: a stage, or a stage and its deliverable.
        case stages
    }

    /// What the text alone says. Where only the section tells `kind.period` from
    /// `stage.deliverable`, the last part decides: a period's label makes it a kind.
    package var name: Name { name { _ in nil } }

    /// What the key says, with the charter's word on which section a name belongs to.
    package func name(section: (DutyID) -> Section?) -> Name {
        let (first, rest) = text.cut(at: "/")
        let (mark, id) = first.cut(at: ":")
        let read: Name? =
            switch (mark, id, rest) {
            case ("task", let id?, nil): .task(AssignmentID(id), nil)
            case ("task", let id?, let step?):
                Name.Step(reading: step).map { .task(AssignmentID(id), $0) }
            case ("sanction", let id?, "follow-up"):
                id.plainNumber.map { .followUp(sanction: $0) }
            case ("urge", let id?, "answer"): id.plainNumber.map { .answer(urge: $0) }
            case (_, nil, let rest?): Name(recurring: DutyID(first), rest, section(DutyID(first)))
            default: nil
            }
        return read ?? .other(text)
    }

    /// The task that it is, or that it is a part of.
    package var taskID: AssignmentID? {
        if case .task(let id, _) = name { id } else { nil }
    }

    /// The task that it is, and not a part of one.
    var wholeTaskID: AssignmentID? {
        if case .task(let id, nil) = name { id } else { nil }
    }

    /// Whether a step of this name means something else than a milestone (DESIGN: accept …
    /// look-back, `feedback`, what begins with `measure.` or `assist.`, and period labels).
    package static func isReservedStep(_ name: String) -> Bool {
        Name.Walk(rawValue: name) != nil || name == "feedback" || name.hasPrefix("measure.")
            || name.hasPrefix("assist.") || Period.isLabel(name)
    }
}

extension ObligationKey.Name {
    fileprivate init?(recurring id: DutyID, _ rest: String, _ section: ObligationKey.Section?) {
        let (bearer, part) = rest.cut(at: "/")
        guard part?.cut(at: "/").1 == nil else { return nil }
        self = .recurring(
            id, Bearer(reading: bearer), part.map { Part(reading: $0, section: section) })
    }

    /// Whether it says which period, step or stage it means.
    package var isWhole: Bool {
        switch self {
        case .task(_, let step): step != nil
        case .recurring(_, _, let part): part != nil
        case .followUp, .answer, .other: true
        }
    }

    package var text: String {
        switch self {
        case .task(let id, let step): "task:" + id.text + (step.map { "/" + $0.text } ?? "")
        case .recurring(let id, let bearer, let part):
            id.text + "/" + bearer.text + (part.map { "/" + $0.text } ?? "")
        case .followUp(let entry): "sanction:\(entry)/follow-up"
        case .answer(let entry): "urge:\(entry)/answer"
        case .other(let text): text
        }
    }
}

extension ObligationKey.Name.Bearer {
    /// Names of units hold no `.`.
    fileprivate init(reading text: String) {
        let (unit, person) = text.cut(at: ".")
        self.init(text.isEmpty ? nil : UnitID(unit), person.map { PersonID($0) })
    }

    fileprivate var text: String { (unit?.text ?? "") + (person.map { "." + $0.text } ?? "") }
}

extension ObligationKey.Name.Part {
    fileprivate init(reading text: String, section: ObligationKey.Section?) {
        let (first, second) = text.cut(at: ".")
        switch (section, second) {
        case (.stages, _): self = .stage(first, deliverable: second)
        case (_, nil): self = .period(text)
        case (nil, let second?) where !Period.isLabel(second):
            self = .stage(first, deliverable: second)
        case (_, let second?): self = .kind(first, period: second)
        }
    }

    fileprivate var text: String {
        switch self {
        case .period(let label): label
        case .kind(let kind, let label): kind + "." + label
        case .stage(let stage, let deliverable): stage + (deliverable.map { "." + $0 } ?? "")
        }
    }
}

extension ObligationKey.Name.Step {
    /// Nil for more parts than any step has.
    fileprivate init?(reading text: String) {
        let (first, second) = text.cut(at: "/")
        let (head, tail) = first.cut(at: ".")
        let walk = ObligationKey.Name.Walk(rawValue: second ?? text)
        switch (head, tail, tail?.plainNumber, second) {
        case ("feedback", nil, _, let label?) where Period.isLabel(label): self = .feedback(label)
        case ("assist", let unit?, _, _) where second == nil || walk != nil:
            self = .assist(UnitID(unit), walk)
        case (_, _, _, _?): return nil
        case ("measure", _, let number?, nil): self = .measure(Int(number))
        default:
            self = walk.map { .walk($0) } ?? (Period.isLabel(text) ? .review(text) : .named(text))
        }
    }

    fileprivate var text: String {
        switch self {
        case .named(let text), .review(let text): text
        case .walk(let walk): walk.rawValue
        case .feedback(let label): "feedback/" + label
        case .measure(let number): "measure.\(number)"
        case .assist(let unit, let walk):
            "assist." + unit.text + (walk.map { "/" + $0.rawValue } ?? "")
        }
    }
}

extension String {
    /// What stands before and behind the first `separator`, byte by byte: a combining mark behind
    /// it hides nothing.
    func cut(at separator: Unicode.Scalar) -> (String, String?) {
        guard let index = unicodeScalars.firstIndex(of: separator) else { return (self, nil) }
        return (
            String(unicodeScalars[..<index]),
            String(unicodeScalars[unicodeScalars.index(after: index)...])
        )
    }

    /// A number as it is written here, without a sign or zeros before it; nil for anything else.
    fileprivate var plainNumber: Int64? {
        guard let number = Int64(self), number > 0, String(number) == self else { return nil }
        return number
    }
}

extension Period {
    fileprivate static func isLabel(_ text: String) -> Bool {
        guard text.utf8.first.map({ (0x30...0x39).contains($0) }) == true else { return false }
        let cadences: [Cadence] = [.year, .month, .quarter, .halfYear, .week, .tenDays]
        return CivilDate(text) != nil
            || cadences.contains { Period(label: text, cadence: $0) != nil }
    }
}

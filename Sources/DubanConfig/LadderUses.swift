// Whether ladders fit what uses them, and whether somebody sits where they would tell somebody.

import Civil
import DubanKernel

/// Everything that ladders are used for. A ladder that fits nobody is one slip, in the ladder; one
/// that fits others is a slip of each that it does not fit.
struct LadderUses {
    private struct Seat: Hashable {
        let unit: UnitID
        let post: PostID
    }

    /// What a ladder asks of those who use it.
    private enum Demand: Hashable {
        case step(String, ladder: String)
        case recipient(Recipient, ladder: String)
    }

    private let roles: Roles
    private var seats: Set<Seat> = []
    private var met: Set<Demand> = []
    private var unmet: [(demand: Demand, complaint: Complaint, mark: SourceMark)] = []

    init(_ roles: Roles) { self.roles = roles }

    mutating func add(
        _ ladder: Ladder, of noun: Wording, bearers: [Bearer], office: UnitID, in tree: UnitTree,
        at mark: SourceMark
    ) {
        demandSteps(of: ladder, noun, steps: [], at: mark)
        let told = Set(ladder.rungs.flatMap(\.tell))
        let areUnits = bearers.contains { $0 == .unit($0.unit) }
        let needs = [
            (Recipient.bearer, !areUnits, Complaint.ladderTellsBearer),
            (.owner, false, Complaint.ladderTellsOwner),
        ]
        for (recipient, isMet, form) in needs where told.contains(recipient) {
            demand(
                .recipient(recipient, ladder: ladder.name), isMet: isMet,
                form(noun, ladder.name), mark)
        }
        for bearer in bearers {
            for recipient in told {
                expect(recipient, seenFrom: bearer.unit, office: office, in: tree)
            }
            if case .holders(let unit, let post) = bearer {
                seats.insert(Seat(unit: unit, post: post))
            }
        }
    }

    /// A task that a unit leads; nil steps are unknown.
    mutating func add(
        _ ladder: Ladder, of noun: Wording, lead: UnitID, owner: PostID, hasLeader: Bool,
        steps: Set<String>?, office: UnitID, in tree: UnitTree, at mark: SourceMark
    ) {
        if let steps { demandSteps(of: ladder, noun, steps: steps, at: mark) }
        for recipient in Set(ladder.rungs.flatMap(\.tell)) {
            switch recipient {
            case .bearer, .owner:
                met.insert(.recipient(recipient, ladder: ladder.name))
                seats.insert(Seat(unit: lead, post: owner))
            case .leader where hasLeader: break
            default: expect(recipient, seenFrom: lead, office: office, in: tree)
            }
        }
    }

    /// Complains of what does not fit, and warns of every vacant post once.
    func report(_ organisation: Organisation, today: CivilDate?) {
        let findings = organisation.findings
        for (demand, complaint, mark) in unmet {
            if met.contains(demand) {
                findings.error(complaint, at: mark)
            } else {
                findings.report(.error, of: "\(demand)", at: mark) { complaint }
            }
        }
        guard organisation.isWhole else { return }
        let tree = organisation.tree
        func isVacant(_ seat: Seat) -> Bool {
            let holdings = tree.units[seat.unit]?.posts[seat.post] ?? []
            return !holdings.contains { today.map($0.covers) ?? true }
        }
        for seat in seats.sorted(by: { ($0.unit, $0.post) < ($1.unit, $1.post) })
        where isVacant(seat) {
            guard let mark = organisation.symbols.place(of: seat.unit.text, in: .units) else {
                continue
            }
            var upper = tree.units[seat.unit]?.parent
            while let unit = upper, isVacant(Seat(unit: unit, post: seat.post)) {
                upper = tree.units[unit]?.parent
            }
            findings.warning(
                upper.map { .vacant(seat.post, seat.unit, $0) }
                    ?? .vacantToTheTop(seat.post, seat.unit), at: mark)
        }
    }

    private mutating func demandSteps(
        of ladder: Ladder, _ noun: Wording, steps: Set<String>, at mark: SourceMark
    ) {
        for rung in ladder.rungs {
            guard case .named(let step) = rung.at.base else { continue }
            demand(
                .step(step, ladder: ladder.name), isMet: steps.contains(step),
                .ladderNamesStep(noun, ladder.name, step), mark)
        }
    }

    private mutating func demand(
        _ demand: Demand, isMet: Bool, _ complaint: @autoclosure () -> Complaint,
        _ mark: SourceMark
    ) {
        if isMet { met.insert(demand) } else { unmet.append((demand, complaint(), mark)) }
    }

    private mutating func expect(
        _ recipient: Recipient, seenFrom unit: UnitID, office: UnitID, in tree: UnitTree
    ) {
        switch recipient {
        case .post(let post, let levels):
            var unit = unit
            for _ in 0..<levels {
                guard let parent = tree.units[unit]?.parent else { break }
                unit = parent
            }
            seats.insert(Seat(unit: unit, post: post))
        case .office(let post): seats.insert(Seat(unit: office, post: post))
        case .leader: seats.insert(Seat(unit: unit, post: roles.leader))
        case .bearer, .owner, .person: break
        }
    }
}

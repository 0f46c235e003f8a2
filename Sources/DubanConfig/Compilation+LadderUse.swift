// Whether a ladder fits what uses it, and whether somebody sits where it would tell somebody.

import Civil
import DubanKernel

/// A post in a unit.
struct Seat: Hashable {
    let unit: UnitID
    let post: PostID
}

extension Compilation {
    /// A ladder by its name; nil when there is none or it was complained of.
    func ladder(_ node: SourceNode) -> Ladder? {
        reference(node, .ladder, to: "ladders").flatMap { ladders[$0] }
    }

    /// Checks the ladder of a recurring duty.
    func check(
        _ ladder: Ladder, of noun: Wording, bearers: [Bearer], office: UnitID, at mark: SourceMark
    ) {
        checkSteps(of: ladder, noun, steps: [], at: mark)
        let areUnits = bearers.contains { $0 == .unit($0.unit) }
        let told = Set(ladder.rungs.flatMap(\.tell))
        if areUnits, told.contains(.bearer) {
            findings.error(.ladderTellsBearer(ladder.name, noun), at: mark)
        }
        if told.contains(.owner) { findings.error(.ladderTellsOwner(ladder.name, noun), at: mark) }
        for recipient in told {
            for bearer in bearers { expect(recipient, seenFrom: bearer.unit, office: office) }
        }
        for bearer in bearers {
            if case .holders(let unit, let post) = bearer { expect(Seat(unit: unit, post: post)) }
        }
    }

    /// Checks the ladder of a task that a unit leads.
    func check(
        _ ladder: Ladder, of noun: Wording, lead: UnitID, owner: PostID, hasLeader: Bool,
        steps: Set<String>, office: UnitID, at mark: SourceMark
    ) {
        checkSteps(of: ladder, noun, steps: steps, at: mark)
        for recipient in Set(ladder.rungs.flatMap(\.tell)) {
            switch recipient {
            case .bearer, .owner: expect(Seat(unit: lead, post: owner))
            case .leader where hasLeader: break
            default: expect(recipient, seenFrom: lead, office: office)
            }
        }
    }

    private func checkSteps(
        of ladder: Ladder, _ noun: Wording, steps: Set<String>, at mark: SourceMark
    ) {
        for rung in ladder.rungs {
            guard case .named(let step) = rung.at.base, !steps.contains(step) else { continue }
            findings.error(.ladderNamesStep(ladder.name, step, noun), at: mark)
        }
    }

    private func expect(_ recipient: Recipient, seenFrom unit: UnitID, office: UnitID) {
        switch recipient {
        case .post(let post, let levels):
            var unit = unit
            for _ in 0..<levels {
                guard let parent = units[unit]?.parent else { break }
                unit = parent
            }
            expect(Seat(unit: unit, post: post))
        case .office(let post): expect(Seat(unit: office, post: post))
        case .leader: expect(Seat(unit: unit, post: "leader"))
        case .bearer, .owner, .person: break
        }
    }

    /// Warns, once, when nobody holds the post in the unit.
    private func expect(_ seat: Seat) {
        guard seats.insert(seat).inserted, isVacant(seat),
            let mark = defined["units"]?[seat.unit.text]
        else { return }
        var upper = units[seat.unit]?.parent
        while let unit = upper, isVacant(Seat(unit: unit, post: seat.post)) {
            upper = units[unit]?.parent
        }
        findings.warning(
            .vacant(seat.post.text, seat.unit.text, climbsTo: upper?.text), at: mark)
    }

    private func isVacant(_ seat: Seat) -> Bool {
        let holdings = units[seat.unit]?.posts[seat.post] ?? []
        return !holdings.contains { environment.today.map($0.covers) ?? true }
    }
}

// What counts of what was handed in: an item by itself; of a session the pieces of evidence of one
// day and title add up, and one complete in itself is a session of its own (DESIGN §6).

package import Civil

/// Which date of a duty's sessions decides whether one was in time.
package enum Counting: String, Hashable, Sendable, CaseIterable {
    /// The day on which it was held, while it is recorded by `late-until`.
    case held
    case recorded
}

/// What was handed in for one item, or piece by piece for one session.
package struct Handed: Hashable, Sendable {
    /// Not empty, in the order of recording; nothing is added once nothing is missing.
    package private(set) var pieces: [Submission]
    /// Evidence that is asked for and not there yet.
    package private(set) var missing: [String]
    package let held: CivilDate?
    package private(set) var title: String?

    fileprivate init(_ piece: Submission, for obligation: Obligation) {
        (pieces, held, title) = ([piece], piece.held, piece.title)
        missing = piece.missing(of: obligation.evidence)
    }

    package var isComplete: Bool { missing.isEmpty }

    /// When all of it was there by the instants that count of each piece.
    var effective: Instant { pieces.map(\.effective).max() ?? .distantPast }

    /// The piece that was recorded last.
    var last: Submission { pieces[pieces.count - 1] }

    fileprivate func takes(_ piece: Submission) -> Bool {
        !isComplete && held == piece.held
            && (title == nil || piece.title == nil || title == piece.title)
    }

    fileprivate mutating func add(_ piece: Submission) {
        pieces.append(piece)
        title = title ?? piece.title
        missing = piece.missing(of: missing)
    }

    /// The instant that counts (exact rule 6): of a session that counts as held the end of that
    /// day's hours, and in time if that was no later than the due date.
    func counts(for obligation: Obligation) -> Instant {
        guard obligation.counts == .held, let held else { return effective }
        let (placement, due) = (obligation.schedule.placement, obligation.due)
        let closed = placement.instant(held, placement.days.closes)
        return min(effective, held <= due.date ? min(closed, due.instant) : closed)
    }
}

extension Submission {
    fileprivate func missing(of asked: [String]) -> [String] {
        asked.filter { !evidence.contains($0) }
    }
}

extension Record {
    /// Everything that was handed in, put together.
    func handed(for obligation: Obligation) -> [Handed] {
        var all: [Handed] = []
        for piece in submissions {
            let own = Handed(piece, for: obligation)
            if !own.isComplete, let index = all.firstIndex(where: { $0.takes(piece) }) {
                all[index].add(piece)
            } else {
                all.append(own)
            }
        }
        return all
    }
}

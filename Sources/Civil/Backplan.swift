// 倒排工期: the dates of milestones, computed backwards from the deadline (or forwards from the start,
// or from one another) on working days.

/// Dates of milestones that are placed by anchors.
package enum Backplan {
    /// Why milestones cannot be placed. Each names the milestone whose anchor is at fault.
    package enum Failure: Error, Hashable, Sendable {
        /// Its anchor names a milestone that is not in the plan.
        case unknown(id: String, anchor: String)
        /// Milestones that wait for one another, in the order of waiting, the first one repeated at
        /// the end.
        case cycle([String])
        /// Two milestones have this id, or it is `start` or `due`.
        case ambiguous(id: String)
        /// Its anchor is counted in exact time, which gives no date.
        case exact(id: String)
    }

    /// The date of every milestone, in the order given.
    ///
    /// A date that months or days lead to may be a day off: it is a due date like any other and
    /// moves by the charter's off-day rule. Order and whether a milestone precedes `start` are not
    /// judged here.
    package static func dates(
        due: CivilDate, start: CivilDate, milestones: [(id: String, at: Anchor)],
        calendar: WorkingCalendar
    ) throws(Failure) -> [(id: String, date: CivilDate)] {
        var plan = PlacedMilestones(due: due, start: start, calendar: calendar)
        for (id, anchor) in milestones {
            if anchor.offset?.kind == .exact { throw .exact(id: id) }
            guard id != "start", id != "due", plan.anchors.updateValue(anchor, forKey: id) == nil
            else { throw .ambiguous(id: id) }
        }
        var dates: [(id: String, date: CivilDate)] = []
        for (id, anchor) in milestones {
            for waiting in try plan.waiting(for: id).reversed() { plan.place(waiting) }
            dates.append((id, plan.date(of: anchor)))
        }
        return dates
    }
}

/// The milestones whose dates are known so far.
private struct PlacedMilestones {
    let due: CivilDate
    let start: CivilDate
    let calendar: WorkingCalendar
    var anchors: [String: Anchor] = [:]
    var dates: [String: CivilDate] = [:]

    /// `id`, the milestone that it waits for, the one which that waits for, and so on: all not yet
    /// placed.
    func waiting(for id: String) throws(Backplan.Failure) -> [String] {
        var chain: [String] = []
        var next: String? = id
        while let id = next, dates[id] == nil {
            if let first = chain.firstIndex(of: id) { throw .cycle(chain[first...] + [id]) }
            guard let anchor = anchors[id] else {
                throw .unknown(id: chain.last ?? id, anchor: id)
            }
            chain.append(id)
            next = if case .named(let name) = anchor.base { name } else { nil }
        }
        return chain
    }

    mutating func place(_ id: String) {
        dates[id] = anchors[id].map(date(of:))
    }

    /// The date of an anchor whose base is placed.
    func date(of anchor: Anchor) -> CivilDate {
        let base =
            switch anchor.base {
            case .start: start
            case .due: due
            case .named(let name): dates[name] ?? due
            }
        return anchor.offset?.date(from: base, calendar: calendar) ?? base
    }
}

// A digest as a structure, before it is words: which matters stand in which part, in which order,
// and which are rolled up.

import Civil
import DubanKernel

/// The parts of a digest, the worst first.
enum DigestSection: Comparable, CaseIterable {
    case redOverdue, red, yellow, due, early, moved, settled
}

/// One matter in a digest: the latest notice about an obligation, and the earlier ones it speaks
/// for.
struct DigestItem {
    let notice: Notice
    let ids: [NoticeID]
    /// The worst light of all of them.
    let light: Light?
    let section: DigestSection
}

/// Many units that are told of one rung of one duty together.
struct RollUp {
    /// The items, one or more a unit, in the order of the digest.
    let items: [DigestItem]
    let units: Int
    /// Of how many that bear the duty, below the same units as these.
    let unitsInAll: Int
}

extension Composer {
    /// More units than this are rolled up.
    static let unitsListedMax = 5

    /// The matters of a digest, in its order: by section, then units by their most urgent matter,
    /// then due.
    func items(_ notices: [Notice]) -> [DigestItem] {
        struct Subject: Hashable {
            let obligation: ObligationKey
            let kind: NoticeKind
            let person: PersonID
        }
        let items = Dictionary(grouping: notices) {
            Subject(
                obligation: $0.telling.obligation, kind: $0.telling.kind, person: $0.person)
        }.values.compactMap(item)
        struct Place: Hashable {
            let section: DigestSection
            let unit: UnitID
        }
        let first = Dictionary(grouping: items) { Place(section: $0.section, unit: $0.notice.unit) }
            .mapValues { $0.map(\.notice.due).min() ?? .distantFuture }
        return items.sorted { left, right in
            if left.section != right.section { return left.section < right.section }
            let unit = (left.notice.unit, right.notice.unit)
            if unit.0 != unit.1 {
                let due = (
                    first[Place(section: left.section, unit: unit.0)] ?? .distantFuture,
                    first[Place(section: right.section, unit: unit.1)] ?? .distantFuture
                )
                return (due.0, unit.0) < (due.1, unit.1)
            }
            return (left.notice.due, left.notice.telling.obligation, left.notice.id)
                < (right.notice.due, right.notice.telling.obligation, right.notice.id)
        }
    }

    /// Takes the matters of one duty and rung out of a section's items where they are of many
    /// units.
    func rollUps(_ items: [DigestItem]) -> (rollUps: [RollUp], rest: [DigestItem]) {
        struct Together: Hashable {
            let duty: DutyID
            let rung: String
            let levels: Int
            let person: PersonID
            let marks: [String]
        }
        func together(_ item: DigestItem) -> Together? {
            guard item.notice.telling.kind == .rung,
                let duty = duty(of: item.notice.telling.obligation)
            else { return nil }
            return Together(
                duty: duty.id, rung: item.notice.telling.rung,
                levels: levelsAbove(item.notice), person: item.notice.person,
                marks: marks(of: item.notice, light: item.light))
        }
        let keys = items.map(together)
        var counts: [Together: Set<UnitID>] = [:]
        for case (let key?, let item) in zip(keys, items) {
            counts[key, default: []].insert(item.notice.unit)
        }
        var order: [Together] = []
        var members: [Together: [DigestItem]] = [:]
        var rest: [DigestItem] = []
        for (key, item) in zip(keys, items) {
            guard let key, let units = counts[key], units.count > Self.unitsListedMax else {
                rest.append(item)
                continue
            }
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(item)
        }
        let rollUps = order.map { key in
            let units = counts[key] ?? []
            return RollUp(
                items: members[key] ?? [], units: units.count,
                unitsInAll: bearers(of: key.duty, besides: units, below: key.levels))
        }
        return (rollUps, rest)
    }

    private func item(_ notices: [Notice]) -> DigestItem? {
        let ordered = notices.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        guard let latest = ordered.last else { return nil }
        let lights = Set(ordered.compactMap(\.light))
        let light: Light? = lights.contains(.red) ? .red : lights.first
        return DigestItem(
            notice: latest, ids: ordered.map(\.id), light: light,
            section: section(latest, light: light))
    }

    private func section(_ notice: Notice, light: Light?) -> DigestSection {
        switch (notice.telling.kind, light) {
        case (.exit, _): .settled
        case (.moved, _): .moved
        case (.rung, .red): now > notice.due ? .redOverdue : .red
        case (.rung, .yellow): .yellow
        case (.rung, nil): today < dueDate(notice) ? .early : .due
        }
    }

    /// How many levels above the bearer the reader was named.
    private func levelsAbove(_ notice: Notice) -> Int {
        notice.asPost.levels
    }

    /// How many units bear a duty below the units that stand `levels` above these; all, for a
    /// reader who was not named through the tree.
    private func bearers(of duty: DutyID, besides units: Set<UnitID>, below levels: Int) -> Int {
        let all = Set(charter.duties[duty]?.bearers.map(\.unit) ?? []).union(units)
        guard levels > 0 else { return all.count }
        let above = Set(units.map { charter.ancestor(of: $0, levels: levels) })
        return all.count { above.contains(charter.ancestor(of: $0, levels: levels)) }
    }
}

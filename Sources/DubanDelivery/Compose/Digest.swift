// A digest as a structure, before it is words: which matters stand in which part, in which order,
// and which are rolled up.

import Civil
import DubanKernel

/// The parts of a digest, the worst first.
enum DigestSection: Comparable, CaseIterable {
    case redOverdue, red, yellow, verifying, due, early, moved, settled
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
        typealias Rank = (DigestSection, Instant, UnitID, Instant, ObligationKey, NoticeID)
        func rank(_ item: DigestItem) -> Rank {
            let (notice, section) = (item.notice, item.section)
            let unitsFirst = first[Place(section: section, unit: notice.unit)] ?? .distantFuture
            return (
                section, unitsFirst, notice.unit, notice.due, notice.telling.obligation, notice.id
            )
        }
        return items.sorted { rank($0) < rank($1) }
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
        let groups = Dictionary(grouping: items.indices) { together(items[$0]) }
        var rolled: Set<Int> = []
        let rollUps = groups.sorted { $0.value[0] < $1.value[0] }.compactMap { key, members in
            let units = Set(members.map { items[$0].notice.unit })
            guard let key, units.count > Self.unitsListedMax else { return RollUp?.none }
            rolled.formUnion(members)
            return RollUp(
                items: members.map { items[$0] }, units: units.count,
                unitsInAll: bearers(of: key.duty, besides: units, below: key.levels))
        }
        return (rollUps, items.indices.filter { !rolled.contains($0) }.map { items[$0] })
    }

    private func item(_ notices: [Notice]) -> DigestItem? {
        let ordered = notices.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        guard let latest = ordered.last else { return nil }
        let light = Light.highest(of: ordered.compactMap(\.light))
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
        case (.rung, nil) where isVerifying(notice): .verifying
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

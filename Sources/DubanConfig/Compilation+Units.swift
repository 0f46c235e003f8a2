// Units, who holds which post in them, and the tree they form.

import Civil
import DubanKernel

extension Compilation {
    /// All units with their posts and overlays, and the tree without cycles.
    func readUnits() {
        var parents: [(UnitID, SourceNode)] = []
        for definition in sections["units"] ?? [] {
            let id = UnitID(definition.id)
            let noun = Wording.unit.named(definition.id)
            checkName(definition.id, .unit, also: ".:", at: definition.mark)
            var unit = Unit(
                id: id, name: definition.id, origin: findings.origin(definition.mark))
            if let fields = fields(
                definition.node, noun,
                keys: ["name", "aliases", "parent", "kind", "posts", "calendar"],
                empty: ["posts"], at: definition.mark)
            {
                unit.name =
                    required("name", in: fields).flatMap { text($0, .key("name")) } ?? unit.name
                unit.aliases = fields["aliases"].map { texts($0, .key("aliases")) } ?? []
                unit.kind = fields["kind"].flatMap { text($0, .key("kind")) }
                unit.posts = fields["posts"].map { holdings($0, in: noun) } ?? [:]
                if let parent = fields["parent"] { parents.append((id, parent)) }
                if let days = fields["calendar"] { unitDays[id] = readOverlay(days, of: noun) }
            }
            units[id] = unit
            for name in [unit.name] + unit.aliases { unitsByName[name] = id }
        }
        for (id, node) in parents {
            if let parent = unit(node, .key("parent")) { units[id]?.parent = parent }
        }
        breakCycles(Dictionary(uniqueKeysWithValues: parents))
        for unit in units.values {
            if let parent = unit.parent { children[parent, default: []].append(unit.id) }
        }
        for parent in children.keys { children[parent]?.sort() }
    }

    /// The most levels of the tree of units.
    private static let levelsMax = 100

    /// Complains of every cycle of parents once, and cuts it so that everything after can climb.
    private func breakCycles(_ parents: [UnitID: SourceNode]) {
        var levels: [UnitID: Int] = [:]
        for start in units.keys.sorted() {
            var path: [UnitID] = []
            var onPath: Set<UnitID> = []
            var next: UnitID? = start
            while let unit = next, levels[unit] == nil {
                if !onPath.insert(unit).inserted {
                    let cycle = path[(path.firstIndex(of: unit) ?? 0)...] + [unit]
                    if let mark = parents[unit]?.mark {
                        findings.error(.cycle(cycle.map(\.text), .unit), at: mark)
                    }
                    units[unit]?.parent = nil
                    next = nil
                    break
                }
                path.append(unit)
                next = units[unit]?.parent
            }
            var level = next.flatMap { levels[$0] } ?? 0
            for unit in path.reversed() {
                level += 1
                levels[unit] = level
                if level == Compilation.levelsMax + 1, let mark = defined["units"]?[unit.text] {
                    findings.error(.treeTooDeep(most: Compilation.levelsMax), at: mark)
                }
            }
        }
    }

    /// Who holds which post: a person, a person with dates, or a list of both. An empty post is
    /// vacant.
    private func holdings(_ node: SourceNode, in noun: Wording) -> [PostID: [Holding]] {
        guard case .mapping(let pairs) = node.content else {
            misshapen(
                node, .notMapping(Wording("“posts” of \(noun.english)", "\(noun.chinese)的“posts”")))
            return [:]
        }
        var holdings: [PostID: [Holding]] = [:]
        for pair in pairs {
            let post = PostID(pair.key)
            guard posts[post] != nil else {
                complain(of: pair.key, .post, known: posts.keys.map(\.text), at: pair.keyMark)
                continue
            }
            holdings[post] =
                pair.value.isEmpty ? [] : pair.value.oneOrMany.compactMap(holding)
        }
        return holdings
    }

    private func holding(_ node: SourceNode) -> Holding? {
        guard case .mapping = node.content else {
            return reference(node, .person, to: "people").map { Holding(person: PersonID($0)) }
        }
        let noun = Wording("a holder of a post", "岗位人员")
        guard let fields = fields(node, noun, keys: ["person", "since", "until"]),
            let person = required("person", in: fields).flatMap({
                reference($0, .person, to: "people")
            })
        else { return nil }
        let since = fields["since"].flatMap { date($0, .key("since")) }
        let until = fields["until"].flatMap { date($0, .key("until")) }
        checkOrder(since, until, at: fields["until"]?.mark ?? node.mark)
        return Holding(person: PersonID(person), since: since, until: until)
    }

    /// Complains of an end before the beginning.
    func checkOrder(_ since: CivilDate?, _ until: CivilDate?, at mark: SourceMark) {
        if let since, let until, until < since {
            findings.error(.endsBeforeItBegins(since, until), at: mark)
        }
    }
}

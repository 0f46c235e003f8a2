// Units, who holds which post in them, and the tree they form.

import Civil
import DubanKernel

struct UnitTree {
    static let keys = Keys(
        "name aliases parent kind posts calendar until into accept", idle: "since",
        mayBeEmpty: "posts")
    private static let holdingKeys = Keys("person since until")
    /// The most levels of the tree of units.
    private static let levelsMax = 100

    private(set) var units: [UnitID: Unit] = [:]
    /// Days and hours of units with a calendar of their own.
    private(set) var days: [UnitID: DayRules] = [:]
    /// Units below each unit, sorted.
    private var children: [UnitID: [UnitID]] = [:]
    /// Units by their names and aliases, for advice to those who write them instead of ids.
    private var idsByName: [String: UnitID] = [:]
    private let symbols: Symbols

    /// All units with their posts and overlays, and the tree without cycles.
    init(_ symbols: Symbols, _ days: WorkingDays) {
        self.symbols = symbols
        var parents: [UnitID: SourceNode] = [:]
        var ends: [UnitID: (last: CivilDate, into: SourceNode)] = [:]
        for definition in symbols.checked(.units) {
            var unit = Unit(
                id: UnitID(definition.id), name: definition.id,
                origin: symbols.findings.origin(definition.mark))
            if let fields = symbols.fields(of: definition, in: .units) {
                unit.name = fields.requiredText("name") ?? unit.name
                unit.aliases = fields.items("aliases")
                unit.kind = fields.text("kind")
                unit.posts = fields["posts"].map { holdings($0, in: fields.noun) } ?? [:]
                parents[unit.id] = fields["parent"]
                ends[unit.id] = end(fields)
                self.days[unit.id] = fields["calendar"].map {
                    days.overlaid(by: $0, of: fields.noun)
                }
            }
            units[unit.id] = unit
            for name in [unit.name] + unit.aliases { idsByName[name] = unit.id }
        }
        for definition in symbols.definitions(of: .units) {
            let id = UnitID(definition.id)
            let parent = parents[id].flatMap { unit($0, .key("parent")) }
            units[id]?.parent = parent
            if let (last, node) = ends[id], let successor = unit(node, .key("into")) {
                units[id]?.end = (last, successor)
            }
        }
        breakCycles(parents)
        checkSuccessors(ends.mapValues(\.into))
        for unit in units.values {
            if let parent = unit.parent { children[parent, default: []].append(unit.id) }
        }
        for parent in children.keys { children[parent]?.sort() }
    }

    /// The units right below a unit, sorted.
    func children(of unit: UnitID) -> [UnitID] { children[unit] ?? [] }

    /// Every unit below a unit, without itself.
    func subtree(of top: UnitID) -> [UnitID] {
        var all: [UnitID] = []
        var next = children(of: top)
        while let unit = next.popLast() {
            all.append(unit)
            next += children(of: unit)
        }
        return all
    }

    /// A unit by its id. Somebody who wrote its name or alias is told the id.
    func unit(_ node: SourceNode, _ noun: Wording) -> UnitID? {
        guard let name = symbols.findings.text(node, noun) else { return nil }
        if units[UnitID(name)] != nil { return UnitID(name) }
        complain(of: name, .unit, among: symbols.names(in: .units), at: node.mark)
        return nil
    }

    /// Complains of a name that is no unit's id, nor another one that could stand there.
    func complain(
        of name: String, _ noun: Wording, among known: @autoclosure () -> [String],
        at mark: SourceMark
    ) {
        if let meant = idsByName[name] {
            symbols.findings.error(.nameInsteadOfID(name, meant.text), at: mark)
        } else {
            symbols.findings.undefined(name, noun, among: known(), at: mark)
        }
    }

    /// One unit or a list of them, each once.
    func units(_ node: SourceNode, _ noun: Wording) -> [UnitID] {
        var seen: Set<UnitID> = []
        return node.oneOrMany.compactMap { unit($0, noun) }.filter { seen.insert($0).inserted }
    }

    /// Complains of every cycle of parents once, and cuts it so that everything after can climb.
    private mutating func breakCycles(_ parents: [UnitID: SourceNode]) {
        var levels: [UnitID: Int] = [:]
        for start in units.keys.sorted() {
            var path: [UnitID] = []
            var onPath: Set<UnitID> = []
            var next: UnitID? = start
            while let unit = next, levels[unit] == nil {
                if !onPath.insert(unit).inserted {
                    let cycle = path[(path.firstIndex(of: unit) ?? 0)...] + [unit]
                    if let mark = parents[unit]?.mark {
                        symbols.findings.error(.cycle(.unit, Findings.path(cycle)), at: mark)
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
                if level == UnitTree.levelsMax + 1,
                    let mark = symbols.place(of: unit.text, in: .units)
                {
                    symbols.findings.error(.treeTooDeep(UnitTree.levelsMax), at: mark)
                }
            }
        }
    }

    /// Its last day, and the name of the unit that answers for it from then on.
    private func end(_ fields: Fields) -> (last: CivilDate, into: SourceNode)? {
        let last = fields.span().until
        for (one, other) in [("until", "into"), ("into", "until")]
        where fields.has(one) && !fields.mayHave(other) {
            symbols.findings.error(.endWithout(other, one), at: fields.mark(of: one))
        }
        guard let last, let into = fields["into"] else { return nil }
        return (last, into)
    }

    /// Complains of units that are merged into one another, once a circle.
    private func checkSuccessors(_ places: [UnitID: SourceNode]) {
        for (id, node) in places {
            var path = [id]
            while let next = units[path[path.count - 1]]?.end?.successor, next != id,
                path.count <= units.count
            {
                path.append(next)
            }
            guard units[path[path.count - 1]]?.end?.successor == id, path.min() == id else {
                continue
            }
            symbols.findings.error(.mergedInCircle(Findings.path(path + [id])), at: node.mark)
        }
    }

    /// Who holds which post: a person, a person with dates, or a list of both. An empty post is
    /// vacant.
    private func holdings(_ node: SourceNode, in noun: Wording) -> [PostID: [Holding]] {
        let noun = Wording("“posts” of \(noun.english)", "\(noun.chinese)的“posts”")
        var holdings: [PostID: [Holding]] = [:]
        for pair in symbols.findings.pairs(of: node, noun) ?? [] {
            guard let post = symbols.post(pair.key, at: pair.keyMark) else {
                if symbols.postsByWord[pair.key] == nil {
                    symbols.findings.undefined(
                        pair.key, .post, among: symbols.names(in: .posts), at: pair.keyMark)
                }
                continue
            }
            holdings[PostID(post)] =
                pair.value.isEmpty ? [] : pair.value.oneOrMany.compactMap(holding)
        }
        return holdings
    }

    private func holding(_ node: SourceNode) -> Holding? {
        guard case .mapping = node.content else {
            return symbols.reference(node, to: .people).map { Holding(person: PersonID($0)) }
        }
        let noun = Wording("a holder of a post", "岗位人员")
        guard let fields = Fields(node, noun, UnitTree.holdingKeys, symbols.findings) else {
            return nil
        }
        let (since, until) = fields.span()
        return fields.required("person").flatMap { symbols.reference($0, to: .people) }.map {
            Holding(person: PersonID($0), since: since, until: until)
        }
    }
}

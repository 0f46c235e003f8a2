// Sets (单位组): who owes a duty, by parent, subtree, kind and post, with exceptions.

import Civil
import DubanKernel

struct Sets {
    private static let bases = ["children-of", "below", "units", "of"]
    static let keys = Keys("children-of below units of kind except post")
    /// How many sets may be made of one another.
    private static let depthMax = 50

    /// Nil stands for a set that could not be read, or is being read.
    private var bearersBySet: [String: [Bearer]?] = [:]
    private let symbols: Symbols
    private let tree: UnitTree
    /// Whether all units could be read, so that who is missing from a set is news.
    private let isTreeWhole: Bool
    private var findings: Findings { symbols.findings }

    /// All sets. A set may be made of another one, in any order, but not of itself.
    init(_ symbols: Symbols, _ tree: UnitTree, isTreeWhole: Bool) {
        (self.symbols, self.tree, self.isTreeWhole) = (symbols, tree, isTreeWhole)
        let definitions = symbols.checked(.sets)
        let byID = Dictionary(uniqueKeysWithValues: definitions.map { ($0.id, $0) })
        var open: [String] = []
        for definition in definitions {
            if let unit = symbols.place(of: definition.id, in: .units) {
                findings.error(
                    .nameOfUnit(definition.id, findings.place(unit)),
                    at: definition.mark)
            }
            resolve(definition, among: byID, open: &open)
        }
    }

    /// Who owes what names this: sets or units, one or a list, each bearer once, in the order of
    /// names; nil where nothing of it is known.
    func bearers(_ node: SourceNode) -> [Bearer]? {
        var seen: Set<Bearer> = []
        let parts = node.oneOrMany.map(part)
        if !parts.isEmpty, parts.allSatisfy({ $0 == nil }) { return nil }
        return parts.flatMap { $0 ?? [] }.filter { seen.insert($0).inserted }
    }

    private func part(_ node: SourceNode) -> [Bearer]? {
        guard let name = findings.text(node, .key("for")) else { return nil }
        if let set = bearersBySet[name] { return set }
        if tree.units[UnitID(name)] != nil { return [.unit(UnitID(name))] }
        tree.complain(
            of: name, .set, among: symbols.names(in: .sets) + symbols.names(in: .units),
            at: node.mark)
        return nil
    }

    private mutating func resolve(
        _ definition: Definition, among definitions: [String: Definition], open: inout [String]
    ) {
        guard bearersBySet[definition.id] == nil else { return }
        guard open.count < Sets.depthMax else {
            findings.error(.setsTooDeep(Sets.depthMax), at: definition.mark)
            return
        }
        open.append(definition.id)
        defer { open.removeLast() }
        bearersBySet[definition.id] = .some(nil)
        guard let fields = symbols.fields(of: definition, in: .sets) else { return }
        if let other = fields["of"], case .scalar(let name, _) = other.content {
            if open.contains(name) {
                let cycle = open[(open.firstIndex(of: name) ?? 0)...] + [name]
                findings.error(.cycle(.set, Findings.path(cycle)), at: other.mark)
                return
            }
            if let base = definitions[name] { resolve(base, among: definitions, open: &open) }
        }
        guard let base = base(of: fields), let chosen = filter(base, by: fields) else { return }
        let post = fields.given("post") { symbols.reference($0, to: .posts) }
        if post.isUnknown { return }
        let bearers = chosen.sorted().map { unit in
            post.value.map { Bearer.holders(unit, PostID($0)) } ?? .unit(unit)
        }
        if bearers.isEmpty, isTreeWhole {
            findings.warning(.emptySet(fields.noun), at: definition.mark)
        }
        bearersBySet[definition.id] = bearers
    }

    /// The units that the exceptions and the kind are taken from; nil when that cannot be told.
    private func base(of fields: Fields) -> [UnitID]? {
        let given = Sets.bases.filter(fields.has)
        if given.count > 1 {
            findings.error(.bothKeys(fields.noun, given[0], given[1]), at: fields.mark)
            return nil
        }
        if let node = fields["children-of"] {
            return tree.unit(node, .unit).map(tree.children)
        }
        if let node = fields["below"] { return tree.unit(node, .unit).map(tree.subtree) }
        if let node = fields["units"] {
            let units = tree.units(node, .unit)
            return units.isEmpty && !node.oneOrMany.isEmpty ? nil : units
        }
        if let node = fields["of"] {
            guard let name = symbols.reference(node, to: .sets),
                let bearers = bearersBySet[name] ?? nil
            else { return nil }
            if bearers.contains(where: { $0 != .unit($0.unit) }) {
                findings.error(.setOfHolders(name), at: node.mark)
                return nil
            }
            return bearers.map(\.unit)
        }
        if Sets.bases.contains(where: fields.mayHave) { return nil }
        if fields.has("kind") { return Array(tree.units.keys) }
        if !fields.mayHave("kind") { findings.error(.setWithoutBase(fields.noun), at: fields.mark) }
        return nil
    }

    /// The base without what `kind` and `except` leave out; nil when the kind is unknown.
    private func filter(_ base: [UnitID], by fields: Fields) -> [UnitID]? {
        var chosen = base
        if let node = fields["kind"] {
            guard let kind = findings.text(node, .key("kind")) else { return nil }
            chosen = chosen.filter { tree.units[$0]?.kind == kind }
            let kinds = chosen.isEmpty ? Set(tree.units.values.compactMap(\.kind)) : []
            if chosen.isEmpty, !base.isEmpty, isTreeWhole, !kinds.contains(kind) {
                findings.undefined(
                    kind, Wording("kind of unit", "单位类别"), among: kinds, at: node.mark)
                return nil
            }
        }
        let inside = Set(chosen)
        var excepted: Set<UnitID> = []
        for node in fields["except"]?.oneOrMany ?? [] {
            guard let unit = tree.unit(node, .unit) else { continue }
            if !inside.contains(unit), isTreeWhole {
                findings.warning(.notInSet(fields.noun, unit.text), at: node.mark)
            }
            excepted.insert(unit)
        }
        return chosen.filter { !excepted.contains($0) }
    }
}

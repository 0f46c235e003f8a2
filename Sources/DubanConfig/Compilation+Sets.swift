// Sets (单位组): who owes a duty, by parent, subtree, kind and post, with exceptions.

import Civil
import DubanKernel

/// A set with everybody in it.
struct BearerSet {
    var bearers: [Bearer] = []
    /// Something in it was complained of, so that who is missing is no news.
    var isBroken = true
}

extension Compilation {
    private static let bases = ["children-of", "below", "units", "of"]
    /// How many sets may be made of one another.
    private static let setsMax = 50

    /// All sets. A set may be made of another one, in any order, but not of itself.
    func readSets() {
        let definitions = Dictionary(
            uniqueKeysWithValues: (sections["sets"] ?? []).map { ($0.id, $0) })
        var open: [String] = []
        for definition in sections["sets"] ?? [] {
            checkName(definition.id, .set, at: definition.mark)
            if let unit = defined["units"]?[definition.id] {
                findings.error(
                    .sameName(
                        definition.id, .set, .unit, at: findings.place(unit)),
                    at: definition.mark)
            }
            resolve(definition, among: definitions, open: &open)
        }
    }

    /// Who owes what names this: sets or units, one or a list, each bearer once, in the order of
    /// names.
    func bearers(_ node: SourceNode) -> [Bearer] {
        var seen: Set<Bearer> = []
        return node.oneOrMany.flatMap { node -> [Bearer] in
            guard let name = text(node, .key("for")) else { return [] }
            if let set = sets[name] { return set.bearers }
            if units[UnitID(name)] != nil { return [.unit(UnitID(name))] }
            guard defined["sets"]?[name] == nil else { return [] }
            if let meant = unitsByName[name] {
                findings.error(.nameInsteadOfID(name, meant.text), at: node.mark)
            } else {
                complain(
                    of: name, .set,
                    known: Array((defined["sets"] ?? [:]).keys) + units.keys.map(\.text),
                    at: node.mark)
            }
            return []
        }.filter { seen.insert($0).inserted }
    }

    private func resolve(
        _ definition: Definition, among definitions: [String: Definition], open: inout [String]
    ) {
        guard sets[definition.id] == nil else { return }
        guard open.count < Compilation.setsMax else {
            findings.error(.setsTooDeep(most: Compilation.setsMax), at: definition.mark)
            return
        }
        open.append(definition.id)
        defer { open.removeLast() }
        let noun = Wording.set.named(definition.id)
        // Stands for the set while it is being resolved, and for good when that fails.
        sets[definition.id] = BearerSet()
        guard
            let fields = fields(
                definition.node, noun, keys: Compilation.bases + ["kind", "except", "post"],
                at: definition.mark)
        else { return }
        if let other = fields["of"], case .scalar(let name, _) = other.content {
            if open.contains(name) {
                let cycle = open[(open.firstIndex(of: name) ?? 0)...] + [name]
                findings.error(.cycle(Array(cycle), .set), at: other.mark)
                return
            }
            if let base = definitions[name] { resolve(base, among: definitions, open: &open) }
        }
        guard let base = base(of: fields), let chosen = filter(base, by: fields) else { return }
        var bearers = chosen.sorted().map(Bearer.unit)
        if let node = fields["post"], let post = reference(node, .post, to: "posts") {
            bearers = chosen.sorted().map { .holders($0, PostID(post)) }
        }
        if bearers.isEmpty { findings.warning(.emptySet(noun), at: definition.mark) }
        sets[definition.id] = BearerSet(bearers: bearers, isBroken: false)
    }

    /// The units that the exceptions and the kind are taken from; nil when that cannot be told.
    private func base(of fields: Fields) -> [UnitID]? {
        let given = Compilation.bases.filter(fields.has)
        if given.count > 1 {
            findings.error(.bothKeys(given[0], given[1], fields.noun), at: fields.mark)
            return nil
        }
        if let node = fields["children-of"] {
            return unit(node, .unit).map { children[$0] ?? [] }
        }
        if let node = fields["below"] { return unit(node, .unit).map(subtree) }
        if let node = fields["units"] { return units(node, .unit) }
        if let node = fields["of"] {
            guard let name = reference(node, .set, to: "sets"), let set = sets[name],
                !set.isBroken
            else { return nil }
            if set.bearers.contains(where: { $0 != .unit($0.unit) }) {
                findings.error(.setOfHolders(name), at: node.mark)
                return nil
            }
            return set.bearers.map(\.unit)
        }
        guard fields.has("kind") else {
            if given.isEmpty { findings.error(.setWithoutBase(fields.noun), at: fields.mark) }
            return nil
        }
        return Array(units.keys)
    }

    /// The base without what `kind` and `except` leave out; nil when the kind is unknown.
    private func filter(_ base: [UnitID], by fields: Fields) -> [UnitID]? {
        var chosen = base
        if let node = fields["kind"], let kind = text(node, .key("kind")) {
            chosen = chosen.filter { units[$0]?.kind == kind }
            if chosen.isEmpty, !base.isEmpty {
                let kinds = Set(units.values.compactMap(\.kind))
                if !kinds.contains(kind) {
                    complain(of: kind, Wording("kind of unit", "单位类别"), known: kinds, at: node.mark)
                    return nil
                }
            }
        }
        let inside = Set(chosen)
        var excepted: Set<UnitID> = []
        for node in fields["except"]?.oneOrMany ?? [] {
            guard let unit = unit(node, .unit) else { continue }
            if !inside.contains(unit) {
                findings.warning(.notInSet(unit.text, fields.noun), at: node.mark)
            }
            excepted.insert(unit)
        }
        return chosen.filter { !excepted.contains($0) }
    }

    /// Every unit below a unit, without itself.
    private func subtree(_ top: UnitID) -> [UnitID] {
        var all: [UnitID] = []
        var next = children[top] ?? []
        while let unit = next.popLast() {
            all.append(unit)
            next += children[unit] ?? []
        }
        return all
    }
}

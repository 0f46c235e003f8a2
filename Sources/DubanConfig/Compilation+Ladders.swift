// Ladders (催办梯度): when who is told.

import Civil
import DubanKernel

extension Compilation {
    /// How often a rung may be told again by `times:`.
    private static let timesMax = 1000
    /// How many levels a recipient may lie above.
    private static let climbMax = 20
    /// Rungs in one ladder.
    private static let rungsMax = 100

    /// All ladders.
    func readLadders() {
        for definition in sections["ladders"] ?? [] {
            checkName(definition.id, .ladder, at: definition.mark)
            guard case .sequence(let nodes) = definition.node.content else {
                misshapen(
                    definition.node, .notList(.ladder.named(definition.id)), at: definition.mark)
                continue
            }
            if nodes.isEmpty { findings.error(.emptyLadder(definition.id), at: definition.mark) }
            if nodes.count > Compilation.rungsMax {
                findings.error(
                    .tooMany(.ladder.named(definition.id), most: Compilation.rungsMax),
                    at: definition.mark)
                continue
            }
            let rungs = nodes.compactMap(rung)
            var places: [String: Origin] = [:]
            for (rung, node) in zip(rungs, nodes) where rungs.count == nodes.count {
                if let first = places.updateValue(rung.origin, forKey: rung.identity) {
                    findings.error(.sameRung(rung.identity, first.description), at: node.mark)
                }
            }
            guard rungs.count == nodes.count, !rungs.isEmpty else { continue }
            ladders[definition.id] = Ladder(
                name: definition.id, rungs: rungs, origin: findings.origin(definition.mark))
        }
    }

    private func rung(_ node: SourceNode) -> Rung? {
        let noun = Wording("a rung", "催办档")
        guard
            let fields = fields(
                node, noun,
                keys: ["at", "time", "tell", "light", "every", "times", "until", "urgent"],
                empty: ["tell"])
        else { return nil }
        let at = required("at", in: fields).flatMap { anchor($0) }
        let tell = recipients(fields)
        let light = fields["light"].flatMap {
            choice($0, .key("light"), ["yellow": Light.yellow, "red": .red])
        }
        let repetition = repetition(fields)
        let urgent = fields["urgent"].flatMap { flag($0, .key("urgent")) } ?? false
        guard let at, !tell.isEmpty else { return nil }
        return Rung(
            at: at, time: fields["time"].flatMap { rungTime($0, of: at) }, tell: tell,
            light: light, repetition: repetition, urgent: urgent,
            origin: findings.origin(node.mark))
    }

    /// A point such as `-5wd`, `start+3wd`, `初稿+20wd`.
    func anchor(_ node: SourceNode) -> Anchor? {
        notation(node, .key("at"), Anchor.parse)
    }

    /// The time of day of a rung, which must stand on a date.
    private func rungTime(_ node: SourceNode, of at: Anchor) -> TimeOfDay? {
        guard let time = time(node, .key("time")) else { return nil }
        guard let offset = at.offset, offset.kind != .exact else {
            findings.error(.timeOfInstant(at.normalized), at: node.mark)
            return nil
        }
        return time
    }

    private func repetition(_ fields: Fields) -> Repetition? {
        let times = fields["times"].flatMap {
            integer($0, .key("times"), in: 1...Compilation.timesMax)
        }
        let isUntilMet = fields["until"].map { choice($0, .key("until"), ["met": true]) != nil }
        guard let every = fields["every"] else {
            if let key = ["times", "until"].first(where: fields.has) {
                findings.error(
                    .repeatWithoutInterval(key), at: fields.pair(key)?.keyMark ?? fields.mark)
            }
            return nil
        }
        if fields.has("times"), fields.has("until") {
            findings.error(.bothKeys("times", "until", fields.noun), at: fields.mark)
        } else if !fields.has("times"), isUntilMet == nil {
            findings.error(.repeatWithoutEnd, at: fields.pair("every")?.keyMark ?? fields.mark)
        }
        let waits = every.oneOrMany.compactMap { node -> Span? in
            guard let span = notation(node, .key("every"), Span.parse) else { return nil }
            guard !span.isZero, !span.isNegative else {
                findings.error(.waitIsNotPositive(span.normalized), at: node.mark)
                return nil
            }
            return span
        }
        guard !waits.isEmpty else {
            if every.oneOrMany.isEmpty { findings.error(.noValue("every"), at: every.mark) }
            return nil
        }
        return Repetition(every: waits, times: times)
    }

    private func recipients(_ fields: Fields) -> [Recipient] {
        guard let tell = fields["tell"], !tell.oneOrMany.isEmpty else {
            findings.error(.nobodyToTell, at: fields.pair("tell")?.keyMark ?? fields.mark)
            return []
        }
        var seen: Set<Recipient> = []
        return tell.oneOrMany.compactMap(recipient).filter { seen.insert($0).inserted }
    }

    /// `liaison`, `up.liaison`, `office.liaison`, `bearer`, `owner`, `leader` or a person.
    private func recipient(_ node: SourceNode) -> Recipient? {
        guard let name = text(node, .key("tell")) else { return nil }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let post = PostID(parts.last ?? "")
        switch (parts.first, parts.count) {
        case ("bearer", 1): return .bearer
        case ("owner", 1): return .owner
        case ("leader", 1): return .leader
        case ("office", 2) where posts[post] != nil: return .office(post)
        case (_, 1):
            let (isPost, isPerson) = (posts[post] != nil, people[PersonID(name)] != nil)
            if isPost, isPerson {
                findings.error(.postAndPerson(name), at: node.mark)
                return nil
            }
            if isPost { return .post(post, up: 0) }
            if isPerson { return .person(PersonID(name)) }
        default:
            let levels = parts.count - 1
            if parts.dropLast().allSatisfy({ $0 == "up" }), posts[post] != nil,
                levels <= Compilation.climbMax
            {
                return .post(post, up: levels)
            }
        }
        complain(ofRecipient: name, parts, at: node.mark)
        return nil
    }

    private func complain(ofRecipient name: String, _ parts: [String], at mark: SourceMark) {
        guard !findings.mayHide(parts.last ?? name) else { return }
        let near = near(name, among: recipientNames(like: parts))
        findings.error(.unknownRecipient(name, near: near), at: mark)
    }

    /// What could be written instead of a recipient of these parts.
    private func recipientNames(like parts: [String]) -> [String] {
        guard parts.count > 1 else {
            return posts.keys.map(\.text) + ["bearer", "owner", "leader"]
                + people.keys.map(\.text)
        }
        let prefixes = [parts.dropLast().joined(separator: "."), "up", "office"]
        return prefixes.flatMap { prefix in posts.keys.map { "\(prefix).\($0)" } }
    }
}

// Ladders (催办梯度): when who is told.

import Civil
import DubanKernel

struct Ladders {
    private static let rungKeys = Keys(
        "at time tell light every times until urgent at-night", mayBeEmpty: "tell")
    /// How often a rung may be told again by `times:`.
    private static let timesMax = 1000
    /// How many levels a recipient may lie above.
    private static let climbMax = 20
    private static let rungsMax = 100

    private(set) var byName: [String: Ladder] = [:]
    private let organisation: Organisation
    private var findings: Findings { organisation.findings }
    private var symbols: Symbols { organisation.symbols }

    init(_ organisation: Organisation) {
        self.organisation = organisation
        for definition in symbols.checked(.ladders) {
            byName[definition.id] = read(definition)
        }
    }

    /// A ladder by its name; nil when there is none or it was complained of.
    func ladder(_ node: SourceNode) -> Ladder? {
        symbols.reference(node, to: .ladders).flatMap { byName[$0] }
    }

    private func read(_ definition: Definition) -> Ladder? {
        let noun = Wording.ladder.named(definition.id)
        guard let nodes = findings.list(definition.node, noun, at: definition.mark) else {
            return nil
        }
        if nodes.isEmpty { findings.error(.emptyLadder(definition.id), at: definition.mark) }
        if nodes.count > Ladders.rungsMax {
            findings.error(.tooMany(noun, Ladders.rungsMax), at: definition.mark)
            return nil
        }
        let rungs = nodes.compactMap(rung)
        guard rungs.count == nodes.count, !rungs.isEmpty else { return nil }
        var places: [String: Origin] = [:]
        for (rung, node) in zip(rungs, nodes) {
            if let first = places.updateValue(rung.origin, forKey: rung.identity) {
                findings.error(.sameRung(rung.identity, first.description), at: node.mark)
            }
        }
        return Ladder(
            name: definition.id, rungs: rungs, origin: findings.origin(definition.mark))
    }

    private func rung(_ node: SourceNode) -> Rung? {
        let noun = Wording("a rung", "催办档")
        guard let fields = Fields(node, noun, Ladders.rungKeys, findings) else { return nil }
        let at = fields.required("at").flatMap { findings.anchor($0, .key("at")) }
        let tell = recipients(fields)
        let light: Light? = fields.choice("light")
        let repetition = repetition(fields)
        let hours = hours(fields)
        guard let at, !tell.isEmpty else { return nil }
        return Rung(
            at: at, time: fields["time"].flatMap { time($0, of: at) }, tell: tell, light: light,
            repetition: repetition, hours: hours, origin: findings.origin(node.mark))
    }

    private func hours(_ fields: Fields) -> Rung.Hours {
        let (isUrgent, isAtNight) = (fields.flag("urgent"), fields.flag("at-night"))
        if isAtNight == true, isUrgent != true, isUrgent != nil || !fields.mayHave("urgent") {
            findings.error(
                .atNightWithoutUrgent, at: fields.pair("at-night")?.keyMark ?? fields.mark)
        }
        return isUrgent != true ? .office : isAtNight == true ? .always : .day
    }

    /// The time of day of a rung, which must stand on a date.
    private func time(_ node: SourceNode, of at: Anchor) -> TimeOfDay? {
        guard let time = findings.time(node, .key("time")) else { return nil }
        guard let offset = at.offset, offset.kind != .exact else {
            findings.error(.timeOfInstant(at.normalized), at: node.mark)
            return nil
        }
        return time
    }

    private func repetition(_ fields: Fields) -> Repetition? {
        let times = fields.integer("times", in: 1...Ladders.timesMax)
        _ = fields.choice("until", ["met": true])
        guard let every = fields["every"] else {
            if !fields.mayHave("every"), let key = ["times", "until"].first(where: fields.has) {
                findings.error(
                    .repeatWithoutInterval(key), at: fields.pair(key)?.keyMark ?? fields.mark)
            }
            return nil
        }
        fields.exclude("times", "until")
        if !fields.mayHave("times"), !fields.mayHave("until") {
            findings.error(.repeatWithoutEnd, at: fields.pair("every")?.keyMark ?? fields.mark)
        }
        let waits = every.oneOrMany.compactMap { node -> Span? in
            guard let span = findings.notation(node, .key("every"), Span.parse) else { return nil }
            guard !span.isZero, !span.isNegative else {
                findings.error(.waitIsNotPositive(span.normalized), at: node.mark)
                return nil
            }
            return span
        }
        if every.oneOrMany.isEmpty { findings.error(.noValue(.key("every")), at: every.mark) }
        return waits.isEmpty ? nil : Repetition(every: waits, times: times)
    }

    private func recipients(_ fields: Fields) -> [Recipient] {
        guard let tell = fields["tell"], !tell.oneOrMany.isEmpty else {
            if fields.has("tell") || !fields.mayHave("tell") {
                findings.error(.nobodyToTell, at: fields.pair("tell")?.keyMark ?? fields.mark)
            }
            return []
        }
        var seen: Set<Recipient> = []
        return tell.oneOrMany.compactMap(recipient).filter { seen.insert($0).inserted }
    }

    /// `liaison`, `up.liaison`, `office.liaison`, `bearer`, `owner`, `leader` or a person.
    private func recipient(_ node: SourceNode) -> Recipient? {
        guard let name = findings.text(node, .key("tell")) else { return nil }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let word = parts.last ?? ""
        // The key of a person is no word for a post.
        let isWord =
            symbols.place(of: word, in: .posts) == nil && symbols.postsByWord[word] != nil
            && (parts.count > 1 || symbols.place(of: word, in: .people) == nil)
        let known = isWord ? symbols.post(word, at: node.mark) : word
        guard let known else { return nil }
        let (post, isPost) = (PostID(known), symbols.place(of: known, in: .posts) != nil)
        switch (parts.first, parts.count) {
        case ("bearer", 1): return .bearer
        case ("owner", 1): return .owner
        case ("leader", 1): return .leader
        case ("office", 2) where isPost: return .office(post)
        case (_, 1):
            let isPerson = symbols.place(of: name, in: .people) != nil
            if isPost, isPerson {
                findings.error(.postAndPerson(name), at: node.mark)
                return nil
            }
            if isPost { return .post(post, up: 0) }
            if isPerson { return .person(PersonID(name)) }
        default:
            let levels = parts.count - 1
            if parts.dropLast().allSatisfy({ $0 == "up" }), isPost, levels <= Ladders.climbMax {
                return .post(post, up: levels)
            }
        }
        // A post that nothing defines is one slip, however it is reached.
        findings.undefined(isPost ? name : word, at: node.mark) {
            .unknownRecipient(name, near: findings.near(name, among: names(like: parts)))
        }
        return nil
    }

    /// What could be written instead of a recipient of these parts.
    private func names(like parts: [String]) -> [String] {
        let posts = symbols.names(in: .posts)
        guard parts.count > 1 else {
            return posts + ["bearer", "owner", "leader"] + symbols.names(in: .people)
        }
        let prefixes = [parts.dropLast().joined(separator: "."), "up", "office"]
        return prefixes.flatMap { prefix in posts.map { "\(prefix).\($0)" } }
    }
}

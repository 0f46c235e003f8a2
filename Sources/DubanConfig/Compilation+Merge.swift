// Merges the files: a key of a section may stand in any of them, and in one only.

import Civil

extension Compilation {
    /// Sections: mappings from names to definitions.
    static let sectionKeys = [
        "posts", "people", "units", "sets", "ladders", "quotas", "sessions", "schemes", "tasks",
    ]
    /// Settings whose value is a mapping that may be spread over files, key by key.
    static let spreadKeys = ["access", "calendar"]
    /// Settings with one value.
    static let settingKeys = ["office", "timezone", "language", "delivery"]
    /// Keys of the whole grammar that this version cannot honour yet.
    static let laterKeys = ["campaigns", "checklists", "lights", "points", "procedures", "reports"]
    /// Definitions in one section.
    static let definitionsMax = 1_000_000

    /// Takes the files apart into `settings` and `sections`.
    func mergeFiles() {
        for root in files.rules {
            guard case .mapping(let pairs) = root.content else {
                if !root.isEmpty { misshapen(root, .rootIsNoMapping) }
                continue
            }
            for pair in pairs { merge(pair) }
        }
    }

    private func merge(_ pair: SourcePair) {
        switch pair.key {
        case let key where Compilation.sectionKeys.contains(key):
            for inner in definitions(of: pair) { define(inner, in: key) }
        case let key where Compilation.spreadKeys.contains(key):
            for inner in definitions(of: pair) { set("\(key).\(inner.key)", inner) }
        case let key where Compilation.settingKeys.contains(key):
            set(key, pair)
        case let key where Compilation.laterKeys.contains(key):
            findings.error(.notYet(key), at: pair.keyMark)
        default:
            let known =
                Compilation.sectionKeys + Compilation.spreadKeys + Compilation.settingKeys
                + Compilation.laterKeys
            unknownKey(pair, in: Wording("the charter", "督办规则"), known: known)
        }
    }

    /// The pairs of a section; an empty one has none.
    private func definitions(of pair: SourcePair) -> [SourcePair] {
        if pair.value.isEmpty { return [] }
        guard case .mapping(let pairs) = pair.value.content else {
            misshapen(pair.value, .notMapping(.key(pair.key)))
            return []
        }
        return pairs
    }

    private func set(_ path: String, _ pair: SourcePair) {
        if let first = settings[path] {
            let place = findings.place(first.keyMark)
            findings.error(.duplicateKey(pair.key, first: place), at: pair.keyMark)
        } else {
            settings[path] = pair
        }
    }

    private func define(_ pair: SourcePair, in section: String) {
        // Quotas and sessions share one space of names: both become keys of obligations.
        let space = section == "sessions" ? "quotas" : section
        if let first = defined[space]?[pair.key] {
            let place = findings.place(first)
            findings.error(.duplicateKey(pair.key, first: place), at: pair.keyMark)
            return
        }
        let all = sections[section, default: []].count
        guard all < Compilation.definitionsMax else {
            if all == Compilation.definitionsMax {
                findings.error(
                    .tooMany(.key(section), most: Compilation.definitionsMax), at: pair.keyMark)
            }
            return
        }
        defined[space, default: [:]][pair.key] = pair.keyMark
        sections[section, default: []].append(
            Definition(id: pair.key, mark: pair.keyMark, node: pair.value))
    }
}

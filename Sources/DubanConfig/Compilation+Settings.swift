// The settings that are one value each: office, time zone, language, access, delivery.

import Civil
import DubanKernel

extension Compilation {
    /// The office where nothing else is named; units have been read.
    func readOffice() -> UnitID? {
        guard let pair = setting("office") else { return nil }
        return unit(pair.value, .key("office"))
    }

    /// The zone of all dates and hours.
    func readZone() -> Zone? {
        guard let pair = setting("timezone"), let name = text(pair.value, .key("timezone")) else {
            return nil
        }
        do {
            return try Zone.load(name, from: environment.zoneDirectory)
        } catch {
            findings.error(.badZone(error), at: pair.value.mark)
            return nil
        }
    }

    /// The language of texts; Chinese where none is named.
    func readLanguage() -> Language {
        let names = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, $0) })
        language = optional("language").flatMap { choice($0, .key("language"), names) }
        return language ?? .chinese
    }

    /// Who may read what.
    func readAccess() -> Access {
        checkKeys(of: "access", known: ["own-subtree", "others"])
        let extents: [String: Access.Extent] = ["all": .all, "counts": .counts, "none": .none]
        func extent(_ key: String) -> Access.Extent? {
            optional("access.\(key)").flatMap { choice($0, .key(key), extents) }
        }
        let standard = Access()
        return Access(
            ownSubtree: extent("own-subtree") ?? standard.ownSubtree,
            others: extent("others") ?? standard.others)
    }

    /// Whether notices leave the house.
    func readDelivery() -> DeliveryMode {
        let modes: [String: DeliveryMode] = ["live": .live, "hold": .hold]
        return optional("delivery").flatMap { choice($0, .key("delivery"), modes) } ?? .live
    }

    /// The value of a setting that may be absent. Complains when it is there without a value.
    func optional(_ path: String) -> SourceNode? {
        guard let pair = settings[path] else { return nil }
        guard !pair.value.isEmpty else {
            findings.error(.noValue(pair.key), at: pair.keyMark)
            return nil
        }
        return pair.value
    }

    /// Complains of keys below a spread setting that nothing knows.
    func checkKeys(of prefix: String, known: [String]) {
        for (path, pair) in settings where path.hasPrefix("\(prefix).") {
            if !known.contains(pair.key) { unknownKey(pair, in: .key(prefix), known: known) }
        }
    }

    /// A setting that must be there.
    private func setting(_ key: String) -> SourcePair? {
        guard settings[key] != nil else {
            if !findings.mayHide(key) {
                findings.error(
                    .missing(key, Wording("the charter", "督办规则")), inFile: files.mainName)
            }
            return nil
        }
        return optional(key).flatMap { _ in settings[key] }
    }
}

// The settings that are one value each and ask nothing of the organisation: time zone, language,
// access, delivery, second person, first pass.

import Civil
import DubanKernel

struct Settings {
    /// The zone of all dates and hours.
    let zone: Zone?
    /// The language that the charter names.
    let language: Language?
    let access: Access
    let delivery: DeliveryMode
    let secondPerson: SecondPerson
    let firstPass: FirstPass

    /// `kept`: data of a zone for where the machine has none.
    init(_ symbols: Symbols, zoneDirectory: String, kept: CharterSource.File?) {
        let findings = symbols.findings
        func choice<Value: CaseIterable & RawRepresentable<String>>(_ path: String) -> Value? {
            symbols.setting(path).flatMap { findings.choice($0.value, .key($0.key)) }
        }
        zone = symbols.required("timezone").flatMap { node -> Zone? in
            guard let name = findings.text(node, .key("timezone")) else { return nil }
            do throws(ZoneError) {
                return try Zone.load(name, from: zoneDirectory)
            } catch {
                if let kept, kept.name == name,
                    let zone = try? Zone(name: name, tzif: kept.bytes)
                {
                    return zone
                }
                findings.error(.badZone(error.wording), at: node.mark)
                return nil
            }
        }
        language = choice("language")
        symbols.checkKeys(of: "access", known: ["own-subtree", "others"])
        let standard = Access()
        access = Access(
            ownSubtree: choice("access.own-subtree") ?? standard.ownSubtree,
            others: choice("access.others") ?? standard.others)
        delivery = choice("delivery") ?? .live
        secondPerson = choice("second-person") ?? .required
        firstPass = choice("first-pass") ?? .hold
    }
}

extension Symbols {
    /// A setting that may be absent. Complains when it is there without a value.
    func setting(_ path: String) -> SourcePair? {
        guard let pair = settings[path] else { return nil }
        guard !pair.value.isEmpty else {
            findings.error(.noValue(.key(pair.key)), at: pair.keyMark)
            return nil
        }
        return pair
    }

    /// The value of a setting that must be there.
    func required(_ key: String) -> SourceNode? {
        if settings[key] == nil, !findings.mayHide(key) {
            findings.add(.error, .missing(Wording("the charter", "督办规则"), key), in: mainName)
        }
        return setting(key)?.value
    }

    /// Complains of keys below a spread setting that nothing knows.
    func checkKeys(of prefix: String, known: [String], later: [String] = []) {
        for (path, pair) in settings where path.hasPrefix("\(prefix).") {
            if later.contains(pair.key) {
                findings.error(.notYet(pair.key), at: pair.keyMark)
                continue
            }
            guard !known.contains(pair.key) else { continue }
            _ = findings.unknownKey(pair, in: .key(prefix), known: known)
        }
    }
}

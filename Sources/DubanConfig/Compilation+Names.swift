// Names: which ones may be given, and what a name refers to.

import Civil
import DubanKernel

extension Compilation {
    /// The longest name, in characters.
    static let nameMax = 100

    /// Whether a name may be given to something. `also` are characters that would make keys of
    /// obligations or recipients ambiguous: `info/jiaoyu.chen/2026-10`, `info/jiaoyu:members`,
    /// `up.liaison`.
    func checkName(_ name: String, _ noun: Wording, also: String = "", at mark: SourceMark) {
        guard !isPlain(name) else { return }
        let scalars = name.unicodeScalars
        let bad = scalars.firstIndex { scalar in
            scalar.properties.isWhitespace || "/@".unicodeScalars.contains(scalar)
                || also.unicodeScalars.contains(scalar) || isInvisible(scalar)
        }
        if let bad {
            let column = scalars.distance(from: scalars.startIndex, to: bad)
            findings.error(.badName(name, scalars[bad], noun), at: mark.moved(by: column))
        } else if scalars.isEmpty {
            findings.error(.emptyName(noun), at: mark)
        } else if scalars.count > Compilation.nameMax {
            findings.error(.longName(noun, most: Compilation.nameMax), at: mark)
        }
    }

    /// Whether a name certainly may be given: short, of ASCII letters, digits, `-`, `_` and
    /// Chinese.
    private func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= Compilation.nameMax
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    0x80...0xBF, 0xE4...0xE9:
                    true
                default: false
                }
            }
    }

    private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned: true
        default: false
        }
    }

    /// A name that must be among those defined in a section. Complains when it is not, unless a
    /// file that cannot be read may define it.
    func reference(_ node: SourceNode, _ noun: Wording, to section: String) -> String? {
        guard let name = text(node, noun) else { return nil }
        let known = defined[section] ?? [:]
        if known[name] != nil { return name }
        complain(of: name, noun, known: known.keys, at: node.mark)
        return nil
    }

    /// A unit by its id. Somebody who wrote its name or alias is told the id.
    func unit(_ node: SourceNode, _ noun: Wording) -> UnitID? {
        guard let name = text(node, noun) else { return nil }
        let id = UnitID(name)
        if units[id] != nil { return id }
        if let meant = unitsByName[name] {
            findings.error(.nameInsteadOfID(name, meant.text), at: node.mark)
        } else {
            complain(of: name, .unit, known: units.keys.map(\.text), at: node.mark)
        }
        return nil
    }

    /// One unit or a list of them, each once.
    func units(_ node: SourceNode, _ noun: Wording) -> [UnitID] {
        var seen: Set<UnitID> = []
        return node.oneOrMany.compactMap { unit($0, noun) }.filter { seen.insert($0).inserted }
    }

    /// Complains of a name that nothing defines.
    func complain<Known: Sequence<String>>(
        of name: String, _ noun: Wording, known: @autoclosure () -> Known, at mark: SourceMark
    ) {
        guard !findings.mayHide(name) else { return }
        findings.error(.unknown(name, noun, near: near(name, among: known())), at: mark)
    }

    /// The known name that was probably meant. Only so many are looked for: a broken section leaves
    /// a hundred thousand names unknown.
    func near<Known: Sequence<String>>(
        _ name: String, among known: @autoclosure () -> Known
    ) -> String? {
        suggestions += 1
        guard suggestions <= Compilation.suggestionsMax else { return nil }
        return EditDistance.nearest(to: name, among: known())
    }

    /// How many unknown names are compared with all known ones.
    private static let suggestionsMax = 200
}

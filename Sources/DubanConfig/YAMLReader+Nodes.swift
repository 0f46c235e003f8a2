// Turns the parser's nodes into source nodes, within limits that hold after aliases are expanded.

import Yams

extension YAMLReader {
    /// Values of a file, aliases expanded.
    static let nodesMax = 2_000_000
    /// Levels of lists and mappings; the deepest place of the grammar has eight.
    static let depthMax = 32

    /// The whole file in duban's own form; nil when it exceeds a limit, which is then complained
    /// of.
    mutating func converted(_ node: Node) -> SourceNode? {
        let root = convert(node, depth: 0)
        if !isBeyondLimits { return root }
        findings.hide(file.text[...])
        return nil
    }

    private mutating func convert(_ node: Node, depth: Int) -> SourceNode? {
        let place = mark(node.mark)
        nodeCount += 1
        guard !isBeyondLimits else { return nil }
        guard nodeCount <= Self.nodesMax else {
            return refuse(.tooManyNodes(Self.nodesMax), at: place)
        }
        guard depth <= Self.depthMax else {
            return refuse(.tooDeep(Self.depthMax), at: place)
        }
        switch node {
        case .scalar(let scalar):
            expect(.str, node.tag, at: place)
            return SourceNode(
                mark: place, content: .scalar(scalar.string, SourceNode.Style(scalar.style)))
        case .sequence(let sequence):
            expect(.seq, node.tag, at: place)
            let nodes = sequence.compactMap { convert($0, depth: depth + 1) }
            return SourceNode(mark: place, content: .sequence(nodes))
        case .mapping(let mapping):
            expect(.map, node.tag, at: place)
            return SourceNode(mark: place, content: .mapping(pairs(of: mapping, depth: depth)))
        case .alias:
            preconditionFailure("the parser replaces aliases")
        }
    }

    private mutating func refuse(_ complaint: Complaint, at place: SourceMark) -> SourceNode? {
        findings.error(complaint, at: place)
        isBeyondLimits = true
        return nil
    }

    private func expect(_ usual: Tag.Name, _ tag: Tag, at place: SourceMark) {
        guard tag.rawValue != usual.rawValue else { return }
        let (name, standard) = (tag.description, "tag:yaml.org,2002:")
        let short = name.hasPrefix(standard) ? "!!" + name.dropFirst(standard.count) : name
        findings.error(.tag(short), at: place)
    }

    private mutating func pairs(of mapping: Node.Mapping, depth: Int) -> [SourcePair] {
        var pairs: [SourcePair] = []
        pairs.reserveCapacity(mapping.count)
        var doubled: Set<String> = []
        for (keyNode, valueNode) in mapping {
            let keyMark = mark(keyNode.mark)
            guard case .scalar(let scalar) = keyNode else {
                findings.error(.keyIsNoText, at: keyMark)
                continue
            }
            let key = renamed[keyMark] ?? scalar.string
            if renamed[keyMark] != nil { doubled.insert(key) }
            guard let value = convert(valueNode, depth: depth + 1) else { continue }
            pairs.append(SourcePair(key: key, keyMark: keyMark, value: value))
        }
        if let last = lastBeforeForeign(pairs, doubled) {
            findings.error(.misindented, at: pairs[last].keyMark)
            pairs[last...].forEach { findings.hide($0) }
            return Array(pairs[..<last])
        }
        for key in doubled.sorted() {
            let first = pairs.first { $0.key == key }
            for later in pairs.filter({ $0.key == key }).dropFirst() {
                findings.twice(key, first: first?.keyMark ?? later.keyMark, at: later.keyMark)
            }
            if let first { pairs.removeAll { $0.key == key && $0.keyMark != first.keyMark } }
        }
        return pairs
    }

    /// A key without a value to which the keys behind it belong, since the mapping has them
    /// already.
    private func lastBeforeForeign(_ pairs: [SourcePair], _ doubled: Set<String>) -> Int? {
        var seen: Set<String> = []
        let second = pairs.firstIndex { !seen.insert($0.key).inserted && doubled.contains($0.key) }
        guard let second, let first = pairs.firstIndex(where: { $0.key == pairs[second].key })
        else { return nil }
        return pairs[(first + 1)..<second].lastIndex { $0.value.isEmpty }
    }
}

extension SourceNode.Style {
    fileprivate init(_ style: Node.Scalar.Style) {
        switch style {
        case .any, .plain: self = .plain
        case .singleQuoted, .doubleQuoted: self = .quoted
        case .literal, .folded: self = .block
        }
    }
}

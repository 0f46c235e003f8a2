// One node of a file, in duban's own form: what was written and where. Tags are not resolved, so
// `off` and `17:00` stay what the administrator wrote (YAML 1.1 would make them a boolean and
// 61,200).

/// A value of a configuration file.
struct SourceNode {
    /// How a scalar was written.
    enum Style {
        case plain
        case quoted
        /// After `|` or `>`: its text stands on other lines.
        case block
    }

    enum Content {
        case scalar(String, Style)
        case sequence([SourceNode])
        case mapping([SourcePair])
    }

    let mark: SourceMark
    let content: Content

    /// Nothing was written, or `~`.
    var isEmpty: Bool {
        if case .scalar(let text, .plain) = content { return text.isEmpty || text == "~" }
        return false
    }

    /// A text, and not nothing.
    var isWord: Bool {
        if case .scalar = content { !isEmpty } else { false }
    }

    /// One value, or each element of a list: what may be written either way.
    var oneOrMany: [SourceNode] {
        if case .sequence(let nodes) = content { return nodes }
        return [self]
    }
}

/// A key with its value.
struct SourcePair {
    let key: String
    let keyMark: SourceMark
    let value: SourceNode
}

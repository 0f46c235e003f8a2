// The kinds of warnings: what `accept:` names, and what is said once for all that are alike.

/// What a warning is about. The raw value is its name in the charter.
package enum WarningKind: String, Sendable, CaseIterable {
    case noAccount = "no-account"
    case rootAccount = "root-account"
    case vacantPost = "vacant-post"
    case emptySet = "empty-set"
    case needlessException = "needless-exception"
    case remindOutsideHours = "remind-outside-hours"
    case provisionalDays = "provisional-days"
    case assumedDeadline = "assumed-deadline"
    case milestoneOutside = "milestone-outside"
    case milestoneName = "milestone-name"
    case rungAfterDue = "rung-after-due"
    case withoutEffect = "without-effect"
    case unreadFile = "unread-file"
    case emptyFile = "empty-file"
    case dueBeforeStart = "due-before-start"
    case dueOnDayOff = "due-on-day-off"
    case listAsText = "list-as-text"
    case quotesInText = "quotes-in-text"
}

/// Warnings that the administrator has seen (`accept:`): of the whole charter, or of a task, a duty
/// or a unit.
struct AcceptedWarnings {
    private struct Line: Hashable {
        let file: Int32
        let line: Int32
    }

    private var everywhere: Set<WarningKind> = []
    private var lines: [Line: Set<WarningKind>] = [:]

    init() {}

    init(_ symbols: Symbols) {
        everywhere = symbols.setting("accept").map { kinds($0.value, symbols.findings) } ?? []
        for section in [.units, .tasks] + Section.duties {
            for definition in symbols.definitions(of: section) {
                guard case .mapping(let pairs) = definition.node.content,
                    let pair = pairs.first(where: { $0.key == "accept" }), !pair.value.isEmpty
                else { continue }
                let (file, first) = (definition.mark.file, definition.mark.line)
                let kinds = kinds(pair.value, symbols.findings)
                for line in first...max(first, definition.node.lastLine) {
                    lines[Line(file: file, line: line), default: []].formUnion(kinds)
                }
            }
        }
    }

    func contains(_ kind: WarningKind, at mark: SourceMark?) -> Bool {
        everywhere.contains(kind)
            || mark.flatMap { lines[Line(file: $0.file, line: $0.line)] }?.contains(kind) ?? false
    }

    private func kinds(_ node: SourceNode, _ findings: Findings) -> Set<WarningKind> {
        Set(
            node.oneOrMany.compactMap {
                findings.choice($0, .key("accept"))
            })
    }
}

extension SourceNode {
    /// The last line on which one of its values begins.
    fileprivate var lastLine: Int32 {
        switch content {
        case .scalar: mark.line
        case .sequence(let nodes): nodes.map(\.lastLine).max() ?? mark.line
        case .mapping(let pairs):
            pairs.map { max($0.keyMark.line, $0.value.lastLine) }.max() ?? mark.line
        }
    }
}

extension [Diagnostic] {
    /// As a person reads them: errors first, and one warning for many that are alike, with the
    /// names of all.
    package var summed: [Diagnostic] {
        let warnings = filter { $0.severity == .warning }
        let alike = Dictionary(grouping: warnings) { $0.complaint.kind }
        var said: Set<WarningKind> = []
        return filter { $0.severity == .error }
            + warnings.compactMap { warning in
                guard let kind = warning.complaint.kind, let all = alike[kind],
                    all.count > Self.alikeMax
                else { return warning }
                guard said.insert(kind).inserted else { return nil }
                return Diagnostic(
                    severity: .warning, complaint: warning.complaint.shown(alike: all.map(\.about)),
                    file: warning.file, place: warning.place)
            }
    }

    /// As many warnings that are alike stand each by itself.
    private static let alikeMax = 3
}

extension Diagnostic {
    /// What its complaint is about, in a word.
    fileprivate var about: String { complaint.about.isEmpty ? location : complaint.about }
}

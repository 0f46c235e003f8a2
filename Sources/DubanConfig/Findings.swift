// Collects every complaint of a run, so that an administrator sees all of them at once, and knows
// what could not be read: it is unknown, and whoever names it is silent.

import DubanKernel

/// The complaints of one run over a set of files.
final class Findings {
    /// More errors, or warnings, than this are counted, not kept.
    static let keptMax = 1000
    /// How many unknown names are compared with all known ones: a broken section leaves a hundred
    /// thousand names undefined.
    private static let suggestionsMax = 200

    private struct Finding: Hashable {
        let severity: Diagnostic.Severity
        var complaint: Complaint
        let file: String
        let mark: SourceMark?
    }

    /// The files of the run, by `SourceMark.file`.
    private(set) var files: [SourceFile] = []
    /// What could not be read: what it defines is unknown, not undefined.
    private var hidden = HiddenWords()
    /// A file could not even be read as text.
    private var hidesAnything = false
    /// Names that were given twice: one of the two was probably meant to be another.
    private var doubled: Set<String> = []
    /// Mappings that end too early: what they lack is unknown, not missing.
    private var open: Set<SourceMark> = []
    private var kept: [Finding] = []
    private var known: Set<Finding> = []
    /// How many more places have the same complaint, by its subject; and which one is kept.
    private var repeated: [String: (index: Int, others: Int)] = [:]
    private var suggestions = 0
    private var dropped = 0
    private(set) var errorCount = 0
    private var warningCount = 0
    /// Warnings that are not said.
    var accepted = AcceptedWarnings()
    private(set) var acceptedCount = 0

    /// Takes in a file and gives its number.
    func add(_ file: SourceFile) -> Int32 {
        files.append(file)
        return Int32(files.count - 1)
    }

    // MARK: Complaints

    func error(_ complaint: Complaint, at mark: SourceMark) {
        add(.error, complaint, in: files[Int(mark.file)].name, at: mark)
    }

    func warning(_ complaint: Complaint, at mark: SourceMark) {
        add(.warning, complaint, in: files[Int(mark.file)].name, at: mark)
    }

    /// Without a place it is about the file as a whole.
    func add(
        _ severity: Diagnostic.Severity, _ complaint: Complaint, in file: String,
        at mark: SourceMark? = nil
    ) {
        let finding = Finding(severity: severity, complaint: complaint, file: file, mark: mark)
        guard known.insert(finding).inserted else { return }
        if severity == .warning, isAccepted(complaint, at: mark) { return }
        if severity == .error { errorCount += 1 } else { warningCount += 1 }
        guard (severity == .error ? errorCount : warningCount) <= Findings.keptMax else {
            dropped += 1
            known.remove(finding)
            return
        }
        kept.append(finding)
    }

    /// Whether the administrator has seen a warning; counts it then.
    func isAccepted(_ complaint: Complaint, at mark: SourceMark? = nil) -> Bool {
        guard let kind = complaint.kind, accepted.contains(kind, at: mark) else { return false }
        acceptedCount += 1
        return true
    }

    /// Complains once of what shows in many places: at the first, with the number of the others.
    func report(
        _ severity: Diagnostic.Severity, of subject: String, at mark: SourceMark,
        _ complaint: () -> Complaint
    ) {
        if repeated[subject] != nil {
            repeated[subject]?.others += 1
            return
        }
        let index = kept.count
        add(severity, complaint(), in: files[Int(mark.file)].name, at: mark)
        if kept.count > index { repeated[subject] = (index, 0) }
    }

    /// A second definition of a name. It is probably a slip for another name, which is then
    /// unknown.
    func twice(_ name: String, first: SourceMark, at mark: SourceMark) {
        error(.duplicateKey(name, place(first)), at: mark)
        doubled.insert(name)
    }

    /// The known name that was probably meant.
    func near(_ name: String, among known: some Sequence<String>) -> String? {
        suggestions += 1
        guard suggestions <= Findings.suggestionsMax else { return nil }
        return EditDistance.nearest(to: name, among: known)
    }

    /// What could have been written, for advice.
    static func list(_ words: some Sequence<String>) -> String {
        words.sorted().joined(separator: ", ")
    }

    /// What leads in a circle.
    static func path(_ steps: some Sequence<some CustomStringConvertible>) -> String {
        steps.map(\.description).joined(separator: " → ")
    }

    // MARK: What is unknown

    /// Notes that a part of a file, or with nil a whole one, could not be read.
    func hide(_ text: Substring?) {
        if let text { hidden.add(text) } else { hidesAnything = true }
    }

    /// Notes that a key with its value was not read.
    func hide(_ pair: SourcePair) {
        hide(pair.key[...])
        hide(pair.value)
    }

    private func hide(_ node: SourceNode) {
        switch node.content {
        case .scalar(let text, _): hide(text[...])
        case .sequence(let nodes): nodes.forEach(hide)
        case .mapping(let pairs): pairs.forEach { hide($0) }
        }
    }

    /// Whether a name that nothing defines may be defined in a part that could not be read.
    /// Complaining about it would bury the one complaint that matters.
    func mayHide(_ name: String) -> Bool {
        hidesAnything || hidden.contains(name)
            || !doubled.isEmpty && EditDistance.nearest(to: name, among: doubled) != nil
    }

    /// Whether anything at all could not be read.
    var hidesSomething: Bool { hidesAnything || !hidden.isEmpty }

    /// Notes that the mapping at a place may lack keys, which were written elsewhere or cut off.
    func leaveOpen(_ mark: SourceMark) { open.insert(mark) }

    func isOpen(_ mark: SourceMark) -> Bool { open.contains(mark) }

    // MARK: Places

    /// Where something stands, for messages and explanations.
    func origin(_ mark: SourceMark) -> Origin {
        Origin(
            file: files[Int(mark.file)].name, line: Int(mark.line), column: Int(mark.column))
    }

    /// The place that `origin` names; nil for a file of another run.
    func mark(of origin: Origin) -> SourceMark? {
        files.firstIndex { $0.name == origin.file }.map {
            SourceMark(file: Int32($0), line: origin.line, column: origin.column)
        }
    }

    /// `file:line:column`, for complaints about two places.
    func place(_ mark: SourceMark) -> String { origin(mark).description }

    // MARK: The result

    /// All complaints, those about whole files first, then by file and place.
    func diagnostics() -> [Diagnostic] {
        for (index, others) in repeated.values where others > 0 {
            kept[index].complaint = kept[index].complaint.shown(others: others)
        }
        repeated = [:]
        let sorted = kept.enumerated().sorted { left, right in
            switch (left.element.mark, right.element.mark) {
            case (nil, nil): (left.element.file, left.offset) < (right.element.file, right.offset)
            case (nil, _): true
            case (_, nil): false
            case (let first?, let second?): (first, left.offset) < (second, right.offset)
            }
        }
        var all = sorted.map { (_, finding) in
            Diagnostic(
                severity: finding.severity, complaint: finding.complaint, file: finding.file,
                place: finding.mark.map { mark in
                    Diagnostic.Place(
                        line: Int(mark.line), column: Int(mark.column),
                        source: String(files[Int(mark.file)].line(Int(mark.line))))
                })
        }
        if dropped > 0, let last = all.last {
            all.append(
                Diagnostic(
                    severity: errorCount > 0 ? .error : .warning, complaint: .more(dropped),
                    file: last.file, place: nil))
        }
        return all
    }
}

/// The words of texts that are no YAML, which may be names that these define: taken from the texts
/// when they are first asked for.
private struct HiddenWords {
    private var texts: [Substring] = []
    private var words: Set<Substring> = []

    mutating func add(_ text: Substring) {
        texts.append(text)
    }

    var isEmpty: Bool { texts.isEmpty && words.isEmpty }

    /// Whether a name stands in one of the texts, by itself or within quotes or brackets.
    mutating func contains(_ name: String) -> Bool {
        for text in texts { words.formUnion(text.split(whereSeparator: HiddenWords.isSeparator)) }
        texts = []
        guard !words.isEmpty else { return false }
        // A name of several words is taken for hidden if its first one is.
        let first = name.split(whereSeparator: HiddenWords.isSeparator).first
        return first.map(words.contains) ?? false
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || ":,[]{}\"'#&*：，".contains(character)
    }
}

// Collects every complaint of a run, so that an administrator sees all of them at once.

import DubanKernel

/// The complaints of one run over a set of files.
final class Findings {
    /// More complaints than this are counted, not kept.
    static let keptMax = 1000

    private struct Finding: Hashable {
        let severity: Diagnostic.Severity
        let complaint: Complaint
        let file: String
        let mark: SourceMark?
    }

    /// The files of the run, by `SourceMark.file`.
    private(set) var files: [SourceFile] = []
    /// What could not be read as YAML: what it defines is unknown, not undefined.
    private var hidden = HiddenWords()
    /// A file could not even be read as text.
    private var hidesAnything = false
    private var kept: [Finding] = []
    private var known: Set<Finding> = []
    private var dropped = 0
    /// Whether anything refuses the charter.
    private(set) var hasErrors = false

    /// Takes in a file and gives its number.
    func add(_ file: SourceFile) -> Int32 {
        files.append(file)
        return Int32(files.count - 1)
    }

    func error(_ complaint: Complaint, at mark: SourceMark) {
        add(.error, complaint, files[Int(mark.file)].name, mark)
    }

    func warning(_ complaint: Complaint, at mark: SourceMark) {
        add(.warning, complaint, files[Int(mark.file)].name, mark)
    }

    /// A complaint about a file as a whole.
    func error(_ complaint: Complaint, inFile name: String) {
        add(.error, complaint, name, nil)
    }

    func warning(_ complaint: Complaint, inFile name: String) {
        add(.warning, complaint, name, nil)
    }

    /// Notes that a part of a file, or with nil a whole one, could not be read.
    func hide(_ text: Substring?) {
        if let text { hidden.add(text) } else { hidesAnything = true }
    }

    /// Whether a name that nothing defines may be defined in a part that could not be read.
    /// Complaining about it would bury the one complaint that matters.
    func mayHide(_ name: String) -> Bool {
        hidesAnything || hidden.contains(name)
    }

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

    /// All complaints, those about whole files first, then by file and place.
    func diagnostics() -> [Diagnostic] {
        let sorted = kept.enumerated().sorted { left, right in
            switch (left.element.mark, right.element.mark) {
            case (nil, nil): (left.element.file, left.offset) < (right.element.file, right.offset)
            case (nil, _): true
            case (_, nil): false
            case (let first?, let second?): (first, left.offset) < (second, right.offset)
            }
        }
        var all = sorted.map { diagnostic($0.element) }
        if dropped > 0, let last = all.last {
            all.append(
                Diagnostic(
                    severity: hasErrors ? .error : .warning, complaint: .more(dropped),
                    file: last.file, place: nil))
        }
        return all
    }

    private func add(
        _ severity: Diagnostic.Severity, _ complaint: Complaint, _ file: String,
        _ mark: SourceMark?
    ) {
        if severity == .error { hasErrors = true }
        let finding = Finding(severity: severity, complaint: complaint, file: file, mark: mark)
        guard known.insert(finding).inserted else { return }
        guard kept.count < Findings.keptMax else {
            dropped += 1
            known.remove(finding)
            return
        }
        kept.append(finding)
    }

    private func diagnostic(_ finding: Finding) -> Diagnostic {
        Diagnostic(
            severity: finding.severity, complaint: finding.complaint, file: finding.file,
            place: finding.mark.map { mark in
                Diagnostic.Place(
                    line: Int(mark.line), column: Int(mark.column),
                    source: String(files[Int(mark.file)].line(Int(mark.line))))
            })
    }
}

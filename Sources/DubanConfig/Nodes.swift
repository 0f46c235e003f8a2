// The first two stages: from the files of a source through their texts to their YAML.

/// The roots of all files.
struct Nodes {
    let rules: [SourceNode]
    /// The names of the working-day files, as patterns see them, and their roots.
    let calendars: [(name: String, root: SourceNode?)]
    /// Whether every working-day file could be read to its end.
    let areCalendarsWhole: Bool
    /// The main file, for complaints about what stands in none.
    let mainName: String

    init(_ source: CharterSource, _ findings: Findings) {
        func root(_ file: CharterSource.File) -> SourceNode? {
            Nodes.root(file, named: source.base + file.name, findings)
        }
        rules = source.rules.compactMap(root)
        let errors = findings.errorCount
        calendars = source.calendars.map { ($0.name, root($0)) }
        areCalendarsWhole = findings.errorCount == errors
        mainName = source.base + (source.rules.first?.name ?? CharterFiles.mainName)
    }

    private static func root(
        _ file: CharterSource.File, named name: String, _ findings: Findings
    ) -> SourceNode? {
        do {
            let text = try TextEncoding.decode(file.bytes)
            return YAMLReader.read(findings.add(SourceFile(name: name, text: text)), findings)
        } catch {
            findings.hide(nil)
            guard let readable = error.readable else {
                findings.add(.error, error.complaint, in: name)
                return nil
            }
            let number = findings.add(SourceFile(name: name, text: error.repaired))
            let (line, column) = SourceFile(name: name, text: readable).end
            findings.error(
                error.complaint, at: SourceMark(file: number, line: line, column: column))
            return nil
        }
    }
}

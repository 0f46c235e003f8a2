// The files of a source after reading their YAML: what the compilation works on.

extension CharterSource {
    struct Read {
        /// The roots of the rule files.
        let rules: [SourceNode]
        /// The names of the working-day files, as patterns see them, and their roots.
        let calendars: [(name: String, root: SourceNode?)]
        /// The main file, for complaints about what stands in none.
        let mainName: String

        init(_ source: CharterSource, _ findings: Findings) {
            func root(_ file: File) -> SourceNode? {
                Read.root(file, named: source.base + file.name, findings)
            }
            rules = source.rules.compactMap(root)
            calendars = source.calendars.map { ($0.name, root($0)) }
            mainName = source.base + (source.rules.first?.name ?? CharterFiles.mainName)
        }

        private static func root(
            _ file: File, named name: String, _ findings: Findings
        ) -> SourceNode? {
            do {
                let text = try TextEncoding.decode(file.bytes)
                return YAMLReader.read(findings.add(SourceFile(name: name, text: text)), findings)
            } catch {
                findings.hide(nil)
                guard let readable = error.readable else {
                    findings.error(error.complaint, inFile: name)
                    return nil
                }
                let shown = SourceFile(name: name, text: error.repaired)
                let number = findings.add(shown)
                let (line, column) = SourceFile(name: name, text: readable).end
                findings.error(
                    error.complaint, at: SourceMark(file: number, line: line, column: column))
                return nil
            }
        }
    }
}

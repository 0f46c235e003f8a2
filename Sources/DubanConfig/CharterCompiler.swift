// From the bytes of all files to the typed charter, or to every complaint at once.

package import Civil
package import DubanKernel

/// What came of a compilation.
package struct CompiledCharter: Sendable {
    /// The charter; nil when any diagnostic is an error.
    package let charter: Charter?
    /// Everything to complain of, by file and place.
    package let diagnostics: [Diagnostic]

    /// A result; `diagnostics` are in the order in which they are to be shown.
    package init(charter: Charter?, diagnostics: [Diagnostic]) {
        self.charter = charter
        self.diagnostics = diagnostics
    }
}

/// Compiles configurations. Pure but for what it is given: the machine's accounts and the zone files.
package struct CharterCompiler: Sendable {
    /// What is known about a local account.
    package var accounts: @Sendable (String) -> AccountStatus
    /// Where compiled time zones are.
    package var zoneDirectory: String
    /// The day on which vacant posts are looked for; nil: a post counts as held if anybody ever holds it.
    package var today: CivilDate?

    /// A compiler that asks `accounts` about every account.
    package init(
        accounts: @escaping @Sendable (String) -> AccountStatus = AccountStatus.onThisMachine,
        zoneDirectory: String = Zone.systemDirectory, today: CivilDate? = nil
    ) {
        self.accounts = accounts
        self.zoneDirectory = zoneDirectory
        self.today = today
    }

    /// Compiles files in memory. `unread` complains of files that should be among them and are not.
    package func compile(
        _ source: CharterSource, unread: [Diagnostic] = []
    ) -> CompiledCharter {
        let findings = Findings()
        if !unread.isEmpty { findings.hide(nil) }
        let compilation = Compilation(
            findings: findings, environment: self, files: CharterSource.Read(source, findings))
        let charter = compilation.run(hash: source.hash)
        let diagnostics = unread + findings.diagnostics()
        return CompiledCharter(
            charter: diagnostics.hasErrors ? nil : charter, diagnostics: diagnostics)
    }

    /// Reads and compiles the configuration whose main file is `path`, or `duban.yaml` in it.
    package func compile(path: String) -> CompiledCharter {
        let loaded = CharterFiles.load(path: path)
        return compile(loaded.source, unread: loaded.diagnostics)
    }
}

extension CharterSource {
    /// The files of a source after reading their YAML.
    struct Read {
        /// The roots of the rule files that are mappings.
        let rules: [SourceNode]
        /// The names of the working-day files, as patterns see them, and their roots.
        let calendars: [(name: String, root: SourceNode?)]
        /// The beginning of the main file, for complaints about what is nowhere.
        let mainMark: SourceMark

        init(_ source: CharterSource, _ findings: Findings) {
            func root(_ file: File) -> SourceNode? {
                let name = source.base + file.name
                do {
                    let text = try TextEncoding.decode(file.bytes)
                    let number = findings.add(SourceFile(name: name, text: text))
                    return YAMLReader.read(number, findings)
                } catch {
                    findings.hide(nil)
                    let number = findings.add(SourceFile(name: name, text: error.readable ?? ""))
                    guard let readable = error.readable else {
                        findings.error(error.complaint, inFile: name)
                        return nil
                    }
                    let lines = readable.unicodeScalars.split(
                        omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" })
                    findings.error(
                        error.complaint,
                        at: SourceMark(
                            file: number, line: lines.count, column: (lines.last?.count ?? 0) + 1))
                    return nil
                }
            }
            rules = source.rules.compactMap(root)
            calendars = source.calendars.map { ($0.name, root($0)) }
            if findings.files.isEmpty {
                _ = findings.add(SourceFile(name: source.base + CharterFiles.mainName, text: ""))
            }
            mainMark = SourceMark(file: 0, line: 1, column: 1)
        }
    }
}

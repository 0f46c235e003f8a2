// From the bytes of all files to the typed charter, or to every complaint at once.

package import Civil
package import DubanKernel

/// What came of a compilation.
package struct CompiledCharter: Sendable {
    /// The charter; nil when any diagnostic is an error.
    package let charter: Charter?
    /// Everything to complain of, by file and place.
    package let diagnostics: [Diagnostic]
    /// The language to say so in: the charter's, also of a refused one that names it; else English.
    package let language: Language

    /// A result; `diagnostics` are in the order in which they are to be shown.
    package init(charter: Charter?, diagnostics: [Diagnostic], language: Language) {
        self.charter = charter
        self.diagnostics = diagnostics
        self.language = language
    }
}

/// Compiles configurations. Pure but for what it is given: the machine's accounts and the zone
/// files.
package struct CharterCompiler: Sendable {
    /// What is known about a local account.
    package var accounts: @Sendable (String) -> AccountStatus
    /// Where compiled time zones are.
    package var zoneDirectory: String
    /// The day on which vacant posts are looked for; nil: a post counts as held if anybody ever
    /// holds it.
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
            charter: diagnostics.hasErrors ? nil : charter, diagnostics: diagnostics,
            language: compilation.language ?? charter?.language ?? .english)
    }

    /// Reads and compiles the configuration whose main file is `path`, or `duban.yaml` in it.
    package func compile(path: String) -> CompiledCharter {
        let loaded = CharterFiles.load(path: path)
        return compile(loaded.source, unread: loaded.diagnostics)
    }
}

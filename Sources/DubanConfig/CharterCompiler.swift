// From the bytes of all files to the typed charter, or to every complaint at once: a pipeline whose
// stages each take the typed results of those before and give one of their own.

package import Civil
package import DubanKernel

/// What came of a compilation.
package struct CompiledCharter: Sendable {
    /// The charter; nil when any diagnostic is an error.
    package let charter: Charter?
    /// Everything to complain of, by file and place.
    package let diagnostics: [Diagnostic]
    /// How many warnings more there were, which the charter accepts.
    package let accepted: Int
    /// The language to say so in: the charter's, also of a refused one that names it; else English.
    package let language: Language
}

/// Compiles configurations. Pure but for what it is given: the machine's accounts and the zone
/// files.
package struct CharterCompiler: Sendable {
    /// What is known about a local account; nil: what this machine knows at each compilation.
    package var accounts: (@Sendable (String) -> AccountStatus)?
    /// Where compiled time zones are.
    package var zoneDirectory: String
    /// The day on which vacant posts are looked for; nil: a post counts as held if anybody ever
    /// holds it.
    package var today: CivilDate?

    package init(
        accounts: (@Sendable (String) -> AccountStatus)? = nil,
        zoneDirectory: String = Zone.systemDirectory, today: CivilDate? = nil
    ) {
        self.accounts = accounts
        self.zoneDirectory = zoneDirectory
        self.today = today
    }

    /// The files with the data of the zone that they name, for a day on which the machine has none.
    package func withZone(_ name: String, in source: CharterSource) -> CharterSource {
        var source = source
        // UTC needs none; what cannot be read now was just read, so there is nothing to say.
        if let bytes = try? Zone.data(name, from: zoneDirectory) {
            source.zone = CharterSource.File(name: name, bytes: bytes)
        }
        return source
    }

    /// Whether the machine has time zones at all.
    package var hasZones: Bool {
        ["UTC", "Etc/UTC"].contains { (try? Zone.data($0, from: zoneDirectory)) != nil }
    }

    /// Compiles files in memory. `unread` complains of files that should be among them and are not.
    package func compile(
        _ source: CharterSource, unread: [Diagnostic] = []
    ) -> CompiledCharter {
        let findings = Findings()
        if unread.hasErrors { findings.hide(nil) }

        let nodes = Nodes(source, findings)
        let symbols = Symbols(nodes, findings)
        findings.accepted = AcceptedWarnings(symbols)
        let organisation = Organisation(
            symbols, nodes, accounts: accounts ?? AccountStatus.ofThisMachine())
        let settings = Settings(symbols, zoneDirectory: zoneDirectory, kept: source.zone)
        let ladders = Ladders(organisation)
        let duties = Duties(organisation, ladders)
        let schemes = Schemes(organisation, ladders)
        let tasks = Tasks(organisation, ladders, schemes, beside: duties.uses)
        tasks.uses.report(organisation, today: today)
        let charter = charter(
            source.hash, settings, organisation, ladders, duties, schemes, tasks)
        Outlook(organisation, nodes, tasks, today: today).report(charter)

        let diagnostics =
            unread.filter { $0.severity == .error || !findings.isAccepted($0.complaint) }
            + findings.diagnostics()
        return CompiledCharter(
            charter: diagnostics.hasErrors ? nil : charter, diagnostics: diagnostics,
            accepted: findings.acceptedCount,
            language: settings.language ?? (charter == nil ? .english : .chinese))
    }

    /// Reads and compiles the configuration whose main file is `path`, or `duban.yaml` in it.
    package func compile(path: String) -> CompiledCharter {
        let loaded = CharterFiles.load(path: path)
        return compile(loaded.source, unread: loaded.diagnostics)
    }

    /// Nil when something that a charter cannot do without is missing.
    private func charter(
        _ hash: String, _ settings: Settings, _ organisation: Organisation, _ ladders: Ladders,
        _ duties: Duties, _ schemes: Schemes, _ tasks: Tasks
    ) -> Charter? {
        guard let office = organisation.office, let zone = settings.zone else { return nil }
        var charter = Charter(
            hash: hash, office: office, zone: zone, language: settings.language ?? .chinese,
            access: settings.access, delivery: settings.delivery, days: organisation.days.rules,
            unitDays: organisation.tree.days, posts: organisation.people.posts,
            people: organisation.people.byID, units: organisation.tree.units, duties: duties.byID,
            ladders: ladders.byName, schemes: schemes.byName.mapValues(\.followed),
            declarations: tasks.declarations, secondPerson: settings.secondPerson)
        charter.roles = organisation.roles
        charter.firstPass = settings.firstPass
        return charter
    }
}

// One compilation: what has been read so far, and the order in which sections are read. Each
// section has its own file; each complains and goes on, so that one run shows everything.

import Civil
import DubanKernel

/// The state of one compilation. A class, since its sections fill it in turn; it never leaves
/// `compile`.
final class Compilation {
    /// A name with what it stands for.
    struct Definition {
        let id: String
        let mark: SourceMark
        let node: SourceNode
    }

    let findings: Findings
    let environment: CharterCompiler
    let files: CharterSource.Read

    /// Top-level keys that are no sections, by name.
    var settings: [String: SourcePair] = [:]
    /// The place of every definition, by section and name.
    var defined: [String: [String: SourceMark]] = [:]
    /// Sections by name, their definitions in the order of files.
    var sections: [String: [Definition]] = [:]

    var days = DayRules.usual
    var posts: [PostID: String] = [:]
    var people: [PersonID: Person] = [:]
    var units: [UnitID: Unit] = [:]
    var unitDays: [UnitID: DayRules] = [:]
    /// Units below each unit, sorted.
    var children: [UnitID: [UnitID]] = [:]
    /// Units by their names and aliases, for advice to those who write them instead of ids.
    var unitsByName: [String: UnitID] = [:]
    var sets: [String: BearerSet] = [:]
    var ladders: [String: Ladder] = [:]
    var schemes: [String: Scheme] = [:]
    var duties: [DutyID: Duty] = [:]
    var declarations: [AssignmentID: Declaration] = [:]
    /// The language that the charter names.
    var language: Language?
    /// The office where nothing else is named.
    var office: UnitID?
    /// Posts that somebody is to be told at and that were looked at already.
    var seats: Set<Seat> = []
    /// Dates of tasks in years without published working days: how many, and the first.
    var provisional: [Int: (count: Int, first: SourceMark)] = [:]
    /// How many names were unknown.
    var suggestions = 0

    init(findings: Findings, environment: CharterCompiler, files: CharterSource.Read) {
        self.findings = findings
        self.environment = environment
        self.files = files
    }

    /// Reads everything; nil when something that a charter cannot do without is missing.
    func run(hash: String) -> Charter? {
        mergeFiles()
        days = readCalendar()
        readPosts()
        readPeople()
        readUnits()
        office = readOffice()
        let zone = readZone()
        let (language, access, delivery) = (readLanguage(), readAccess(), readDelivery())
        readSets()
        readLadders()
        readDuties()
        readSchemes()
        readTasks()
        warnOfProvisionalYears()
        guard let office, let zone else { return nil }
        let charter = Charter(
            hash: hash, office: office, zone: zone, language: language, access: access,
            delivery: delivery, days: days, unitDays: unitDays, posts: posts,
            people: people, units: units, duties: duties, ladders: ladders,
            schemes: schemes.mapValues(\.followed), declarations: declarations)
        warnOfOutlook(of: charter)
        return charter
    }
}

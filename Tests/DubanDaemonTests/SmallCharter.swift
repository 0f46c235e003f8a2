// Charters for simulations, from YAML as an administrator writes it: an office that never closes
// and a number of tasks of one clerk.

import Civil
import DubanConfig
import DubanKernel
import Testing

@testable import DubanDaemon

enum SmallCharter {
    /// `tasks` tasks due on `due`; each tells its owner a day before, at the due instant and two
    /// days after.
    static func text(tasks: Int, due: String = "2026-10-12", head: String = "") -> String {
        let entries = (0..<tasks).map {
            "  t\($0): { problem: p, measure: m, lead: office, owner: clerk, due: \(due), "
                + "ladder: plain }"
        }
        return """
            \(head)
            office: office
            timezone: UTC
            language: en
            calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 00:00 }
            posts: { clerk: clerk }
            people: { clerk: { name: Clerk, account: clerk } }
            units: { office: { name: Office, posts: { clerk: clerk } } }
            ladders:
              plain:
                - { at: -1d, tell: owner, urgent: true }
                - { at: due, tell: owner, urgent: true }
                - { at: +2d, tell: owner, urgent: true }
            tasks:
            \(entries.joined(separator: "\n"))

            """
    }

    static func accepted(
        tasks: Int, due: String = "2026-10-12", head: String = ""
    ) throws -> AcceptedCharter {
        try accepted(text(tasks: tasks, due: due, head: head))
    }

    /// The charter that a text is, on a machine where everybody has an account.
    static func accepted(_ text: String) throws -> AcceptedCharter {
        let source = CharterSource(rules: [CharterSource.File(name: "duban.yaml", text: text)])
        let compiled = CharterCompiler(accounts: { _ in .present(uid: 1000) }).compile(source)
        let charter = try #require(
            compiled.charter, "\(compiled.diagnostics.map { $0.rendered(in: .english) })")
        return AcceptedCharter(charter: charter, warnings: [], source: source)
    }
}

extension CharterKeeper {
    /// Reads `duban.yaml` in `directory` on a machine where everybody has an account, and keeps in
    /// it what was accepted.
    static func simulated(in directory: String) -> CharterKeeper {
        CharterKeeper(
            path: directory + "/duban.yaml", stateDirectory: directory,
            compiler: { CharterCompiler(accounts: { _ in .present(uid: 1000) }) })
    }
}

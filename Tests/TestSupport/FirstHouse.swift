// The first house's state directory (Tests/FirstHouse), for the tests that hold an upgrade to it.

import Foundation

/// What the programs of version 0.1.0 left on 20 October 2026, 12:00 in Shanghai.
package enum FirstHouse {
    private static let folder = Oracle.repository.appendingPathComponent("Tests/FirstHouse")

    /// A notice that it decided; texts as the ledger's columns, instants as `2026-10-21 09:00`.
    package struct Told: Hashable, Sendable {
        package let id: String
        package let obligation: String
        package let episode: Int
        /// The due date that is part of the identity.
        package let due: String
        package let kind: String
        package let rung: String
        package let occurrence: Int
        package let person: String
        /// The rung's instant.
        package let at: String
        package let decided: String
        package let isLate: Bool
    }

    /// Every notice of its ledger, in the order of deciding.
    package static func told() throws -> [Told] { try read("notices") }

    /// What it went on to tell in the four months after, when nobody recorded or changed anything.
    package static func outlook() throws -> [Told] { try read("outlook") }

    /// Makes its state directory (schema 3) at a path where nothing is.
    package static func restore(to directory: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try manager.copyItem(
            atPath: folder.appendingPathComponent("state/charter.last").path,
            toPath: directory + "/charter.last")
        let answer = try Oracle.run(
            "/usr/bin/python3",
            ["-c", script, folder.path + "/state/ledger.sql", directory + "/ledger.sqlite"])
        guard answer.status == 0 else { throw Oracle.Failure(description: answer.complaint) }
    }

    private static let script = """
        import sqlite3, sys
        with sqlite3.connect(sys.argv[2]) as database:
            database.executescript(open(sys.argv[1], encoding="utf-8").read())
        """

    private static func read(_ name: String) throws -> [Told] {
        let file = folder.appendingPathComponent("state/\(name).tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        return try lines.map { line in
            let texts = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard texts.count == 11, let episode = Int(texts[2]), let occurrence = Int(texts[6])
            else { throw Oracle.Failure(description: "\(file.path): \(line)") }
            return Told(
                id: texts[0], obligation: texts[1], episode: episode, due: texts[3],
                kind: texts[4], rung: texts[5], occurrence: occurrence, person: texts[7],
                at: texts[8], decided: texts[9], isLate: texts[10] == "1")
        }
    }
}

// A journald for the tests: the machine's own, or, where none runs (a container without systemd),
// one that is started alone and left running for the tests that come after.

import CSystemd
import Foundation
import Systemd
import TestSupport

/// The journal that the tests write to and read.
enum LiveJournal {
    /// Waits until a journald answers, and starts one if there is none.
    static func require() throws {
        if let problem { throw problem }
    }

    private static let problem: Oracle.Failure? = {
        if answers() { return nil }
        guard getuid() == 0 else {
            return Oracle.Failure(
                description: "no journal that can be read, and only root can start journald")
        }
        do {
            if try processes().isEmpty { try start() }
        } catch {
            return Oracle.Failure(description: "systemd-journald does not start: \(error)")
        }
        for _ in 0..<10 where answers() { return nil }
        return Oracle.Failure(description: "systemd-journald runs and stores nothing")
    }()

    private static func start() throws {
        for directory in ["/run/systemd/journal", "/run/log/journal"] {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
        }
        let journald = Process()
        journald.executableURL = URL(fileURLWithPath: "/lib/systemd/systemd-journald")
        journald.standardInput = FileHandle.nullDevice
        journald.standardOutput = FileHandle.nullDevice
        journald.standardError = FileHandle.nullDevice
        try journald.run()
    }

    /// Whether an entry that is sent can be read back within two seconds.
    private static func answers() -> Bool {
        let probe = JournalProbe(origin: [], identifierField: "DUBAN_ID", fenceField: "DUBAN_FENCE")
        let fence = UUID().uuidString
        guard probe.sendFence(fence, fields: [JournalField("MESSAGE", "duban tests")]) == 0 else {
            return false
        }
        let sighting = try? probe.look(for: [], fence: fence, patience: 2_000_000)
        return sighting?.fenceSeen ?? false
    }

    /// The journalds that run here.
    static func processes() throws -> [pid_t] {
        try Oracle.run("pidof", ["systemd-journald"]).output.split { $0.isWhitespace }
            .compactMap { pid_t($0) }
    }

    /// What `journalctl` prints for the entries that match, one JSON object each.
    static func entries(
        _ match: String, fields: [String] = []
    ) throws -> [[String: Any]] {
        let selection = fields.isEmpty ? [] : ["--output-fields=" + fields.joined(separator: ",")]
        let answer = try Oracle.run(
            "journalctl", ["--output=json", "--all", "--quiet"] + selection + [match])
        return try answer.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let entry = object as? [String: Any] else {
                throw Oracle.Failure(description: "journalctl printed \(line)")
            }
            return entry
        }
    }

    /// How often each notice of an obligation is in the journal.
    static func tally(of obligation: String) throws -> [String: Int] {
        try entries("DUBAN_OBLIGATION=\(obligation)", fields: ["DUBAN_NOTICE_ID"])
            .reduce(into: [:]) { tally, entry in
                if let notice = entry["DUBAN_NOTICE_ID"] as? String {
                    tally[notice, default: 0] += 1
                }
            }
    }
}

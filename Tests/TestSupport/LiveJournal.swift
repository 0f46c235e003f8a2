// A journald for the tests: the machine's own, or, where none runs (a container without systemd),
// one that is started alone and left running for the tests that come after.

import CSystemd
import Foundation
import Glibc
import Systemd

/// The journal that the tests write to and read.
package enum LiveJournal {
    /// Waits until a journald answers, and starts one if there is none.
    package static func require() throws {
        if let problem { throw problem }
    }

    private static let problem: Oracle.Failure? = {
        if answers() { return nil }
        guard getuid() == 0 else {
            return Oracle.Failure(
                description: "no journal that can be read, and only root can start journald")
        }
        do {
            if try Oracle.run("systemd-cat", ["true"]).status != 0 { try start() }
            // It takes a moment until it listens; a socket shows that.
            let isStoring = try DirectoryWatch("/run/systemd/journal").first(within: 20) {
                answers() ? true : nil
            }
            if isStoring ?? false { return nil }
        } catch {
            return Oracle.Failure(description: "systemd-journald does not start: \(error)")
        }
        return Oracle.Failure(description: "systemd-journald runs and stores nothing")
    }()

    private static func start() throws {
        for directory in ["/run/systemd/journal", "/run/log/journal"] {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
        }
        // A journal's name is the machine's identity.
        _ = try Oracle.run(
            "sh", ["-c", "[ -s /etc/machine-id ] || systemd-machine-id-setup >/dev/null"])
        _ = try ChildProcess(["/lib/systemd/systemd-journald"], complaint: nil, session: true)
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

    /// The processes of this machine's journald, none of a container's.
    package static func processes() throws -> [Int32] {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        return try Oracle.run("pidof", ["systemd-journald"]).output.split { $0.isWhitespace }
            .compactMap { Int32($0) }
            .filter {
                let namespace = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/\($0)/ns/pid")
                return namespace == own
            }
    }

    /// What `journalctl` prints for the entries that match, one JSON object each.
    package static func entries(
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
    package static func tally(of obligation: String) throws -> [String: Int] {
        try entries("DUBAN_OBLIGATION=\(obligation)", fields: ["DUBAN_NOTICE_ID"])
            .reduce(into: [:]) { tally, entry in
                if let notice = entry["DUBAN_NOTICE_ID"] as? String {
                    tally[notice, default: 0] += 1
                }
            }
    }
}

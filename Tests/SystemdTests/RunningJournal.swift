// A journald for the tests: the machine's own, or, where none runs (a container without systemd),
// one that is started alone and left running for the tests that come after.

import Foundation
import Systemd
import Testing

/// The journal that the tests write to and read.
enum RunningJournal {
    /// Waits until a journald answers, and starts one if there is none.
    static func require() throws {
        if let problem { throw problem }
    }

    private static let problem: Unavailable? = {
        if isReadable() { return nil }
        guard getuid() == 0 else {
            return Unavailable(reason: "no readable journal, and only root can start journald")
        }
        do {
            for directory in ["/run/systemd/journal", "/run/log/journal"] {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true)
            }
            let journald = Process()
            journald.executableURL = URL(filePath: "/lib/systemd/systemd-journald")
            journald.standardInput = FileHandle.nullDevice
            journald.standardOutput = FileHandle.nullDevice
            journald.standardError = FileHandle.nullDevice
            try journald.run()
        } catch {
            return Unavailable(reason: "systemd-journald does not start: \(error)")
        }
        let end = SystemClock.monotonicMicroseconds() + 20_000_000
        while SystemClock.monotonicMicroseconds() < end {
            if isReadable() { return nil }
        }
        return Unavailable(reason: "systemd-journald was started and stores nothing")
    }()

    /// Whether an entry that is sent can be read back.
    private static func isReadable() -> Bool {
        let probe = JournalProbe(origin: [], identifierField: "DUBAN_ID", fenceField: "DUBAN_FENCE")
        let fence = UUID().uuidString
        guard probe.sendFence(fence, fields: [JournalField("MESSAGE", "duban tests")]) == 0 else {
            return false
        }
        let sighting = try? probe.look(for: [], fence: fence, patience: 2_000_000)
        return sighting?.fenceSeen ?? false
    }

    struct Unavailable: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }

    /// What `journalctl` prints for the entries that match, one JSON object each.
    static func journalctl(_ match: String) throws -> [[String: Any]] {
        let journalctl = Process()
        journalctl.executableURL = URL(filePath: "/usr/bin/journalctl")
        journalctl.arguments = ["--output=json", "--all", "--quiet", match]
        let output = Pipe()
        journalctl.standardOutput = output
        try journalctl.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        journalctl.waitUntilExit()
        return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
            try #require(JSONSerialization.jsonObject(with: line) as? [String: Any])
        }
    }
}

// A place for a journal that no journald writes to.

import Foundation
import TestSupport
import Testing

/// A directory that goes away with its last user.
final class TemporaryFolder {
    private let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("duban-journal-\(UUID().uuidString)")
    var path: String { url.path }

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// How many files in it this process has open.
    var openFiles: Int {
        let own = "/proc/self/fd"
        let open = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
        return open.filter {
            let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(own)/\($0)")
            return file?.hasPrefix(path) ?? false
        }.count
    }

    /// Copies a file of the machine's journal, which is thereby one that gets no new entries.
    func copyJournal() throws {
        let found = try Oracle.run(
            "find", ["/run/log/journal", "/var/log/journal", "-name", "system.journal"])
        let file = try #require(found.output.split(separator: "\n").first.map { String($0) })
        try FileManager.default.copyItem(
            atPath: file, toPath: url.appendingPathComponent("system.journal").path)
    }
}

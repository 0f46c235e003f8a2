// Changes of files that nobody needs to ask for.

import Foundation
import Systemd
import Testing

@Suite struct DirectoryChangesTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("duban-changes-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    @Test func `a new owner, mode or name is told, a letter in a box is not`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let box = folder + "/chen"
        try Data().write(to: URL(filePath: box))
        let changes = try DirectoryChanges(in: [folder, folder + "/none"])
        defer { changes.close() }
        #expect(changes.drain() == [])
        let file = try #require(FileHandle(forWritingAtPath: box))
        try file.write(contentsOf: Data("a letter".utf8))
        try file.close()
        #expect(changes.drain() == [])
        #expect(chmod(box, 0o640) == 0)
        #expect(changes.drain() == [box])
        #expect(rename(box, folder + "/liu") == 0)
        #expect(changes.drain() == [box, folder + "/liu"])
        #expect(unlink(folder + "/liu") == 0)
        #expect(changes.drain() == [folder + "/liu"])
    }

    @Test func `more changes than the kernel keeps are told as that`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let limit = try String(
            contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let most = try #require(Int(limit.trimmingCharacters(in: .newlines)))
        let changes = try DirectoryChanges(in: [folder])
        defer { changes.close() }
        for number in 0...most / 2 {
            let path = "\(folder)/\(number)"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            unlink(path)
        }
        #expect(changes.drain() == nil)
    }
}

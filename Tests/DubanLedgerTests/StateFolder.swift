// A state directory of a test's own, and what tests do to it behind the ledger's back.

import DubanLedger
import Foundation
import GRDB

/// A folder that is gone with the value. In memory where the machine has /dev/shm: what is tested
/// is the order of writes, not the disk.
final class StateFolder {
    let path: String
    var database: String { path + "/ledger.sqlite" }

    init() {
        let shared = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: shared) ? shared : NSTemporaryDirectory()
        path = parent + "/duban-ledger-" + UUID().uuidString
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// What a crash at this instant would leave, with the write-ahead log cut to `logBytes`.
    func afterCrash(logBytes: Int? = nil) throws -> StateFolder {
        let copy = StateFolder()
        try FileManager.default.createDirectory(
            atPath: copy.path, withIntermediateDirectories: false)
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: database + suffix) {
            try FileManager.default.copyItem(
                atPath: database + suffix, toPath: copy.database + suffix)
        }
        if let logBytes {
            let log = try FileHandle(forWritingTo: URL(fileURLWithPath: copy.database + "-wal"))
            try log.truncate(atOffset: UInt64(logBytes))
            try log.close()
        }
        return copy
    }

    /// The size of the write-ahead log.
    func logBytes() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: database + "-wal")[.size] as? Int ?? 0
    }

    /// Runs SQL on the file with another connection, as somebody with `sqlite3` could.
    func tamper(_ sql: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        let connection = try DatabaseQueue(path: database)
        try connection.writeWithoutTransaction { try $0.execute(sql: sql) }
        try connection.close()
    }

    /// The permission bits of a file in the folder, or of the folder.
    func mode(_ name: String = "") throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions]
            as? Int ?? 0
    }
}

extension Ledger {
    /// A ledger of a test's own: its files lose their names as soon as it is open, and are gone
    /// with the value.
    static func inMemory() throws -> Ledger {
        let folder = StateFolder()
        return try withExtendedLifetime(folder) { try Ledger(directory: folder.path) }
    }
}

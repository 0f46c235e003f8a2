// A ledger without a place: for tests of what the daemon does with it.

import DubanLedger
import Foundation

extension Ledger {
    /// A ledger of a test's own: its files lose their names as soon as it is open, and are gone
    /// with the value. In memory where the machine has /dev/shm.
    static func inMemory() throws -> Ledger {
        let shared = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: shared) ? shared : NSTemporaryDirectory()
        let path = parent + "/duban-daemon-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try Ledger(directory: path)
    }
}

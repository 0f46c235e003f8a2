// A witness of the ledger's head, outside the state directory: a ledger that was emptied, cut off,
// altered or taken back to an older copy is found out before anything is sent.

import Civil
import DubanKernel
import DubanLedger
import Glibc

/// The shell around the file `head` in the cache directory: the number and hash of an entry.
@MainActor package final class Witness {
    private let floor: Floor
    private let path: String
    private var keptAt: Instant?
    private var hasFailed = false

    private static let restSeconds: Int64 = 60

    init(floor: Floor, directory: String) {
        self.floor = floor
        path = Witness.path(in: directory)
    }

    /// Forgets what was witnessed: another ledger has been put in the place of that one. Answers
    /// what went wrong; nil when there is no witness any more.
    package nonisolated static func forget(in directory: String) -> String? {
        guard unlink(path(in: directory)) != 0, errno != ENOENT else { return nil }
        return String(cString: strerror(errno))
    }

    private nonisolated static func path(in directory: String) -> String { directory + "/head" }

    /// Whether the ledger still has the entry that was its head; nil where nobody has said which.
    func isConfirmed() throws(LedgerError) -> Bool? {
        guard let bytes = FileText.read(path) else { return nil }
        let words = bytes.split(separator: " ")
        guard words.count == 2, let sequence = Int64(words[0]) else { return nil }
        guard sequence > 0 else { return true }
        return try floor.ledger.hash(ofEntry: sequence) == String(words[1])
    }

    /// Says which entry is the head now, at most once a minute, and then goes on. A head that
    /// nobody has accepted is not witnessed.
    func keep(then next: @escaping @MainActor @Sendable () -> Void) {
        let (now, standing) = (floor.clock.now, floor.docket.standing)
        let isFresh =
            keptAt.map { ($0..<$0.adding(seconds: Self.restSeconds)).contains(now) } ?? false
        guard !isFresh, standing.held != Standing.heldForLedger else { return next() }
        keptAt = now
        let (path, text) = (path, "\(standing.head.sequence) \(standing.head.hash)")
        floor.lanes.run(.witness) {
            FileText.replace(path, with: text)
        } then: { [self] error in
            if let error, !hasFailed {
                floor.log.write(
                    .warning,
                    "\(path): \(String(cString: strerror(error))); nobody would see that the "
                        + "ledger was cut off: make the directory and give it to this account")
            }
            hasFailed = error != nil
            next()
        }
    }
}

/// A short text in a file of its own.
private enum FileText {
    private static let bytesMax = 256

    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        let count = bytes.withUnsafeMutableBytes {
            Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// All of it or nothing, and on the disk. Answers errno, nil when it went well.
    static func replace(_ path: String, with text: String) -> Int32? {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { return count < 0 ? errno : ENOSPC }
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { return errno }
        return nil
    }
}

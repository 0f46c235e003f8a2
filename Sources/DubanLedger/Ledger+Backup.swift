// A ledger taken away and put back: one file that holds everything, made while the daemon works,
// and its return, which is checked before it replaces anything.

package import Civil
import DubanKernel
import GRDB
import Glibc

/// What a file that was backed up or restored holds.
package struct LedgerCopy: Sendable {
    package let path: String
    /// The number and hash of its last entry; 0 and nothing for an empty ledger.
    package let entries: Int64
    package let head: String
    /// When its last entry was made; nil: it has none.
    package let lastEntry: Instant?
    /// Where the ledger lies that a restored one has replaced; nil: there was none.
    package var replaced: String?
}

extension Ledger {
    /// Writes the ledger of a state directory, as it is at one instant, into a file of its own: the
    /// daemon may go on recording. The file is checked, and complete or not there.
    ///
    /// - Throws: `LedgerError`, also when `file` exists already.
    package static func backUp(
        _ directory: String, to file: String
    ) throws(LedgerError) -> LedgerCopy {
        let source = "\(directory)/\(fileName)"
        try requireFile(source)
        guard access(file, F_OK) != 0 else {
            throw .unusable(path: file, why: "it exists already; name a file that does not")
        }
        let draft = "\(file).new"
        unlink(draft)
        Glibc.close(try create(draft))
        do {
            var reading = Configuration()
            reading.readonly = true
            reading.busyMode = .timeout(busySeconds)
            let original = try DatabaseQueue(path: source, configuration: reading)
            try original.backup(to: DatabaseQueue(path: draft))
            let copy = try checked(draft, shownAs: file)
            try synchronize(draft)
            guard rename(draft, file) == 0 else { throw LedgerError.system(file) }
            return copy
        } catch {
            unlink(draft)
            throw LedgerError(error, path: source)
        }
    }

    /// Puts a backed-up ledger into a state directory, as its owner's and nobody else's to read.
    /// The one that was there stays beside it under another name.
    ///
    /// - Throws: `LedgerError.locked` while a daemon works on the directory; whatever is wrong with
    ///   `file`, before anything is changed.
    package static func restore(
        _ file: String, to directory: String
    ) throws(LedgerError) -> LedgerCopy {
        var owner = stat()
        guard stat(directory, &owner) == 0 else { throw .system(directory) }
        let lock = try create("\(directory)/lock", like: owner)
        defer { Glibc.close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw .locked(directory: directory, pid: nil)
        }
        let draft = "\(directory)/\(fileName).restored"
        do {
            // Of a file that was copied by hand, the last entries may lie beside it.
            for suffix in ["", "-wal"] where suffix.isEmpty || access(file + suffix, F_OK) == 0 {
                try copy(file + suffix, to: draft + suffix, like: owner)
            }
            var copy = try checked(draft, shownAs: file)
            try synchronize(draft)
            copy.replaced = try setAside("\(directory)/\(fileName)")
            guard rename(draft, "\(directory)/\(fileName)") == 0 else {
                throw LedgerError.system(directory)
            }
            try synchronize(directory)
            return copy
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) }
            throw LedgerError(error, path: file)
        }
    }

    /// Moves a ledger with the files beside it, in which its last entries may still be.
    private static func setAside(_ path: String) throws(LedgerError) -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        let aside = "\(path).replaced"
        for suffix in ["-wal", "-shm", ""] {
            if rename(path + suffix, aside + suffix) != 0 {
                guard errno == ENOENT else { throw .system(path + suffix) }
                unlink(aside + suffix)
            }
        }
        return aside
    }

    /// Opens a copy, holds it against its own chain, and leaves it as one file. `name` is what
    /// messages call it.
    private static func checked(
        _ path: String, shownAs name: String
    ) throws(LedgerError) -> LedgerCopy {
        do {
            var writing = Configuration()
            writing.prepareDatabase { db in
                guard try Schema.version(of: db, path: name) > 0 else {
                    throw LedgerError.foreign(path: name)
                }
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let database = try DatabaseQueue(path: path, configuration: writing)
            let found = try database.inDatabase { try $0.integrity() }
            guard found == "ok" else { throw LedgerError.corrupt("\(name): \(found)") }
            let verdict = try verify { sequence throws(LedgerError) in
                do {
                    return try database.inDatabase {
                        try $0.links(after: sequence, limit: entriesPerPage)
                    }
                } catch { throw LedgerError(error, path: name) }
            }
            guard case .whole(let entries, let head) = verdict else {
                throw LedgerError.corrupt("\(name): \(verdict)")
            }
            let last = try database.inDatabase { try $0.lastInstant() }
            try database.close()
            return LedgerCopy(path: name, entries: entries, head: head, lastEntry: last)
        } catch {
            throw LedgerError(error, path: name)
        }
    }

    private static func requireFile(_ path: String) throws(LedgerError) {
        guard access(path, R_OK) == 0 else { throw .system(path) }
    }

    /// A file of mode 0600, made if it is missing; `like`: it gets that owner.
    private static func create(
        _ path: String, like owner: stat? = nil
    ) throws(LedgerError) -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(path) }
        guard let owner else { return file }
        guard fchown(file, owner.st_uid, owner.st_gid) == 0, fchmod(file, 0o600) == 0 else {
            let failure = LedgerError.system(path)
            Glibc.close(file)
            throw failure
        }
        return file
    }

    private static func copy(
        _ source: String, to target: String, like owner: stat
    ) throws(LedgerError) {
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw .system(source) }
        defer { Glibc.close(from) }
        let to = try create(target, like: owner)
        defer { Glibc.close(to) }
        guard ftruncate(to, 0) == 0 else { throw .system(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(from, &buffer, buffer.count)
            guard count >= 0 else { throw .system(source) }
            if count == 0 { return }
            guard Glibc.write(to, buffer, count) == count else { throw .system(target) }
        }
    }

    /// Waits until the disk has the file, or the directory's names.
    private static func synchronize(_ path: String) throws(LedgerError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system(path) }
        defer { Glibc.close(file) }
        guard fsync(file) == 0 else { throw .system(path) }
    }
}

extension Database {
    /// `ok`, or the first thing that SQLite finds wrong with its pages.
    fileprivate func integrity() throws -> String {
        try String.fetchOne(self, sql: "PRAGMA integrity_check(1)") ?? "ok"
    }

    fileprivate func lastInstant() throws -> Instant? {
        try row("SELECT body, hash FROM entries ORDER BY sequence DESC LIMIT 1")
            .map { try Link.read(body: $0[0], hash: $0[1]).at }
    }
}

// The dot lock of a mailbox: a file NAME.lock beside it, the convention of mail programs that do
// not lock the box itself (Debian policy §11.6, lockfile_create(3)).

import Glibc
import Systemd

/// A held dot lock. All methods expect that the thread acts as the account.
struct DotLock {
    private let spool: SpoolDirectory
    private let name: String
    private let inode: ino_t

    /// Takes the lock of the account's box, or answers nil if somebody holds it; never waits.
    ///
    /// A stale lock is removed. The caller holds the lock of the box itself, so that no two of our
    /// own kind do this at a time.
    init?(of account: MailAccount, in spool: SpoolDirectory) throws(MailTrouble) {
        self.spool = spool
        name = account.name + ".lock"
        let draft = ".duban.\(getpid()).\(String(UInt32.random(in: 0 ... .max), radix: 16))"
        inode = try Self.write(draft, in: spool)
        defer { unlinkat(spool.descriptor, draft, 0) }
        for _ in 0..<2 {
            if linkat(spool.descriptor, draft, spool.descriptor, name, 0) == 0 { return }
            guard errno == EEXIST else { throw .retry(describe("create \(name)")) }
            guard Self.isStale(name, in: spool) else { return nil }
            unlinkat(spool.descriptor, name, 0)
        }
        return nil
    }

    /// Writes a file with the process id, by which others tell a stale lock, and answers its inode.
    /// Linked to the lock's name it is there at once and whole: a lock without the id would outlive
    /// its process for long.
    private static func write(
        _ draft: String, in spool: SpoolDirectory
    ) throws(MailTrouble) -> ino_t {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let created = openat(spool.descriptor, draft, flags, 0o644)
        guard created >= 0 else { throw .retry(describe("create a dot lock")) }
        defer { close(created) }
        let signature = Array("\(getpid())\n".utf8)
        var status = stat()
        guard fchmod(created, 0o644) == 0, fstat(created, &status) == 0,
            Glibc.write(created, signature, signature.count) == signature.count
        else {
            let why = describe("write a dot lock")
            unlinkat(spool.descriptor, draft, 0)
            throw .retry(why)
        }
        return status.st_ino
    }

    /// Whether a lock was left behind: by a process that is gone, else by its age. Without a
    /// process id it is stale after 300 s (lockfile_create(3)), with one after 500 s
    /// (`stale_lock_time` of Postfix), because the number may have been given to another process
    /// since.
    private static func isStale(_ name: String, in spool: SpoolDirectory) -> Bool {
        let lock = openat(
            spool.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        var status = stat()
        guard fstatat(spool.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return false
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        var owner: pid_t?
        if lock >= 0 {
            let count = max(0, read(lock, &bytes, bytes.count))
            let digits = bytes[..<count].prefix { (0x30...0x39).contains($0) }
            owner = pid_t(String(decoding: digits, as: UTF8.self))
            Glibc.close(lock)
        }
        let age = SystemClock.realtimeMicroseconds() / 1_000_000 - Int64(status.st_mtim.tv_sec)
        guard let owner, owner > 0 else { return age > 300 }
        return age > 500 || (kill(owner, 0) < 0 && errno == ESRCH)
    }

    /// Gives the lock back, unless somebody took it for stale and holds it now.
    func release() {
        var status = stat()
        let isOurs =
            fstatat(spool.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_ino == inode
        if isOurs { unlinkat(spool.descriptor, name, 0) }
    }
}

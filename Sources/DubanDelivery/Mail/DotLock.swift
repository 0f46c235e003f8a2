// The dot lock of a mailbox: a file NAME.lock beside it, the convention of mail programs that do
// not lock the box itself (Debian policy §11.6, lockfile_create(3)).

import Glibc
import Systemd

/// A held dot lock. All methods expect that the thread acts as the account.
struct DotLock {
    private let spool: SpoolDirectory
    private let name: String
    /// Our lock, whatever bears its name: a number of an inode is not given again while it is open.
    private let descriptor: Int32

    /// Takes the lock of the account's box, or answers nil if somebody holds it; never waits.
    ///
    /// A stale lock is removed. The caller holds the lock of the box itself, so that no two of our
    /// own kind do this at a time.
    init?(of account: MailAccount, in spool: SpoolDirectory) throws(MailTrouble) {
        self.spool = spool
        name = account.name + ".lock"
        let random = String(UInt32.random(in: 0 ... .max), radix: 16)
        let draft = "\(Self.draftPrefix)\(getpid()).\(random)"
        descriptor = try Self.write(draft, in: spool)
        defer { unlinkat(spool.descriptor, draft, 0) }
        do throws(MailTrouble) {
            if try Self.link(draft, to: name, in: spool) { return }
        } catch {
            close(descriptor)
            throw error
        }
        close(descriptor)
        return nil
    }

    private static let draftPrefix = ".duban."

    /// Removes the drafts of locks that killed processes left.
    static func sweep(_ spool: SpoolDirectory) {
        // A descriptor of its own: reading moves its place.
        let copy = openat(spool.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let directory = fdopendir(copy) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(draftPrefix), isStale(name, in: spool) {
                unlinkat(spool.descriptor, name, 0)
            }
        }
    }

    /// Gives a draft the lock's name; false: somebody holds it.
    private static func link(
        _ draft: String, to name: String, in spool: SpoolDirectory
    ) throws(MailTrouble) -> Bool {
        for _ in 0..<2 {
            if linkat(spool.descriptor, draft, spool.descriptor, name, 0) == 0 { return true }
            guard errno == EEXIST else { throw .retry(describe("create \(name)")) }
            guard isStale(name, in: spool) else { return false }
            unlinkat(spool.descriptor, name, 0)
        }
        return false
    }

    /// Writes a file with the process id, by which others tell a stale lock, and answers it open.
    /// Linked to the lock's name it is there at once and whole: a lock without the id would outlive
    /// its process for long.
    private static func write(
        _ draft: String, in spool: SpoolDirectory
    ) throws(MailTrouble) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let created = openat(spool.descriptor, draft, flags, 0o644)
        guard created >= 0 else { throw .retry(describe("create a dot lock")) }
        let signature = Array("\(getpid())\n".utf8)
        guard fchmod(created, 0o644) == 0,
            Glibc.write(created, signature, signature.count) == signature.count
        else {
            let why = describe("write a dot lock")
            close(created)
            unlinkat(spool.descriptor, draft, 0)
            throw .retry(why)
        }
        return created
    }

    /// Whether a lock was left behind: by a process that is gone, else by its age. Without a
    /// process id it is stale after 300 s (lockfile_create(3)), with one after 500 s
    /// (`stale_lock_time` of Postfix), because the number may have been given to another process
    /// since.
    private static func isStale(_ name: String, in spool: SpoolDirectory) -> Bool {
        let lock = openat(
            spool.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        defer { if lock >= 0 { close(lock) } }
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
        }
        let age = SystemClock.realtimeMicroseconds() / 1_000_000 - Int64(status.st_mtim.tv_sec)
        guard let owner, owner > 0 else { return age > 300 }
        return age > 500 || (kill(owner, 0) < 0 && errno == ESRCH)
    }

    /// Gives the lock back, unless somebody took it for stale and holds it now.
    func release() {
        defer { close(descriptor) }
        var (named, own) = (stat(), stat())
        let isOurs =
            fstat(descriptor, &own) == 0
            && fstatat(spool.descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && named.st_ino == own.st_ino && named.st_dev == own.st_dev
        if isOurs { unlinkat(spool.descriptor, name, 0) }
    }
}

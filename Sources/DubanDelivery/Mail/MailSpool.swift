// Delivery into mailboxes of a spool directory: the mbox format with the locks of Debian policy
// §11.6, so that every mail program of the machine may read, change and replace a box at the same
// time.

import CSystemd
import Glibc
package import Systemd

/// The directory where the mailboxes are, open.
struct SpoolDirectory {
    let descriptor: Int32
    /// The group that may write all boxes; on Debian `mail`.
    let group: gid_t
    /// Whether new files get that group (the set-group-id bit).
    let handsDownGroup: Bool
}

/// The mailboxes of one spool directory.
///
/// Calls block for as long as the disk does, but never for a lock. They take on the file-system uid
/// of the recipient on the calling thread and give it back before they return. The process must
/// ignore SIGXFSZ, else a file size limit kills it in the midst of a write; `init` sees to that.
package final class MailSpool: Sendable {
    private let directory: SpoolDirectory
    private let servesRoot: Bool

    /// Opens the spool directory.
    ///
    /// The superuser has no mailbox here unless `servesRoot`: to be used only where nothing is at
    /// stake, such as a trial run as root over a directory of its own.
    package init(directory path: String, servesRoot: Bool = false) throws(SystemError) {
        signal(SIGXFSZ, SIG_IGN)
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw SystemError("open the mail spool \(path)")
        }
        directory = SpoolDirectory(
            descriptor: descriptor, group: status.st_gid,
            handsDownGroup: status.st_mode & S_ISGID != 0)
        self.servesRoot = servesRoot
        DotLock.sweep(directory)
    }

    deinit {
        close(directory.descriptor)
    }

    /// The first step of a delivery: creates the account's box if it has none, and answers its
    /// state.
    func prepare(_ account: String) -> MailReadiness {
        do {
            let account = try MailAccount(named: account, rootToo: servesRoot)
            return try account.act { () throws(MailTrouble) in
                let box = try MailboxFile(of: account, in: directory)
                defer { box.close() }
                return .success(MailAttempt(of: try box.status()))
            }
        } catch {
            return .failure(error)
        }
    }

    /// The second step: puts the messages that are not there yet into the account's box, in order,
    /// under one lock, by one write and one fsync. Answers an outcome for each request, in order.
    func deliver(_ requests: [MailRequest], to account: String) -> [MailOutcome] {
        if requests.isEmpty { return [] }
        do {
            let account = try MailAccount(named: account, rootToo: servesRoot)
            return try account.act { () throws(MailTrouble) in
                try withLockedBox(of: account) { box throws(MailTrouble) in
                    try box.deliver(requests)
                }
            }
        } catch {
            return requests.map { _ in .failure(error) }
        }
    }

    /// Runs `action` on the account's box while both of its locks are held. Locks are tried, never
    /// waited for: the box of another person must not wait behind this one.
    private func withLockedBox<Result>(
        of account: MailAccount, _ action: (MailboxFile) throws(MailTrouble) -> Result
    ) throws(MailTrouble) -> Result {
        for _ in 0..<4 {
            let box = try MailboxFile(of: account, in: directory)
            defer { box.close() }
            let locked = duban_lock_file(box.descriptor)
            guard locked == 0 else {
                throw locked == -EAGAIN
                    ? .retry("the mailbox of \(account.name) is locked by another program")
                    : .retry(describe("lock the mailbox of \(account.name)", -locked))
            }
            defer { duban_unlock_file(box.descriptor) }
            guard let dotLock = try DotLock(of: account, in: directory) else {
                throw .retry("\(account.name).lock is held by another program")
            }
            defer { dotLock.release() }
            let status = try box.status()
            if box.isInPlace(status) {
                try box.check(status)
                return try action(box)
            }
        }
        throw .retry("the mailbox of \(account.name) keeps being replaced")
    }
}

extension MailAttempt {
    /// The state that fstat(2) reported.
    init(of box: stat) {
        self.init(
            inode: Int64(truncatingIfNeeded: box.st_ino), length: Int64(box.st_size),
            modified: Int64(box.st_mtim.tv_sec) * 1_000_000_000 + Int64(box.st_mtim.tv_nsec))
    }
}

// One mailbox file, opened the careful way: a spool directory is a place where others can put links
// and files of their own (CVE-2008-2936, CVE-2008-2937, CVE-2010-2023). What does not look as it
// should is refused, never repaired.

import CSystemd
import Glibc

/// An open mailbox. All its methods expect that the thread acts as the account.
struct MailboxFile {
    private let spool: SpoolDirectory
    private let account: MailAccount
    let descriptor: Int32

    /// Opens the account's box, or creates it, and checks that it is the account's own plain file.
    init(of account: MailAccount, in spool: SpoolDirectory) throws(MailTrouble) {
        self.spool = spool
        self.account = account
        // A box may vanish or appear between the two calls; the loop ends unless somebody plays
        // tricks.
        for _ in 0..<4 {
            // Never O_CREAT here: on an existing file in a sticky directory fs.protected_regular
            // forbids it.
            let opened = openat(spool.descriptor, account.name, Self.flags)
            if opened < 0, errno != ENOENT { throw Self.openFailure(of: account, in: spool) }
            let found = opened >= 0 ? opened : try Self.create(account, in: spool)
            guard let found else { continue }
            descriptor = found
            do {
                try check(try status())
            } catch {
                Glibc.close(found)
                throw error
            }
            return
        }
        throw .retry("the mailbox of \(account.name) keeps appearing and vanishing")
    }

    private static let flags =
        O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC

    /// A new, empty box, or nil if one has appeared meanwhile. The directory is on the disk
    /// afterwards.
    ///
    /// Mode 0660 where the directory hands its group down, as Debian policy §11.6 has it for group
    /// mail; elsewhere the group is the account's own and has no business in the box.
    private static func create(
        _ account: MailAccount, in spool: SpoolDirectory
    ) throws(MailTrouble) -> Int32? {
        let created = openat(spool.descriptor, account.name, flags | O_CREAT | O_EXCL, 0o600)
        if created < 0 {
            if errno == EEXIST { return nil }
            throw .retry(describe("create the mailbox of \(account.name)"))
        }
        var box = stat()
        let isShared =
            spool.handsDownGroup && fstat(created, &box) == 0 && box.st_gid == spool.group
        guard !isShared || fchmod(created, 0o660) == 0, fsync(spool.descriptor) == 0 else {
            defer { Glibc.close(created) }
            throw .retry(describe("create the mailbox of \(account.name)"))
        }
        return created
    }

    private static func openFailure(
        of account: MailAccount, in spool: SpoolDirectory
    ) -> MailTrouble {
        let code = errno
        var entry = stat()
        let isThere = fstatat(spool.descriptor, account.name, &entry, AT_SYMLINK_NOFOLLOW) == 0
        return switch code {
        case ELOOP: .refused("the mailbox of \(account.name) is a symbolic link")
        case EISDIR, ENXIO: .refused("the mailbox of \(account.name) is not a regular file")
        case EACCES where isThere && entry.st_uid != account.uid: foreign(entry, account)
        default: .retry(describe("open the mailbox of \(account.name)", code))
        }
    }

    private static func foreign(_ box: stat, _ account: MailAccount) -> MailTrouble {
        .refused("the mailbox of \(account.name) belongs to uid \(box.st_uid)")
    }

    /// What fstat(2) says of the open file.
    func status() throws(MailTrouble) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .retry(describe("examine the mailbox of \(account.name)"))
        }
        return status
    }

    /// Refuses a box that is not a plain file of one name, the account's own, and no one else's to
    /// write.
    func check(_ box: stat) throws(MailTrouble) {
        guard box.st_mode & S_IFMT == S_IFREG else {
            throw .refused("the mailbox of \(account.name) is not a regular file")
        }
        // A box without a name was removed just now, which `isInPlace` tells.
        guard box.st_nlink <= 1 else {
            throw .refused("the mailbox of \(account.name) has \(box.st_nlink) hard links")
        }
        guard box.st_uid == account.uid else { throw Self.foreign(box, account) }
        guard box.st_mode & S_IWOTH == 0, box.st_mode & S_IWGRP == 0 || box.st_gid == spool.group
        else { throw .refused("the mailbox of \(account.name) is writable by strangers") }
    }

    /// Whether the open file is still what the account's name in the spool directory leads to. A
    /// mail program may have replaced it before the lock was taken.
    func isInPlace(_ box: stat) -> Bool {
        var entry = stat()
        return fstatat(spool.descriptor, account.name, &entry, AT_SYMLINK_NOFOLLOW) == 0
            && entry.st_dev == box.st_dev && entry.st_ino == box.st_ino
    }

    func close() {
        Glibc.close(descriptor)
    }
}

/// `cannot ATTEMPT: what the errno means`
func describe(_ attempt: String, _ code: Int32 = errno) -> String {
    "cannot \(attempt): \(String(cString: strerror(code)))"
}

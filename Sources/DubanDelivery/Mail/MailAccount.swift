// The account behind a mailbox, and acting with its rights. The program that writes mailboxes has
// no right but to take on a file-system uid; what that uid may not do, the kernel refuses.

import CSystemd
import Glibc

/// An account of this machine that may have a mailbox.
struct MailAccount {
    /// The name as the account database spells it: the mailbox's file name.
    let name: String
    let uid: uid_t

    /// Looks the account up by name.
    ///
    /// Refused: no such account; names that would leave the spool directory, hide in it, or be the
    /// dot lock of another box; and, unless `rootToo`, the superuser, whose rights would void every
    /// check.
    init(named asked: String, rootToo: Bool) throws(MailTrouble) {
        let found = try Self.entry(of: asked)
        guard let found else { throw .refused("there is no account \(asked)") }
        (name, uid) = found
        let isUsable =
            !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/"))
            && !name.hasSuffix(".lock")
        guard isUsable else { throw .refused("an account \(name) cannot have a mailbox") }
        guard uid != 0 || rootToo else { throw .refused("\(name) is the superuser") }
    }

    private static func entry(
        of name: String
    ) throws(MailTrouble) -> (name: String, uid: uid_t)? {
        var capacity = 1024
        while true {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            var strings = [CChar](repeating: 0, count: capacity)
            let (code, account) = strings.withUnsafeMutableBufferPointer { buffer in
                let code = getpwnam_r(name, &entry, buffer.baseAddress!, buffer.count, &found)
                return (
                    code, found.map { (String(cString: $0.pointee.pw_name), $0.pointee.pw_uid) }
                )
            }
            switch code {
            case ERANGE where capacity < 1 << 20: capacity *= 4
            // Some databases say "no such entry" by an error of their own: getpwnam_r(3).
            case 0, ENOENT, ESRCH: return account
            default: throw .retry("cannot look up \(name): \(String(cString: strerror(code)))")
            }
        }
    }

    /// Runs `action` with the account's file-system uid (setfsuid(2)) on this thread, and takes
    /// back the old one whatever happens.
    func act<Result>(
        _ action: () throws(MailTrouble) -> Result
    ) throws(MailTrouble) -> Result {
        let own = duban_filesystem_uid()
        defer {
            // A thread that went on with another's rights would be a hole, not an error to report.
            precondition(duban_set_filesystem_uid(own) == 0, "the file-system uid is stuck")
        }
        guard duban_set_filesystem_uid(uid) == 0 else {
            // Not refused for good: the account is fine, the program lacks its capability.
            throw .retry("this process may not act for \(name), only for the account it runs as")
        }
        return try action()
    }
}

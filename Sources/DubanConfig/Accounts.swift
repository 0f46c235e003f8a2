// Whether the accounts that the charter names exist on this machine: asked while compiling, so that
// a retired liaison is a warning at the right line.

import Glibc

/// What is known about a local account.
package enum AccountStatus: Hashable, Sendable {
    /// It exists and has this number.
    case present(uid: UInt32)
    /// There is no such account.
    case missing
    /// It could not be asked (the name service failed), so nothing is said.
    case unknown
}

extension AccountStatus {
    /// Asks the system's account database (getpwnam_r(3)).
    package static func onThisMachine(_ name: String) -> AccountStatus {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let code = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        if found != nil { return .present(uid: entry.pw_uid) }
        // POSIX lets a missing account be reported by any of these.
        return [0, ENOENT, ESRCH, EBADF, EPERM].contains(code) ? .missing : .unknown
    }
}

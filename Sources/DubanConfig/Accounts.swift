// The accounts of this machine, read once: asked for each person, the account file would be gone
// through as often as there are people.

import Glibc

/// What is known about a local account.
package enum AccountStatus: Hashable, Sendable {
    /// It exists and has this number.
    case present(uid: UInt32)
    /// There is no such account.
    case missing
    /// It could not be asked (the name service failed), so nothing is said.
    case unknown

    /// The system's account database as it is now: who is not in the file may be known to another
    /// name service (getpwnam_r(3)).
    package static func ofThisMachine() -> (String) -> AccountStatus {
        let listed = Accounts.listed(in: "/etc/passwd")
        return { name in listed[name].map { .present(uid: $0) } ?? asked(name) }
    }

    private static func asked(_ name: String) -> AccountStatus {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let code = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        if found != nil { return .present(uid: entry.pw_uid) }
        // POSIX lets a missing account be reported by any of these.
        return [0, ENOENT, ESRCH, EBADF, EPERM].contains(code) ? .missing : .unknown
    }
}

private enum Accounts {
    /// The accounts of a file in the form of passwd(5); the first of a name counts.
    static func listed(in path: String) -> [String: UInt32] {
        var accounts: [String: UInt32] = [:]
        for line in text(of: path).split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 7, let uid = UInt32(fields[2]) else { continue }
            accounts[String(fields[0])] = accounts[String(fields[0])] ?? uid
        }
        return accounts
    }

    private static func text(of path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

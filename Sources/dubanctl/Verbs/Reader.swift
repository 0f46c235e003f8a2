// Reads a configuration with the permissions of the daemon's account: what root can read the daemon
// perhaps cannot.

import DubanConfig
import Glibc

struct Reader {
    private struct Account {
        let name: String
        let uid: uid_t
        let gid: gid_t
    }

    private let account: Account?

    /// Reads as `name` where this process may; nil: as the daemon's account, where there is one.
    init(as name: String?) throws(Failure) {
        let wanted = name ?? "duban"
        account = getpwnam(wanted).map {
            Account(name: wanted, uid: $0.pointee.pw_uid, gid: $0.pointee.pw_gid)
        }
        guard account != nil || name == nil else {
            throw .refused(say("there is no account “\(wanted)”", "没有账号“\(wanted)”"))
        }
    }

    /// What is not known of the daemon's account.
    var doubt: String? {
        guard let account, geteuid() != 0, geteuid() != account.uid else { return nil }
        return say(
            "dubanctl: read as you; whether the account \(account.name) can read these files is "
                + "known to root only",
            "dubanctl: 以本账号读取；服务账号 \(account.name) 能否读取，须以 root 检查")
    }

    func load(_ path: String) throws(Failure) -> (source: CharterSource, diagnostics: [Diagnostic])
    {
        guard let account, geteuid() == 0, account.uid != 0 else {
            return CharterFiles.load(path: path)
        }
        // What setegid() and initgroups() change cannot be changed back by another account.
        guard initgroups(account.name, account.gid) == 0, setegid(account.gid) == 0,
            seteuid(account.uid) == 0
        else { throw .refused("\(account.name): \(String(cString: strerror(errno)))") }
        defer {
            precondition(seteuid(0) == 0 && setegid(0) == 0, "root's rights are gone")
        }
        return CharterFiles.load(path: path)
    }
}

// A mail spool of its own for each test, and accounts that exist for the time of a test run.

import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import DubanDelivery

/// An account made for the tests.
struct TestAccount: Sendable {
    let name: String
    let uid: uid_t

    /// Two accounts, made once for the process and removed at its end.
    static let chen = made("dbt\(String(UUID().uuidString.prefix(8)).lowercased())")
    static let other = made("dbt\(String(UUID().uuidString.prefix(8)).lowercased())")

    /// Makes an account with any name at all.
    static func made(_ name: String) -> Result<TestAccount, Oracle.Failure> {
        guard getuid() == 0 else {
            return .failure(
                Oracle.Failure(description: "tests of mailboxes need root, to make accounts"))
        }
        do {
            let answer = try Oracle.run("useradd", ["--badname", "--no-create-home", name])
            guard answer.status == 0, let entry = getpwnam(name) else {
                return .failure(Oracle.Failure(description: answer.complaint))
            }
            madeNames.withLock { names in
                if names.isEmpty { atexit { removeAccounts() } }
                names.append(name)
            }
            return .success(TestAccount(name: name, uid: entry.pointee.pw_uid))
        } catch {
            return .failure(Oracle.Failure(description: "\(error)"))
        }
    }
}

private let madeNames = Mutex<[String]>([])

private func removeAccounts() {
    for name in madeNames.withLock({ $0 }) { _ = try? Oracle.run("userdel", [name]) }
}

/// A spool directory as Debian has it, 2775 and handed down, in a directory of its own.
///
/// Its group is root's unless said otherwise: the test process is in no other group, and only
/// through its group may it create boxes once it acts as an account.
final class TestSpool {
    let folder: String
    var path: String { folder + "/mail" }

    /// A spool, on a file system of that many KiB if so asked.
    init(group: gid_t = 0, mode: mode_t = 0o2775, kibibytes: Int? = nil) throws {
        folder =
            FileManager.default.temporaryDirectory.path + "/spool-\(UUID().uuidString.prefix(8))"
        try #require(mkdir(folder, 0o755) == 0 && mkdir(folder + "/mail", 0o755) == 0)
        if let kibibytes {
            let mounted = mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k")
            try #require(mounted == 0, "cannot mount a tmpfs: \(String(cString: strerror(errno)))")
            isMounted = true
        }
        try #require(chown(path, 0, group) == 0 && chmod(path, mode) == 0)
    }

    private var isMounted = false

    deinit {
        if isMounted { umount2(path, Int32(MNT_DETACH)) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    func box(_ account: TestAccount) -> String { "\(path)/\(account.name)" }

    /// Makes a box with that content and owner.
    func place(_ text: String, for account: TestAccount, mode: mode_t = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: box(account)))
        try #require(chown(box(account), account.uid, 0) == 0 && chmod(box(account), mode) == 0)
    }

    func content(_ account: TestAccount) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: box(account))))
    }

    /// The identifiers of the messages in the box, as Python reads them.
    func identifiers(_ account: TestAccount) throws -> [String] {
        try ReadMail.all(inBoxAt: box(account)).map(\.identifier)
    }

    /// Names in the spool that are no box: locks and temporary files that should be gone.
    func debris(_ accounts: TestAccount...) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return names.filter { name in !accounts.contains { $0.name == name } }
    }
}

// The accounts of the machine that runs this: read once, and no other than the system's.

import DubanConfig
import Foundation
import Testing

@Suite struct `The accounts of this machine` {
    @Test func `are those that the system knows`() throws {
        let accounts = AccountStatus.ofThisMachine()
        #expect(accounts("root") == .present(uid: 0))
        #expect(accounts("duban-nobody-at-all") == .missing)
        let listed = try String(contentsOfFile: "/etc/passwd", encoding: .utf8)
            .split(separator: "\n").compactMap { $0.split(separator: ":").first }
        #expect(!listed.isEmpty)
        for name in listed {
            let uid = try #require(getpwnam(String(name))).pointee.pw_uid
            #expect(accounts(String(name)) == .present(uid: uid))
        }
    }
}

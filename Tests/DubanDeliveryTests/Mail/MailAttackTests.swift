// What others may have put into a spool directory instead of a mailbox.

import Foundation
import Glibc
import TestSupport
import Testing

@testable import DubanDelivery

@Suite struct MailAttackTests {
    /// Something in the place of a box that is not the account's own plain file.
    enum Trap: CaseIterable {
        case link, linkToOwnFile, danglingLink, hardLink, fifo, directory, socket, foreign
        case writableByAll, writableByStrangers

        func lay(in spool: TestSpool, for account: TestAccount, other: TestAccount) throws {
            let box = spool.box(account)
            let victim = spool.folder + "/victim"
            try Data("victim\n".utf8).write(to: URL(filePath: victim))
            try #require(chown(victim, self == .linkToOwnFile ? account.uid : other.uid, 0) == 0)
            let laid: Int32
            switch self {
            case .link, .linkToOwnFile: laid = symlink(victim, box)
            case .danglingLink: laid = symlink(spool.folder + "/nothing", box)
            case .hardLink: laid = Glibc.link(victim, box) | chown(box, account.uid, 0)
            case .fifo: laid = mkfifo(box, 0o600) | chown(box, account.uid, 0)
            case .directory: laid = mkdir(box, 0o700) | chown(box, account.uid, 0)
            case .socket: laid = mknod(box, S_IFSOCK | 0o600, 0) | chown(box, account.uid, 0)
            case .foreign:
                try spool.place("", for: account)
                laid = chown(box, other.uid, 0)
            case .writableByAll:
                try spool.place("", for: account)
                laid = chmod(box, 0o666)
            case .writableByStrangers:
                try spool.place("", for: account)
                laid = chown(box, account.uid, other.uid) | chmod(box, 0o660)
            }
            try #require(laid == 0)
        }

        func refusal(_ account: TestAccount, other: TestAccount) -> String {
            let flaw =
                switch self {
                case .link, .linkToOwnFile, .danglingLink: "is a symbolic link"
                case .hardLink: "has 2 hard links"
                case .fifo, .directory, .socket: "is not a regular file"
                case .foreign: "belongs to uid \(other.uid)"
                case .writableByAll, .writableByStrangers: "is writable by strangers"
                }
            return "the mailbox of \(account.name) \(flaw)"
        }
    }

    @Test(arguments: Trap.allCases)
    func `what is not the account's own plain file is refused and left alone`(_ trap: Trap) throws {
        let (chen, other) = (try TestAccount.chen.get(), try TestAccount.other.get())
        let spool = try TestSpool()
        try trap.lay(in: spool, for: chen, other: other)
        let before = try Oracle.run("find", [spool.folder, "-printf", "%p %y %m %U %s %T@\n"])
            .output
        let boxes = try MailSpool(directory: spool.path)
        let why = trap.refusal(chen, other: other)
        #expect(boxes.prepare(chen.name) == .failure(.refused(why)))
        #expect(
            boxes.deliver([firstRequest(sampleMail())], to: chen.name) == [.failure(.refused(why))])
        let after = try Oracle.run("find", [spool.folder, "-printf", "%p %y %m %U %s %T@\n"]).output
        #expect(before == after)
    }

    @Test func `a link in the place of the dot lock is not followed`() throws {
        let chen = try TestAccount.chen.get()
        let spool = try TestSpool()
        let boxes = try MailSpool(directory: spool.path)
        try #require(symlink(spool.folder + "/made", spool.box(chen) + ".lock") == 0)
        #expect(
            boxes.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .failure(.retry("\(chen.name).lock is held by another program", untouched: true))
            ])
        #expect(!FileManager.default.fileExists(atPath: spool.folder + "/made"))
    }
}

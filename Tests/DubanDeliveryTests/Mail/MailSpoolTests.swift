// Deliveries into real mailboxes of real accounts.

import CSystemd
import Foundation
import Glibc
import Systemd
import Testing

@testable import DubanDelivery

@Suite struct MailSpoolTests {
    private let spool: TestSpool
    private let boxes: MailSpool
    private let chen: TestAccount

    init() throws {
        chen = try TestAccount.chen.get()
        spool = try TestSpool()
        boxes = try MailSpool(directory: spool.path)
    }

    private func deliver(_ mails: MailMessage...) -> [MailOutcome] {
        boxes.deliver(mails.map(firstRequest), to: chen.name)
    }

    @Test func `a first mail makes the box, the account's own and the group's`() throws {
        #expect(deliver(sampleMail("1")) == [.success(.written)])
        #expect(try spool.content(chen) == sampleMail("1").entry + [UInt8(ascii: "\n")])
        var box = stat()
        #expect(stat(spool.box(chen), &box) == 0)
        #expect(box.st_uid == chen.uid && box.st_gid == 0 && box.st_mode == S_IFREG | 0o660)
        #expect(try spool.debris(chen) == [])
        #expect(duban_filesystem_uid() == 0)
    }

    @Test func `where the directory hands no group down, the box is the account's alone`() throws {
        let spool = try TestSpool(mode: 0o777)
        let boxes = try MailSpool(directory: spool.path)
        #expect(
            boxes.deliver([firstRequest(sampleMail())], to: chen.name) == [.success(.written)])
        var box = stat()
        #expect(stat(spool.box(chen), &box) == 0)
        #expect(box.st_mode == S_IFREG | 0o600)
    }

    @Test func `preparing makes the box and writes nothing`() throws {
        guard case .success(let attempt) = boxes.prepare(chen.name) else {
            Issue.record("not ready")
            return
        }
        #expect(attempt.length == 0)
        #expect(try spool.content(chen) == [])
        #expect(boxes.prepare(chen.name) == .success(attempt))
    }

    @Test func `several mails are written in order`() throws {
        let requests = [
            firstRequest(sampleMail("1")),
            firstRequest(sampleMail("2", body: "From x\n")),
        ]
        #expect(
            boxes.deliver(requests, to: chen.name) == [
                .success(.written),
                .success(.written),
            ])
        #expect(deliver(sampleMail("3")) == [.success(.written)])
        #expect(
            try spool.identifiers(chen) == [
                "<1@duban.example>", "<2@duban.example>", "<3@duban.example>",
            ])
        #expect(try MailReader.counts(spool.content(chen)) == [3, 3, 3])
    }

    @Test(arguments: ["", "\n", "\n\n", "\n\n\n"])
    func `a box that ends anyhow gets its empty line`(_ end: String) throws {
        let old =
            "From a@b Fri Nov 20 22:10:00 2026\nMessage-ID: <old@b>\nSubject: x\n\ncut off" + end
        try spool.place(old, for: chen)
        #expect(deliver(sampleMail("new")) == [.success(.written)])
        let content = String(decoding: try spool.content(chen), as: UTF8.self)
        #expect(content.hasPrefix(old) && content.contains("cut off\n\n"))
        #expect(try MailReader.counts(Array(content.utf8)) == [2, 2, 2])
    }

    @Test(arguments: [
        "..", ".", "", "../x", "/etc/passwd", "nobody-has-this-name", "a/b", "x\u{0}y",
    ])
    func `a name that is no account is refused`(_ name: String) {
        let refusal = "there is no account \(name)"
        #expect(boxes.prepare(name) == .failure(.refused(refusal)))
        #expect(
            boxes.deliver([firstRequest(sampleMail())], to: name) == [.failure(.refused(refusal))])
    }

    @Test(arguments: ["", "."])
    func `an account whose name would be a lock or hidden is refused`(_ prefix: String) throws {
        let unique = "dbt\(String(UUID().uuidString.prefix(8)).lowercased())"
        let account = try TestAccount.made(prefix + unique + (prefix.isEmpty ? ".lock" : "")).get()
        let refusal = "an account \(account.name) cannot have a mailbox"
        #expect(boxes.prepare(account.name) == .failure(.refused(refusal)))
        #expect(
            boxes.deliver([firstRequest(sampleMail())], to: account.name) == [
                .failure(.refused(refusal))
            ])
        #expect(try spool.debris() == [])
    }

    @Test func `the superuser is refused, unless it is a trial`() throws {
        #expect(boxes.prepare("root") == .failure(.refused("root is the superuser")))
        let trial = try MailSpool(directory: spool.path, servesRoot: true)
        #expect(trial.deliver([firstRequest(sampleMail())], to: "root") == [.success(.written)])
        #expect(try spool.debris() == ["root"])
    }

    @Test func `a spool that is not there is an error`() {
        let path = spool.folder + "/none"
        let error = #expect(throws: SystemError.self) { _ = try MailSpool(directory: path) }
        #expect(error == SystemError("open the mail spool \(path)", code: ENOENT))
    }

    @Test func `where the account may not write it is tried again later`() throws {
        try #require(chmod(spool.path, 0o755) == 0)
        let why = "cannot create the mailbox of \(chen.name): Permission denied"
        #expect(boxes.prepare(chen.name) == .failure(.retry(why)))
        #expect(deliver(sampleMail()) == [.failure(.retry(why, untouched: true))])
        #expect(duban_filesystem_uid() == 0)
    }

    @Test func `a box that a mail program replaced keeps both programs' mails`() throws {
        #expect(deliver(sampleMail("1")) == [.success(.written)])
        let copy = spool.path + "/copy"
        try FileManager.default.copyItem(atPath: spool.box(chen), toPath: copy)
        try #require(chown(copy, chen.uid, 0) == 0 && rename(copy, spool.box(chen)) == 0)
        #expect(deliver(sampleMail("2")) == [.success(.written)])
        #expect(try spool.identifiers(chen) == ["<1@duban.example>", "<2@duban.example>"])
    }
}

// duban-mail itself: its rights, its answers when the disk or its own life ends, and the courier's
// when the program does not answer.

import Foundation
import Glibc
import TestSupport
import Testing
import Varlink

@testable import DubanDelivery

@Suite struct MailProgramTests {
    private let chen: TestAccount
    private let other: TestAccount

    init() throws {
        chen = try TestAccount.chen.get()
        other = try TestAccount.other.get()
    }

    private func attempt(_ courier: MailCourier, _ account: TestAccount) throws -> MailAttempt {
        guard case .success(let attempt) = courier.prepare([account.name]).first else {
            throw Oracle.Failure(description: "not ready")
        }
        return attempt
    }

    @Test func `with the one capability, boxes are made for their users and the group mail`() throws
    {
        let mail = try #require(getgrnam("mail")).pointee.gr_gid
        let spool = try TestSpool(group: mail)
        let program = try MailProgram(spool: spool, wrapper: asService(other, group: "mail"))
        let courier = program.courier
        #expect(
            courier.deliver([firstRequest(sampleMail())], to: chen.name) == [.success(.written)])
        var box = stat()
        #expect(stat(spool.box(chen), &box) == 0)
        #expect(box.st_uid == chen.uid && box.st_gid == mail && box.st_mode == S_IFREG | 0o660)
        #expect(try spool.debris(chen) == [])
        #expect(courier.prepare(["root"]) == [.failure(.refused("root is the superuser"))])
        courier.disconnect()
        #expect(program.process.end() == .exit(0))
    }

    @Test func `without any capability it delivers to its own account only`() throws {
        let spool = try TestSpool(mode: 0o777)
        let program = try MailProgram(spool: spool, wrapper: asUser(chen))
        let answers = program.courier.prepare([chen.name, other.name])
        #expect(
            answers.last
                == .failure(
                    .retry(
                        "this process may not act for \(other.name), "
                            + "only for the account it runs as"
                    )))
        #expect(
            program.courier.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .success(.written)
            ])
        #expect(try spool.identifiers(chen) == ["<claim-1@duban.example>"])
    }

    @Test func `it answers one user's processes and nobody else's`() throws {
        let spool = try TestSpool()
        let program = try MailProgram(spool: spool, client: chen.uid)
        let denied = "duban-mail: org.varlink.service.PermissionDenied"
        #expect(program.courier.prepare([chen.name]) == [.failure(.retry(denied))])
        #expect(
            program.courier.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .failure(.retry(denied, untouched: true))
            ])
        #expect(try spool.debris() == [])
    }

    @Test func `thousands of accounts and mails are asked in bounded calls`() throws {
        let spool = try TestSpool()
        let program = try MailProgram(spool: spool)
        let accounts = (0..<2500).map { "dbt-nobody-\($0)" } + [chen.name]
        let answers = program.courier.prepare(accounts)
        #expect(answers.count == accounts.count)
        #expect(
            answers.dropLast()
                == accounts.dropLast().map { .failure(.refused("there is no account \($0)")) }[...])
        let attempt = try attempt(program.courier, chen)
        let line = String(repeating: "n\n", count: 60 << 10)
        let requests = (0..<6).map { index in
            MailRequest(
                entry: sampleMail("\(index)", body: line).entry, attempt: attempt,
                wasAttempted: false)
        }
        let courier = program.courier
        #expect(
            courier.deliver(requests, to: chen.name) == requests.map { _ in .success(.written) })
        #expect(
            courier.deliver(requests, to: chen.name) == requests.map { _ in .success(.found) })
        #expect(try spool.identifiers(chen) == (0..<6).map { "<\($0)@duban.example>" })
    }

    @Test func `a full disk leaves the box as it was`() throws {
        let spool = try TestSpool(kibibytes: 64)
        let program = try MailProgram(spool: spool)
        let courier = program.courier
        #expect(
            courier.deliver([firstRequest(sampleMail("1"))], to: chen.name) == [
                .success(.written)
            ])
        let content = try spool.content(chen)
        let large = sampleMail("2", body: String(repeating: "填满磁盘。\n", count: 10_000))
        guard
            case .failure(.retry(let why, untouched: true)) = courier.deliver(
                [firstRequest(large)], to: chen.name)[0]
        else {
            Issue.record("a full disk is something to try again after")
            return
        }
        #expect(why.contains("bytes fitted") || why.contains("No space left"))
        #expect(try spool.content(chen) == content)
        #expect(try spool.debris(chen) == [])
        #expect(
            courier.deliver([firstRequest(sampleMail("3"))], to: chen.name) == [
                .success(.written)
            ])
    }

    @Test func `a limit on file sizes neither kills it nor tears the box`() throws {
        let spool = try TestSpool()
        let program = try MailProgram(spool: spool, wrapper: ["prlimit", "--fsize=2000"])
        let courier = program.courier
        #expect(
            courier.deliver([firstRequest(sampleMail("1"))], to: chen.name) == [
                .success(.written)
            ])
        let content = try spool.content(chen)
        let large = sampleMail("2", body: String(repeating: "x\n", count: 2000))
        guard
            case .failure(.retry(_, untouched: true)) = courier.deliver(
                [firstRequest(large)], to: chen.name)[
                    0]
        else {
            Issue.record("a limit is something to try again after")
            return
        }
        #expect(try spool.content(chen) == content)
        #expect(
            courier.deliver([firstRequest(sampleMail("3"))], to: chen.name) == [
                .success(.written)
            ])
    }

    /// The tracer kills the program when it enters a system call: while it looks at the box, before
    /// and after it has its locks, before the write, between write and fsync, after it, and before
    /// it answers.
    @Test(arguments: [
        "fcntl", "linkat", "pread64", "write", "fsync", "unlinkat:when=1", "unlinkat:when=2",
        "sendto",
    ])
    func `killed at any step, it has delivered each message exactly once in the end`(
        _ step: String
    ) throws {
        let spool = try TestSpool()
        try spool.place("From a@b Fri Nov 20 22:10:00 2026\n\nx\n\n", for: chen)
        let careful = try MailProgram(spool: spool)
        let attempt = try attempt(careful.courier, chen)
        let doomed = try MailProgram(spool: spool)
        let tracer = try Tracer(
            killing: doomed, at: step, of: step == "write" ? spool.box(chen) : nil)
        let entries = ["1", "2", "3"].map { sampleMail($0).entry }
        func requests(wasAttempted: Bool) -> [MailRequest] {
            entries.map {
                MailRequest(entry: $0, attempt: attempt, wasAttempted: wasAttempted)
            }
        }
        let lost = doomed.courier.deliver(requests(wasAttempted: false), to: chen.name)
        let dead = MailOutcome.failure(
            .retry(
                "duban-mail: the service closed the connection", untouched: false))
        #expect(lost == [dead, dead, dead])
        #expect(doomed.process.wait() == .signal(SIGKILL))
        tracer.waitUntilOver()

        let outcomes = careful.courier.deliver(requests(wasAttempted: true), to: chen.name)
        #expect(
            outcomes.allSatisfy { $0 == .success(.written) || $0 == .success(.found) },
            "\(outcomes)")
        let mails = try ReadMail.all(inBoxAt: spool.box(chen)).dropFirst()
        #expect(mails.map(\.identifier) == ["1", "2", "3"].map { "<\($0)@duban.example>" })
        #expect(mails.allSatisfy { !$0.isRepetition })
        #expect(try spool.debris(chen).allSatisfy { $0.hasPrefix(".duban.") })
    }
}

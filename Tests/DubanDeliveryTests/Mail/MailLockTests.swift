// Both kinds of lock that mail programs take, held by programs that nobody here wrote.

import Foundation
import Glibc
import TestSupport
import Testing

@testable import DubanDelivery

@Suite struct MailLockTests {
    private let spool: TestSpool
    private let boxes: MailSpool
    private let chen: TestAccount
    private var dotLock: String { spool.box(chen) + ".lock" }
    private var dotLockHeld: [MailOutcome] {
        [.failure(.retry("\(chen.name).lock is held by another program", untouched: true))]
    }

    init() throws {
        chen = try TestAccount.chen.get()
        spool = try TestSpool()
        boxes = try MailSpool(directory: spool.path)
    }

    private func deliver(_ identifier: String) -> [MailOutcome] {
        boxes.deliver([firstRequest(sampleMail(identifier))], to: chen.name)
    }

    @Test func `a record lock of another program is not waited for`() throws {
        try spool.place("", for: chen)
        let output = Pipe()
        let holder = try ChildProcess(
            [
                "/usr/bin/python3", "-c",
                """
                import fcntl, signal, sys
                box = open(sys.argv[1], "r+")
                fcntl.lockf(box, fcntl.LOCK_EX)
                print("held", flush=True)
                signal.pause()
                """, spool.box(chen),
            ], output: output.fileHandleForWriting)
        let said = output.firstWords()
        try #require(said.hasPrefix("held"), "\(said)")
        #expect(
            deliver("1") == [
                .failure(
                    .retry(
                        "the mailbox of \(chen.name) is locked by another program", untouched: true
                    ))
            ])
        #expect(try spool.content(chen) == [])
        #expect(try spool.debris(chen) == [])
        holder.end()
        #expect(deliver("1") == [.success(.written)])
    }

    @Test func `a dot lock of lockfile_create(3) is not waited for`() throws {
        let locked = try Oracle.run("dotlockfile", ["-l", "-r", "0", dotLock])
        try #require(locked.status == 0, "\(locked.complaint)")
        // That program's own process id is gone; a living one is in its place.
        try Data("\(getpid())\n".utf8).write(to: URL(filePath: dotLock))
        #expect(deliver("1") == dotLockHeld)
        #expect(try Oracle.run("dotlockfile", ["-u", dotLock]).status == 0)
        #expect(deliver("1") == [.success(.written)])
        #expect(try spool.debris(chen) == [])
    }

    private static let locks: [(owner: String, age: Int, isStale: Bool)] = [
        ("gone", 0, true), ("gone", 10_000, true), ("alive", 0, false), ("alive", 450, false),
        ("alive", 550, true), ("", 0, false), ("", 250, false), ("", 350, true), ("0", 0, false),
        ("nonsense", 0, false), ("nonsense", 350, true),
    ]

    @Test(arguments: locks)
    func `a dot lock is stale when its process is gone, or else by its age in seconds`(
        _ owner: String, age: Int, isStale: Bool
    ) throws {
        let text =
            try owner == "gone" ? "\(idOfADeadProcess())" : owner == "alive" ? "\(getpid())" : owner
        try Data("\(text)\n".utf8).write(to: URL(filePath: dotLock))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: Double(-age))], ofItemAtPath: dotLock)
        #expect(deliver("1") == (isStale ? [.success(.written)] : dotLockHeld))
        #expect(try spool.debris(chen) == (isStale ? [] : ["\(chen.name).lock"]))
    }

    @Test func `drafts of locks that killed programs left are swept at the next start`() throws {
        let living = ".duban.\(getpid()).a"
        for (name, owner) in [(living, getpid()), (".duban.2.b", try idOfADeadProcess())] {
            try Data("\(owner)\n".utf8).write(to: URL(filePath: "\(spool.path)/\(name)"))
        }
        _ = try MailSpool(directory: spool.path)
        #expect(try spool.debris() == [living])
    }

    @Test func `a lock that somebody else has made anew is left alone, whatever its number`()
        throws
    {
        let account = try MailAccount(named: chen.name, rootToo: false)
        let descriptor = open(spool.path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        let directory = SpoolDirectory(descriptor: descriptor, group: 0, handsDownGroup: true)
        for isStolen in [true, false] {
            let lock = try #require(try DotLock(of: account, in: directory))
            if isStolen {
                // File systems give the number of a file that is gone to the next one.
                try #require(unlink(dotLock) == 0)
                close(open(dotLock, O_CREAT | O_WRONLY, 0o644))
            }
            lock.release()
            #expect(try spool.debris() == (isStolen ? ["\(chen.name).lock"] : []))
            unlink(dotLock)
        }
    }

    @Test func `while a mail is written both locks are held`() throws {
        // The order of its calls is what others could see of its locks.
        let program = try MailProgram(spool: spool)
        let trace = spool.folder + "/trace"
        let tracer = try Tracer(
            program, ["-o", trace, "-e", "trace=fcntl,linkat,write,fsync,unlinkat"])
        try spool.place("", for: chen)
        #expect(
            program.courier.deliver([firstRequest(sampleMail())], to: chen.name) == [
                .success(.written)
            ])
        program.process.end()
        tracer.waitUntilOver()
        let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let steps = [
            ("fcntl(", "F_OFD_SETLK, {l_type=F_WRLCK"), ("linkat(", "\"\(chen.name).lock\""),
            ("write(", "\"From duban"),
            ("fsync(", ")"), ("unlinkat(", "\"\(chen.name).lock\""),
            ("fcntl(", "F_OFD_SETLK, {l_type=F_UNLCK"),
        ]
        let order = steps.map { call, argument in
            calls.lastIndex { $0.contains(" " + call) && $0.contains(argument) }
        }
        #expect(order.allSatisfy { $0 != nil }, "\(calls)")
        #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    }

    private func idOfADeadProcess() throws -> pid_t {
        let process = try ChildProcess(["true"])
        process.wait()
        return process.identifier
    }
}

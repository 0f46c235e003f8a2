// What is done about a message that an earlier attempt may have written: never twice in a box that
// nobody else has touched, and never silently twice in any.

import Foundation
import Glibc
import TestSupport
import Testing

@testable import DubanDelivery

@Suite struct MailEvidenceTests {
    private let spool: TestSpool
    private let boxes: MailSpool
    private let chen: TestAccount
    private let foreign = """
        From a@b Fri Nov 20 22:10:00 2026
        Message-ID: <foreign@b>
        Subject: x

        text


        """

    init() throws {
        chen = try TestAccount.chen.get()
        spool = try TestSpool()
        boxes = try MailSpool(directory: spool.path)
    }

    private func prepare() throws -> MailAttempt {
        guard case .success(let attempt) = boxes.prepare(chen.name) else {
            throw Oracle.Failure(description: "not ready")
        }
        return attempt
    }

    private func first(_ attempt: MailAttempt?, _ identifiers: String...) -> [MailOutcome] {
        deliver(attempt, identifiers, wasAttempted: false)
    }

    private func again(_ attempt: MailAttempt?, _ identifiers: String...) -> [MailOutcome] {
        deliver(attempt, identifiers, wasAttempted: true)
    }

    private func deliver(
        _ attempt: MailAttempt?, _ identifiers: [String], wasAttempted: Bool
    ) -> [MailOutcome] {
        let requests = identifiers.map {
            MailRequest(
                entry: sampleMail($0).entry, attempt: attempt, wasAttempted: wasAttempted,
                repetitionMark: "[可能重复]")
        }
        return boxes.deliver(requests, to: chen.name)
    }

    private func append(_ bytes: some Sequence<UInt8>) throws {
        let box = try FileHandle(forWritingTo: URL(filePath: spool.box(chen)))
        try box.seekToEnd()
        try box.write(contentsOf: Data(bytes))
        try box.close()
    }

    private func entries(_ identifiers: String...) -> [UInt8] {
        identifiers.flatMap { sampleMail($0).entry + [UInt8(ascii: "\n")] }
    }

    @Test(arguments: ["", "older"])
    func `an attempt that never came to write is made good`(_ old: String) throws {
        if !old.isEmpty { try spool.place(foreign, for: chen) }
        let attempt = try prepare()
        #expect(again(attempt, "1", "2") == [.success(.written), .success(.written)])
        #expect(try ReadMail.all(inBoxAt: spool.box(chen)).allSatisfy { !$0.isRepetition })
    }

    @Test func `what was written before is found, however often it is asked for`() throws {
        try spool.place(foreign, for: chen)
        let attempt = try prepare()
        #expect(first(attempt, "1", "2") == [.success(.written), .success(.written)])
        let content = try spool.content(chen)
        #expect(again(attempt, "1", "2") == [.success(.found), .success(.found)])
        #expect(again(attempt, "2") == [.success(.found)])
        #expect(again(nil, "1") == [.success(.found)])
        #expect(first(attempt, "1") == [.success(.found)])
        #expect(try spool.content(chen) == content)
    }

    @Test func `a second process with the same request finds the first one's message`() throws {
        let attempt = try prepare()
        let second = try MailSpool(directory: spool.path)
        #expect(first(attempt, "1") == [.success(.written)])
        let request = MailRequest(
            entry: sampleMail("1").entry, attempt: attempt, wasAttempted: false)
        #expect(second.deliver([request], to: chen.name) == [.success(.found)])
    }

    @Test func `of a batch of which a part was written the rest is written, unmarked`() throws {
        try spool.place(foreign, for: chen)
        let attempt = try prepare()
        try append(entries("1", "2"))
        #expect(
            again(attempt, "1", "2", "3") == [
                .success(.found), .success(.found), .success(.written),
            ])
        let mails = try ReadMail.all(inBoxAt: spool.box(chen))
        #expect(
            mails.map(\.identifier) == ["<foreign@b>"]
                + ["1", "2", "3"].map { "<\($0)@duban.example>" })
        #expect(mails.allSatisfy { !$0.isRepetition })
    }

    @Test func `a message torn at any byte is taken away and written again, unmarked`() throws {
        let whole = entries("1", "2")
        for length in stride(from: 1, through: whole.count, by: 7) {
            try spool.place(foreign, for: chen)
            let attempt = try prepare()
            try append(whole.prefix(length))
            let outcomes = again(attempt, "1", "2")
            #expect(
                outcomes.allSatisfy { [.success(.written), .success(.found)].contains($0) },
                "torn at \(length)")
            // An empty line that was torn off is mended by whoever writes next.
            let content = try spool.content(chen)
            #expect(content.trimmed == (Array(foreign.utf8) + whole).trimmed, "torn at \(length)")
        }
    }

    @Test func `behind somebody else's mail a written message is found`() throws {
        let attempt = try prepare()
        try append(foreign.utf8)
        #expect(first(attempt, "1") == [.success(.written)])
        try append(foreign.utf8)
        #expect(again(attempt, "1") == [.success(.found)])
        #expect(first(attempt, "1") == [.success(.found)])
    }

    @Test func `in a box that somebody else has written to, what is not found is marked`() throws {
        let attempt = try prepare()
        try append(foreign.utf8)
        #expect(again(attempt, "1") == [.success(.repeated)])
        let mails = try ReadMail.all(inBoxAt: spool.box(chen))
        #expect(mails.map(\.isRepetition) == [false, true])
        #expect(mails[1].subject.hasPrefix("[可能重复]"))
        #expect(again(attempt, "1") == [.success(.found)])
        #expect(first(attempt, "2") == [.success(.written)])
    }

    @Test func `a message that a mail program kept is found in the rewritten box`() throws {
        try spool.place(foreign, for: chen)
        let attempt = try prepare()
        #expect(first(attempt, "1", "2") == [.success(.written), .success(.written)])
        let deleted = try Oracle.run(
            "/usr/bin/python3",
            [
                "-c",
                """
                import mailbox, sys
                box = mailbox.mbox(sys.argv[1])
                box.lock()
                for key, message in box.items():
                    if "foreign" in message["Message-ID"]: box.remove(key)
                    else:
                        message.set_flags("RO")
                        box[key] = message
                box.flush()
                box.unlock()
                """, spool.box(chen),
            ])
        try #require(deleted.status == 0, "\(deleted.complaint)")
        try #require(chown(spool.box(chen), chen.uid, 0) == 0)
        #expect(try spool.identifiers(chen).count == 2)
        #expect(again(attempt, "1", "2") == [.success(.found), .success(.found)])
    }

    @Test func `a message that its reader deleted is not taken for one that was never written`()
        throws
    {
        let attempt = try prepare()
        #expect(first(attempt, "1") == [.success(.written)])
        try #require(truncate(spool.box(chen), 0) == 0)
        #expect(again(attempt, "1") == [.success(.repeated)])
    }

    @Test func `a box that was replaced is searched, and a box that is gone is made anew`() throws {
        let attempt = try prepare()
        #expect(first(attempt, "1") == [.success(.written)])
        let copy = spool.path + "/copy"
        try FileManager.default.copyItem(atPath: spool.box(chen), toPath: copy)
        try #require(chown(copy, chen.uid, 0) == 0 && rename(copy, spool.box(chen)) == 0)
        #expect(again(attempt, "1") == [.success(.found)])
        try #require(unlink(spool.box(chen)) == 0)
        #expect(again(attempt, "1") == [.success(.repeated)])
    }

    @Test func `a body that quotes a Message-ID, or holds half a message, is no find`() throws {
        let attempt = try prepare()
        try append(foreign.utf8)
        try append(sampleMail("1").entry.dropLast(20))
        try append("\n\n\(foreign)".utf8)
        #expect(again(attempt, "1") == [.success(.repeated)])
    }

    @Test(arguments: [
        (15 << 20, MailDelivery.found), (17 << 20, .repeated),
    ])
    func `the last 16 MiB are searched`(_ behind: Int, delivery: MailDelivery) throws {
        let attempt = try prepare()
        #expect(first(attempt, "1") == [.success(.written)])
        let filler =
            foreign.dropLast(2) + String(repeating: "filler line\n", count: behind / 12) + "\n"
        try append(filler.utf8)
        #expect(again(nil, "1") == [.success(delivery)])
        #expect(again(attempt, "1") == [.success(.found)])
    }

    @Test func `a message that was moved to the front while the box grew is found`() throws {
        try spool.place(String(repeating: foreign, count: 40), for: chen)
        let attempt = try prepare()
        #expect(first(attempt, "1") == [.success(.written)])
        // In its place, as a mail program that keeps the file does.
        let box = try spool.content(chen)
        let content = box[Int(attempt.length)...] + box[..<Int(attempt.length)] + foreign.utf8
        let file = try FileHandle(forWritingTo: URL(filePath: spool.box(chen)))
        try file.write(contentsOf: Data(content))
        try file.close()
        #expect(again(attempt, "1") == [.success(.found)])
    }

    @Test func `a box that its owner makes huge costs no more than its budget`() throws {
        let attempt = try prepare()
        try #require(truncate(spool.box(chen), 4 << 40) == 0)
        #expect(
            first(attempt, "1") == [
                .failure(.retry("the mailbox grows too fast to be searched", untouched: true))
            ])
        // The next look takes it as it is.
        #expect(first(try prepare(), "1") == [.success(.written)])
        #expect(again(attempt, "2") == [.success(.repeated)])
        #expect(again(attempt, "1") == [.success(.found)])
    }
}

extension [UInt8] {
    /// Without line ends at its end.
    fileprivate var trimmed: ArraySlice<UInt8> { self[...].trimmingLineEnds }
}

// Digests into real mailboxes by the real program: each exactly once, whatever is interrupted.

import CSystemd
import DubanKernel
import Foundation
import Testing

@testable import DubanDelivery

@Suite struct MailChannelTests {
    private let account: TestAccount
    private let spool: TestSpool
    private let courier: MailCourier
    private let program: MailProgram

    init() throws {
        account = try TestAccount.chen.get()
        spool = try TestSpool()
        program = try MailProgram(spool: spool)
        courier = program.courier
    }

    private var channel: MailChannel {
        MailChannel(courier: courier)
    }

    private func messages(_ count: Int, to recipient: String? = nil) -> [Message<Addressed>] {
        let recipient = recipient ?? account.name
        return (1...count).map { number in
            let mail = sampleMail("claim-\(number)", account: recipient)
            return Message(
                channel: .mail, person: "chen", notices: ["\(number)"], bytes: mail.entry
            )
            .with(Frozen(retries: 0, mark: nil).addressed(to: recipient))
        }
    }

    /// What the ledger hands out in the next life.
    private func prepareAgain(_ batch: [Message<Marked>]) -> [Message<Marked>] {
        let batch = batch.map { message in
            let frozen = Frozen(retries: message.stage.retries + 1, mark: message.stage.mark)
            return message.with(frozen.addressed(to: message.stage.recipient))
        }
        return zip(batch, channel.prepare(batch)).compactMap { $0.marked(by: $1) }
    }

    private func expectOnce(_ count: Int) throws {
        let mails = try ReadMail.all(inBoxAt: spool.box(account))
        #expect(mails.map(\.identifier) == (1...count).map { "<claim-\($0)@duban.example>" })
        #expect(mails.allSatisfy { !$0.isRepetition })
    }

    @Test func `a batch is delivered in order, and nobody suffers from another's refusal`() throws {
        var batch = messages(5)
        batch.insert(contentsOf: messages(1, to: "dbt-nobody"), at: 2)
        let damaged = Message(channel: .mail, person: "chen", notices: ["x"], bytes: [])
        batch.insert(damaged.with(batch[0].stage), at: 4)
        let preparations = channel.prepare(batch)
        #expect(
            preparations[2] == .settled(.refused(.said("there is no account dbt-nobody"))))
        let ready = zip(batch, preparations).compactMap { $0.marked(by: $1) }
        #expect(ready.count == 6)
        var outcomes = channel.deliver(ready)
        #expect(
            outcomes.remove(at: 3)
                == .refused(
                    .said("the message does not begin with a postmark or end with a line end")))
        #expect(outcomes == Array(repeating: .delivered, count: 5))
        try expectOnce(5)
    }

    @Test func `a box that was another's for a moment is refused, and served when it is back`()
        throws
    {
        let batch = messages(1)
        let box = spool.box(account)
        try spool.place("", for: account)
        let why = Reason.said("the mailbox of \(account.name) belongs to uid 0")
        try #require(chown(box, 0, 0) == 0)
        #expect(channel.prepare(batch) == [.settled(.refused(why, untouched: true))])
        try #require(chown(box, account.uid, 0) == 0)
        let prepared = zip(batch, channel.prepare(batch)).compactMap { $0.marked(by: $1) }
        #expect(channel.deliver(prepared) == [.delivered])
        // The answer was lost, and then it happens again: the bytes are kept.
        try #require(chown(box, 0, 0) == 0)
        #expect(channel.deliver(prepareAgain(prepared)) == [.refused(why, untouched: false)])
        try #require(chown(box, account.uid, 0) == 0)
        #expect(channel.deliver(prepareAgain(prepared)) == [.delivered])
        try expectOnce(1)
    }

    @Test func `boxes that are to be searched come last`() {
        let attempt = MailAttempt(inode: 1, length: 2, modified: 3)
        let batch = [("b", true), ("c", false), ("a", false), ("b", false), ("a", false)].map {
            account, wasAttempted in
            let mark = MailMark(attempt: attempt, wasAttempted: wasAttempted).bytes
            return messages(1, to: account)[0].with(
                Frozen(retries: 0, mark: mark).addressed(to: account).marked(mark))
        }
        let boxes = MailChannel.boxes(of: batch)
        #expect(boxes.map(\.account) == ["a", "c", "b"])
        #expect(boxes.map(\.indices) == [[2, 4], [1], [0, 3]])
    }

    @Test func `what was written before a crash is found, and what was not is written`() throws {
        let prepared = zip(messages(6), channel.prepare(messages(6))).compactMap {
            $0.marked(by: $1)
        }
        // Killed before the answers came, and in the next life before the new marks were stored.
        #expect(
            channel.deliver(Array(prepared.prefix(4))) == .init(repeating: .delivered, count: 4))
        let again = prepareAgain(prepared)
        #expect(again.count == 6)
        #expect(again.allSatisfy { MailMark($0.stage.mark)?.wasAttempted == true })
        #expect(channel.deliver(again) == .init(repeating: .delivered, count: 6))
        try expectOnce(6)
    }

    @Test func `a box that is locked at the first attempt leaves nothing to look for`() throws {
        let batch = messages(1)
        let prepared = zip(batch, channel.prepare(batch)).compactMap { $0.marked(by: $1) }
        let lock = spool.box(account) + ".lock"
        try Data("\(getpid())\n".utf8).write(to: URL(fileURLWithPath: lock))
        let held = Reason.said("\(account.name).lock is held by another program")
        #expect(channel.deliver(prepared) == [.retry(held, untouched: true)])
        // The second attempt of what may have been written is not a first one again.
        let again = prepareAgain(prepared)
        #expect(channel.deliver(again) == [.retry(held, untouched: false)])
        try FileManager.default.removeItem(atPath: lock)
        #expect(channel.deliver(again) == [.delivered])
        try expectOnce(1)
    }

    @Test(arguments: [("zh-Hans", "可能重复"), ("en", "possibly repeated")])
    func `what may be a repetition says so in the language of its message`(
        language: String, words: String
    ) throws {
        let mail = sampleMail("claim-1", account: account.name, language: language)
        let attempted = Frozen(retries: 1, mark: nil).addressed(to: account.name)
            .marked(MailMark(attempt: nil, wasAttempted: true).bytes)
        let message = Message(channel: .mail, person: "chen", notices: ["1"], bytes: mail.entry)
        try spool.place("", for: account)
        #expect(channel.deliver([message.with(attempted)]) == [.delivered])
        let mails = try ReadMail.all(inBoxAt: spool.box(account))
        #expect(mails.map(\.isRepetition) == [true])
        #expect(mails.first?.subject.contains(words) == true)
    }

    @Test func `a program that is not there is tried again`() {
        let lost = MailChannel(courier: MailCourier(.socket(path: spool.folder + "/nothing")))
        let preparation = lost.prepare(messages(1))[0]
        guard case .settled(.retry(_, untouched: true)) = preparation else {
            Issue.record("\(preparation)")
            return
        }
    }

    @Test(arguments: [
        "first 12 34 -56", "again 12 34 56", "again",
    ])
    func `a mark is read back as it was`(text: String) {
        #expect(
            MailMark(Array(text.utf8)).map { String(decoding: $0.bytes, as: UTF8.self) } == text)
    }

    @Test(arguments: ["", "first", "first 1 2", "again x 1 2", "later 1 2 3", "again 1 2 3 4"])
    func `bytes that are no mark are none`(text: String) {
        #expect(MailMark(Array(text.utf8)) == nil)
    }
}

extension Message<Addressed> {
    /// With the mark to store; nil when there is nothing to deliver.
    fileprivate func marked(by preparation: Preparation) -> Message<Marked>? {
        guard case .ready(let mark) = preparation else { return nil }
        return with(stage.marked(mark))
    }
}

// Digests into real mailboxes by the real program: each exactly once, whatever is interrupted.

import CSystemd
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
        MailChannel(courier: courier, repetitionMark: "[possibly repeated]")
    }

    private func parcels(_ count: Int, to recipient: String? = nil) -> [Parcel] {
        let recipient = recipient ?? account.name
        return (1...count).map { number in
            let mail = sampleMail("claim-\(number)", account: recipient)
            return Parcel(
                claim: mail.identifier, recipient: recipient, bytes: mail.entry, attempts: 0,
                mark: nil)
        }
    }

    private func expectOnce(_ count: Int) throws {
        let mails = try ReadMail.all(inBoxAt: spool.box(account))
        #expect(mails.map(\.identifier) == (1...count).map { "<claim-\($0)@duban.example>" })
        #expect(mails.allSatisfy { !$0.isRepetition })
    }

    @Test func `a batch is delivered in order, and nobody suffers from another's refusal`() throws {
        var batch = parcels(5)
        batch.insert(contentsOf: parcels(1, to: "dbt-nobody"), at: 2)
        let preparations = channel.prepare(batch)
        #expect(
            preparations[2] == .settled(.refused("there is no account dbt-nobody")))
        let ready = zip(batch, preparations).compactMap { $0.marked(by: $1) }
        #expect(ready.count == 5)
        #expect(channel.deliver(ready) == Array(repeating: .delivered, count: 5))
        try expectOnce(5)
    }

    @Test func `what was written before a crash is found, and what was not is written`() throws {
        let prepared = zip(parcels(6), channel.prepare(parcels(6))).compactMap { $0.marked(by: $1) }
        // Killed before the answers came, and in the next life before the new marks were stored.
        #expect(
            channel.deliver(Array(prepared.prefix(4))) == .init(repeating: .delivered, count: 4))
        let again = zip(prepared, channel.prepare(prepared)).compactMap { $0.marked(by: $1) }
        #expect(again.count == 6)
        #expect(again.allSatisfy { MailMark($0.mark ?? [])?.wasAttempted == true })
        #expect(channel.deliver(again) == .init(repeating: .delivered, count: 6))
        try expectOnce(6)
    }

    @Test func `a box that is locked at the first attempt leaves nothing to look for`() throws {
        let batch = parcels(1)
        let prepared = zip(batch, channel.prepare(batch)).compactMap { $0.marked(by: $1) }
        let lock = spool.box(account) + ".lock"
        try Data("\(getpid())\n".utf8).write(to: URL(fileURLWithPath: lock))
        let held = "\(account.name).lock is held by another program"
        #expect(channel.deliver(prepared) == [.retry(held, untouched: true)])
        // The second attempt of what may have been written is not a first one again.
        let again = zip(prepared, channel.prepare(prepared)).compactMap { $0.marked(by: $1) }
        #expect(channel.deliver(again) == [.retry(held, untouched: false)])
        try FileManager.default.removeItem(atPath: lock)
        #expect(channel.deliver(again) == [.delivered])
        try expectOnce(1)
    }

    @Test func `a program that is not there is tried again`() {
        let lost = MailChannel(
            courier: MailCourier(.socket(path: spool.folder + "/nothing")), repetitionMark: "")
        let preparation = lost.prepare(parcels(1))[0]
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

extension Parcel {
    /// With the mark to store; nil when there is nothing to deliver.
    fileprivate func marked(by preparation: Preparation) -> Parcel? {
        guard case .ready(let mark) = preparation else { return nil }
        return Parcel(
            claim: claim, recipient: recipient, bytes: bytes, attempts: attempts, mark: mark)
    }
}

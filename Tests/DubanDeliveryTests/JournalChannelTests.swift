// Notices into a real journal: each exactly once, whatever happens between sending and proof.

import DubanKernel
import Foundation
import Systemd
import TestSupport
import Testing

@testable import DubanDelivery

@Suite(.serialized) struct JournalChannelTests {
    private let office = SampleOffice(language: .english)
    /// An obligation of this test run alone.
    private let obligation = "info/\(UUID().uuidString)/2026-11"

    init() throws {
        try LiveJournal.require()
    }

    private func notices(_ count: Int) -> [Notice] {
        let sample = office.notice(.info, due: ("2026-11-25", "17:00"), light: .red, done: 0)
        return (0..<count).map { number in
            Notice(
                telling: TellingKey(
                    obligation: ObligationKey(obligation), episode: 0, due: sample.telling.due,
                    kind: .rung, rung: "+1wd", occurrence: 0),
                person: PersonID("p\(number)"), unit: sample.unit, title: "一行\n两行",
                at: sample.at, decidedAt: sample.decidedAt, due: sample.due, light: sample.light,
                isLate: false, isProvisional: false, asPost: .post("liaison", up: 0), progress: nil,
                supersedes: [], rule: sample.rule)
        }
    }

    private func messages(_ count: Int) -> [Message<Addressed>] {
        JournalChannel().compose(notices(count), by: office.composer()).map { $0.addressed() }
    }

    /// Everything that is in the journal, once.
    private func expectOnce(_ messages: [Message<some Hashable & Sendable>]) throws {
        let once = Dictionary(uniqueKeysWithValues: messages.map { ($0.notices[0], 1) })
        #expect(try LiveJournal.tally(of: obligation) == once)
    }

    @Test func `an entry says all that the catalog and a filter need`() throws {
        let message = messages(1)[0]
        let channel = JournalChannel()
        #expect(channel.round([message]) == [.delivered])
        let entries = try LiveJournal.entries("DUBAN_NOTICE_ID=\(message.notices[0])")
        #expect(entries.count == 1)
        let entry = try #require(entries.first)
        let sent = try #require(JournalRecord(bytes: message.bytes))
        for field in sent.fields {
            #expect(entry[field.name] as? String == String(decoding: field.value, as: UTF8.self))
        }
        #expect(sent.fields.count == 16)
    }

    @Test func `frozen bytes are in the journal's own export format`() throws {
        let message = messages(1)[0]
        #expect(JournalChannel().round([message]) == [.delivered])
        let export = try Oracle.run(
            "journalctl", ["--output=export", "--quiet", "DUBAN_NOTICE_ID=\(message.notices[0])"])
        let record = try #require(JournalRecord(bytes: Array(export.output.utf8.dropLast())))
        let sent = try #require(JournalRecord(bytes: message.bytes))
        #expect(Set(record.fields).isSuperset(of: sent.fields))
    }

    @Test func `ten thousand notices are each there once`() throws {
        // With no more than the channel looks at, because this is about how many they are.
        let all = (0..<10_000).map { number in
            let notice = SHA256.hexadecimal("\(obligation) \(number)")
            let record = JournalRecord(fields: [
                JournalField("MESSAGE", "\(number)"), JournalField("PRIORITY", "6"),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
                JournalField("DUBAN_OBLIGATION", obligation),
                JournalField(noticeField, notice),
            ])
            return Message(
                channel: .journal, person: "liu", notices: [notice], bytes: record.bytes
            ).addressed()
        }
        let channel = JournalChannel()
        for start in stride(from: 0, to: all.count, by: channel.batchMax) {
            var batch = Array(all[start..<min(start + channel.batchMax, all.count)])
            // journald may drop some by its rate limit, which the tests do not set.
            while !batch.isEmpty { batch = channel.unsettled(after: batch) }
        }
        try expectOnce(all)
    }

    @Test func `what was sent before a crash is found, and what was not is sent`() throws {
        let prepared = try JournalChannel().prepared(messages(20))
        // Killed in the midst of the batch: no fence, no outcome.
        for message in prepared.prefix(11) {
            let record = try #require(JournalRecord(bytes: message.bytes))
            #expect(Journal.send(record.fields) == 0)
        }
        let nextLife = JournalChannel()
        let preparations = nextLife.prepare(prepared.again())
        #expect(preparations.prefix(11).allSatisfy { $0 == .settled(.delivered) })
        let rest = zip(prepared.again(), preparations).compactMap { message, preparation in
            preparation.mark.map { message.with(message.stage.marked($0)) }
        }
        #expect(rest.count == 9)
        #expect(nextLife.deliver(rest).allSatisfy { $0 == .delivered })
        try expectOnce(prepared)
    }

    @Test func `a settled batch that a crash made forget is not sent again`() throws {
        let prepared = try JournalChannel().prepared(messages(5))
        #expect(JournalChannel().deliver(prepared).allSatisfy { $0 == .delivered })
        #expect(
            JournalChannel().prepare(prepared.again()).allSatisfy { $0 == .settled(.delivered) })
        try expectOnce(prepared)
    }

    @Test func `a journald that hangs delays notices and doubles none`() throws {
        let prepared = try JournalChannel().prepared(messages(2))
        let journalds = try LiveJournal.processes()
        for process in journalds { try #require(kill(process, SIGSTOP) == 0) }
        // Other tests may fill journald's queue, and then sending waits for it as well.
        let rescue = DispatchWorkItem { for process in journalds { kill(process, SIGCONT) } }
        DispatchQueue.global().asyncAfter(deadline: .now() + 10, execute: rescue)

        let channel = JournalChannel(patience: 1000)
        let outcomes = channel.deliver(prepared)
        let why = Reason.journalSilent
        #expect(outcomes.allSatisfy { [.delivered, .retry(why, untouched: false)].contains($0) })
        rescue.perform()
        rescue.cancel()
        var waiting = zip(prepared, outcomes).filter { $0.1 != .delivered }.map(\.0)
        while !waiting.isEmpty {
            let preparations = JournalChannel().prepare(waiting.again())
            #expect(preparations.allSatisfy { $0.mark == nil })
            waiting = zip(waiting, preparations).filter { $0.1 != .settled(.delivered) }.map(\.0)
        }
        try expectOnce(prepared)
    }

    @Test func `in a journal that shows nothing notices stay unproven and are sent once`() throws {
        let folder = try TemporaryFolder()
        let blind = JournalChannel(source: .directory(folder.path), patience: 1000)
        let prepared = try blind.prepared(messages(3))
        let unproven = Outcome.unproven(.journalUnreadable)
        #expect(blind.deliver(prepared).allSatisfy { $0 == unproven })
        #expect(blind.prepare(prepared.again()).allSatisfy { $0 == .settled(unproven) })
        #expect(
            JournalChannel().prepare(prepared.again()).allSatisfy { $0 == .settled(.delivered) })
        try expectOnce(prepared)
    }

    @Test func `a journal that shows only older entries is given up after some attempts`() throws {
        let folder = try TemporaryFolder()
        try folder.copyJournal()
        let stale = JournalChannel(source: .directory(folder.path), patience: 1000)
        let prepared = try stale.prepared(messages(1))
        let why = Reason.journalSilent
        #expect(stale.deliver(prepared) == [.retry(why, untouched: false)])
        for attempts in 1..<JournalChannel.attemptsMax {
            let outcome: Outcome =
                attempts == JournalChannel.attemptsMax - 1
                ? .unproven(why) : .retry(why, untouched: false)
            #expect(stale.prepare(prepared.again(after: attempts)) == [.settled(outcome)])
        }
        #expect(JournalChannel().prepare(prepared.again()) == [.settled(.delivered)])
        try expectOnce(prepared)
    }

    @Test func `without journald's socket entries wait, are not counted, and are sent later`()
        throws
    {
        let absent = JournalChannel(socket: "/nonexistent/socket")
        let batch = messages(3)
        let postponed = Outcome.postponed(.journalAbsent, untouched: true)
        #expect(absent.prepare(batch).allSatisfy { $0 == .settled(postponed) })
        // It goes while the batch is under way.
        let prepared = try JournalChannel().prepared(batch)
        #expect(absent.deliver(prepared).allSatisfy { $0 == postponed })
        // What may have been sent before is looked for when it is back.
        let doubtful = Outcome.postponed(.journalAbsent, untouched: false)
        #expect(absent.prepare(prepared.again()).allSatisfy { $0 == .settled(doubtful) })
        #expect(JournalChannel().round(prepared.again()).allSatisfy { $0 == .delivered })
        try expectOnce(prepared)
    }

    @Test func `absence proves nothing where the journal does not reach back to the attempt`()
        throws
    {
        let prepared = try JournalChannel().prepared(messages(1))
        let mark = JournalMark(fence: "x", sentAt: 1).bytes
        let old = messages(1).map { $0.with($0.stage.marked(mark)) }.again()
        #expect(
            JournalChannel().prepare(old)
                == [.settled(.unproven(.journalShortened, final: true))])
        #expect(JournalChannel().prepare(prepared.again()).allSatisfy { $0.mark != nil })
    }

    @Test func `the journal stays open until there is nothing to do`() throws {
        let folder = try TemporaryFolder()
        try folder.copyJournal()
        let channel = JournalChannel(source: .directory(folder.path), patience: 1000)
        let prepared = try channel.prepared(messages(1))
        #expect(folder.openFiles == 0)
        _ = channel.prepare(prepared.again())
        let opened = folder.openFiles
        #expect(opened > 0)
        _ = channel.prepare(prepared.again())
        #expect(folder.openFiles == opened)
        channel.rest()
        #expect(folder.openFiles == 0)
    }

    @Test func `a damaged message is refused and harms no other`() throws {
        var batch = messages(2)
        let damage = Message(
            channel: .journal, person: "x", notices: ["x"], bytes: Array("MESSAGE=x\n".utf8))
        batch.insert(damage.addressed(), at: 1)
        #expect(
            JournalChannel().round(batch) == [.delivered, .refused(.damaged), .delivered])
    }
}

extension Preparation {
    /// The mark to store; nil when there is nothing to deliver.
    fileprivate var mark: [UInt8]? {
        if case .ready(let mark) = self { mark } else { nil }
    }
}

extension Message<Composed> {
    /// As it goes to a first attempt.
    fileprivate func addressed() -> Message<Addressed> {
        with(Frozen(retries: 0, mark: nil).addressed(to: person.text))
    }
}

extension [Message<Marked>] {
    /// As the ledger hands them out when they were attempted before.
    fileprivate func again(after retries: Int = 0) -> [Message<Addressed>] {
        map { message in
            let frozen = Frozen(retries: retries, mark: message.stage.mark)
            return message.with(frozen.addressed(to: message.stage.recipient))
        }
    }
}

extension JournalChannel {
    /// The messages with their marks, as the ledger would have stored them; all must be ready.
    fileprivate func prepared(_ batch: [Message<Addressed>]) throws -> [Message<Marked>] {
        try zip(batch, prepare(batch)).map { message, preparation in
            message.with(message.stage.marked(try #require(preparation.mark)))
        }
    }

    /// One whole round: the outcome of each message.
    fileprivate func round(_ batch: [Message<Addressed>]) -> [Outcome] {
        let preparations = prepare(batch)
        let ready = zip(batch, preparations).compactMap { message, preparation in
            preparation.mark.map { message.with(message.stage.marked($0)) }
        }
        var delivered = deliver(ready).makeIterator()
        return preparations.map { preparation in
            switch preparation {
            case .ready: delivered.next() ?? .refused(.said("the channel gave no outcome"))
            case .settled(let outcome): outcome
            }
        }
    }

    /// The messages that a round has left to be retried.
    fileprivate func unsettled(after batch: [Message<Addressed>]) -> [Message<Addressed>] {
        zip(batch, round(batch)).filter { $0.1 != .delivered }.map(\.0)
    }
}

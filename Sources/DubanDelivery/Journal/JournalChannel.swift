// Notices into the systemd journal, each exactly once. sd_journal_sendv(3) answers 0 even for what
// journald drops, so an entry is delivered when it has been read back by its notice id, and absence
// counts only behind a fence: a marker entry sent after it.

package import DubanKernel
import Glibc
import Synchronization
package import Systemd

/// `MESSAGE_ID` of the markers that prove what is absent.
let fenceMessageID = "276b75774899417782ae02d488b98afc"

/// The journal as a channel. A message's bytes are a `JournalRecord` with a notice id; its mark is
/// the identifier of the fence that closes the batch it was sent in.
package final class JournalChannel: Channel {
    package let name = ChannelName.journal
    package let batchMax = 500

    /// After so many attempts whose fences never showed, a message is *sent, unproven*.
    static let attemptsMax = 6
    /// How long a fence is waited for while the one before has not shown either, in microseconds: a
    /// journal that cannot be read does not cost every batch the whole patience.
    private static let blindPatience: Int64 = 100_000

    private let probe: JournalProbe
    private let patience: Int64
    private let isBlind = Mutex(false)

    /// The journal, read back from `source`. A fence is waited for `patience` microseconds.
    package init(source: JournalSource = .machine, patience: Int64 = 5_000_000) {
        // The trusted uid keeps other accounts from forging a proof.
        probe = JournalProbe(
            origin: [
                JournalField("_UID", String(getuid())),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
            ],
            identifierField: noticeField, fenceField: "DUBAN_FENCE", source: source)
        self.patience = patience
    }

    package func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        notices.map(composer.journalEntry)
    }

    /// Looks, behind a fence, for the messages that were attempted before.
    package func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        let attempted = batch.map { $0.stage.mark == nil ? nil : read($0.bytes)?.notice }
        let sought = attempted.compactMap(\.self)
        let look = sought.isEmpty ? Look() : self.look(for: sought, behind: Self.newFence())
        let mark = Array(Self.newFence().utf8)
        return zip(batch, attempted).map { message, notice in
            if message.stage.mark == nil { return .ready(mark: mark) }
            guard let notice else { return .settled(.refused(.damaged)) }
            return look.outcome(of: notice, after: message.stage.retries).map { .settled($0) }
                ?? .ready(mark: mark)
        }
    }

    /// Sends the entries and their fence behind them, and reads back what has arrived.
    package func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        guard let first = batch.first else { return [] }
        let entries = batch.map { read($0.bytes) }
        for (index, entry) in entries.enumerated() {
            guard let entry else { continue }
            let answer = Journal.send(entry.fields)
            if answer != 0 {
                // What was sent before this one is looked for in the next round.
                return entries.indices.map { .retry(complaint(answer), untouched: $0 >= index) }
            }
        }
        let fence = String(decoding: first.stage.mark, as: UTF8.self)
        let look = self.look(for: entries.compactMap { $0?.notice }, behind: fence)
        return zip(batch, entries).map { message, entry in
            guard let entry else { return .refused(.damaged) }
            // Absent behind a fence is absent for good.
            return look.outcome(of: entry.notice, after: message.stage.retries)
                ?? .retry(.journalDropped, untouched: true)
        }
    }

    package func rest() {}
}

extension JournalChannel {
    /// Sends a fence and looks for the entries once it shows.
    private func look(for notices: [NoticeID], behind fence: String) -> Look {
        let answer = probe.sendFence(
            fence,
            fields: [
                JournalField("MESSAGE", "Marker behind a batch of notices"),
                JournalField("MESSAGE_ID", fenceMessageID),
                // As the least notice: what is stored of those is stored of this.
                JournalField("PRIORITY", "6"),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
            ])
        guard answer == 0 else { return Look(doubt: (complaint(answer), .max)) }
        do {
            let sighting = try probe.look(
                for: Set(notices), fence: fence,
                patience: isBlind.withLock { $0 } ? Self.blindPatience : patience)
            isBlind.withLock { $0 = !sighting.fenceSeen }
            if sighting.fenceSeen { return Look(present: sighting.present) }
            return Look(
                present: sighting.present,
                doubt: try showsNothing()
                    ? (.journalUnreadable, 1) : (.journalSilent, Self.attemptsMax))
        } catch {
            return Look(doubt: (.said(error.description), .max))
        }
    }

    /// Whether the journal shows this process no entry at all: it is not kept, or not for this
    /// account to read.
    private func showsNothing() throws(SystemError) -> Bool {
        let reader = try JournalReader(probe.source)
        try reader.seekStart()
        return try !reader.next()
    }

    /// A fence's identifier: 32 hexadecimal digits, new every time, because one that was used
    /// before would prove absence too early.
    private static func newFence() -> String {
        (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }
}

private func complaint(_ code: Int32) -> Reason {
    .said("journald takes no entry: \(String(cString: strerror(code)))")
}

/// Nil when the bytes are no entry with a notice id.
private func read(_ bytes: [UInt8]) -> (fields: [JournalField], notice: NoticeID)? {
    guard let record = JournalRecord(bytes: bytes), let notice = record.text(of: noticeField) else {
        return nil
    }
    return (record.fields, notice)
}

/// What a look behind a fence found.
private struct Look {
    /// The notices that the journal holds.
    var present: Set<NoticeID> = []
    /// Why absence is not certain, and after how many attempts that is final; nil when it is
    /// certain. A look that fails may not the next time; a fence that does not show is shown later
    /// by a hung journald, never by one that stores nothing.
    var doubt: (why: Reason, attemptsMax: Int)?

    /// How an entry stands that was tried again so often; nil when it is absent for certain.
    func outcome(of notice: NoticeID, after retries: Int) -> Outcome? {
        if present.contains(notice) { return .delivered }
        guard let (why, attemptsMax) = doubt else { return nil }
        return retries + 1 < attemptsMax ? .retry(why, untouched: false) : .unproven(why)
    }
}

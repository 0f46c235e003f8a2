// Notices into the systemd journal, each exactly once. sd_journal_sendv(3) answers 0 even for what
// journald drops, so an entry is delivered when it has been read back by its notice id, and absence
// counts only behind a fence: a marker entry sent after it.

package import DubanKernel
import Glibc
import Synchronization
package import Systemd

/// The journal as a channel. A message's bytes are a `JournalRecord` with a notice id; its mark is
/// the identifier of the fence that closes the batch it was sent in.
package final class JournalChannel: Channel {
    package let name = ChannelName.journal
    package let batchMax = 500

    /// How long a fence is waited for, by default, in microseconds.
    package static let defaultPatience: Int64 = 5_000_000
    /// After so many attempts whose fences never showed, a message is *sent, unproven*.
    package static let attemptsMax = 6
    /// How long a fence is waited for while the one before has not shown either, in microseconds: a
    /// journal that cannot be read does not cost every batch the whole patience.
    private static let blindPatience: Int64 = 100_000

    private let probe: JournalProbe
    private let patience: Int64
    private let isBlind = Mutex(false)

    /// The journal, read back from `source`.
    package init(
        source: JournalSource = .machine, patience: Int64 = JournalChannel.defaultPatience
    ) {
        // The trusted uid keeps other accounts from forging a proof.
        probe = JournalProbe(
            origin: [
                JournalField("_UID", String(getuid())),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
            ],
            identifierField: JournalFieldName.notice, fenceField: JournalFieldName.fence,
            source: source)
        self.patience = patience
    }

    /// Looks, behind a fence, for the messages that were attempted before.
    package func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        let attempted = batch.map { $0.stage.mark == nil ? nil : NoticeRecord($0.bytes) }
        let sought = attempted.compactMap { $0 }
        let look = sought.isEmpty ? Look() : self.look(for: sought, behind: Self.newFence())
        let mark = Array(Self.newFence().utf8)
        return zip(batch, attempted).map { message, entry in
            if message.stage.mark == nil { return .ready(mark: mark) }
            guard let entry else { return .settled(.refused(.damaged)) }
            return look.outcome(of: entry, after: message.stage.retries).map { .settled($0) }
                ?? .ready(mark: mark)
        }
    }

    /// Sends the entries and their fence behind them, and reads back what has arrived.
    package func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        guard let first = batch.first else { return [] }
        let entries = batch.map { NoticeRecord($0.bytes) }
        for (index, entry) in entries.enumerated() {
            guard let entry else { continue }
            let answer = Journal.send(entry.record.fields)
            if answer != 0 {
                // What was sent before this one is looked for in the next round.
                return entries.indices.map { .retry(complaint(answer), untouched: $0 >= index) }
            }
        }
        let fence = String(decoding: first.stage.mark, as: UTF8.self)
        let look = self.look(for: entries.compactMap { $0 }, behind: fence)
        return zip(batch, entries).map { message, entry in
            guard let entry else { return .refused(.damaged) }
            // Absent behind a fence is absent for good.
            return look.outcome(of: entry, after: message.stage.retries)
                ?? .retry(.journalDropped, untouched: true)
        }
    }

    package func rest() {}
}

extension JournalChannel {
    /// Sends a fence and looks for the entries once it shows.
    private func look(for entries: [NoticeRecord], behind fence: String) -> Look {
        let answer = probe.sendFence(
            fence,
            fields: [
                JournalField("MESSAGE", "Marker behind a batch of notices"),
                JournalField("MESSAGE_ID", fenceMessageID),
                // As the least notice: what is stored of those is stored of this.
                JournalField("PRIORITY", "6"),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
            ])
        guard answer == 0 else { return Look(doubt: .passing(complaint(answer))) }
        do {
            let sighting = try probe.look(
                for: Set(entries.map(\.notice)), fence: fence,
                patience: isBlind.withLock { $0 } ? Self.blindPatience : patience)
            isBlind.withLock { $0 = !sighting.fenceSeen }
            if sighting.fenceSeen { return Look(present: sighting.present) }
            let doubt: Look.Doubt =
                try showsNothing()
                ? .lasting(.journalUnreadable)
                : .untilTired(.journalSilent)
            return Look(present: sighting.present, doubt: doubt)
        } catch {
            return Look(doubt: .passing(.said(error.description)))
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
        let halves = [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
        return halves.map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

private func complaint(_ code: Int32) -> Reason {
    .said("journald takes no entry: \(String(cString: strerror(code)))")
}

/// A record that tells a notice.
private struct NoticeRecord {
    let record: JournalRecord
    let notice: NoticeID

    /// Nil when the bytes are no entry with a notice id.
    init?(_ bytes: [UInt8]) {
        guard let record = JournalRecord(bytes: bytes),
            let notice = record.text(of: JournalFieldName.notice)
        else { return nil }
        self.record = record
        self.notice = notice
    }
}

/// What a look behind a fence found.
private struct Look {
    /// The notices that the journal holds.
    var present: Set<String> = []
    /// Why absence is not certain; nil when it is.
    var doubt: Doubt?

    enum Doubt {
        /// The look failed; the next one may not.
        case passing(Reason)
        /// The fence did not show; a hung journald shows it later, one that stores nothing never
        /// does.
        case untilTired(Reason)
        /// The fence cannot show.
        case lasting(Reason)
    }

    /// How an entry stands that was tried again so often; nil when it is absent for certain.
    func outcome(of entry: NoticeRecord, after retries: Int) -> Outcome? {
        if present.contains(entry.notice) { return .delivered }
        switch doubt {
        case nil: return nil
        case .passing(let why): return .retry(why, untouched: false)
        case .untilTired(let why):
            return retries + 1 < JournalChannel.attemptsMax
                ? .retry(why, untouched: false) : .unproven(why)
        case .lasting(let why): return .unproven(why)
        }
    }
}

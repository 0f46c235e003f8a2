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
/// the identifier of the fence that closes the batch it was sent in, and when that was.
package final class JournalChannel: Channel {
    package let name = ChannelName.journal
    package let batchMax = 500

    /// After so many attempts whose fences never showed, a message is *sent, unproven*.
    static let attemptsMax = 6
    /// How long a fence is waited for while the one before has not shown either, in microseconds: a
    /// journal that cannot be read does not cost every batch the whole patience.
    private static let blindPatience: Int64 = 100_000

    private let probe: JournalProbe
    private let socket: String
    private let patience: Int64
    private let isBlind = Mutex(false)

    /// The journal, read back from `source`. A fence is waited for `patience` microseconds. Without
    /// `socket` nobody takes entries, which `Journal.send` cannot tell.
    package init(
        source: JournalSource = .machine, patience: Int64 = 5_000_000,
        socket: String = Journal.socket
    ) {
        // The trusted uid keeps other accounts from forging a proof.
        probe = JournalProbe(
            origin: [
                JournalField("_UID", String(getuid())),
                JournalField("SYSLOG_IDENTIFIER", journalIdentifier),
            ],
            identifierField: noticeField, fenceField: "DUBAN_FENCE", source: source)
        self.patience = patience
        self.socket = socket
    }

    package func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        notices.map(composer.journalEntry)
    }

    /// Looks, behind a fence, for the messages that were attempted before.
    package func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        guard isThere else {
            return batch.map {
                .settled(.postponed(.journalAbsent, untouched: $0.stage.mark == nil))
            }
        }
        let attempted = batch.map { $0.stage.mark == nil ? nil : read($0.bytes)?.notice }
        let sought = attempted.compactMap(\.self)
        let look = sought.isEmpty ? Look() : self.look(for: sought, behind: Self.newFence())
        let mark = JournalMark(
            fence: Self.newFence(), sentAt: SystemClock.realtimeMicroseconds()
        ).bytes
        return zip(batch, attempted).map { message, notice in
            guard let attempt = message.stage.mark else { return .ready(mark: mark) }
            guard let notice else { return .settled(.refused(.damaged)) }
            let outcome =
                look.outcome(of: notice, after: message.stage.retries)
                ?? look.doubt(sentAt: JournalMark(attempt).sentAt)
            return outcome.map { .settled($0) } ?? .ready(mark: mark)
        }
    }

    /// Sends the entries and their fence behind them, and reads back what has arrived.
    package func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        guard let first = batch.first else { return [] }
        guard isThere else {
            return batch.map { _ in .postponed(.journalAbsent, untouched: true) }
        }
        let entries = batch.map { read($0.bytes) }
        for (index, entry) in entries.enumerated() {
            guard let entry else { continue }
            let answer = Journal.send(entry.fields)
            if answer != 0 {
                // What was sent before this one is looked for in the next round.
                return entries.indices.map { .retry(complaint(answer), untouched: $0 >= index) }
            }
        }
        let fence = JournalMark(first.stage.mark).fence
        let look = self.look(for: entries.compactMap { $0?.notice }, behind: fence)
        return zip(batch, entries).map { message, entry in
            guard let entry else { return .refused(.damaged) }
            // Absent behind a fence is absent for good.
            return look.outcome(of: entry.notice, after: message.stage.retries)
                ?? .retry(.journalDropped, untouched: true)
        }
    }

    package func rest() { probe.close() }

    private var isThere: Bool { access(socket, F_OK) == 0 }
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
        do throws(SystemError) {
            let sighting = try probe.look(
                for: Set(notices), fence: fence,
                patience: isBlind.withLock { $0 } ? Self.blindPatience : patience)
            isBlind.withLock { $0 = !sighting.fenceSeen }
            if sighting.fenceSeen {
                let isWhole = sighting.present.count == Set(notices).count
                return Look(
                    present: sighting.present, oldest: isWhole ? nil : try probe.oldest())
            }
            // Without the socket the fence went nowhere.
            guard isThere else { return Look(doubt: (.journalAbsent, .max)) }
            return Look(
                present: sighting.present,
                // It shows no entry at all: it is not kept, or not for this account to read.
                doubt: try probe.oldest() == nil
                    ? (.journalUnreadable, 1) : (.journalSilent, Self.attemptsMax))
        } catch {
            return Look(doubt: (.said(error.description), .max))
        }
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

/// `FENCE MICROSECONDS`; the first house wrote the fence alone.
struct JournalMark: Hashable {
    let fence: String
    /// When it was sent by the wall clock.
    let sentAt: Int64?

    var bytes: [UInt8] { Array((fence + (sentAt.map { " \($0)" } ?? "")).utf8) }

    init(fence: String, sentAt: Int64) { (self.fence, self.sentAt) = (fence, sentAt) }

    init(_ bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        fence = words.first.map { String($0) } ?? ""
        sentAt = words.dropFirst().first.flatMap { Int64($0) }
    }
}

/// What a look behind a fence found.
private struct Look {
    /// The notices that the journal holds.
    var present: Set<NoticeID> = []
    /// Why absence is not certain, and after how many attempts that is final; nil when it is
    /// certain. A look that fails may not the next time; a fence that does not show is shown later
    /// by a hung journald, never by one that stores nothing.
    var doubt: (why: Reason, attemptsMax: Int)?
    /// How far back the journal reaches, where that is known.
    var oldest: Int64?

    /// How an entry stands that was tried again so often; nil when it is absent for certain.
    func outcome(of notice: NoticeID, after retries: Int) -> Outcome? {
        if present.contains(notice) { return .delivered }
        guard let (why, attemptsMax) = doubt else { return nil }
        return retries + 1 < attemptsMax ? .retry(why, untouched: false) : .unproven(why)
    }

    /// Absence proves nothing where the journal does not reach back to the attempt.
    func doubt(sentAt: Int64?) -> Outcome? {
        guard let sentAt, let oldest, sentAt < oldest else { return nil }
        return .unproven(.journalShortened, final: true)
    }
}

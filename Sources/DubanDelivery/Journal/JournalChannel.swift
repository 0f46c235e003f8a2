// Notices into the systemd journal, each exactly once. sd_journal_sendv(3) answers 0 even for what
// journald drops, so an entry is delivered when it has been read back by its notice id, and absence
// counts only behind a fence: a marker entry sent after it.

package import DubanKernel
import Glibc
import Synchronization
package import Systemd

/// The journal as a channel. A parcel's bytes are a `JournalRecord` with a notice id; its mark is
/// the identifier of the fence that closes the batch it was sent in.
package final class JournalChannel: Channel {
    package let name = ChannelName.journal
    package let batchMax = 500

    /// How long a fence is waited for, by default, in microseconds.
    package static let defaultPatience: Int64 = 5_000_000
    /// After so many attempts whose fences never showed, a parcel is *sent, unproven*.
    package static let attemptsMax = 6
    /// How long a fence is waited for while the one before has not shown either, in microseconds: a
    /// journal that cannot be read does not cost every batch the whole patience.
    private static let blindPatience: Int64 = 100_000

    private let probe: JournalProbe
    private let patience: Int64
    /// Whether the last fence was waited for in vain.
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

    /// Looks, behind a fence, for the parcels that were attempted before.
    package func prepare(_ batch: [Parcel]) -> [Preparation] {
        let attempted = batch.map { $0.mark == nil ? nil : JournalLetter($0) }
        let sought = attempted.compactMap { $0 }
        let look = sought.isEmpty ? Look() : self.look(for: sought, behind: Self.newFence())
        let mark = Array(Self.newFence().utf8)
        return zip(batch, attempted).map { parcel, letter in
            if parcel.mark == nil { return .ready(mark: mark) }
            guard let letter else { return .settled(damaged) }
            return look.outcome(of: letter).map { .settled($0) } ?? .ready(mark: mark)
        }
    }

    /// Sends the entries and their fence behind them, and reads back what has arrived.
    package func deliver(_ batch: [Parcel]) -> [Outcome] {
        guard let mark = batch.first?.mark else {
            precondition(batch.isEmpty, "parcels are prepared before they are delivered")
            return []
        }
        let letters = batch.map(JournalLetter.init)
        for (index, letter) in letters.enumerated() {
            guard let letter else { continue }
            let answer = Journal.send(letter.record.fields)
            if answer != 0 {
                // What was sent before this one is looked for in the next round.
                return letters.indices.map { .retry(complaint(answer), untouched: $0 >= index) }
            }
        }
        let fence = String(decoding: mark, as: UTF8.self)
        let look = self.look(for: letters.compactMap { $0 }, behind: fence)
        return letters.map { letter in
            guard let letter else { return damaged }
            // Absent behind a fence is absent for good.
            return look.outcome(of: letter) ?? .retry("journald dropped the entry", untouched: true)
        }
    }

    /// The journal is open during a look only.
    package func rest() {}
}

extension JournalChannel {
    /// Sends a fence and looks for the letters once it shows.
    private func look(for letters: [JournalLetter], behind fence: String) -> Look {
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
                for: Set(letters.map(\.notice)), fence: fence,
                patience: isBlind.withLock { $0 } ? Self.blindPatience : patience)
            isBlind.withLock { $0 = !sighting.fenceSeen }
            if sighting.fenceSeen { return Look(present: sighting.present) }
            let doubt: Look.Doubt =
                try showsNothing()
                ? .lasting("this account can read no journal")
                : .untilTired("the journal does not show its marker")
            return Look(present: sighting.present, doubt: doubt)
        } catch {
            return Look(doubt: .passing(error.description))
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

private let damaged = Outcome.refused("the frozen entry is damaged")

private func complaint(_ code: Int32) -> String {
    "journald takes no entry: \(String(cString: strerror(code)))"
}

/// A parcel with the record in it.
private struct JournalLetter {
    let parcel: Parcel
    let record: JournalRecord
    let notice: String

    /// Nil when the bytes are no entry with a notice id.
    init?(_ parcel: Parcel) {
        guard let record = JournalRecord(bytes: parcel.bytes),
            let notice = record.text(of: JournalFieldName.notice)
        else { return nil }
        self.parcel = parcel
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
        case passing(String)
        /// The fence did not show; a hung journald shows it later, one that stores nothing never
        /// does.
        case untilTired(String)
        /// The fence cannot show.
        case lasting(String)
    }

    /// How a letter stands; nil when it is absent for certain.
    func outcome(of letter: JournalLetter) -> Outcome? {
        if present.contains(letter.notice) { return .delivered }
        switch doubt {
        case nil: return nil
        case .passing(let why): return .retry(why, untouched: false)
        case .untilTired(let why):
            let attempts = letter.parcel.attempts + 1
            return attempts < JournalChannel.attemptsMax
                ? .retry(why, untouched: false) : .unproven(why)
        case .lasting(let why): return .unproven(why)
        }
    }
}

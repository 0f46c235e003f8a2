// The machines of the daemon's floor put together: who wants whom when something has ended.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger

/// Supervises until everything is done: passes, deliveries, the daily look.
@MainActor final class Supervisor {
    /// Told after every pass.
    var onPass: (@MainActor () -> Void)?

    let floor: Floor
    let recorder: Recorder
    let deliveries: [Delivery]
    let pass: Pass
    let dailyLook: DailyLook
    private let witness: Witness?

    /// Every channel is to be asked after the pass: something was queued in it, or it is the first
    /// one after a start, under another charter or by another clock.
    private var wantsAll = true
    /// Accounts whose refused mail is tried again soon.
    private var changed: Set<String> = []

    /// `cache`: the directory of the ledger's witness; nil: there is none.
    init(
        floor: Floor, keeper: CharterKeeper, channels: [any Channel], host: String,
        cache: String? = nil
    ) {
        self.floor = floor
        witness = cache.map { Witness(floor: floor, directory: $0) }
        recorder = Recorder(floor: floor, keeper: keeper)
        deliveries = channels.map { Delivery(floor: floor, channel: $0, host: host) }
        pass = Pass(floor: floor, recorder: recorder, channels: channels.map(\.name))
        dailyLook = DailyLook(floor: floor, pass: pass)
        recorder.onChange = { [weak self] in self?.pass.want() }
        recorder.onCharter = { [weak self] in self?.lookAtEverything() }
        pass.onStored = { [weak self] in self?.stored() }
        pass.onEnd = { [weak self] in self?.passed() }
    }

    /// The wall clock was set, forward when positive: everything is computed anew. A jump of more
    /// than a day is doubted: the battery of the clock is more often at fault than the calendar.
    func clockJumped(microseconds: Int64) {
        let seconds = Int64(clamping: microseconds.magnitude / 1_000_000)
        doubtClock(seconds > Self.daySeconds ? seconds : nil)
        lookAtEverything()
    }

    /// At a start the ledger is held against its witness, and the clock against the ledger.
    func started() throws(LedgerError) {
        if try witness?.isConfirmed() == false {
            floor.docket.mustHold = Standing.heldForLedger
        }
        doubtStart()
    }

    /// The last entry is the only witness of the time: a clock that stands more than a day before
    /// it, or more than 31 days behind it, is doubted.
    private func doubtStart() {
        guard let last = floor.docket.standing.lastAt else { return }
        let seconds = (floor.clock.now.microseconds - last.microseconds) / 1_000_000
        guard !(-Self.daySeconds...31 * Self.daySeconds).contains(seconds) else { return }
        doubtClock(abs(seconds))
        let zone = floor.docket.charter.zone
        floor.log.write(
            .warning,
            "the wall clock is in doubt: the ledger's last entry was made \(zone.civil(last)), and "
                + "now it is \(zone.civil(floor.clock.now)); nothing is sent for ten minutes: "
                + "check it")
    }

    /// How far off it may be, in seconds; nil: not at all. For ten minutes nothing is decided or
    /// sent, so that it can be set right; beyond a year not before somebody has said so.
    private func doubtClock(_ seconds: Int64?) {
        floor.docket.quarantineEnd = seconds.map { _ in
            floor.clock.now.adding(seconds: Self.quarantineSeconds)
        }
        guard floor.docket.mustHold != Standing.heldForLedger else { return }
        let isAbsurd = seconds.map { $0 > 366 * Self.daySeconds } ?? false
        floor.docket.mustHold = isAbsurd ? Standing.heldForClock : nil
    }

    private static let daySeconds: Int64 = 86_400
    private static let quarantineSeconds: Int64 = 600

    /// Looks at everything once. At a start what was on the way when an earlier life ended must
    /// have been resumed.
    func lookAtEverything() {
        wantsAll = true
        floor.docket.lookAtEverything(at: floor.clock.now)
        dailyLook.restart()
        pass.want()
    }

    /// A turn's notices are queued: they leave at once, but a digest is not torn apart by turns.
    private func stored() {
        for delivery in deliveries where !delivery.name.sendsDigests { delivery.want() }
        wantsAll = true
    }

    private var nextLookText: String {
        let zone = floor.docket.charter.zone
        return pass.nextLook.map { "at \(zone.civil($0))" } ?? "when something happens"
    }

    /// Asks every channel for what is ready; where nothing was queued nobody is asked.
    private func deliver() {
        wantsAll = false
        for delivery in deliveries { delivery.want() }
    }

    /// Undelivered messages are tried again now, and the channels with them. Answers how many.
    func retry(
        _ selection: OutboxSelection, on channel: ChannelName? = nil,
        orElse fail: @escaping @MainActor @Sendable (LedgerError) -> Void = { _ in },
        then finish: @escaping @MainActor @Sendable (Int) -> Void = { _ in }
    ) {
        let now = floor.clock.now
        floor.ask(.recording, orElse: fail) { ledger throws(LedgerError) in
            try ledger.retry(selection, on: channel, now: now)
        } then: { [self] count in
            deliver()
            finish(count)
        }
    }

    /// Mailboxes or accounts have changed; several changes within a second are one.
    func mailboxesChanged(of accounts: Set<String>) {
        guard changed.isEmpty else { return changed.formUnion(accounts) }
        changed = accounts
        floor.alarms.set(.outbox, at: floor.clock.now.adding(seconds: 1)) { [self] in
            let (charter, accounts) = (floor.docket.charter, changed)
            let persons = charter.people.keys.filter { person in
                charter.receiver(of: person)?.account.map(accounts.contains) ?? false
            }
            changed = []
            retry(
                .persons(persons), on: .mail,
                orElse: { [self] _ in mailboxesChanged(of: accounts) })
        }
    }

    private func passed() {
        floor.log.write(.info, "a pass is over; looks again \(nextLookText)")
        let next = { @MainActor @Sendable [self] in
            if wantsAll { deliver() }
        }
        if let witness { witness.keep(then: next) } else { next() }
        dailyLook.passed()
        onPass?()
    }
}

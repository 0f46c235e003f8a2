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

    /// Every channel is to be asked after the pass: something was queued in it, or it is the first
    /// one after a start, under another charter or by another clock.
    private var wantsAll = true
    /// Accounts whose refused mail is tried again soon.
    private var changed: Set<String> = []

    init(floor: Floor, keeper: CharterKeeper, channels: [any Channel], host: String) {
        self.floor = floor
        recorder = Recorder(floor: floor, keeper: keeper)
        deliveries = channels.map { Delivery(floor: floor, channel: $0, host: host) }
        pass = Pass(floor: floor, recorder: recorder, channels: channels.map(\.name))
        dailyLook = DailyLook(floor: floor, pass: pass)
        recorder.onChange = { [weak self] in self?.pass.want() }
        recorder.onCharter = { [weak self] in self?.lookAtEverything() }
        pass.onStored = { [weak self] in self?.stored() }
        pass.onEnd = { [weak self] in self?.passed() }
    }

    /// The wall clock was set, forward when positive: everything is computed anew. After a jump of
    /// more than a day nothing is sent for ten minutes: the battery of the clock is more often at
    /// fault than the calendar.
    func clockJumped(microseconds: Int64) {
        let isBelievable = microseconds.magnitude <= Self.believableMicroseconds
        floor.docket.quarantineEnd =
            isBelievable ? nil : floor.clock.now.adding(seconds: Self.quarantineSeconds)
        lookAtEverything()
    }

    private static let believableMicroseconds: UInt64 = 86_400_000_000
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
        if wantsAll { deliver() }
        dailyLook.passed()
        onPass?()
    }
}

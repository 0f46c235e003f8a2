// One channel's way from waiting notices to settled ones.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger

/// The shell around `DeliveryStateMachine`: it asks the ledger, the composer and the channel.
@MainActor final class Delivery {
    /// Told when something was settled.
    var onSettled: (@MainActor () -> Void)?
    /// Told whose messages are refused at present, whenever there is nothing more to do.
    var onRefused: (@MainActor ([PersonID]) -> Void)?
    /// Told when nothing is ready any more.
    var onRest: (@MainActor () -> Void)?

    private var machine: DeliveryStateMachine
    private let floor: Floor
    private let channel: any Channel
    private let host: String

    init(floor: Floor, channel: any Channel, host: String) {
        self.floor = floor
        self.channel = channel
        self.host = host
        machine = DeliveryStateMachine(batchMax: channel.batchMax)
    }

    var name: ChannelName { channel.name }

    /// Delivers until nothing is ready any more.
    func want() { perform(machine.wanted()) }

    private func perform(_ action: DeliveryStateMachine.Action) {
        let (name, channel, now) = (name, channel, floor.clock.now)
        switch action {
        case .none: break
        case .resume:
            ask { ledger throws(LedgerError) in
                try ledger.resume(on: name, now: now)
            } then: { [self] in
                perform(machine.resumed())
            }
        case .fetch: fetch()
        case .drop(let untrue):
            ask { ledger throws(LedgerError) in
                try ledger.drop(untrue.map { ($0.notice, $0.why) }, on: name, now: now)
            } then: { [self] entries in
                floor.docket.apply(entries)
                perform(machine.dropped())
            }
        case .compose(let notices): compose(notices)
        case .freeze(let messages, let homeless):
            ask { ledger throws(LedgerError) in
                let entries = try ledger.drop(
                    homeless.map { ($0, .nobodyReceives) }, on: name, now: now)
                return (entries, try ledger.claim(messages, now: now))
            } then: { [self] entries, frozen in
                floor.docket.apply(entries)
                perform(machine.frozen(frozen, recipient: floor.docket.recipient(of:)))
            }
        case .prepare(let messages):
            floor.lanes.run(.channel(name), { channel.prepare(messages) }) { [self] preparations in
                perform(machine.prepared(preparations))
            }
        case .mark(let messages):
            ask { ledger throws(LedgerError) in
                try ledger.mark(messages)
            } then: { [self] in
                perform(machine.marked())
            }
        case .deliver(let messages):
            floor.lanes.run(.channel(name), { channel.deliver(messages) }) { [self] outcomes in
                perform(machine.delivered(outcomes))
            }
        case .settle(let messages):
            ask { ledger throws(LedgerError) in
                try ledger.settle(messages, now: now)
            } then: { [self] entries in
                floor.docket.apply(entries)
                complain(of: messages, told: entries)
                onSettled?()
                perform(machine.settled(recipient: floor.docket.recipient(of:)))
            }
        case .rest:
            floor.lanes.run(.channel(name), { channel.rest() }, then: { _ in })
            if !machine.isInterrupted { floor.troubles.end(.delivery(name)) }
            floor.alarms.set(.delivery(name), at: machine.wake) { [weak self] in self?.want() }
            onRest?()
        }
    }

    /// Asks the ledger; a failure ends the round.
    private func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (Ledger) throws(LedgerError) -> Answer,
        then finish: @escaping @MainActor @Sendable (Answer) -> Void
    ) {
        floor.ask(
            .delivery(name), orElse: { [self] _ in perform(machine.failed(at: floor.clock.now)) },
            question, then: finish)
    }

    private func fetch() {
        let (name, limit, now) = (name, channel.batchMax, floor.clock.now)
        guard floor.docket.maySend(at: now) else {
            return perform(machine.held(until: floor.docket.quarantineEnd(after: now)))
        }
        ask { ledger throws(LedgerError) in
            let given = try ledger.unfreeze(on: name, now: now)
            let retries = try ledger.retries(on: name, now: now, limit: limit)
            let waiting = retries.isEmpty ? try ledger.waiting(on: name, limit: limit) : []
            let refused = try ledger.refusedPersons(on: name)
            return (given, refused, (retries, waiting, try ledger.nextRetry(on: name)))
        } then: { [self] given, refused, ready in
            let (docket, now) = (floor.docket, floor.clock.now)
            docket.apply(given)
            complain(of: [], told: given)
            onRefused?(refused)
            perform(
                machine.fetched(
                    ready, untrue: { docket.reasonToDrop($0, at: now) },
                    recipient: docket.recipient(of:)))
        }
    }

    private func compose(_ notices: [Notice]) {
        let docket = floor.docket
        let now = floor.clock.now
        let composer = Composer(
            charter: docket.charter, host: host,
            obligations: docket.obligations(of: notices, at: now), now: now,
            movedFrom: docket.formerDues(of: notices),
            recordedLate: docket.recordedLate(of: notices, at: now))
        floor.lanes.run(.channel(name)) { [channel] in
            channel.compose(notices, by: composer)
        } then: { [self] messages in
            perform(machine.composed(messages))
        }
    }

    /// What is refused for the first time is said, and what is given up at last; between them it is
    /// tried again without a word.
    private func complain(of messages: [Message<Outcome>], told entries: [Entry]) {
        let news = entries.flatMap { entry -> [Delivered] in
            guard case .told(let deliveries) = entry.event else { return [] }
            return deliveries
        }
        let lost = news.filter { $0.outcome == .dropped }
        if !lost.isEmpty {
            floor.log.write(
                .error,
                "given up after thirty days of trying by \(name.rawValue): \(lost.count) notices; "
                    + "the last reason: \(lost.last?.why ?? "–")")
        }
        let refused = Set(news.filter { $0.outcome == .refused }.map(\.notice))
        let complaints = messages.compactMap { message -> String? in
            guard case .refused(let why, _) = message.stage,
                message.notices.contains(where: refused.contains)
            else { return nil }
            return "\(message.person) (\(why.text))"
        }
        guard !complaints.isEmpty else { return }
        floor.log.write(
            .warning,
            "not delivered by \(name.rawValue): \(listed(complaints, most: Self.namesMax)); it is "
                + "tried again for thirty days, at once when the account or mailbox changes: "
                + "see `dubanctl outbox list`")
    }

    private static let namesMax = 20
}

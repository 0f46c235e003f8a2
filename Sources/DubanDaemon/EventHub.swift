// Events of the status socket: notices, through a channel like any other, what was recorded, and
// which charter came into force. The ledger keeps them; the hub reads each batch once and gives it
// to every subscriber that is up to date, and feeds those that are not from where they stand.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

@MainActor final class EventHub {
    /// The number of the last event given to those who are up to date.
    private(set) var sequence: Int64
    private let floor: Floor
    private var subscribers: [ObjectIdentifier: Subscriber] = [:]
    private var reading = Gate<Void, Void>.idle
    private var retry = Retry()

    private nonisolated static let eventsPerRead = 500

    init(floor: Floor, last: Int64) {
        self.floor = floor
        sequence = last
    }

    /// Somebody has published: reads on.
    func advance() {
        if reading.want((), first: ()) { read(after: sequence) }
    }

    private func read(after from: Int64) {
        events(after: from, orElse: { [self] in _ = reading.end() }) { [self] events in
            if let newest = events.last {
                sequence = newest.sequence
                for subscriber in subscribers.values where subscriber.machine.state == .current {
                    subscriber.give(events)
                }
            }
            let isWanted = !reading.end().isEmpty
            if isWanted || events.count == Self.eventsPerRead { advance() }
        }
    }

    /// Answers a Subscribe call until it closes: first that it is ready, then what it may read.
    func subscribe(
        _ call: Call, after: Int64?, mayRead: @escaping @MainActor (PublishedEvent) -> Bool
    ) {
        let subscriber = Subscriber(
            call: call,
            machine: SubscriptionStateMachine(
                after: min(after ?? sequence, sequence), last: sequence),
            mayRead: mayRead)
        let id = ObjectIdentifier(call)
        subscribers[id] = subscriber
        call.onClose = { [weak self] in self?.subscribers[id] = nil }
        call.onDrain = { [weak self, weak subscriber] in
            guard let self, let subscriber else { return }
            perform(subscriber.machine.drained(last: sequence), subscriber)
        }
        _ = call.replyContinues(["ready": true, "sequence": JSON(sequence)])
        perform(subscriber.machine.readOn(), subscriber)
    }

    private func perform(_ action: SubscriptionStateMachine.Action, _ subscriber: Subscriber) {
        switch action {
        case .none: break
        case .gap(let from, let through): subscriber.giveGap(from: from, through: through)
        case .replay(let from):
            events(after: from, orElse: { subscriber.machine.failed() }) { [self] events in
                guard subscriber.call.isOpen else { return }
                if let first = events.first, first.sequence > from + 1 {
                    subscriber.giveGap(from: from + 1, through: first.sequence - 1)
                    subscriber.machine.gave(through: first.sequence - 1)
                }
                // What was published meanwhile is read again by those behind, never given twice.
                subscriber.give(events)
                let last = events.isEmpty ? subscriber.machine.cursor : sequence
                perform(subscriber.machine.replayed(last: last), subscriber)
            }
        }
    }

    private func events(
        after from: Int64, orElse fail: @escaping @MainActor () -> Void,
        then give: @escaping @MainActor ([PublishedEvent]) -> Void
    ) {
        let later = { @MainActor [self] (_: LedgerError) in
            fail()
            tryLater()
        }
        floor.ask(.events, orElse: later) { ledger throws(LedgerError) in
            try ledger.events(after: from, limit: Self.eventsPerRead)
        } then: { [self] events in
            retry.succeeded()
            give(events.map { PublishedEvent(sequence: $0.sequence, payload: $0.payload) })
        }
    }

    /// The ledger could not be read: nobody is passed over, everybody waits.
    private func tryLater() {
        retry.failed(at: floor.clock.now)
        floor.alarms.set(.events, at: retry.at) { [weak self] in
            guard let self else { return }
            advance()
            for subscriber in subscribers.values {
                perform(subscriber.machine.readOn(), subscriber)
            }
        }
    }
}

/// One open Subscribe call.
@MainActor private final class Subscriber {
    let call: Call
    var machine: SubscriptionStateMachine
    private let mayRead: @MainActor (PublishedEvent) -> Bool

    init(
        call: Call, machine: SubscriptionStateMachine,
        mayRead: @escaping @MainActor (PublishedEvent) -> Bool
    ) {
        self.call = call
        self.machine = machine
        self.mayRead = mayRead
    }

    func give(_ events: [PublishedEvent]) {
        for event in events where event.sequence > machine.cursor {
            if mayRead(event), !call.replyContinues(["event": event.json]) {
                return machine.refused()
            }
            machine.gave(through: event.sequence)
        }
    }

    func giveGap(from: Int64, through: Int64) {
        _ = call.replyContinues(["gapFrom": JSON(from), "gapThrough": JSON(through)])
    }
}

/// The status socket as a channel: a notice is delivered to it when its event is in the ledger,
/// from where every subscriber is served, those that come later too. It becomes an event once,
/// whatever is tried again: the ledger sees to that.
struct EventChannel: Channel {
    let name = ChannelName.socket
    let batchMax = 500
    /// Where it is published.
    let ledger: Ledger

    func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        notices.map(composer.event)
    }

    func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        batch.map { _ in .ready(mark: []) }
    }

    func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        do throws(LedgerError) {
            try ledger.publish(batch)
            return batch.map { _ in .delivered }
        } catch {
            return batch.map { _ in .retry(.said(error.description), untouched: false) }
        }
    }

    func rest() {}
}

extension Announcement {
    /// What somebody has recorded; nil for what only follows from it.
    init?(_ entry: Entry, _ verb: Verb, _ allowed: Allowed, in charter: Charter) {
        guard entry.actor != .daemon else { return nil }
        let person = entry.actor.person
        let name = person.flatMap { charter.people[$0]?.name } ?? person?.text
        let words = charter.language == .chinese ? verb.chinese : verb.rawValue
        let isChinese = charter.language == .chinese
        let unit = entry.actor.onBehalfOf.map { charter.units[$0]?.name ?? $0.text }
        let forWhom = unit.map { isChinese ? "（代 \($0)）" : "(for \($0))" }
        let deed = [name, forWhom, words, allowed.obligation.text].compactMap(\.self)
        let reason = entry.event.reason
        let why = reason.isEmpty ? "" : isChinese ? "：\(reason)" : ": \(reason)"
        let text = deed.joined(separator: " ") + why
        self.init(SocketEvent(entry, of: allowed.obligation, in: allowed.unit, text: text))
    }

    /// Another charter came into force; nil for what else its coming records.
    init?(_ entry: Entry, of charter: Charter) {
        guard case .charterAccepted = entry.event else { return nil }
        let hash = charter.hash.prefix(12)
        let text =
            charter.language == .chinese
            ? "新的督办规则已生效 \(hash)" : "charter \(hash) is in force"
        self.init(SocketEvent(charterAt: entry.at, text: text))
    }

    private init(_ event: SocketEvent) {
        self.init(
            kind: event.kind.rawValue, payload: String(decoding: event.json.bytes, as: UTF8.self))
    }
}
